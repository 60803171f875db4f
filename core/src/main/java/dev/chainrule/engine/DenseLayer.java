package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.Kernels;
import java.util.Arrays;

/** The workspace of a dense layer: Z, A and δ for a tile of rows. W is stored inputs×units. */
final class DenseLayer implements LayerWork {

  private final DenseAt at;
  private final Kernels kernels;
  private final UnitValues values;

  DenseLayer(DenseAt at, Kernels kernels, int capacity) {
    this.at = at;
    this.kernels = kernels;
    values = new UnitValues(at.layer().activation(), at.units(), kernels, capacity);
  }

  @Override
  public int units() {
    return at.units();
  }

  @Override
  public float[] a() {
    return values.a();
  }

  @Override
  public float[] delta() {
    return values.delta();
  }

  /** The most that one of the three products needs: W for some rows, or δᵀX for some inputs. */
  @Override
  public int scratch(int rows) {
    int inputs = at.inputs();
    int units = at.units();
    return Math.max(
        kernels.productScratch(rows, units, inputs),
        Math.max(
            kernels.productScratch(rows, inputs, units),
            kernels.productScratch(inputs, units, rows)));
  }

  /** Z = X·Wᵀ + b, A = f(Z). */
  @Override
  public void evaluate(float[] theta, float[] x, int from, int to, float[] scratch) {
    int inputs = at.inputs();
    int units = at.units();
    int rows = to - from;
    int zAt = from * units;
    float[] z = values.z();
    if (units == 1) {
      float bias = theta[at.biasAt()];
      int xAt = from * inputs;
      kernels.innerProducts(bias, x, xAt, inputs, theta, at.weightAt(), z, zAt, rows, inputs);
    } else {
      kernels.fillRows(theta, at.biasAt(), z, zAt, units, rows, units);
      kernels.multiply(
          x,
          from * inputs,
          inputs,
          theta,
          at.weightAt(),
          units,
          z,
          zAt,
          units,
          rows,
          units,
          inputs,
          scratch);
    }
    values.activate(from, to);
  }

  @Override
  public void multiplyByDerivative(int from, int to) {
    values.multiplyByDerivative(from, to);
  }

  /** ∂ℒ/∂X = δ·W. */
  @Override
  public void backward(float[] theta, float[] dX, int from, int to, float[] scratch) {
    int inputs = at.inputs();
    int units = at.units();
    Arrays.fill(dX, from * inputs, to * inputs, 0);
    kernels.multiplyTransposedB(
        values.delta(),
        from * units,
        units,
        theta,
        at.weightAt(),
        units,
        dX,
        from * inputs,
        inputs,
        to - from,
        inputs,
        units,
        scratch);
  }

  /** One part for each input. */
  @Override
  public int gradientParts() {
    return at.inputs();
  }

  @Override
  public void clearWeights(int from, int to, float[] gradient) {
    int units = at.units();
    Arrays.fill(gradient, at.weightAt() + from * units, at.weightAt() + to * units, 0);
  }

  /**
   * ∂ℒ/∂W ← ∂ℒ/∂W + δᵀX for the inputs from … to; with the first of them, ∂ℒ/∂b ← ∂ℒ/∂b + column
   * sums of δ.
   */
  @Override
  public void addGradient(
      float[] x, int fromRow, int toRow, int from, int to, float[] gradient, float[] scratch) {
    int inputs = at.inputs();
    int units = at.units();
    int rows = toRow - fromRow;
    kernels.multiplyTransposedA(
        x,
        fromRow * inputs + from,
        inputs,
        values.delta(),
        fromRow * units,
        units,
        gradient,
        at.weightAt() + from * units,
        units,
        to - from,
        units,
        rows,
        scratch);
    if (from == 0) {
      kernels.addColumnSums(
          values.delta(), fromRow * units, units, rows, units, gradient, at.biasAt());
    }
  }
}
