package dev.chainrule.cli;

import dev.chainrule.cli.explain.PreparedRow;
import dev.chainrule.cli.explain.PreparedRow.Cell;
import dev.chainrule.cli.explain.PreparedRow.Input;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Column;
import dev.chainrule.data.Encoder;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a model's preparation made of one row of a table, said with the row's own numbers. */
final class PreparedRows {

  private static final int DIGITS = 6;
  private static final String MISSING = "(missing)";

  private PreparedRows() {}

  /**
   * One row.
   *
   * @param row from 0
   * @param x what the row became
   */
  static PreparedRow of(Preparation preparation, Table table, int row, double[] x) {
    List<Cell> cells = new ArrayList<>();
    int first = 0;
    for (Encoder encoder : preparation.encoders()) {
      List<String> names = encoder.names();
      List<Input> inputs = new ArrayList<>();
      for (int k = 0; k < names.size(); k++) {
        inputs.add(new Input(names.get(k), x[first + k]));
      }
      Column column = table.column(encoder.column());
      cells.add(
          new Cell(encoder.column(), value(column, row), how(encoder, column, row), first, inputs));
      first += names.size();
    }
    return new PreparedRow(
        "data row %s of %s".formatted(Numbers.count(row + 1), table.source()),
        cells,
        target(preparation.target(), table, row));
  }

  /** A cell as it is in the table. */
  static String value(Column column, int row) {
    if (column.isMissing(row)) {
      return MISSING;
    }
    return switch (column) {
      case Column.Numbers numbers -> figure(numbers.values()[row]);
      case Column.Labels labels -> labels.labels().get(labels.codes()[row]);
      case Column.Dates dates -> date(Objects.requireNonNull(dates.values()[row]));
      case Column.Texts texts -> String.valueOf(texts.values()[row]);
      case Column.Pixels pixels -> Numbers.count(pixels.width(), "pixel", "pixels");
    };
  }

  private static String date(LocalDateTime date) {
    String text = date.toString();
    return text.endsWith("T00:00") ? text.substring(0, 10) : text;
  }

  /** The calculation that leads from the cell to its inputs. */
  private static String how(Encoder encoder, Column column, int row) {
    if (column.isMissing(row)) {
      return missing(encoder);
    }
    return switch (encoder) {
      case Encoder.Standardize number ->
          "(%s − %s) / %s"
              .formatted(value(column, row), figure(number.mean()), figure(number.deviation()));
      case Encoder.OneHot _ -> "one-hot: 1 for its own label, 0 for the others";
      case Encoder.Flag _ -> "1 for yes, 0 for no";
      case Encoder.DateParts date ->
          date.parts().stream()
              .map(part ->
                  "(%s − %s) / %s"
                      .formatted(
                          part.unit().name().toLowerCase(Locale.ROOT),
                          figure(part.mean()),
                          figure(part.deviation())))
              .collect(Collectors.joining(", "));
      case Encoder.ScalePixels pixels ->
          "(pixel − %s) / %s".formatted(figure(pixels.mean()), figure(pixels.deviation()));
    };
  }

  private static String missing(Encoder encoder) {
    return switch (encoder) {
      case Encoder.Standardize number ->
          "the mean, which is 0 here" + (number.indicator() ? ", and an indicator" : "");
      case Encoder.OneHot category ->
          category.missing() ? "one-hot: missing is a label of its own" : "one-hot: unknown";
      case Encoder.Flag flag ->
          "the share of yes, "
              + figure(flag.share())
              + (flag.indicator() ? ", and an indicator" : "");
      case Encoder.DateParts date ->
          "the means, which are 0 here" + (date.indicator() ? ", and an indicator" : "");
      case Encoder.ScalePixels _ -> "the mean, which is 0 here";
    };
  }

  private static PreparedRow.Target target(TargetEncoding target, Table table, int row) {
    if (target instanceof TargetEncoding.Several(List<TargetEncoding> each)) {
      return several(each, table, row);
    }
    String value = value(table.column(target.column()), row);
    return switch (target) {
      case TargetEncoding.Classes classes when classes.outputs() == 1 ->
          new PreparedRow.Target(
              classes.column(),
              value,
              "y is 1 for %s and 0 for %s."
                  .formatted(classes.labels().get(1), classes.labels().get(0)),
              List.of(classes.labels().get(1)));
      case TargetEncoding.Classes classes ->
          new PreparedRow.Target(
              classes.column(),
              value,
              "y is 1 for the label of the row and 0 for the others.",
              classes.labels());
      case TargetEncoding.Amount amount ->
          new PreparedRow.Target(
              amount.column(),
              value,
              "It is standardised: y = (%s − %s) / %s."
                  .formatted(value, figure(amount.mean()), figure(amount.deviation())),
              List.of(amount.column()));
      case TargetEncoding.Quantiles quantiles ->
          new PreparedRow.Target(
              quantiles.column(),
              value,
              "It is standardised, and stands for each quantile: y = (%s − %s) / %s."
                  .formatted(
                      value,
                      figure(quantiles.amount().mean()),
                      figure(quantiles.amount().deviation())),
              quantiles.levels().stream().map(level -> "quantile " + figure(level)).toList());
      case TargetEncoding.Count count ->
          new PreparedRow.Target(
              count.column(), value, "It is a count and stays as it is.", List.of(count.column()));
      case TargetEncoding.Several several -> several(several.each(), table, row);
    };
  }

  /** Several targets: each with its own value, encoding and output. */
  private static PreparedRow.Target several(List<TargetEncoding> each, Table table, int row) {
    List<PreparedRow.Target> targets = each.stream().map(one -> target(one, table, row)).toList();
    return new PreparedRow.Target(
        targets.stream().map(PreparedRow.Target::column).collect(Collectors.joining(", ")),
        targets.stream().map(PreparedRow.Target::value).collect(Collectors.joining(", ")),
        targets.stream()
            .map(one -> one.column() + ": " + one.encoding())
            .collect(Collectors.joining(" ")),
        targets.stream().flatMap(one -> one.outputs().stream()).toList());
  }

  private static String figure(double value) {
    return Numbers.significant(value, DIGITS);
  }
}
