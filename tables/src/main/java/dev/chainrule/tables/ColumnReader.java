package dev.chainrule.tables;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the cells of one column, row after row, and counts the missing ones. */
abstract sealed class ColumnReader permits InferredColumn, TypedColumn {

  final Place place;
  final Cells cells;
  private long missing;
  private long firstMissing = Long.MAX_VALUE;

  ColumnReader(Place place, Cells cells) {
    this.place = place;
    this.cells = cells;
  }

  /** Takes a cell, without the spaces around it. */
  abstract void cell(char[] c, int from, int length, long line);

  /** Takes a cell of which it is known that it is this number. */
  void number(double value, char[] c, int from, int length, long line) {
    cell(c, from, length, line);
  }

  /** Whether the last cell was the first of its label. */
  abstract boolean lastIsNewLabel();

  /** Forgets the last cell, of which all is known that the whole column needs. */
  abstract void forgetLast();

  /**
   * Forgets the cells of all rows but some.
   *
   * @param places of those that stay, ascending, among the rows that are held
   */
  abstract void keep(int[] places);

  /** Marks the first of the rows that are held for each label, if the column has labels so far. */
  abstract void markFirstOfEachLabel(boolean[] rows);

  static void markFirstOfEach(Ints codes, boolean[] rows) {
    BitSet seen = new BitSet();
    for (int row = 0; row < rows.length; row++) {
      int code = codes.get(row);
      if (code >= 0 && !seen.get(code)) {
        seen.set(code);
        rows[row] = true;
      }
    }
  }

  static <T extends @Nullable Object> List<T> at(List<T> values, int[] places) {
    List<T> some = new ArrayList<>(places.length);
    for (int place : places) {
      some.add(values.get(place));
    }
    return some;
  }

  /** How many cells were missing. */
  final long missing() {
    return missing;
  }

  final void countMissing(long count, long line) {
    firstMissing = Math.min(firstMissing, line);
    missing += count;
  }

  /** The complaint about a target that is missing in some row. */
  final TableException missingTarget(String advice) {
    return place.error(
        firstMissing,
        "the target is missing here%s. %s"
            .formatted(
                missing > 1
                    ? " and in " + Messages.count(missing - 1, "other row", "other rows")
                    : "",
                advice));
  }

  final TableException notFinite(long line, String cell) {
    return place.error(
        line,
        "expected a finite number, got "
            + Messages.quote(cell)
            + ". Correct it, or name it as a cell that means missing.");
  }

  /** What to add about a cell that is no number, if its writer may have meant one. */
  final String hint(String cell) {
    if (cell.indexOf(',') < 0) {
      return "";
    }
    Cells german = new Cells(CsvFormat.standard().withDecimalComma(true));
    if (Double.isFinite(german.number(cell))) {
      return " (Decimal commas are read only when asked for.)";
    }
    return Double.isFinite(cells.number(cell.replace(",", "")))
        ? " (Commas between thousands are not read.)"
        : "";
  }
}
