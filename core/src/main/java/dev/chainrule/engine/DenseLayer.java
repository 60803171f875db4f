package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.Kernels;

/** The workspace of a dense layer: Z, A and δ for a tile of rows. W is stored inputs×units. */
final class DenseLayer implements LayerWork {

  private final DenseAt at;
  private final Kernels kernels;
  private final UnitValues values;

  /** A row of zeros, with which sums begin. */
  private final float[] zeros;

  DenseLayer(DenseAt at, Kernels kernels, int capacity) {
    this.at = at;
    this.kernels = kernels;
    values = new UnitValues(at.layer().activation(), at.units(), kernels, capacity);
    zeros = new float[Math.max(at.inputs(), at.units())];
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
      kernels.multiply(
          x,
          from * inputs,
          inputs,
          theta,
          at.weightAt(),
          units,
          theta,
          at.biasAt(),
          0,
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
    kernels.multiplyTransposedB(
        values.delta(),
        from * units,
        units,
        theta,
        at.weightAt(),
        units,
        zeros,
        0,
        0,
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

  /**
   * ∂ℒ/∂W ← δᵀX, or ∂ℒ/∂W + δᵀX, for the inputs from … to; with the first of them, ∂ℒ/∂b ← ∂ℒ/∂b +
   * column sums of δ.
   */
  @Override
  public void addGradient(
      float[] x,
      int fromRow,
      int toRow,
      int from,
      int to,
      boolean anew,
      float[] gradient,
      float[] scratch) {
    int inputs = at.inputs();
    int units = at.units();
    int rows = toRow - fromRow;
    int sumsAt = at.weightAt() + from * units;
    kernels.multiplyTransposedA(
        x,
        fromRow * inputs + from,
        inputs,
        values.delta(),
        fromRow * units,
        units,
        anew ? zeros : gradient,
        anew ? 0 : sumsAt,
        anew ? 0 : units,
        gradient,
        sumsAt,
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
