package dev.chainrule.cli.bench;

import java.util.Arrays;

/** Time measurements and their quantiles; those of the warm-up are forgotten. */
final class Stopwatch {

  private double[] seconds = new double[64];
  private int count;

  void add(double measured) {
    if (count == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * count);
    }
    seconds[count++] = measured;
  }

  void forget() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** The smallest measurement that at least the share {@code p} of them does not exceed. */
  double quantile(double p) {
    if (count == 0) {
      throw new IllegalStateException("Nothing was measured: allow more seconds.");
    }
    double[] sorted = Arrays.copyOf(seconds, count);
    Arrays.sort(sorted);
    return sorted[Math.clamp((long) Math.ceil(p * count) - 1, 0, count - 1)];
  }

  double median() {
    return quantile(0.5);
  }
}
