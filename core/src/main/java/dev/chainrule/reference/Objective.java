package dev.chainrule.reference;

/**
 * What a network is trained to make small: a function of the scores of a whole batch. {@link
 * BatchLoss} is the usual one; a loss of your own is a lambda that gives its value and its
 * gradient.
 *
 * {@snippet :
 * Objective logCosh = scores -> new Objective.Evaluation(
 *     Math.log(Math.cosh(scores.get(0, 0))),
 *     DoubleMatrix.of(1, 1, (i, j) -> Math.tanh(scores.get(i, j))));
 * }
 */
@FunctionalInterface
public interface Objective {

  /**
   * An objective at one point.
   *
   * @param value ℒ
   * @param gradient ∂ℒ/∂scores, m × n_L
   */
  record Evaluation(double value, DoubleMatrix gradient) {}

  /** ℒ and ∂ℒ/∂scores at these scores, m × n_L. */
  Evaluation at(DoubleMatrix scores);

  /**
   * Ŷ, m × n_L, where the objective has a link from scores to predictions; the scores themselves
   * otherwise.
   */
  default DoubleMatrix prediction(DoubleMatrix scores) {
    return scores;
  }

  /**
   * The number of the smooth piece that one score lies on. Two scores with different numbers have a
   * kink between them, where differences say nothing about the derivative; smooth functions are one
   * piece.
   */
  default int piece(int row, int column, double score) {
    return 0;
  }
}
