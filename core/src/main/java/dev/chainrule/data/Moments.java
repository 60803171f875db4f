package dev.chainrule.data;

import java.util.Arrays;

/**
 * Mean and standard deviation of some finite numbers, NaN left out. They are computed in two passes
 * with compensated sums (Neumaier 1974), after scaling by a power of two, so that neither
 * cancellation nor overflow spoils them.
 *
 * @param count how many numbers there were
 * @param mean their mean; 0 if there were none
 * @param deviation √(Σ(x − mean)²/n); 1 if all are equal or there were none
 * @param isConstant whether all are equal
 */
record Moments(long count, double mean, double deviation, boolean isConstant) {

  static Moments of(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (min >= max) {
      return new Moments(count, count == 0 ? 0 : min, 1, true);
    }
    int exponent = Math.getExponent(Math.max(Math.abs(min), Math.abs(max)));
    double scale = Math.scalb(1.0, -exponent);
    Sum sum = new Sum();
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum.add(value * scale);
      }
    }
    double mean = sum.value() / count;
    Sum deviations = new Sum();
    Sum squares = new Sum();
    for (double value : values) {
      if (!Double.isNaN(value)) {
        double d = value * scale - mean;
        deviations.add(d);
        squares.add(d * d);
      }
    }
    // The second term would be 0 if the mean were exact.
    double variance = (squares.value() - deviations.value() * deviations.value() / count) / count;
    double deviation = Math.scalb(Math.sqrt(Math.max(variance, 0)), exponent);
    return new Moments(
        count, Math.scalb(mean, exponent), deviation > 0 ? deviation : 1, deviation <= 0);
  }

  /** Of bytes seen as 0 to 255, given how often each occurs. */
  static Moments ofCounts(long[] counts) {
    long count = Arrays.stream(counts).sum();
    double sum = 0;
    for (int value = 0; value < counts.length; value++) {
      sum += (double) value * counts[value];
    }
    double mean = count == 0 ? 0 : sum / count;
    double squares = 0;
    for (int value = 0; value < counts.length; value++) {
      squares += (value - mean) * (value - mean) * counts[value];
    }
    boolean constant = Arrays.stream(counts).filter(c -> c > 0).count() < 2;
    return new Moments(count, mean, constant ? 1 : Math.sqrt(squares / count), constant);
  }

  /** (x − mean) / deviation, without overflow in between. */
  static double standardized(double x, double mean, double deviation) {
    double z = (x - mean) / deviation;
    return Double.isInfinite(z) ? x / deviation - mean / deviation : z;
  }

  /** A sum that carries its rounding errors along. */
  private static final class Sum {
    private double sum;
    private double lost;

    void add(double x) {
      double next = sum + x;
      lost += Math.abs(sum) >= Math.abs(x) ? (sum - next) + x : (x - next) + sum;
      sum = next;
    }

    double value() {
      return sum + lost;
    }
  }
}
