package dev.chainrule.bench.kernels;

import dev.chainrule.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What goes over 128 rows: inner products, gradients of biases, softmax, the losses. */
public class RowKernels extends MeasuredKernel {

  private static final int ROWS = 128;
  private static final float SCALE = 1f / ROWS;
  private static final float SMOOTHING = 0.1f;
  private static final float[] LEVELS = {0.1f, 0.5f, 0.9f};

  /** A method of {@link Kernels}. */
  public enum Kernel {
    INNER_PRODUCTS,
    ADD_COLUMN_SUMS,
    SOFTMAX,
    SIGMOID_CROSS_ENTROPY,
    SOFTMAX_CROSS_ENTROPY,
    SQUARED_ERROR,
    ABSOLUTE_ERROR,
    HUBER_ERROR,
    PINBALL_ERROR,
    POISSON_DEVIANCE
  }

  /** Which kernel. */
  @Param public Kernel kernel = Kernel.INNER_PRODUCTS;

  /** How long a row is. */
  @Param({"1", "13", "207", "702"})
  public int n;

  @Override
  int[] lengths() {
    return new int[] {ROWS * n, ROWS * n, ROWS * n, ROWS, ROWS, n};
  }

  @Override
  void call(Kernels kernels, float[][] arrays) {
    float[] z = arrays[0];
    float[] y = arrays[1];
    float[] g = arrays[2];
    float[] w = arrays[3];
    float[] l = arrays[4];
    float[] row = arrays[5];
    switch (kernel) {
      case INNER_PRODUCTS -> kernels.innerProducts(SCALE, z, 0, n, row, 0, l, 0, ROWS, n);
      case ADD_COLUMN_SUMS -> kernels.addColumnSums(z, 0, n, ROWS, n, row, 0);
      case SOFTMAX -> kernels.softmax(z, 0, ROWS, n);
      case SIGMOID_CROSS_ENTROPY ->
          kernels.sigmoidCrossEntropy(z, 0, y, 0, w, 0, SCALE, SMOOTHING, g, 0, l, 0, ROWS, n);
      case SOFTMAX_CROSS_ENTROPY ->
          kernels.softmaxCrossEntropy(z, 0, y, 0, w, 0, SCALE, SMOOTHING, g, 0, l, 0, ROWS, n);
      case SQUARED_ERROR -> kernels.squaredError(z, 0, y, 0, w, 0, SCALE, g, 0, l, 0, ROWS, n);
      case ABSOLUTE_ERROR -> kernels.absoluteError(z, 0, y, 0, w, 0, SCALE, g, 0, l, 0, ROWS, n);
      case HUBER_ERROR -> kernels.huberError(z, 0, y, 0, w, 0, SCALE, 0.8f, g, 0, l, 0, ROWS, n);
      case PINBALL_ERROR ->
          kernels.pinballError(z, 0, y, 0, w, 0, SCALE, LEVELS, g, 0, l, 0, ROWS, n);
      case POISSON_DEVIANCE ->
          kernels.poissonDeviance(z, 0, y, 0, w, 0, SCALE, g, 0, l, 0, ROWS, n);
    }
  }

  /** A kernel on all rows. */
  @Benchmark
  public void rows() {
    run();
  }
}
