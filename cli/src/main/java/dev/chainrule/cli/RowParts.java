package dev.chainrule.cli;

import dev.chainrule.data.Column;
import dev.chainrule.data.Split;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a column says of each row: whether it is for training, validation or test. */
enum RowParts {
  TRAIN,
  VALIDATION,
  TEST;

  /**
   * Which rows train and which validate.
   *
   * @throws CommandException if a cell says neither, or if there are none to train or to validate
   */
  static Split split(Column column) {
    int[] training = rows(column, TRAIN);
    int[] validation = rows(column, VALIDATION);
    if (training.length == 0 || validation.length == 0) {
      throw new CommandException(
          "Column '%s' says 'train' of %d rows and 'validation' of %d: there must be some of both."
              .formatted(column.name(), training.length, validation.length));
    }
    return new Split(training, validation);
  }

  /** The rows of one part, ascending. */
  static int[] rows(Column column, RowParts part) {
    Column.Labels labels = (Column.Labels) column; // a column that is set aside is read as labels
    return IntStream.range(0, labels.rows()).filter(row -> of(labels, row) == part).toArray();
  }

  /** The rows of a piece of a table that train, ascending. */
  static int[] training(Column piece) {
    Column.Labels labels = (Column.Labels) piece;
    return IntStream.range(0, labels.rows())
        .filter(row -> of(labels, row, "a data row") == TRAIN)
        .toArray();
  }

  private static RowParts of(Column.Labels labels, int row) {
    return of(labels, row, "data row " + (row + 1));
  }

  private static RowParts of(Column.Labels labels, int row, String place) {
    String said = labels.isMissing(row) ? "" : labels.labels().get(labels.codes()[row]);
    return switch (said.strip().toLowerCase(Locale.ROOT)) {
      case "train", "training" -> TRAIN;
      case "validation", "valid", "val", "dev" -> VALIDATION;
      case "test" -> TEST;
      default ->
          throw new CommandException(
              "Column '%s' says '%s' of %s; expected train, validation or test."
                  .formatted(labels.name(), said, place));
    };
  }
}
