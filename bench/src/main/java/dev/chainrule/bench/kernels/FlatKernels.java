package dev.chainrule.bench.kernels;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.UpdateKernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What goes over flat arrays: sums, and the update rules on θ, its gradient and their memory. */
public class FlatKernels extends MeasuredKernel {

  private static final float RATE = 1e-3f;
  private static final float RHO = 0.9f;
  private static final float EPSILON = 1e-8f;
  private static final float MU = 0.9f;

  /** A method of {@link Kernels} or {@link UpdateKernels}. */
  public enum Kernel {
    EXPONENTIAL,
    SUM_OF_SQUARES,
    ADD_SCALED,
    SGD,
    MOMENTUM,
    NESTEROV,
    ADAGRAD,
    ADADELTA,
    RMSPROP,
    RMSPROP_MOMENTUM,
    RMSPROP_CENTRED,
    RMSPROP_CENTRED_MOMENTUM,
    ADAM,
    AMSGRAD,
    NADAM,
    SCALE,
    CLAMP,
    APPROACH
  }

  /** Which kernel. */
  @Param public Kernel kernel = Kernel.EXPONENTIAL;

  /** How many numbers; the largest are a piece of an update. */
  @Param({"1", "13", "207", "702", "16384"})
  public int n;

  @Override
  int[] lengths() {
    return new int[] {n, n, n, n, n};
  }

  @Override
  void call(Kernels kernels, float[][] arrays) {
    float[] theta = arrays[0];
    float[] g = arrays[1];
    float[] m = arrays[2];
    float[] v = arrays[3];
    float[] u = arrays[4];
    UpdateKernels updates = kernels.updates();
    switch (kernel) {
      case EXPONENTIAL -> kernels.exponential(theta, 0, n);
      case SUM_OF_SQUARES -> u[0] = (float) kernels.sumOfSquares(theta, 0, n);
      case ADD_SCALED -> kernels.addScaled(RATE, g, 0, theta, 0, n);
      case SGD -> updates.sgd(theta, g, 0, n, RATE);
      case MOMENTUM -> updates.momentum(theta, g, m, 0, n, RATE, MU, false);
      case NESTEROV -> updates.momentum(theta, g, m, 0, n, RATE, MU, true);
      case ADAGRAD -> updates.adagrad(theta, g, v, 0, n, RATE, EPSILON);
      case ADADELTA -> updates.adadelta(theta, g, v, u, 0, n, RATE, RHO, EPSILON);
      case RMSPROP -> updates.rmsprop(theta, g, v, 0, n, RATE, RHO, EPSILON);
      case RMSPROP_MOMENTUM ->
          updates.rmspropMomentum(theta, g, v, u, 0, n, RATE, RHO, EPSILON, MU);
      case RMSPROP_CENTRED -> updates.rmspropCentred(theta, g, v, m, 0, n, RATE, RHO, EPSILON);
      case RMSPROP_CENTRED_MOMENTUM ->
          updates.rmspropCentredMomentum(theta, g, v, m, u, 0, n, RATE, RHO, EPSILON, MU);
      case ADAM -> updates.adam(theta, g, m, v, 0, n, RHO, 0.999f, EPSILON, RATE, 1f, 1f);
      case AMSGRAD -> updates.amsgrad(theta, g, m, v, u, 0, n, RHO, 0.999f, EPSILON, RATE, 1f);
      case NADAM -> updates.nadam(theta, g, m, v, 0, n, RHO, 0.999f, EPSILON, RATE, RATE, 1f);
      case SCALE -> updates.scale(theta, 0, n, -1f);
      case CLAMP -> updates.clamp(theta, 0, n, 0.5f);
      case APPROACH -> updates.approach(u, theta, 0, n, 0.1f);
    }
  }

  /** A kernel on all numbers. */
  @Benchmark
  public void numbers() {
    run();
  }
}
