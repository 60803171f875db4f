package dev.chainrule.metric;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicted numbers ŷ judged against true numbers y, in the units of the target. Of several outputs
 * a metric is the mean of those of the outputs, all counting alike, but the largest error of any is
 * the {@link Metric#MAX_ERROR}.
 *
 * <p>Definitions as in scikit-learn. Immutable.
 */
public final class RegressionReport implements Report {

  private final NumberColumns columns;

  private RegressionReport(NumberColumns columns) {
    this.columns = columns;
  }

  /**
   * Judges numbers; both arrays have one number a row and at least one row.
   *
   * @param weights one a row; none if all count alike
   */
  public static RegressionReport of(double[] truth, double[] predicted, double... weights) {
    return of(List.of("0"), truth, predicted, weights);
  }

  /**
   * Judges several outputs.
   *
   * @param names the k ≥ 1 outputs
   * @param truth row after row, k a row
   * @param predicted as many
   * @param weights one a row; none if all count alike
   */
  public static RegressionReport of(
      List<String> names, double[] truth, double[] predicted, double... weights) {
    return new RegressionReport(NumberColumns.of(names, truth, predicted, weights));
  }

  /** What a predictor reaches that always says the mean of the training rows. */
  public static RegressionReport baseline(double[] trainingTruth, double[] truth) {
    return baseline(List.of("0"), trainingTruth, new double[0], truth, new double[0]);
  }

  /**
   * {@link #baseline(double[], double[])} for several outputs and with weights.
   *
   * @param trainingTruth row after row, k a row
   * @param trainingWeights one a row; none if all count alike
   */
  public static RegressionReport baseline(
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

  /** One output by itself. */
  public RegressionReport output(int index) {
    return new RegressionReport(columns.only(index));
  }

  /** Every output by itself. */
  public List<RegressionReport> each() {
    return IntStream.range(0, names().size()).mapToObj(this::output).toList();
  }

  @Override
  public Outputs outputs() {
    return new Outputs.Numbers(names().size());
  }

  @Override
  public double metric(Metric metric) {
    metric.requireSuits(outputs());
    return columns.metric(metric);
  }

  /** 1 − Σ(y−ŷ)²/Σ(y−ȳ)². */
  public double r2() {
    return metric(Metric.R2);
  }

  /** Mean (y−ŷ)². */
  public double mse() {
    return metric(Metric.MSE);
  }

  /** √mse. */
  public double rmse() {
    return metric(Metric.RMSE);
  }

  /** Mean |y−ŷ|. */
  public double mae() {
    return metric(Metric.MAE);
  }

  /** Max |y−ŷ|. */
  public double maxError() {
    return metric(Metric.MAX_ERROR);
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
