package dev.chainrule.engine;

import dev.chainrule.data.Batch;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Loss;
import java.util.List;

/** The loss of each row and ∂ℒ/∂scores. */
final class LossGradient {

  private final Loop loop;

  /** The loop of one loss over the rows from … to before from + m, n scores a row from z[at] on. */
  @FunctionalInterface
  private interface Loop {
    void run(
        float[] z,
        float[] y,
        int at,
        float[] weights,
        float scale,
        float[] gradient,
        float[] rowLoss,
        int from,
        int m,
        int n);
  }

  LossGradient(Loss loss, Kernels kernels) {
    loop = loop(loss, kernels);
  }

  private static Loop loop(Loss loss, Kernels kernels) {
    return switch (loss) {
      case Loss.SigmoidCrossEntropy(double smoothing) -> {
        float epsilon = (float) smoothing;
        yield (z, y, at, w, scale, g, l, from, m, n) ->
            kernels.sigmoidCrossEntropy(
                z, at, y, at, w, from, scale, epsilon, g, at, l, from, m, n);
      }
      case Loss.SoftmaxCrossEntropy(double smoothing) -> {
        float epsilon = (float) smoothing;
        yield (z, y, at, w, scale, g, l, from, m, n) ->
            kernels.softmaxCrossEntropy(
                z, at, y, at, w, from, scale, epsilon, g, at, l, from, m, n);
      }
      case Loss.MeanSquaredError() ->
          (z, y, at, w, scale, g, l, from, m, n) ->
              kernels.squaredError(z, at, y, at, w, from, scale, g, at, l, from, m, n);
      case Loss.MeanAbsoluteError() ->
          (z, y, at, w, scale, g, l, from, m, n) ->
              kernels.absoluteError(z, at, y, at, w, from, scale, g, at, l, from, m, n);
      case Loss.Huber(double delta) -> {
        float limit = (float) delta;
        yield (z, y, at, w, scale, g, l, from, m, n) ->
            kernels.huberError(z, at, y, at, w, from, scale, limit, g, at, l, from, m, n);
      }
      case Loss.Quantile(List<Double> quantiles) -> {
        float[] levels = narrowed(quantiles);
        yield (z, y, at, w, scale, g, l, from, m, n) ->
            kernels.pinballError(z, at, y, at, w, from, scale, levels, g, at, l, from, m, n);
      }
      case Loss.Poisson() ->
          (z, y, at, w, scale, g, l, from, m, n) ->
              kernels.poissonDeviance(z, at, y, at, w, from, scale, g, at, l, from, m, n);
    };
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
    loop.run(
        scores, batch.y(), from * n, batch.weights(), scale, gradient, rowLoss, from, to - from, n);
  }
}
