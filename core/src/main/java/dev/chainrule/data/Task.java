package dev.chainrule.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What a network learns from one target column or from several. */
public enum Task {
  /** Which of two labels. */
  BINARY("binary classification"),
  /** Which of three or more labels. */
  MULTICLASS("multiclass classification"),
  /** Of several columns, each which of two labels: any number of them can be the second. */
  MULTILABEL("multi-label classification"),
  /** How much. */
  REGRESSION("regression"),
  /** How much, of several columns. */
  MULTIOUTPUT("multi-output regression"),
  /** Below which amount a given share of the rows lies. */
  QUANTILES("quantile regression"),
  /** How many, on average. */
  COUNTS("Poisson regression of counts");

  private final String label;

  Task(String label) {
    this.label = label;
  }

  /** The name for people, such as "binary classification". */
  public String label() {
    return label;
  }

  /** The name in files and machine-readable output, such as "binary" or "regression". */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The task of that {@link #jsonName()}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Task ofJsonName(String name) {
    for (Task task : values()) {
      if (task.jsonName().equals(name)) {
        return task;
      }
    }
    throw new IllegalArgumentException(
        "A task is one of %s, got '%s'."
            .formatted(
                String.join(", ", Arrays.stream(values()).map(Task::jsonName).toList()), name));
  }

  /** Whether classes are learnt. */
  public boolean isClassification() {
    return switch (this) {
      case BINARY, MULTICLASS, MULTILABEL -> true;
      case REGRESSION, MULTIOUTPUT, QUANTILES, COUNTS -> false;
    };
  }

  /**
   * A task and why it was chosen.
   *
   * @param task what to learn
   * @param reason for people, such as "3 labels"
   */
  public record Choice(Task task, String reason) {}

  /** Whole numbers with more distinct values than this are amounts, not classes. */
  private static final int CLASSES = 20;

  /** Whole numbers are classes only if each value has at least this many rows, on average. */
  private static final int ROWS_A_CLASS = 10;

  /**
   * The task that suits a target column. Labels are classes. Whole numbers are classes if there are
   * two of them, or if at most {@value #CLASSES} of them lie close together (less than 10 apart on
   * average) and have {@value #ROWS_A_CLASS} rows each on average. All other numbers are amounts.
   *
   * @throws IllegalArgumentException if the column is a date, a text or an image, which cannot be
   *     predicted
   */
  public static Choice choose(Column column) {
    return switch (column) {
      case Column.Labels labels -> ofClasses(usedLabels(labels), "labels");
      case Column.Numbers numbers -> choose(numbers.values());
      case Column.Dates _, Column.Texts _, Column.Pixels _ ->
          throw new IllegalArgumentException(
              "Column '%s' cannot be a target: expected numbers or labels, got %s."
                  .formatted(column.name(), column.type()));
    };
  }

  private static Choice choose(double[] values) {
    Set<Double> distinct = new HashSet<>();
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int rows = 0;
    for (double value : values) {
      if (Double.isNaN(value)) {
        continue;
      }
      if (value != Math.rint(value)) {
        return new Choice(REGRESSION, "numbers with fractions");
      }
      rows++;
      min = Math.min(min, value);
      max = Math.max(max, value);
      if (distinct.size() <= CLASSES) {
        distinct.add(value + 0.0);
      }
    }
    if (distinct.size() > CLASSES) {
      return new Choice(REGRESSION, "more than " + CLASSES + " distinct whole numbers");
    }
    if (distinct.size() <= 2) {
      return ofClasses(distinct.size(), "distinct whole numbers");
    }
    if (rows < ROWS_A_CLASS * distinct.size() || max - min >= 10.0 * distinct.size()) {
      return new Choice(
          REGRESSION, "%s distinct whole numbers in %s rows".formatted(distinct.size(), rows));
    }
    return ofClasses(distinct.size(), "distinct whole numbers");
  }

  private static int usedLabels(Column.Labels column) {
    return (int) Arrays.stream(column.codes()).filter(code -> code >= 0).distinct().count();
  }

  private static Choice ofClasses(int count, String what) {
    return new Choice(count <= 2 ? BINARY : MULTICLASS, count + " " + what);
  }
}
