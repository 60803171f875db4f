package dev.chainrule.cli;

import dev.chainrule.data.Column;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.training.CrossValidation.Fold;
import dev.chainrule.training.CrossValidation.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What cross-validation predicts for each row by the training that has not seen it. */
final class OutOfFold {

  private OutOfFold() {}

  /** A header, then by repeat and row: the row, its fold, the truth and the prediction. */
  static List<List<String>> rows(Result result, Table table, Schema schema) {
    List<String> names = schema.targets().stream().map(Field::name).toList();
    List<Column> targets = names.stream().map(table::column).toList();
    record Line(int repeat, int row, List<String> cells) {}
    List<Line> lines = new ArrayList<>();
    for (Fold fold : result.folds()) {
      for (int i = 0; i < fold.rows().length; i++) {
        int row = fold.rows()[i];
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(fold.repeat()));
        cells.add(String.valueOf(row + 1));
        cells.add(fold.name());
        targets.forEach(target -> cells.add(truth(target, row)));
        cells.addAll(PredictionRows.cells(fold.predictions(), i));
        lines.add(new Line(fold.repeat(), row, cells));
      }
    }
    lines.sort(Comparator.comparingInt(Line::repeat).thenComparingInt(Line::row));
    List<String> header = new ArrayList<>(List.of("repeat", "row", "fold"));
    header.addAll(names);
    for (String cell : PredictionRows.header(result.folds().getFirst().predictions())) {
      header.add(names.contains(cell) ? "prediction(" + cell + ")" : cell);
    }
    List<List<String>> rows = new ArrayList<>(List.of(header));
    lines.forEach(line -> rows.add(line.cells()));
    return rows;
  }

  private static String truth(Column target, int row) {
    return switch (target) {
      case Column.Numbers numbers ->
          String.valueOf(numbers.values()[row]).replaceFirst("\\.0$", "");
      case Column.Labels labels -> labels.labels().get(labels.codes()[row]);
      case Column.Dates _, Column.Texts _, Column.Pixels _ ->
          throw new IllegalStateException("Column '" + target.name() + "' cannot be a target.");
    };
  }
}
