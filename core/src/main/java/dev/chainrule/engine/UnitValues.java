package dev.chainrule.engine;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Activation;

/** Z, A and δ of the units of a layer, for a tile of rows. */
final class UnitValues {

  private final int units;
  private final BoundFunction activation;
  private final Kernels kernels;
  private final float[] z;
  private final float[] a;
  private final float[] delta;

  /** Z has memory of its own only where the derivative needs it. */
  UnitValues(Activation activation, int units, Kernels kernels, int capacity) {
    this.units = units;
    this.activation = BoundFunction.of(activation);
    this.kernels = kernels;
    a = new float[Math.multiplyExact(capacity, units)];
    z = this.activation.function().derivativeNeedsInput() ? new float[a.length] : a;
    delta = new float[a.length];
  }

  int units() {
    return units;
  }

  float[] z() {
    return z;
  }

  float[] a() {
    return a;
  }

  float[] delta() {
    return delta;
  }

  /** Rows from … to: A = f(Z). */
  void activate(int from, int to) {
    int begin = from * units;
    kernels.activate(
        activation.function(), activation.alpha(), z, begin, a, begin, (to - from) * units);
  }

  /** Rows from … to: ∂ℒ/∂A, which stands in δ, becomes δ = ∂ℒ/∂A ⊙ f′(Z). */
  void multiplyByDerivative(int from, int to) {
    int begin = from * units;
    kernels.multiplyByDerivative(
        activation.function(),
        activation.alpha(),
        z,
        begin,
        a,
        begin,
        delta,
        begin,
        (to - from) * units);
  }
}
