package dev.chainrule.metric;

import java.util.function.IntToDoubleFunction;

/** How much each row counts; 1 where no weights are given. */
final class Weights {

  private final int rows;
  private final double[] values;
  private final double total;

  private Weights(int rows, double[] values) {
    this.rows = rows;
    this.values = values;
    total = sum(_ -> 1);
  }

  /**
   * Weights of some rows.
   *
   * @param values one a row, or none
   */
  static Weights of(int rows, double... values) {
    if (rows == 0) {
      throw new IllegalArgumentException("There is no row to judge: at least 1 is needed.");
    }
    if (values.length != 0 && values.length != rows) {
      throw new IllegalArgumentException(
          "There must be one weight a row: expected %d, got %d.".formatted(rows, values.length));
    }
    for (int row = 0; row < values.length; row++) {
      if (!(values[row] >= 0 && values[row] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The weight of row %d must be a finite number of at least 0, got %s."
                .formatted(row, values[row]));
      }
    }
    Weights weights = new Weights(rows, values.clone());
    if (!(weights.total > 0)) {
      throw new IllegalArgumentException(
          "At least one row must have a weight above 0, but all %d have 0.".formatted(rows));
    }
    return weights;
  }

  /** How many rows there are. */
  int rows() {
    return rows;
  }

  /** w of a row. */
  double at(int row) {
    return values.length == 0 ? 1 : values[row];
  }

  /** The array that these weights were made of. */
  double[] values() {
    return values.clone();
  }

  /** Σw. */
  double total() {
    return total;
  }

  /** Σ w·f(row). */
  double sum(IntToDoubleFunction f) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      if (at(row) > 0) {
        sum += at(row) * f.applyAsDouble(row);
      }
    }
    return sum;
  }

  /** Σ w·f(row) / Σw. */
  double mean(IntToDoubleFunction f) {
    return sum(f) / total;
  }
}
