package dev.chainrule.explain;

import dev.chainrule.data.Column;
import dev.chainrule.data.Table;
import dev.chainrule.model.Model;
import dev.chainrule.model.Predictions;
import dev.chainrule.model.Predictions.ClassPredictions;
import dev.chainrule.model.Predictions.NumberPredictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model predicts, on average over rows, when one column takes one value after another in all
 * of them (Friedman 2001), and for single rows (individual conditional expectation, Goldstein et
 * al. 2015). Definitions as in scikit-learn's {@code partial_dependence} with {@code
 * method='brute'}.
 *
 * <p>The values of a number are its distinct values if there are no more than the resolution, else
 * as many between its quantiles of 5 % and 95 %, at equal distances. The values of labels are those
 * that occur. Where columns depend on each other the average is over rows that cannot exist.
 *
 * {@snippet :
 * PartialDependence.Result result = PartialDependence.of(model, table, "age").run();
 * for (PartialDependence.Point point : result.points()) {
 *   System.out.println(point.value() + ": " + point.mean());
 * }
 * }
 */
public final class PartialDependence {

  private static final int RESOLUTION = 100;
  private static final double LOWER = 0.05;
  private static final double UPPER = 0.95;

  private final Model model;
  private final Table table;
  private final String column;
  private final int resolution;
  private final Optional<String> label;

  private PartialDependence(
      Model model, Table table, String column, int resolution, Optional<String> label) {
    this.model = model;
    this.table = table;
    this.column = column;
    this.resolution = resolution;
    this.label = label;
  }

  /**
   * On a column, at 100 values at most; for classes the probability of the last label.
   *
   * @param rows to average over
   * @throws IllegalArgumentException if the model does not use the column, or it is neither numbers
   *     nor labels
   */
  public static PartialDependence of(Model model, Table rows, String column) {
    List<String> used =
        model.preparation().orElseThrow().encoders().stream()
            .map(encoder -> encoder.column())
            .toList();
    if (!used.contains(column)) {
      throw new IllegalArgumentException(
          "The model does not use a column '%s'; it uses %s."
              .formatted(column, String.join(", ", used)));
    }
    return switch (rows.column(column)) {
      case Column.Numbers _, Column.Labels _ ->
          new PartialDependence(model, rows, column, RESOLUTION, Optional.empty());
      case Column.Dates _, Column.Texts _, Column.Pixels _ ->
          throw new IllegalArgumentException(
              "Column '%s': expected numbers or labels, got %s."
                  .formatted(column, rows.column(column).type().name().toLowerCase(Locale.ROOT)));
    };
  }

  /**
   * The same with at most so many values of a number.
   *
   * @throws IllegalArgumentException for less than 2
   */
  public PartialDependence withResolution(int values) {
    if (values < 2) {
      throw new IllegalArgumentException("At least 2 values are needed, got " + values + ".");
    }
    return new PartialDependence(model, table, column, values, label);
  }

  /** The same for the probability of another label. */
  public PartialDependence withLabel(String of) {
    return new PartialDependence(model, table, column, resolution, Optional.of(of));
  }

  /**
   * One value of the column.
   *
   * @param value as text
   * @param number as number; for labels their place, counted from 0
   * @param predictions for each row
   */
  @SuppressWarnings("ArrayRecordComponent") // one number a row
  public record Point(String value, double number, double[] predictions) {

    /** The mean over the rows. */
    public double mean() {
      return Arrays.stream(predictions).average().orElse(Double.NaN);
    }
  }

  /**
   * The dependence.
   *
   * @param column that was varied
   * @param predicted what was predicted: the target, or the probability of a label
   * @param numeric whether the values are numbers
   * @param points by rising value
   */
  public record Result(String column, String predicted, boolean numeric, List<Point> points) {

    /** Copies the list. */
    public Result {
      points = List.copyOf(points);
    }
  }

