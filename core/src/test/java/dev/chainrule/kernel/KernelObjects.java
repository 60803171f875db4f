package dev.chainrule.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * A program that calls kernels of a training step one after the other, each until it allocates
 * nothing any more or its time is over, and prints how many bytes they still allocated. Vectors
 * that the compiler has not kept in registers are objects.
 */
final class KernelObjects {

  private static final double SECONDS = 15;
  private static final int ROWS = 256;
  private static final int INPUTS = 512;

  /** Rows lie so far apart that the products copy them. */
  private static final int STEP = 4096;

  /** One column, a narrow last panel, one that a mask must cut, few columns, rows far apart. */
  private static final int[] UNITS = {1, 528, 40, 10, 784};

  private static final int MOST_UNITS = 784;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Kernels kernels = Kernels.forWork(Double.POSITIVE_INFINITY);
  private final float[] x = filled(ROWS * STEP);
  private final float[] w = filled(INPUTS * MOST_UNITS);
  private final float[] z = filled(ROWS * MOST_UNITS);
  private final float[] dX = new float[ROWS * INPUTS];
  private final float[] dW = new float[INPUTS * MOST_UNITS];
  private final float[] mean = new float[INPUTS * MOST_UNITS];
  private final float[] square = new float[INPUTS * MOST_UNITS];
  private final float[] zeros = new float[MOST_UNITS];
  private final float[] scratch = new float[kernels.productScratch(STEP, STEP, STEP)];

  private KernelObjects() {}

  private static float[] filled(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (i % 7 - 3) / 64f;
    }
    return values;
  }

  public static void main(String[] args) {
    KernelObjects program = new KernelObjects();
    long bytes = 0;
    for (int units : UNITS) {
      bytes += program.settled(() -> program.forward(units));
      bytes += program.settled(() -> program.backward(units));
    }
    System.out.println(program.kernels.name() + " " + bytes);
  }

  /** What some calls allocate once they have been compiled; 0 for next to nothing. */
  private long settled(Runnable call) {
    long end = System.nanoTime() + (long) (SECONDS * 1e9);
    long bytes;
    do {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20; i++) {
        call.run();
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    } while (bytes > 1000 && System.nanoTime() < end);
    return bytes > 1000 ? bytes : 0;
  }

  private void forward(int units) {
    if (units == 1) {
      kernels.innerProducts(0.5f, x, 0, STEP, w, 0, z, 0, ROWS, INPUTS);
    } else {
      kernels.multiply(
          x, 0, STEP, w, 0, units, zeros, 0, 0, z, 0, units, ROWS, units, INPUTS, scratch);
    }
  }

  private void backward(int units) {
    kernels.multiplyTransposedB(
        z, 0, units, w, 0, units, zeros, 0, 0, dX, 0, INPUTS, ROWS, INPUTS, units, scratch);
    kernels.multiplyTransposedA(
        x, 0, STEP, z, 0, units, zeros, 0, 0, dW, 0, units, INPUTS, units, ROWS, scratch);
    kernels.updates().adam(w, dW, mean, square, 0, w.length, 0.9f, 0.999f, 1e-8f, 1e-6f, 1f, 1f);
  }
}
