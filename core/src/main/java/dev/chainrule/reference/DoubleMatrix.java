package dev.chainrule.reference;

import dev.chainrule.tensor.ParameterLayout;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** An immutable matrix of doubles; a vector is a matrix of one row. */
public final class DoubleMatrix {

  /** The element at (i, j), as a formula of its indices. */
  @FunctionalInterface
  public interface Element {
    /** The value at row i, column j. */
    double at(int i, int j);
  }

  private final int columns;
  private final double[][] values;

  private DoubleMatrix(int columns, double[][] values) {
    this.columns = columns;
    this.values = values;
  }

  /** The matrix whose element (i, j) is {@code element.at(i, j)}. */
  public static DoubleMatrix of(int rows, int columns, Element element) {
    double[][] values = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i][j] = element.at(i, j);
      }
    }
    return new DoubleMatrix(columns, values);
  }

  /** The matrix with a copy of these rows, of which there must be one, all of one length. */
  public static DoubleMatrix of(double[]... rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("A matrix needs at least one row, got none.");
    }
    int columns = rows[0].length;
    for (int i = 1; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "Row %d has %d values, row 0 has %d: all rows must be equally long."
                .formatted(i, rows[i].length, columns));
      }
    }
    return of(rows.length, columns, (i, j) -> rows[i][j]);
  }

  /** The matrix whose row i is {@code row.apply(i)}; {@code rows} is at least 1. */
  public static DoubleMatrix ofRows(int rows, IntFunction<double[]> row) {
    double[][] values = new double[rows][];
    Arrays.setAll(values, row);
    return of(values);
  }

  /** One parameter tensor out of the flat array of all: W as it stands, b as a single row. */
  public static DoubleMatrix of(ParameterLayout.Slice slice, double[] parameters) {
    int columns = slice.shape().extents().getLast();
    return of(
        slice.size() / columns, columns, (i, j) -> parameters[slice.offset() + i * columns + j]);
  }

  /** Σ term(k) over k = 0 … n−1. */
  static double sum(int n, IntToDoubleFunction term) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += term.applyAsDouble(k);
    }
    return sum;
  }

  /** How many rows there are. */
  public int rows() {
    return values.length;
  }

  /** How many columns there are. */
  public int columns() {
    return columns;
  }

  /** The element at row i, column j, both counted from 0. */
  public double get(int i, int j) {
    return values[i][j];
  }

  /** A copy of row i. */
  public double[] row(int i) {
    return values[i].clone();
  }

  /** A copy of all values, row after row. */
  public double[] toArray() {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The same matrix with another value at (row, column). */
  public DoubleMatrix with(int row, int column, double value) {
    return of(rows(), columns, (i, j) -> i == row && j == column ? value : values[i][j]);
  }

  /** Whether the other is a matrix of the same shape and the same values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof DoubleMatrix matrix && Arrays.deepEquals(values, matrix.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(values);
  }
}
