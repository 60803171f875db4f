package dev.chainrule.metric;

import dev.chainrule.text.TextTable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicted quantiles q̂ of a number judged against that number y. A metric is the mean over the
 * levels, all counting alike.
 *
 * <p>The pinball loss of the level τ is, as in scikit-learn, the mean of τ·(y−q̂) where y ≥ q̂ and
 * of (1−τ)·(q̂−y) elsewhere. Immutable.
 */
public final class QuantileReport implements Report {

  private final List<Double> levels;
  private final double[] truth;
  private final double[] predicted;
  private final Weights weights;

  private QuantileReport(List<Double> levels, double[] truth, double[] predicted, Weights weights) {
    this.levels = levels;
    this.truth = truth;
    this.predicted = predicted;
    this.weights = weights;
  }

  /**
   * Judges quantiles.
   *
   * @param levels the k ≥ 1 levels τ, rising, each above 0 and below 1
   * @param truth one number a row
   * @param predicted row after row, k a row
   * @param weights one a row; none if all count alike
   */
  public static QuantileReport of(
      List<Double> levels, double[] truth, double[] predicted, double... weights) {
    List<Double> checked = new Outputs.Quantiles(levels).levels();
    Weights counted = Weights.of(truth.length, weights);
    if (predicted.length != (long) truth.length * checked.size()) {
      throw new IllegalArgumentException(
          "Expected %d predictions (%d rows × %d levels), got %d."
              .formatted(
                  (long) truth.length * checked.size(),
                  truth.length,
                  checked.size(),
                  predicted.length));
    }
    for (int i = 0; i < predicted.length; i++) {
      int row = i / checked.size();
      if (!Double.isFinite(truth[row]) || !Double.isFinite(predicted[i])) {
        throw new IllegalArgumentException(
            "Truth and predictions of row %d must be finite numbers, got %s and %s."
                .formatted(row, truth[row], predicted[i]));
      }
    }
    return new QuantileReport(checked, truth.clone(), predicted.clone(), counted);
  }

  /**
   * What a predictor reaches that always says the quantiles of the training rows.
   *
   * @param trainingWeights one a row; none if all count alike
   */
  public static QuantileReport baseline(
      List<Double> levels,
      double[] trainingTruth,
      double[] trainingWeights,
      double[] truth,
      double[] weights) {
    Weights training = Weights.of(trainingTruth.length, trainingWeights);
    double[] quantiles =
        levels.stream()
            .mapToDouble(level -> NumberScores.quantile(trainingTruth, training, level))
            .toArray();
    double[] predicted =
        IntStream.range(0, truth.length * quantiles.length)
            .mapToDouble(i -> quantiles[i % quantiles.length])
            .toArray();
    return of(levels, truth, predicted, weights);
  }

  @Override
  public int rows() {
    return truth.length;
  }

  /** The levels τ. */
  public List<Double> levels() {
    return levels;
  }

  @Override
  public Outputs outputs() {
    return new Outputs.Quantiles(levels);
  }

  @Override
  public double metric(Metric metric) {
    metric.requireSuits(outputs());
    IntStream each = IntStream.range(0, levels.size());
    return switch (metric) {
      case PINBALL_LOSS -> each.mapToDouble(this::pinballLoss).average().orElseThrow();
      case COVERAGE_ERROR ->
          each.mapToDouble(level -> Math.abs(coverage(level) - levels.get(level)))
              .average()
              .orElseThrow();
      default -> throw new IllegalStateException(metric + " suits quantiles, but has no formula");
    };
  }

  /** The pinball loss of one level. */
  public double pinballLoss(int level) {
    double tau = levels.get(level);
    return weights.mean(row -> {
      double error = truth[row] - quantile(row, level);
      return error >= 0 ? tau * error : (tau - 1) * error;
    });
  }

  /** The share of rows with y ≤ q̂: near τ if the quantile is right. */
  public double coverage(int level) {
    return weights.mean(row -> truth[row] <= quantile(row, level) ? 1 : 0);
  }

  /** The share of rows with y from the lowest to the highest quantile. */
  public double intervalCoverage() {
    int last = levels.size() - 1;
    return weights.mean(
        row -> truth[row] >= quantile(row, 0) && truth[row] <= quantile(row, last) ? 1 : 0);
  }

  /** The mean distance from the lowest to the highest quantile. */
  public double intervalWidth() {
    return weights.mean(row -> quantile(row, levels.size() - 1) - quantile(row, 0));
  }

  private double quantile(int row, int level) {
    return predicted[row * levels.size() + level];
  }

  /** The metrics and a table of the levels. */
  @Override
  public String toString() {
    TextTable table = TextTable.aligned("rrr").row("level", "rows below", "pinball loss");
    for (int level = 0; level < levels.size(); level++) {
      table.row(
          levels.get(level), Tables.share(coverage(level)), Tables.number(pinballLoss(level)));
    }
    return Tables.numbers(this) + "\n\n" + table;
  }
}
