package dev.chainrule.engine;

import dev.chainrule.data.Dataset;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.Matrix;
import dev.chainrule.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the engine computes in one forward and one backward pass over all rows of a data set, copied
 * out to be looked at. (A training keeps none of it.) The prediction is that of an evaluation; the
 * rest is what a step of a training computes, whose random numbers derive from the key 0.
 *
 * @param loss ℒ, without penalties
 * @param prediction Ŷ, m × n_L
 * @param activations A⁽ˡ⁾ of each layer, m × n_l, with the scores for the last
 * @param deltas δ⁽ˡ⁾ of each layer, m × n_l
 * @param gradient ∂ℒ/∂θ
 */
public record PassValues(
    double loss,
    Matrix prediction,
    List<Matrix> activations,
    List<Matrix> deltas,
    Parameters gradient) {

  /** Copies the lists. */
  public PassValues {
    activations = List.copyOf(activations);
    deltas = List.copyOf(deltas);
  }

  /**
   * Runs the engine.
   *
   * @param rows at most {@link Pass#TILE_ROWS} of them, so that all are in memory at once
   */
  public static PassValues of(
      Architecture architecture, Parameters parameters, Loss loss, Dataset rows) {
    if (rows.rows() > Pass.TILE_ROWS) {
      throw new IllegalArgumentException(
          "The values of at most %d rows can be looked at, got %d rows."
              .formatted(Pass.TILE_ROWS, rows.rows()));
    }
    try (Execution execution = Execution.single(0)) {
      int m = rows.rows();
      int[] order = IntStream.range(0, m).toArray();
      Pass pass = new Pass(architecture, loss, rows, m, execution);
      float[] theta = pass.layout().working(parameters);
      float[] prediction = new float[m * rows.outputs()];
      pass.evaluate(theta, rows, order, 0, m, prediction);
      float[] gradient = new float[theta.length];
      double meanLoss = pass.gradient(theta, rows, order, 0, m, 0, gradient);
      List<LayerWork> layers =
          IntStream.rangeClosed(1, architecture.layers().size()).mapToObj(pass::layer).toList();
      return new PassValues(
          meanLoss,
          Matrix.of(m, rows.outputs(), prediction),
          layers.stream().map(layer -> matrix(layer.a(), m, layer.units())).toList(),
          layers.stream().map(layer -> matrix(layer.delta(), m, layer.units())).toList(),
          pass.layout().parameters(gradient));
    }
  }

  private static Matrix matrix(float[] values, int rows, int columns) {
    return Matrix.of(rows, columns, Arrays.copyOf(values, rows * columns));
  }
}
