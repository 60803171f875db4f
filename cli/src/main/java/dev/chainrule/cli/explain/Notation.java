package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.symbol;

import dev.chainrule.cli.document.Formula;
import dev.chainrule.explain.Problem;

/**
 * What is called what. Layers are counted from 1; rows, units and inputs from 0 here and from 1 in
 * the symbols. For a single row, x, z, a and δ are columns and have no index of the row; in a batch
 * they are the rows of X, Z, A and δ.
 *
 * @param layers L
 * @param outputs n_L
 * @param batch whether there is more than one row
 */
record Notation(int layers, int outputs, boolean batch) {

  static Notation of(Problem problem) {
    return new Notation(
        problem.architecture().layers().size(),
        problem.architecture().output().size(),
        problem.rows() > 1);
  }

  // ---------------------------------------------------------------- single numbers

  Formula x(int row, int input) {
    return element("x", "", row, input);
  }

  Formula z(int layer, int row, int unit) {
    return element("z", above(layer), row, unit);
  }

  /** x for layer 0 and ŷ for layer L. */
  Formula a(int layer, int row, int unit) {
    if (layer == 0) {
      return x(row, unit);
    }
    return layer == layers ? output("ŷ", row, unit) : element("a", above(layer), row, unit);
  }

  Formula delta(int layer, int row, int unit) {
    return element("δ", above(layer), row, unit);
  }

  /** y, ŷ or ỹ; without an index where there is a single one. */
  Formula output(String letter, int row, int unit) {
    if (outputs == 1) {
      return batch ? symbol(letter, "", row + 1) : symbol(letter);
    }
    return element(letter, "", row, unit);
  }

  Formula weight(int layer, int unit, int input) {
    return symbol("w", above(layer), unit + 1, input + 1);
  }

  Formula bias(int layer, int unit) {
    return symbol("b", above(layer), unit + 1);
  }

  private Formula element(String letter, String layer, int row, int unit) {
    return batch ? symbol(letter, layer, row + 1, unit + 1) : symbol(letter, layer, unit + 1);
  }

  // ---------------------------------------------------------------- vectors and matrices

  Formula vectorZ(int layer) {
    return symbol(batch ? "Z" : "z", above(layer));
  }

  /** X for layer 0 and Ŷ for layer L. */
  Formula vectorA(int layer) {
    if (layer == 0) {
      return symbol(batch ? "X" : "x");
    }
    return layer == layers ? vectorOutput("ŷ") : symbol(batch ? "A" : "a", above(layer));
  }

  Formula vectorOutput(String letter) {
    return symbol(
        batch
            ? switch (letter) {
              case "ŷ" -> "Ŷ";
              default -> letter.equals("y") ? "Y" : letter;
            }
            : letter);
  }

  Formula vectorDelta(int layer) {
    return symbol("δ", above(layer));
  }

  Formula weights(int layer) {
    return symbol("W", above(layer));
  }

  Formula biases(int layer) {
    return symbol("b", above(layer));
  }

  static Formula loss() {
    return symbol("ℒ");
  }

  private static String above(int layer) {
    return Integer.toString(layer);
  }
}
