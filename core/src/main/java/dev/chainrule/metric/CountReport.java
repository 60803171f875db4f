package dev.chainrule.metric;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Expected counts ŷ ≥ 0 judged against true counts y ≥ 0. Of several outputs a metric is the mean
 * of those of the outputs, but the largest error of any is the {@link Metric#MAX_ERROR}.
 *
 * <p>Definitions as in scikit-learn. Where a count is above 0 and 0 is expected, the deviance is
 * infinite. Immutable.
 */
public final class CountReport implements Report {

  private final NumberColumns columns;

  private CountReport(NumberColumns columns) {
    this.columns = columns;
  }

  /**
   * Judges expected counts.
   *
   * @param names the k ≥ 1 outputs
   * @param truth row after row, k a row
   * @param predicted as many
   * @param weights one a row; none if all count alike
   */
  public static CountReport of(
      List<String> names, double[] truth, double[] predicted, double... weights) {
    requireCounts("true", truth, names);
    requireCounts("predicted", predicted, names);
    return new CountReport(NumberColumns.of(names, truth, predicted, weights));
  }

  private static void requireCounts(String kind, double[] values, List<String> names) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        throw new IllegalArgumentException(
            "The %s count '%s' of row %d must be at least 0, got %s."
                .formatted(kind, names.get(i % names.size()), i / names.size(), values[i]));
      }
    }
  }

  /**
   * What a predictor reaches that always expects the mean of the training rows.
   *
   * @param trainingTruth row after row, k a row
   * @param trainingWeights one a row; none if all count alike
   */
  public static CountReport baseline(
      List<String> names,
      double[] trainingTruth,
      double[] trainingWeights,
      double[] truth,
      double[] weights) {
    double[] means =
        NumberColumns.means(truth.length, names.size(), trainingTruth, trainingWeights);
    return of(names, truth, means, weights);
  }

  @Override
  public int rows() {
    return columns.rows();
  }

  /** The names of the outputs. */
  public List<String> names() {
    return columns.names();
  }

  /** Every output by itself. */
  public List<CountReport> each() {
    return IntStream.range(0, names().size())
        .mapToObj(index -> new CountReport(columns.only(index)))
        .toList();
  }

  @Override
  public Outputs outputs() {
    return new Outputs.Counts(names().size());
  }

  @Override
  public double metric(Metric metric) {
    metric.requireSuits(outputs());
    return columns.metric(metric);
  }

  /** The errors of one output. */
  public Residuals residuals(int output) {
    return columns.residuals(output);
  }

  /** The metrics as a table. */
  @Override
  public String toString() {
    return Tables.numbers(this);
  }
}
