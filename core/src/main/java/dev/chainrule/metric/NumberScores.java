package dev.chainrule.metric;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Predicted numbers ŷ of one column against true numbers y with weights w, one formula a method. A
 * mean is Σ w·x / Σ w.
 */
final class NumberScores {

  private final double[] y;
  private final double[] prediction;
  private final Weights weights;

  NumberScores(double[] y, double[] prediction, Weights weights) {
    this.y = y;
    this.prediction = prediction;
    this.weights = weights;
    for (int row = 0; row < y.length; row++) {
      requireFinite("true", row, y[row]);
      requireFinite("predicted", row, prediction[row]);
    }
  }

  private static void requireFinite(String kind, int row, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "The %s value of row %d must be a finite number, got %s.".formatted(kind, row, value));
    }
  }

  double metric(Metric metric) {
    return switch (metric) {
      case R2 -> r2();
      case EXPLAINED_VARIANCE -> explainedVariance();
      case MSE -> meanSquaredError();
      case RMSE -> Math.sqrt(meanSquaredError());
      case MAE -> weights.mean(this::absoluteError);
      case MEDIAN_ABSOLUTE_ERROR ->
          median(IntStream.range(0, y.length).mapToDouble(this::absoluteError).toArray(), weights);
      case MAPE -> meanRelativeError();
      case MAX_ERROR -> maxError();
      case POISSON_DEVIANCE -> weights.mean(row -> poissonDeviance(y[row], prediction[row]));
      case EXPLAINED_DEVIANCE -> explainedDeviance();
      default -> throw new IllegalStateException(metric + " does not judge numbers");
    };
  }

  private double error(int row) {
    return y[row] - prediction[row];
  }

  private double absoluteError(int row) {
    return Math.abs(error(row));
  }

  private double meanSquaredError() {
    return weights.mean(row -> error(row) * error(row));
  }

  /** Mean |y−ŷ|/max(ε, |y|), ε = 2⁻⁵². */
  private double meanRelativeError() {
    return weights.mean(row -> absoluteError(row) / Math.max(Math.ulp(1.0), Math.abs(y[row])));
  }

  /** Max |y−ŷ| of the rows that count. */
  private double maxError() {
    return counting().mapToDouble(this::absoluteError).max().orElseThrow();
  }

  /** 1 − mean (y−ŷ)² / variance of y; NaN for a single row. */
  private double r2() {
    return y.length < 2 ? Double.NaN : explained(meanSquaredError(), variance(row -> y[row]));
  }

  /** 1 − variance of (y−ŷ) / variance of y. */
  private double explainedVariance() {
    return explained(variance(this::error), variance(row -> y[row]));
  }

  /** 1 − part/whole; 1 if nothing is left to explain, 0 if there was nothing to explain. */
  private static double explained(double part, double whole) {
    return part == 0 ? 1 : whole == 0 ? 0 : 1 - part / whole;
  }

  /** Mean (x − mean x)²; exactly 0 if all x that count are equal. */
  private double variance(IntToDoubleFunction x) {
    double first = x.applyAsDouble(counting().findFirst().orElseThrow());
    if (counting().allMatch(row -> x.applyAsDouble(row) == first)) {
      return 0;
    }
    double mean = weights.mean(x);
    return weights.mean(row -> (x.applyAsDouble(row) - mean) * (x.applyAsDouble(row) - mean));
  }

  /** 2(y ln(y/ŷ) − y + ŷ), with 0 ln 0 = 0. */
  private static double poissonDeviance(double y, double prediction) {
    double logarithm = y == 0 ? 0 : y * StrictMath.log(y / prediction);
    return 2 * (logarithm - y + prediction);
  }

  /**
   * D² = 1 − deviance / deviance of the mean of y; NaN for a single row, and where all y are equal.
   */
  private double explainedDeviance() {
    double mean = weights.mean(row -> y[row]);
    double whole = weights.mean(row -> poissonDeviance(y[row], mean));
    return y.length < 2 || variance(row -> y[row]) == 0
        ? Double.NaN
        : 1 - metric(Metric.POISSON_DEVIANCE) / whole;
  }

  private IntStream counting() {
    return IntStream.range(0, y.length).filter(row -> weights.at(row) > 0);
  }

  /** {@link #quantile} at ½. */
  static double median(double[] values, Weights weights) {
    return quantile(values, weights, 0.5);
  }

  /**
   * The smallest value such that the values up to it have at least the share {@code level} of the
   * weight; where they have exactly that share, the mean of it and the next (Hyndman and Fan 1996,
   * the inverse of the distribution function, averaged at its steps).
   */
  static double quantile(double[] values, Weights weights, double level) {
    int[] order =
        IntStream.range(0, values.length)
            .filter(row -> weights.at(row) > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] upTo = Arrays.stream(order).mapToDouble(weights::at).toArray();
    Arrays.parallelPrefix(upTo, Double::sum);
    double wanted = level * upTo[upTo.length - 1];
    int at = 0;
    while (at < order.length - 1 && upTo[at] < wanted) {
      at++;
    }
    double here = values[order[at]];
    boolean between = upTo[at] - wanted <= Math.ulp(1.0) && at < order.length - 1;
    return between ? (here + values[order[at + 1]]) / 2 : here;
  }
}
