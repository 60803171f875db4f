package dev.chainrule.engine;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.tensor.Parameters;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One gradient and one evaluation of a batch by the engine, as the matrices that the reference
 * speaks of.
 *
 * @param loss ℒ of the gradient pass
 * @param evaluatedLoss ℒ of the forward pass alone
 * @param prediction Ŷ
 * @param activations A of each layer: the scores for the last
 * @param deltas δ of each layer
 * @param gradient ∂ℒ/∂θ, a single row in the order of the layout
 */
record EngineRun(
    double loss,
    double evaluatedLoss,
    DoubleMatrix prediction,
    List<DoubleMatrix> activations,
    List<DoubleMatrix> deltas,
    DoubleMatrix gradient) {

  /** What the random numbers of the gradient pass derive from. */
  static final long KEY = 11;

  /** Rows of doubles, rounded to float, with weights. */
  record Rows(DoubleMatrix x, DoubleMatrix y, @Nullable DoubleMatrix weights) implements Dataset {
    @Override
    public int rows() {
      return x.rows();
    }

    @Override
    public int inputs() {
      return x.columns();
    }

    @Override
    public int outputs() {
      return y.columns();
    }

    @Override
    public void copyInputs(int row, float[] to, int at) {
      copy(x, row, to, at);
    }

    @Override
    public void copyTargets(int row, float[] to, int at) {
      copy(y, row, to, at);
    }

    @Override
    public float weight(int row) {
      return weights == null ? 1 : (float) weights.get(0, row);
    }

    private static void copy(DoubleMatrix from, int row, float[] to, int at) {
      for (int k = 0; k < from.columns(); k++) {
        to[at + k] = (float) from.get(row, k);
      }
    }
  }

  /** Runs the engine on the rows, in one batch. */
  static EngineRun of(
      Architecture architecture,
      double[] parameters,
      Loss loss,
      Rows rows,
      Kernels kernels,
      int threads) {
    try (Execution execution = Execution.of(kernels, threads)) {
      int m = rows.rows();
      int outputs = rows.outputs();
      int[] order = IntStream.range(0, m).toArray();
      Pass pass = new Pass(architecture, loss, rows, m, execution);
      float[] theta =
          pass.layout().working(Parameters.of(architecture.layout(), narrowed(parameters)));

      float[] predictions = new float[m * outputs];
      double evaluatedLoss = pass.evaluate(theta, rows, order, 0, m, predictions);
      float[] gradient = new float[theta.length];
      double trainedLoss = pass.gradient(theta, rows, order, 0, m, KEY, gradient);

      int layers = architecture.layers().size();
      int kept = Math.min(m, Pass.TILE_ROWS);
      return new EngineRun(
          trainedLoss,
          evaluatedLoss,
          matrix(predictions, m, outputs),
          IntStream.rangeClosed(1, layers)
              .mapToObj(l -> matrix(pass.layer(l).a(), kept, units(pass, l)))
              .toList(),
          IntStream.rangeClosed(1, layers)
              .mapToObj(l -> matrix(pass.layer(l).delta(), kept, units(pass, l)))
              .toList(),
          DoubleMatrix.of(pass.layout().parameters(gradient).toDoubleArray()));
    }
  }

  private static int units(Pass pass, int layer) {
    return pass.layer(layer).units();
  }

  static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private static DoubleMatrix matrix(float[] values, int rows, int columns) {
    return DoubleMatrix.of(rows, columns, (i, j) -> values[i * columns + j]);
  }
}
