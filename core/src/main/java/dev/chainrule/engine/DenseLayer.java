package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.Kernels;
import java.util.Arrays;

/** The workspace of a dense layer: Z, A and δ for a tile of rows. W is stored inputs×units. */
final class DenseLayer {

  private final DenseAt at;
  private final BoundFunction activation;
  private final Kernels kernels;
  private final float[] z;
  private final float[] a;
  private final float[] delta;

  private DenseLayer(DenseAt at, Kernels kernels, int capacity, boolean training) {
    this.at = at;
    this.kernels = kernels;
    activation = BoundFunction.of(at.layer().activation());
    a = new float[Math.multiplyExact(capacity, at.units())];
    z = training && activation.function().derivativeNeedsInput() ? new float[a.length] : a;
    delta = new float[training ? a.length : 0];
  }

  /**
   * Room for both passes of {@code capacity} rows. Z has memory of its own only where the
   * derivative needs it.
   */
  static DenseLayer forTraining(DenseAt at, Kernels kernels, int capacity) {
    return new DenseLayer(at, kernels, capacity, true);
  }

  /** Room for the forward pass of {@code capacity} rows. */
  static DenseLayer forPrediction(DenseAt at, Kernels kernels, int capacity) {
    return new DenseLayer(at, kernels, capacity, false);
  }

  DenseAt at() {
    return at;
  }

  float[] a() {
    return a;
  }

  float[] delta() {
    return delta;
  }

  /** Rows from … to: Z = X·Wᵀ + b, A = f(Z). */
  void forward(float[] theta, float[] x, int from, int to) {
    int inputs = at.inputs();
    int units = at.units();
    int rows = to - from;
    int zAt = from * units;
    kernels.fillRows(theta, at.biasAt(), z, zAt, units, rows, units);
    kernels.multiply(
        x, from * inputs, inputs, theta, at.weightAt(), units, z, zAt, units, rows, units, inputs);
    kernels.activate(activation.function(), activation.alpha(), z, zAt, a, zAt, rows * units);
  }

  /** Rows from … to: ∂ℒ/∂A, which stands in δ, becomes δ = ∂ℒ/∂A ⊙ f′(Z). */
  void multiplyByDerivative(int from, int to) {
    int begin = from * at.units();
    kernels.multiplyByDerivative(
        activation.function(),
        activation.alpha(),
        z,
        begin,
        a,
        begin,
        delta,
        begin,
        (to - from) * at.units());
  }

  /** Rows from … to: ∂ℒ/∂X = δ·W, which becomes the layer below's ∂ℒ/∂A. */
  void backward(float[] theta, float[] dX, int from, int to, float[] scratch) {
    int inputs = at.inputs();
    int units = at.units();
    Arrays.fill(dX, from * inputs, to * inputs, 0);
    kernels.multiplyTransposedB(
        delta,
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

  /**
   * ∂ℒ/∂W ← ∂ℒ/∂W + δᵀX for the inputs from … to; with the first of them, ∂ℒ/∂b ← ∂ℒ/∂b + column
   * sums of δ.
   */
  void addGradient(float[] x, int rows, int from, int to, float[] gradient) {
    int inputs = at.inputs();
    int units = at.units();
    kernels.multiplyTransposedA(
        x,
        from,
        inputs,
        delta,
        0,
        units,
        gradient,
        at.weightAt() + from * units,
        units,
        to - from,
        units,
        rows);
    if (from == 0) {
      kernels.addColumnSums(delta, 0, units, rows, units, gradient, at.biasAt());
    }
  }
}
