package dev.chainrule.bench.kernels;

import dev.chainrule.kernel.ElementFunction;
import dev.chainrule.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The activations f and their derivatives f′. */
public class ElementKernels extends MeasuredKernel {

  private static final float ALPHA = 0.3f;

  /** f. */
  @Param public ElementFunction function = ElementFunction.IDENTITY;

  /** Whether f′ is measured, and not f. */
  @Param({"false", "true"})
  public boolean derivative;

  /** How many numbers. */
  @Param({"1", "13", "207", "702"})
  public int n;

  @Override
  int[] lengths() {
    return new int[] {n, n, n, n};
  }

  @Override
  void call(Kernels kernels, float[][] arrays) {
    if (derivative) {
      // δ shrinks from call to call if it is not given again.
      System.arraycopy(arrays[3], 0, arrays[2], 0, n);
      kernels.multiplyByDerivative(function, ALPHA, arrays[0], 0, arrays[1], 0, arrays[2], 0, n);
    } else {
      kernels.activate(function, ALPHA, arrays[0], 0, arrays[1], 0, n);
    }
  }

  /** f or f′ of all numbers. */
  @Benchmark
  public void function() {
    run();
  }
}
