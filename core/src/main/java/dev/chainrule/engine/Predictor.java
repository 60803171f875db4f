package dev.chainrule.engine;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The forward pass of a finished network, from inputs to predictions ŷ: probabilities for
 * cross-entropies, numbers otherwise. Safe for many threads, which each borrow a workspace for the
 * time of a call.
 */
public final class Predictor {

  private static final int TILE_ROWS = 256;

  private final Loss loss;
  private final boolean linked;
  private final Kernels kernels;
  private final WorkingLayout layout;
  private final float[] theta;
  private final int inputs;
  private final int outputs;
  private final ConcurrentLinkedQueue<Workspace> idle = new ConcurrentLinkedQueue<>();

  /** The layers for one tile of rows, and room for its inputs. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Workspace(LayerWork[] layers, float[] x, float[] scratch) {}

  private Predictor(Network network, Loss loss, boolean linked, Execution execution) {
    network.architecture().requireEndsFor(loss);
    this.loss = loss;
    this.linked = linked;
    kernels = execution.kernels();
    layout = new WorkingLayout(network.architecture());
    theta = layout.working(network.parameters());
    inputs = network.architecture().input().size();
    outputs = network.architecture().output().size();
  }

  /** A predictor for a network that was trained with that loss. */
  public static Predictor of(Network network, Loss loss) {
    return new Predictor(network, loss, true, Execution.single(0));
  }

  /** A predictor that is about to be used for {@code rows} rows. */
  public static Predictor of(Network network, Loss loss, long rows) {
    return new Predictor(
        network, loss, true, Execution.single((double) network.parameters().size() * rows));
  }

  /** A predictor of the raw scores, in front of the loss's link, for {@code rows} rows. */
  public static Predictor ofScores(Network network, Loss loss, long rows) {
    return new Predictor(
        network, loss, false, Execution.single((double) network.parameters().size() * rows));
  }

  /** How many numbers a row of inputs has. */
  public int inputs() {
    return inputs;
  }

  /** How many numbers a prediction has. */
  public int outputs() {
    return outputs;
  }

  /** The prediction for one row of inputs. */
  public float[] predict(float... row) {
    float[] prediction = new float[outputs];
    predict(row, 1, prediction);
    return prediction;
  }

  /**
   * The predictions for {@code rows} rows of inputs, side by side.
   *
   * @param x rows × inputs numbers
   * @param predictions room for rows × outputs numbers
   */
  public void predict(float[] x, int rows, float[] predictions) {
    if (x.length != (long) rows * inputs || predictions.length < (long) rows * outputs) {
      throw new IllegalArgumentException(
          "%d rows need %d inputs and room for %d outputs, got %d and %d."
              .formatted(
                  rows, (long) rows * inputs, (long) rows * outputs, x.length, predictions.length));
    }
    Workspace workspace = borrow();
    for (int from = 0; from < rows; from += TILE_ROWS) {
      int count = Math.min(TILE_ROWS, rows - from);
      System.arraycopy(x, from * inputs, workspace.x(), 0, count * inputs);
      run(workspace, count, predictions, from);
    }
    idle.add(workspace);
  }

  /** The predictions for all rows of a data set, row after row. */
  public float[] predict(Dataset rows) {
    if (rows.inputs() != inputs) {
      throw new IllegalArgumentException(
          "The network expects rows of %d inputs, the data set has %d."
              .formatted(inputs, rows.inputs()));
    }
    float[] predictions = new float[Math.multiplyExact(rows.rows(), outputs)];
    Workspace workspace = borrow();
    for (int from = 0; from < rows.rows(); from += TILE_ROWS) {
      int count = Math.min(TILE_ROWS, rows.rows() - from);
      for (int i = 0; i < count; i++) {
        rows.copyInputs(from + i, workspace.x(), i * inputs);
      }
      run(workspace, count, predictions, from);
    }
    idle.add(workspace);
    return predictions;
  }

  private Workspace borrow() {
    Workspace workspace = idle.poll();
    return workspace != null ? workspace : newWorkspace();
  }

  private Workspace newWorkspace() {
    LayerWork[] layers =
        layout.layers().stream()
            .map(at -> LayerWork.of(at, kernels, TILE_ROWS, false))
            .toArray(LayerWork[]::new);
    int scratch = 0;
    for (LayerWork layer : layers) {
      layer.prepare(theta);
      scratch = Math.max(scratch, layer.scratch(TILE_ROWS));
    }
    return new Workspace(layers, new float[TILE_ROWS * inputs], new float[scratch]);
  }

  private void run(Workspace workspace, int count, float[] predictions, int firstRow) {
    float[] values = workspace.x();
    for (LayerWork layer : workspace.layers()) {
      layer.evaluate(theta, values, 0, count, workspace.scratch());
      values = layer.a();
    }
    int at = firstRow * outputs;
    System.arraycopy(values, 0, predictions, at, count * outputs);
    if (linked) {
      Link.apply(loss, kernels, predictions, at, count, outputs);
    }
  }
}
