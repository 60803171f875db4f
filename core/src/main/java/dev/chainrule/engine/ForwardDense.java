package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.tensor.Parameters;

/**
 * A dense layer of a finished network.
 *
 * <p>W is stored in panels of {@value #PANEL} units, each inputs × units: a single row, for which
 * every weight is read once, streams through memory from the first weight to the last.
 */
final class ForwardDense implements ForwardLayer {

  /** The units of a panel: four vectors of 16, so that four chains of sums run side by side. */
  static final int PANEL = 64;

  private final int inputs;
  private final int units;
  private final BoundFunction activation;

  /** Panel after panel, and room behind them for a vector to read beyond the last row. */
  private final float[] weights;

  private final float[] biases;

  ForwardDense(DenseAt at, Parameters parameters) {
    inputs = at.inputs();
    units = at.units();
    activation = BoundFunction.of(at.layer().activation());
    biases = new float[units];
    parameters.copy(at.biasAt(), units, biases, 0);
    weights = new float[Math.addExact(Math.multiplyExact(inputs, units), PANEL)];
    float[] ofUnit = new float[inputs];
    for (int j = 0; j < units; j++) {
      parameters.copy(at.weightAt() + j * inputs, inputs, ofUnit, 0);
      int first = j - j % PANEL;
      int width = Math.min(PANEL, units - first);
      for (int p = 0; p < inputs; p++) {
        weights[first * inputs + p * width + j - first] = ofUnit[p];
      }
    }
  }

  @Override
  public int units() {
    return units;
  }

  @Override
  public double multiplyAdds() {
    return (double) inputs * units;
  }

  /** How many panels there are. */
  int panels() {
    return Math.ceilDiv(units, PANEL);
  }

  @Override
  public int scratch(Kernels kernels, int rows) {
    return kernels.productScratch(rows, Math.min(units, PANEL), inputs);
  }

  /** Z = X·Wᵀ + b, A = f(Z). */
  @Override
  public void apply(Kernels kernels, float[] x, int xAt, float[] a, int rows, float[] scratch) {
    score(kernels, x, xAt, a, rows, 0, units, scratch);
    activate(kernels, a, 0, rows * units);
  }

  /** A of a single row, for the units of the panels from … to alone. */
  void applyToRow(
      Kernels kernels, float[] x, int xAt, float[] a, int fromPanel, int toPanel, float[] scratch) {
    int from = fromPanel * PANEL;
    int to = Math.min(units, toPanel * PANEL);
    score(kernels, x, xAt, a, 1, from, to, scratch);
    activate(kernels, a, from, to - from);
  }

  /** Z of some rows, for the units from … to: whole panels. */
  private void score(
      Kernels kernels, float[] x, int xAt, float[] a, int rows, int from, int to, float[] scratch) {
    if (units == 1) {
      kernels.innerProducts(biases[0], x, xAt, inputs, weights, 0, a, 0, rows, inputs);
      return;
    }
    for (int j = from; j < to; j += PANEL) {
      addProduct(kernels, x, xAt, a, rows, j, scratch);
    }
  }

  private void addProduct(
      Kernels kernels, float[] x, int xAt, float[] a, int rows, int unit, float[] scratch) {
    int width = Math.min(PANEL, units - unit);
    kernels.multiply(
        x,
        xAt,
        inputs,
        weights,
        unit * inputs,
        width,
        biases,
        unit,
        0,
        a,
        unit,
        units,
        rows,
        width,
        inputs,
        scratch);
  }

  private void activate(Kernels kernels, float[] a, int at, int count) {
    kernels.activate(activation.function(), activation.alpha(), a, at, a, at, count);
  }
}
