package dev.chainrule.bench.kernels;

import dev.chainrule.kernel.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A kernel on arrays of its own, which has proved its bits before it is measured. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class MeasuredKernel {

  /** Which kernels are measured, {@code vector} or {@code scalar}. */
  @Param("vector")
  public String kernels = "";

  private Kernels measured = Kernels.scalar();
  private float[][] arrays = new float[0][];

  /** How long the arrays are that the kernel works on. */
  abstract int[] lengths();

  /** Calls the kernel. */
  abstract void call(Kernels kernels, float[][] arrays);

  /**
   * Draws the arrays.
   *
   * @throws IllegalStateException if the kernel gives other bits than the specification
   */
  @Setup
  public void prove() {
    measured = kernels.equals("scalar") ? Kernels.scalar() : Kernels.vector();
    float[][] expected = drawn();
    call(Kernels.scalar(), expected);
    arrays = drawn();
    call(measured, arrays);
    for (int i = 0; i < arrays.length; i++) {
      int at = Arrays.mismatch(arrays[i], expected[i]);
      if (at >= 0) {
        throw new IllegalStateException(
            "Array %d, element %d: expected %s as the scalar kernel says, got %s."
                .formatted(i, at, expected[i][at], arrays[i][at]));
      }
    }
  }

  /** The first array has numbers of both signs, the others positive ones. */
  private float[][] drawn() {
    SplittableRandom random = new SplittableRandom(1);
    int[] lengths = lengths();
    float[][] drawn = new float[lengths.length][];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = new float[lengths[i]];
      for (int j = 0; j < lengths[i]; j++) {
        drawn[i][j] = (float) random.nextDouble(i == 0 ? -1 : 0.01, 1);
      }
    }
    return drawn;
  }

  /** What is measured. */
  void run() {
    call(measured, arrays);
  }
}
