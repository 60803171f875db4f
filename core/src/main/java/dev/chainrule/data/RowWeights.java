package dev.chainrule.data;

import java.util.Arrays;
import java.util.Optional;

/** How much the rows of a table count: the cells of the schema's column of weights. */
public final class RowWeights {

  private RowWeights() {}

  /**
   * The weights of all rows; none if the schema has no column of weights.
   *
   * @throws IllegalArgumentException as {@link #of(Table, Schema, int[])} does
   */
  public static double[] of(Table table, Schema schema) {
    return of(table, schema, table.allRows());
  }

  /**
   * The weights of some rows; none if the schema has no column of weights.
   *
   * @throws IllegalArgumentException if the column is not there or holds no numbers, a weight is
   *     missing, negative or infinite, or all are 0; the message names the row
   */
  public static double[] of(Table table, Schema schema, int[] rows) {
    double[] weights = ofPiece(table, schema, rows);
    if (weights.length > 0 && Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException(
          "%s: the weight '%s' is 0 in all %s rows: none would count."
              .formatted(
                  table.source(), schema.weight().map(Field::name).orElseThrow(), rows.length));
    }
    return weights;
  }

  /**
   * The weights of some rows of a piece of a table, which may all be 0; none if the schema has no
   * column of weights.
   *
   * @throws IllegalArgumentException if the column is not there or holds no numbers, or a weight is
   *     missing, negative or infinite; the message names the row
   */
  public static double[] ofPiece(Table table, Schema schema, int[] rows) {
    Optional<String> name = schema.weight().map(Field::name);
    if (name.isEmpty()) {
      return new double[0];
    }
    Column column =
        table
            .find(name.get())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s: there is no column '%s' with the weights of the rows. Add it; a 1 in every row lets all count alike."
                        .formatted(table.source(), name.get())));
    if (!(column instanceof Column.Numbers(String _, double[] values))) {
      throw new IllegalArgumentException(
          "%s: column '%s' is to weigh the rows and must hold numbers, got %s."
              .formatted(table.source(), name.get(), column.type()));
    }
    double[] weights = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      weights[i] = values[rows[i]];
      if (!(weights[i] >= 0 && weights[i] <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "%s: the weight '%s' is %s in data row %s; expected a number of at least 0."
                .formatted(
                    table.source(),
                    name.get(),
                    column.isMissing(rows[i]) ? "missing" : weights[i],
                    rows[i] + 1));
      }
    }
    return weights;
  }
}
