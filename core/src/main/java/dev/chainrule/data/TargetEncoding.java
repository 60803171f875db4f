package dev.chainrule.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How the cells of the target column, or of several, become targets of a network, and what the
 * network's outputs mean.
 */
public sealed interface TargetEncoding {

  /**
   * The encoding of a schema's targets, with the statistics of the given rows. (Only the list of
   * class labels is taken from the whole table.)
   *
   * @throws IllegalArgumentException if there is no target or no row, a target is missing, infinite
   *     or neither numbers nor labels, or all targets are equal
   */
  static TargetEncoding fit(Table table, Schema schema, int[] trainingRows) {
    if (trainingRows.length == 0) {
      throw new IllegalArgumentException(table.source() + ": there are no rows to train with.");
    }
    List<Field> targets = schema.targets();
    return switch (targets.size()) {
      case 0 ->
          throw new IllegalArgumentException(
              "%s: there is no target; choose one of %s."
                  .formatted(table.source(), schema.names()));
      case 1 -> fit(table, targets.getFirst(), trainingRows);
      default -> new Several(targets.stream().map(it -> fit(table, it, trainingRows)).toList());
    };
  }

  private static TargetEncoding fit(Table table, Field field, int[] trainingRows) {
    return switch (field.type()) {
      case NUMBER -> Amount.of(table, field.name(), trainingRows);
      case CATEGORY, BOOLEAN -> Classes.of(table.column(field.name()));
      case DATE, TEXT, PIXELS ->
          throw new IllegalArgumentException(
              "%s: the target '%s' must be numbers or labels, got %s."
                  .formatted(table.source(), field.name(), field.type()));
    };
  }

  /** The name of the target column; of several, their names with commas between them. */
  String column();

  /** The names of the target columns. */
  default List<String> columns() {
    return List.of(column());
  }

  /** How many outputs n_L the network needs. */
  int outputs();

  /**
   * Complains about a label that a table has in some row, in memory or not, and that is unknown.
   *
   * @throws IllegalArgumentException if there is one
   */
  default void requireKnownLabels(Table table) {}

  /** What is learnt. */
  Task task();

  /**
   * Classes. Two labels become one output, which is 1 for the second (the positive) label; k &gt; 2
   * labels become k outputs, one-hot.
   *
   * @param labels at least two, all different
   */
  record Classes(String column, List<String> labels) implements TargetEncoding {
    /** Checks the labels. */
    public Classes {
      labels = List.copyOf(labels);
      if (labels.size() < 2) {
        throw new IllegalArgumentException(
            "Target '%s': two labels are needed to learn from, got %s.".formatted(column, labels));
      }
      if (new HashSet<>(labels).size() != labels.size()) {
        throw new IllegalArgumentException(
            "Target '%s': the labels must differ, got %s.".formatted(column, labels));
      }
    }

    /**
     * The classes of a target column: its labels, or its numbers as labels. The labels stand in the
     * order of their numbers if all are numbers, no before yes if they say that, else in the order
     * of {@link String#compareTo}.
     *
     * @throws IllegalArgumentException if the column has fewer than two labels or cannot have
     *     classes
     */
    public static Classes of(Column column) {
      LabelView view = LabelView.of(column);
      return new Classes(column.name(), Names.sorted(view.used()));
    }

    /**
     * The index of a label; −1 if it is unknown. Numbers are compared as numbers, so that "1.0" is
     * "1", and words that say yes or no by what they say.
     *
     * @param label as in a file
     */
    public int indexOf(String label) {
      int index = labels.indexOf(label);
      if (index < 0) {
        index = labels.indexOf(Names.canonical(label));
      }
      Optional<Boolean> says = YesNo.parse(label);
      if (index < 0
          && says.isPresent()
          && labels.size() == 2
          && YesNo.isPair(labels.get(0), labels.get(1))) {
        index = YesNo.parse(labels.get(0)).equals(says) ? 0 : 1;
      }
      return index;
    }

