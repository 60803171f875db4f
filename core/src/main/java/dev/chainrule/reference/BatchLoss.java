package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.loss.Loss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weighted mean of a loss over a batch: ℒ = Σᵢ share_i·loss(s_i, y_i), share_i = w_i/Σw.
 *
 * @param loss the loss of one sample
 * @param targets Y, m × n_L
 * @param shares w_i/Σw in an m × 1 matrix, which is 1/m for samples that all weigh the same
 */
public record BatchLoss(Loss loss, DoubleMatrix targets, DoubleMatrix shares) implements Objective {

  /** The mean over samples that all weigh the same. */
  public static BatchLoss of(Loss loss, DoubleMatrix targets) {
    return of(loss, targets, null);
  }

  /** The mean over samples of the weights w; null is a weight of 1 for each. */
  public static BatchLoss of(Loss loss, DoubleMatrix targets, double @Nullable [] weights) {
    int m = targets.rows();
    double[] w = weights == null ? ones(m) : weights;
    double total = Arrays.stream(w).sum();
    if (w.length != m || !(total > 0) || Arrays.stream(w).anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException(
          "Expected %d sample weights, none negative and not all 0, got %s."
              .formatted(m, Arrays.toString(w)));
    }
    return new BatchLoss(loss, targets, DoubleMatrix.of(m, 1, (i, one) -> w[i] / total));
  }

  @Override
  public Evaluation at(DoubleMatrix scores) {
    requireShape(scores);
    return new Evaluation(value(scores), gradient(scores));
  }

  /** Σᵢ share_i·loss_i. */
  private double value(DoubleMatrix scores) {
    return sum(
        scores.rows(), i -> shares.get(i, 0) * Losses.value(loss, scores.row(i), targets.row(i)));
  }

  /** share_i·∂loss_i/∂s_i, row by row. */
  private DoubleMatrix gradient(DoubleMatrix scores) {
    DoubleMatrix rows =
        DoubleMatrix.ofRows(
            scores.rows(), i -> Losses.gradient(loss, scores.row(i), targets.row(i)));
    return DoubleMatrix.of(
        scores.rows(), scores.columns(), (i, j) -> shares.get(i, 0) * rows.get(i, j));
  }

  @Override
  public DoubleMatrix prediction(DoubleMatrix scores) {
    return DoubleMatrix.ofRows(scores.rows(), i -> Links.prediction(loss.link(), scores.row(i)));
  }

  @Override
  public int piece(int row, int column, double score) {
    return Losses.piece(loss, score - targets.get(row, column));
  }

  private void requireShape(DoubleMatrix scores) {
    if (scores.rows() != targets.rows() || scores.columns() != targets.columns()) {
      throw new IllegalArgumentException(
          "The network gives %d×%d scores, the targets are %d×%d: one row a sample and one column an output."
              .formatted(scores.rows(), scores.columns(), targets.rows(), targets.columns()));
    }
  }

  private static double[] ones(int m) {
    double[] ones = new double[m];
    Arrays.fill(ones, 1);
    return ones;
  }
}
