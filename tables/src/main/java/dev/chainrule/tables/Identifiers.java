package dev.chainrule.tables;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/** Recognises columns of numbers that name the row instead of describing it. */
final class Identifiers {

  /** A column that counts the rows is recognised from so many rows on. */
  private static final int ROWS_TO_COUNT = 10;

  private Identifiers() {}

  /**
   * Why the numbers say which row it is and nothing about it; empty if they do not.
   *
   * @param rowNumbers the number of the row of each value
   */
  static String reason(String name, double[] values, IntUnaryOperator rowNumbers) {
    if (values.length < 2 || !allWhole(values)) {
      return "";
    }
    if (values.length >= ROWS_TO_COUNT && counts(values, rowNumbers)) {
      return "identifier: it counts the rows";
    }
    return isNamedIdentifier(name) && allDiffer(values)
        ? "identifier: whole numbers that all differ"
        : "";
  }

  private static boolean allWhole(double[] values) {
    for (double value : values) {
      if (value != Math.rint(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean counts(double[] values, IntUnaryOperator rowNumbers) {
    for (int i = 1; i < values.length; i++) {
      int step = rowNumbers.applyAsInt(i) - rowNumbers.applyAsInt(i - 1);
      if (values[i] != values[i - 1] + step) {
        return false;
      }
    }
    return true;
  }

  private static boolean allDiffer(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int row = 1; row < sorted.length; row++) {
      if (sorted[row] == sorted[row - 1]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNamedIdentifier(String name) {
    // PassengerId, customerID → passenger_id, customer_id
    String words =
        name.strip()
            .replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}#]+", "_");
    List<String> parts = List.of(words.split("_", -1));
    List<String> names =
        List.of(
            "id", "ids", "idx", "index", "key", "nr", "no", "number", "row", "rowid", "#", "uuid");
    return !Collections.disjoint(parts, List.of("id", "uuid", "rowid"))
        || names.contains(words)
        || words.startsWith("unnamed");
  }
}