  /**
   * Predicts all rows at all values.
   *
   * @throws IllegalArgumentException if the column has no value, or the label is unknown
   */
  public Result run() {
    return switch (table.column(column)) {
      case Column.Numbers numbers -> ofNumbers(numbers);
      case Column.Labels labels -> ofLabels(labels);
      case Column.Dates _, Column.Texts _, Column.Pixels _ ->
          throw new IllegalStateException("Column '" + column + "' was refused before.");
    };
  }

  private Result ofNumbers(Column.Numbers numbers) {
    List<Point> points = new ArrayList<>();
    String predicted = "";
    for (double value : grid(numbers.values(), resolution)) {
      double[] all = new double[numbers.rows()];
      Arrays.fill(all, value);
      Predictions predictions = with(new Column.Numbers(column, all));
      points.add(new Point(String.valueOf(value), value, outputs(predictions)));
      predicted = predicted(predictions);
    }
    return new Result(column, predicted, true, points);
  }

  private Result ofLabels(Column.Labels labels) {
    List<Point> points = new ArrayList<>();
    String predicted = "";
    int[] used = Arrays.stream(labels.codes()).filter(code -> code >= 0).distinct().toArray();
    List<Integer> byName =
        IntStream.of(used)
            .boxed()
            .sorted(Comparator.comparing(code -> labels.labels().get(code)))
            .toList();
    for (int code : byName) {
      int[] all = new int[labels.rows()];
      Arrays.fill(all, code);
      Predictions predictions =
          with(new Column.Labels(column, labels.type(), labels.labels(), all));
      points.add(new Point(labels.labels().get(code), points.size(), outputs(predictions)));
      predicted = predicted(predictions);
    }
    if (points.isEmpty()) {
      throw noValue();
    }
    return new Result(column, predicted, false, points);
  }

  private IllegalArgumentException noValue() {
    return new IllegalArgumentException("Column '" + column + "' has no value in these rows.");
  }

  private Predictions with(Column changed) {
    return model.predict(
        new Table(
            table.source(),
            table.columns().stream()
                .map(each -> each.name().equals(column) ? changed : each)
                .toList()));
  }

  private int index(ClassPredictions classes) {
    int index = label.map(classes.labels()::indexOf).orElse(classes.labels().size() - 1);
    if (index < 0) {
      throw new IllegalArgumentException(
          "There is no label '%s'; there are %s."
              .formatted(label.orElseThrow(), String.join(", ", classes.labels())));
    }
    return index;
  }

  private double[] outputs(Predictions predictions) {
    return switch (predictions) {
      case NumberPredictions numbers -> numbers.values();
      case ClassPredictions classes -> {
        int index = index(classes);
        yield IntStream.range(0, classes.rows())
            .mapToDouble(row -> classes.probability(row, index))
            .toArray();
      }
      default -> throw severalNumbers();
    };
  }

  private static IllegalArgumentException severalNumbers() {
    return new IllegalArgumentException(
        "Partial dependence is shown of one number or of a label's probability; this model predicts several of them a row.");
  }

  private String predicted(Predictions predictions) {
    return switch (predictions) {
      case NumberPredictions numbers -> numbers.column();
      case ClassPredictions classes ->
          "p(%s = %s)".formatted(classes.column(), classes.labels().get(index(classes)));
      default -> throw severalNumbers();
    };
  }

  /** The values at which a column of numbers is looked at. */
  private double[] grid(double[] values, int most) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length == 0) {
      throw noValue();
    }
    if (distinct.length < most) {
      return distinct;
    }
    double low = quantile(sorted, LOWER);
    double high = quantile(sorted, UPPER);
    return low == high
        ? distinct
        : IntStream.range(0, most).mapToDouble(i -> low + (high - low) * i / (most - 1)).toArray();
  }

  /** The quantile with plotting positions 0.4 and 0.4 (Cunnane), as SciPy's {@code mquantiles}. */
  static double quantile(double[] sorted, double share) {
    int n = sorted.length;
    double place = n * share + 0.4 + share * 0.2;
    int k = (int) Math.floor(Math.clamp(place, 1, Math.max(1, n - 1)));
    double fraction = Math.clamp(place - k, 0, 1);
    return n == 1 ? sorted[0] : (1 - fraction) * sorted[k - 1] + fraction * sorted[k];
  }
}
