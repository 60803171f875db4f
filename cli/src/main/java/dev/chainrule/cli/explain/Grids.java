package dev.chainrule.cli.explain;

import dev.chainrule.cli.document.Formula;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Matrices, vectors and sums of which only the beginning is shown.
 *
 * @param most how many rows, columns or terms are shown
 */
record Grids(int most) {

  /** A matrix as it stands. */
  Formula matrix(DoubleMatrix values) {
    return grid(values.rows(), values.columns(), values::get);
  }

  /** A matrix mirrored. */
  Formula transposed(DoubleMatrix values) {
    return grid(values.columns(), values.rows(), (i, j) -> values.get(j, i));
  }

  /** The rows of a batch; a single row becomes a column. */
  Formula rows(DoubleMatrix values) {
    return values.rows() == 1 ? transposed(values) : matrix(values);
  }

  /** Σ term(k) over k = 0 … n−1, then a last term if there is one. */
  Formula sum(int n, IntFunction<Formula> term, Formula... last) {
    List<Formula> terms = new ArrayList<>();
    for (int k = 0; k < Math.min(n, most); k++) {
      terms.add(term.apply(k));
    }
    if (n > most) {
      terms.add(new Formula.Dots(false));
    }
    terms.addAll(List.of(last));
    return Formula.sum(terms);
  }

  private Formula grid(int rows, int columns, DoubleMatrix.Element element) {
    List<List<Formula>> grid = new ArrayList<>();
    for (int i = 0; i < Math.min(rows, most); i++) {
      List<Formula> row = new ArrayList<>();
      for (int j = 0; j < Math.min(columns, most); j++) {
        row.add(Formula.number(element.at(i, j)));
      }
      if (columns > most) {
        row.add(new Formula.Dots(false));
      }
      grid.add(row);
    }
    if (rows > most) {
      List<Formula> dots = new ArrayList<>();
      for (int j = 0; j < Math.min(columns, most + 1); j++) {
        dots.add(new Formula.Dots(true));
      }
      grid.add(dots);
    }
    return new Formula.Matrix(grid);
  }
}
