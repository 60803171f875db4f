package dev.chainrule.cli.explain;

import dev.chainrule.explain.Problem;

/** How closely the numbers of a pass are looked at. */
public enum Detail {
  /** Every unit and every weight by itself. */
  SCALAR,
  /** Layers as vectors and matrices. */
  MATRIX,
  /** Formulas in symbols and tables of numbers. */
  SUMMARY;

  private static final int MOST_FOR_SCALARS = 50;
  private static final int MOST_FOR_MATRICES = 1000;

  /** What suits the size of a problem. */
  public static Detail suiting(Problem problem) {
    long numbers = (long) problem.parameters().columns() * problem.rows();
    return numbers <= MOST_FOR_SCALARS ? SCALAR : numbers <= MOST_FOR_MATRICES ? MATRIX : SUMMARY;
  }
}
