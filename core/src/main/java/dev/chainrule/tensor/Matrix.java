package dev.chainrule.tensor;

import java.util.Arrays;

/**
 * A row-major view of floats: element (i, j) is {@code values[i·columns + j]}. The values are
 * shared, not copied.
 */
public final class Matrix {

  private final int rows;
  private final int columns;
  private final float[] values;

  private Matrix(int rows, int columns, float[] values) {
    if (rows < 0 || columns < 1 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "A %d×%d matrix needs %d values, got %d."
              .formatted(rows, columns, (long) rows * columns, values.length));
    }
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** A view of {@code values}. */
  public static Matrix of(int rows, int columns, float[] values) {
    return new Matrix(rows, columns, values);
  }

  /** A matrix with a copy of the rows, all of one length. */
  public static Matrix of(float[][] rows) {
    int columns = rows.length == 0 ? 1 : rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "Row %d has %d values, row 0 has %d: all rows must be equally long."
                .formatted(i, rows[i].length, columns));
      }
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new Matrix(rows.length, columns, values);
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** How many columns there are. */
  public int columns() {
    return columns;
  }

  /** The shared values, row after row. */
  public float[] values() {
    return values;
  }

  /** Element (row, column). */
  public float get(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of one row. */
  public float[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }
}