    @Override
    public void requireKnownLabels(Table table) {
      for (String label : LabelView.of(table.column(column)).labels()) {
        if (indexOf(label) < 0) {
          throw new IllegalArgumentException(
              "%s: the target '%s' is '%s' in some row; expected one of %s. Remove such rows, or train with them."
                  .formatted(table.source(), column, label, labels));
        }
      }
    }

    /**
     * The class of every row of a column.
     *
     * @throws IllegalArgumentException if a label is missing or unknown
     */
    public int[] indices(Table table) {
      return indices(table, table.allRows());
    }

    /**
     * The class of each of the given rows of a column.
     *
     * @throws IllegalArgumentException if a label is missing or unknown
     */
    public int[] indices(Table table, int[] rows) {
      LabelView view = LabelView.of(table.column(column));
      int[] index = new int[view.labels().size()];
      for (int code = 0; code < index.length; code++) {
        index[code] = indexOf(view.labels().get(code));
      }
      int[] classes = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        int code = view.code(rows[i]);
        if (code < 0) {
          throw TargetEncoding.missing(table, column, rows, i);
        }
        if (index[code] < 0) {
          throw new IllegalArgumentException(
              "%s: the target '%s' is '%s' in data row %s; expected one of %s. Remove such rows, or train with them."
                  .formatted(table.source(), column, view.labels().get(code), rows[i] + 1, labels));
        }
        classes[i] = index[code];
      }
      return classes;
    }

    @Override
    public int outputs() {
      return labels.size() == 2 ? 1 : labels.size();
    }

