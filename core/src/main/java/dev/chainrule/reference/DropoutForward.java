package dev.chainrule.reference;

import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Mode;

/**
 * Dropout: A = input ⊙ M, where an entry of the mask M is 0 for a number that is dropped and
 * 1/(1−p) for one that is kept. In evaluation M is all ones.
 *
 * @param layer what the layer is
 * @param mask M, m × n_l
 * @param input A⁽ˡ⁻¹⁾, m × n_l
 * @param a A⁽ˡ⁾, m × n_l
 */
public record DropoutForward(Dropout layer, DoubleMatrix mask, DoubleMatrix input, DoubleMatrix a)
    implements LayerForward {

  /** Drops what the mode says. */
  static DropoutForward of(Dropout layer, int number, DoubleMatrix input, Mode mode) {
    DoubleMatrix mask =
        switch (mode) {
          case Mode.Training training ->
              mask(layer, Dropout.key(training, number), input.rows(), input.columns());
          case Mode.Evaluation _ -> DoubleMatrix.of(input.rows(), input.columns(), (i, j) -> 1);
        };
    return new DropoutForward(layer, mask, input, product(input, mask));
  }

  private static DoubleMatrix mask(Dropout layer, long key, int rows, int units) {
    return DoubleMatrix.of(rows, units, (i, j) -> layer.keeps(key, i, j) ? layer.factor() : 0);
  }

  /** X ⊙ M. */
  static DoubleMatrix product(DoubleMatrix x, DoubleMatrix mask) {
    return DoubleMatrix.of(x.rows(), x.columns(), (i, j) -> x.get(i, j) * mask.get(i, j));
  }

  /** A itself, as the layer has no f of its own. */
  @Override
  public DoubleMatrix z() {
    return a;
  }
}
