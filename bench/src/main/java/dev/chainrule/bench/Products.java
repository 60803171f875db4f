package dev.chainrule.bench;

import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Workers;
import java.util.Arrays;

/** The plain products at the shapes of a training, in GFLOP/s: Y = X·W, dX = δ·Wᵀ, dW = Xᵀ·δ. */
final class Products {

  private static final int[][] SHAPES = {
    {64, 64, 64}, {256, 256, 256}, {512, 512, 512}, {2048, 2048, 2048},
    {128, 512, 784}, {128, 10, 256}, {32, 64, 30}, {512, 4096, 4096}
  };

  private final Kernels kernels = Kernels.vector();
  private final Workers workers;
  private final int threads;
  private boolean told;

  private Products(Workers workers) {
    this.workers = workers;
    threads = workers.threads();
  }

  /** Measures all shapes. */
  static void measure(double seconds, int threads) {
    try (Workers workers = new Workers(threads)) {
      Products products = new Products(workers);
      // Once for warming up, at least three seconds, and once to measure.
      products.sweep(Math.max(3, 0.4 * seconds), false);
      products.sweep(0.6 * seconds, true);
    }
  }

  private void sweep(double seconds, boolean told) {
    this.told = told;
    for (int[] shape : SHAPES) {
      shape(shape[0], shape[1], shape[2], seconds / (3 * SHAPES.length));
    }
  }

  private void shape(int m, int n, int k, double seconds) {
    String name = m + "x" + n + "x" + k;
    float[] x = filled(m * k);
    float[] w = filled(k * n);
    float[] y = filled(m * n);
    float[] zeros = new float[Math.max(n, k)];
    int most =
        Math.max(
            kernels.productScratch(m, n, k),
            Math.max(kernels.productScratch(m, k, n), kernels.productScratch(k, n, m)));
    float[][] scratch = new float[threads][most];
    // Rows of the result are shared out, as in a training.
    int rows = Math.ceilDiv(m, threads);
    int inputs = Math.ceilDiv(k, threads);
    rate(
        "Y " + name,
        m,
        n,
        k,
        seconds,
        (part, worker) -> {
          int from = part * rows;
          int count = Math.min(m, from + rows) - from;
          kernels.multiply(
              x, from * k, k, w, 0, n, zeros, 0, 0, y, from * n, n, count, n, k, scratch[worker]);
        });
    rate(
        "dX " + name,
        m,
        n,
        k,
        seconds,
        (part, worker) -> {
          int from = part * rows;
          int count = Math.min(m, from + rows) - from;
          kernels.multiplyTransposedB(
              y, from * n, n, w, 0, n, zeros, 0, 0, x, from * k, k, count, k, n, scratch[worker]);
        });
    rate(
        "dW " + name,
        m,
        n,
        k,
        seconds,
        (part, worker) -> {
          int from = part * inputs;
          int count = Math.min(k, from + inputs) - from;
          kernels.multiplyTransposedA(
              x, from, k, y, 0, n, zeros, 0, 0, w, from * n, n, count, n, m, scratch[worker]);
        });
  }

  private void rate(String what, int m, int n, int k, double seconds, Workers.Region region) {
    double operations = 2.0 * m * n * k;
    int repeats = (int) Math.max(1, 4e7 / operations);
    double[] measured = new double[0];
    long begin = System.nanoTime();
    while (true) {
      long before = System.nanoTime();
      for (int i = 0; i < repeats; i++) {
        workers.run(threads, region);
      }
      long after = System.nanoTime();
      if ((before - begin) / 1e9 >= 0.4 * seconds) {
        measured = Arrays.copyOf(measured, measured.length + 1);
        measured[measured.length - 1] = (after - before) / 1e9;
        if ((after - begin) / 1e9 >= seconds) {
          break;
        }
      }
    }
    Arrays.sort(measured);
    if (told) {
      Chainrule.print(what, operations * repeats / measured[measured.length / 2] / 1e9, "GFLOP/s");
    }
  }

  private static float[] filled(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 1e-3f * (i % 7 - 3);
    }
    return values;
  }
}