    @Override
    public Task task() {
      return labels.size() == 2 ? Task.BINARY : Task.MULTICLASS;
    }
  }

  /**
   * A standardised number: (y − mean) / deviation.
   *
   * @param mean the mean of the training rows
   * @param deviation their standard deviation
   */
  record Amount(String column, double mean, double deviation) implements TargetEncoding {
    /** Checks the statistics. */
    public Amount {
      if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
        throw new IllegalArgumentException(
            "Target '%s': expected a finite mean and a positive deviation, got %s and %s."
                .formatted(column, mean, deviation));
      }
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public Task task() {
      return Task.REGRESSION;
    }

    /**
     * The mean and the deviation of some rows of a target column.
     *
     * @throws IllegalArgumentException if a number is missing or infinite, or if all are equal
     */
    static Amount of(Table table, String column, int[] rows) {
      double[] values = amounts(table, column, rows);
      Moments moments = Moments.of(values);
      if (moments.isConstant()) {
        throw new IllegalArgumentException(
            "%s: the target '%s' is %s in all %s training rows: there is nothing to learn. Choose another target."
                .formatted(table.source(), column, Names.ofNumber(moments.mean()), rows.length));
      }
      return new Amount(column, moments.mean(), moments.deviation());
    }

    static double[] amounts(Table table, String column, int... rows) {
      if (!(table.column(column) instanceof Column.Numbers numbers)) {
        throw new IllegalArgumentException(
            "%s: the target '%s' must be numbers, got %s."
                .formatted(table.source(), column, table.column(column).type()));
      }
      double[] values = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        values[i] = numbers.values()[rows[i]];
        if (Double.isNaN(values[i])) {
          throw TargetEncoding.missing(table, column, rows, i);
        }
        if (Double.isInfinite(values[i])) {
          throw new IllegalArgumentException(
              "%s: the target '%s' is %s in data row %s; expected a finite number."
                  .formatted(table.source(), column, values[i], rows[i] + 1));
        }
      }
      return values;
    }

    /** The standardised target of the amount y. */
    public float scale(double y) {
      return (float) ((y - mean) / deviation);
    }

    /** The amount that a network's output stands for. */
    public double unscale(double output) {
      return mean + deviation * output;
    }
  }

  /**
   * Quantiles of a standardised number, an output for each: below that of level τ lies a share τ of
   * the rows.
   *
   * @param amount how the number is standardised
   * @param levels τ, rising, above 0 and below 1
   */
  record Quantiles(Amount amount, List<Double> levels) implements TargetEncoding {
    /** Copies the levels, which {@link dev.chainrule.loss.Loss.Quantile} checks. */
    public Quantiles {
      levels = List.copyOf(levels);
      if (levels.isEmpty()) {
        throw new IllegalArgumentException(
            "Target '%s': quantiles need at least one level.".formatted(amount.column()));
      }
    }

    @Override
    public String column() {
      return amount.column();
    }

    @Override
    public int outputs() {
      return levels.size();
    }

    @Override
    public Task task() {
      return Task.QUANTILES;
    }
  }

  /** A count 0, 1, 2 …, left as it is; the output is the expected count. */
  record Count(String column) implements TargetEncoding {

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public Task task() {
      return Task.COUNTS;
    }

    /**
     * The counts of some rows.
     *
     * @throws IllegalArgumentException if a number is missing or is no count
     */
    static double[] counts(Table table, String column, int... rows) {
      double[] counts = Amount.amounts(table, column, rows);
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] < 0 || counts[i] != Math.rint(counts[i])) {
          throw new IllegalArgumentException(
              "%s: the target '%s' is %s in data row %s; expected a count: 0, 1, 2 …"
                  .formatted(table.source(), column, Names.ofNumber(counts[i]), rows[i] + 1));
        }
      }
      return counts;
    }
  }

  /**
   * Several columns at once, their outputs side by side: all with two labels, or all amounts.
   *
   * @param each at least two
   */
  record Several(List<TargetEncoding> each) implements TargetEncoding {
    /** Checks that they are of one kind. */
    public Several {
      each = List.copyOf(each);
      if (each.size() < 2) {
        throw new IllegalArgumentException(
            "Several targets are at least two, got " + each.size() + ".");
      }
      TargetEncoding first = each.getFirst();
      for (TargetEncoding one : each) {
        if (one.task() != Task.BINARY && one.task() != Task.REGRESSION) {
          throw new MixedTargetsException(
              "Target '%s' is a matter of %s: of several targets each must have two labels, or each be numbers. Predict it by a model of its own."
                  .formatted(one.column(), one.task().label()));
        }
        if (one.task() != first.task()) {
          throw new MixedTargetsException(
              "The targets are of different kinds: '%s' is a matter of %s, '%s' of %s. Predict them by a model each%s."
                  .formatted(
                      first.column(),
                      first.task().label(),
                      one.column(),
                      one.task().label(),
                      remedy(one instanceof Classes ? one : first)));
        }
      }
    }

    /** How classes can be learnt beside numbers: if they are numbers, or can be written so. */
    private static String remedy(TargetEncoding classes) {
      boolean numbers =
          classes instanceof Classes(String _, List<String> labels)
              && labels.stream().allMatch(Names::isNumber);
      return numbers
          ? ", or choose regression for all of them"
          : ", or write '%s' as the numbers 0 and 1 and choose regression for all of them"
              .formatted(classes.column());
    }

    @Override
    public String column() {
      return String.join(", ", columns());
    }

    @Override
    public List<String> columns() {
      return each.stream().map(TargetEncoding::column).toList();
    }

    @Override
    public int outputs() {
      return each.size();
    }

    @Override
    public void requireKnownLabels(Table table) {
      each.forEach(one -> one.requireKnownLabels(table));
    }

    @Override
    public Task task() {
      return each.getFirst().task() == Task.BINARY ? Task.MULTILABEL : Task.MULTIOUTPUT;
    }
  }

  private static IllegalArgumentException missing(Table table, String column, int[] rows, int at) {
    Column target = table.column(column);
    long count = Arrays.stream(rows).filter(target::isMissing).count();
    return new IllegalArgumentException(
        "%s: the target '%s' is missing in data row %s%s. Remove rows without a target first."
            .formatted(
                table.source(),
                column,
                rows[at] + 1,
                count > 1 ? " and " + (count - 1) + " more" : ""));
  }
}
