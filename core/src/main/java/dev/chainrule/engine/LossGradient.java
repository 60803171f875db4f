package dev.chainrule.engine;

import dev.chainrule.data.Batch;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Loss;
import java.util.List;

/** The loss of each row and ∂ℒ/∂scores. */
final class LossGradient {

  private final Loss loss;
  private final Kernels kernels;
  private final float[] levels;

  LossGradient(Loss loss, Kernels kernels) {
    this.loss = loss;
    this.kernels = kernels;
    levels = loss instanceof Loss.Quantile(List<Double> given) ? narrowed(given) : new float[0];
  }

  private static float[] narrowed(List<Double> values) {
    float[] narrow = new float[values.size()];
    for (int j = 0; j < narrow.length; j++) {
      narrow[j] = values.get(j).floatValue();
    }
    return narrow;
  }

  /**
   * Rows from … to of a batch: gradient ← weight·scale·∂loss/∂scores, rowLoss ← the loss of the
   * row.
   */
  void of(
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
      case Loss.Quantile _ ->
          kernels.pinballError(
              scores, at, y, at, weights, from, scale, levels, gradient, at, rowLoss, from, m, n);
      case Loss.Poisson() ->
          kernels.poissonDeviance(
              scores, at, y, at, weights, from, scale, gradient, at, rowLoss, from, m, n);
    }
  }
}
