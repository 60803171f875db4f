package dev.chainrule.metric;

import dev.chainrule.text.TextTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Predicted numbers ŷ judged against true numbers y, in the units of the target.
 *
 * <p>Definitions as in scikit-learn. The metrics have the names of the components and of {@link
 * #rmse}.
 *
 * @param rows how many rows were judged, at least 1
 * @param r2 1 − Σ(y−ŷ)²/Σ(y−ȳ)²; where all y are equal, 1 if every prediction is exact and else 0;
 *     NaN for a single row
 * @param mse mean (y−ŷ)²
 * @param mae mean |y−ŷ|
 * @param medianAbsoluteError median |y−ŷ|
 * @param mape mean |y−ŷ|/max(ε, |y|), ε = 2⁻⁵²: 0.1 stands for 10 %; enormous where a y is 0
 * @param maxError max |y−ŷ|
 */
public record RegressionReport(
    int rows,
    double r2,
    double mse,
    double mae,
    double medianAbsoluteError,
    double mape,
    double maxError)
    implements Report {

  /** Judges numbers; both arrays have one number a row and at least one row. */
  public static RegressionReport of(double[] truth, double[] predicted) {
    int n = truth.length;
    if (n == 0) {
      throw new IllegalArgumentException("There is no row to judge: at least 1 is needed.");
    }
    if (predicted.length != n) {
      throw new IllegalArgumentException(
          "There must be one prediction a row: expected %d, got %d."
              .formatted(n, predicted.length));
    }
    boolean constant = Arrays.stream(truth).allMatch(value -> value == truth[0]);
    double mean = constant ? truth[0] : Arrays.stream(truth).sum() / n;
    double squares = 0;
    double spread = 0;
    double absolute = 0;
    double relative = 0;
    double[] errors = new double[n];
    for (int row = 0; row < n; row++) {
      requireFinite("true", row, truth[row]);
      requireFinite("predicted", row, predicted[row]);
      double error = Math.abs(truth[row] - predicted[row]);
      errors[row] = error;
      squares += error * error;
      spread += (truth[row] - mean) * (truth[row] - mean);
      absolute += error;
      relative += error / Math.max(Math.ulp(1.0), Math.abs(truth[row]));
    }
    Arrays.sort(errors);
    double median = n % 2 == 1 ? errors[n / 2] : (errors[n / 2 - 1] + errors[n / 2]) / 2;
    return new RegressionReport(
        n, r2(n, squares, spread), squares / n, absolute / n, median, relative / n, errors[n - 1]);
  }

  /** What a predictor reaches that always says the mean of the training rows. */
  public static RegressionReport baseline(double[] trainingTruth, double[] truth) {
    if (trainingTruth.length == 0) {
      throw new IllegalArgumentException("A baseline needs at least 1 training row, got none.");
    }
    double[] predicted = new double[truth.length];
    Arrays.fill(predicted, Arrays.stream(trainingTruth).average().orElseThrow());
    return of(truth, predicted);
  }

  private static double r2(int rows, double squares, double spread) {
    if (rows < 2) {
      return Double.NaN;
    }
    if (squares == 0) {
      return 1;
    }
    return spread == 0 ? 0 : 1 - squares / spread;
  }

  private static void requireFinite(String kind, int row, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "The %s value of row %d must be a finite number, got %s.".formatted(kind, row, value));
    }
  }

  /** √mse. */
  public double rmse() {
    return Math.sqrt(mse);
  }

  @Override
  public SequencedMap<String, Double> metrics() {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("r2", r2);
    metrics.put("rmse", rmse());
    metrics.put("mae", mae);
    metrics.put("medianAbsoluteError", medianAbsoluteError);
    metrics.put("mape", mape);
    metrics.put("maxError", maxError);
    metrics.put("mse", mse);
    return Collections.unmodifiableSequencedMap(metrics);
  }

  /** The metrics as a table. */
  @Override
  public String toString() {
    TextTable table = TextTable.aligned("lr");
    metrics().forEach((name, value) -> table.row(name, String.format(Locale.ROOT, "%.5g", value)));
    return table.toString();
  }
}
