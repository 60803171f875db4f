package dev.chainrule.engine;

import dev.chainrule.data.Batch;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Loss;

/** The loss of each row and ∂ℒ/∂scores. */
final class LossGradient {

  private LossGradient() {}

  /**
   * Rows from … to of a batch: gradient ← weight·scale·∂loss/∂scores, rowLoss ← the loss of the
   * row.
   */
  static void of(
      Loss loss,
      Kernels kernels,
      float[] scores,
      Batch batch,
      float scale,
      float[] gradient,
      float[] rowLoss,
      int from,
      int to) {
    int n = batch.outputs();
    int m = to - from;
    int at = from * n;
    float[] y = batch.y();
    float[] weights = batch.weights();
    switch (loss) {
      case Loss.SigmoidCrossEntropy(double smoothing) ->
          kernels.sigmoidCrossEntropy(
              scores,
              at,
              y,
              at,
              weights,
              from,
              scale,
              (float) smoothing,
              gradient,
              at,
              rowLoss,
              from,
              m,
              n);
      case Loss.SoftmaxCrossEntropy(double smoothing) ->
          kernels.softmaxCrossEntropy(
              scores,
              at,
              y,
              at,
              weights,
              from,
              scale,
              (float) smoothing,
              gradient,
              at,
              rowLoss,
              from,
              m,
              n);
      case Loss.MeanSquaredError() ->
          kernels.squaredError(
              scores, at, y, at, weights, from, scale, gradient, at, rowLoss, from, m, n);
      case Loss.MeanAbsoluteError() ->
          kernels.absoluteError(
              scores, at, y, at, weights, from, scale, gradient, at, rowLoss, from, m, n);
      case Loss.Huber(double delta) ->
          kernels.huberError(
              scores,
              at,
              y,
              at,
              weights,
              from,
              scale,
              (float) delta,
              gradient,
              at,
              rowLoss,
              from,
              m,
              n);
    }
  }
}
