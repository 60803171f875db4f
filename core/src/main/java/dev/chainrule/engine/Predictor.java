package dev.chainrule.engine;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Workers;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;

/**
 * The forward pass of a finished network, from inputs to predictions ŷ: probabilities for
 * cross-entropies, numbers otherwise. Safe for many threads.
 *
 * <p>Large work is shared with threads that all predictors of a process have in common; who finds
 * them busy computes alone. A predictor begins with plain loops and changes to vector kernels when
 * it has had much to do and they are warm. Neither changes a bit of a prediction.
 */
public final class Predictor {

  /** Blocks are a multiple of so many rows, but for the last: what fills a tile of products. */
  private static final int TILE_ROWS = 12;

  private final ForwardPass pass;
  private final boolean linked;
  private final SharedWork sharing;

  private Predictor(ForwardPass pass, boolean linked, SharedWork sharing) {
    this.pass = pass;
    this.linked = linked;
    this.sharing = sharing;
  }

  /** A predictor for a network that was trained with that loss, on all processors. */
  public static Predictor of(Network network, Loss loss) {
    return new Predictor(
        new ForwardPass(network, loss),
        true,
        new SharedWork(Execution.processors(), Workers.shared()));
  }

  /**
   * The same predictor on at most so many threads, and no more than the processors of the process.
   *
   * @param threads at least 1, the caller's included
   */
  public Predictor withThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("At least 1 thread is needed, got " + threads + ".");
    }
    return new Predictor(pass, linked, new SharedWork(threads, Workers.shared()));
  }

  /** The same predictor with help of its own. */
  Predictor withWorkers(Workers workers) {
    return new Predictor(pass, linked, new SharedWork(workers.threads(), workers));
  }

  /** A predictor of the raw scores, in front of the loss's link. */
  public Predictor ofScores() {
    return new Predictor(pass, false, sharing);
  }

  /** The same predictor, with the kernels that long work deserves from now on. */
  Predictor hastened() {
    pass.hasten();
    return this;
  }

  /** How many numbers a row of inputs has. */
  public int inputs() {
    return pass.inputs();
  }

  /** How many numbers a prediction has. */
  public int outputs() {
    return pass.outputs();
  }

  /** The prediction for one row of inputs. */
  public float[] predict(float... row) {
    float[] prediction = new float[pass.outputs()];
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
    int inputs = pass.inputs();
    int outputs = pass.outputs();
    if (x.length != (long) rows * inputs || predictions.length < (long) rows * outputs) {
      throw new IllegalArgumentException(
          "%d rows need %d inputs and room for %d outputs, got %d and %d."
              .formatted(
                  rows, (long) rows * inputs, (long) rows * outputs, x.length, predictions.length));
    }
    if (rows == 1) {
      pass.run(x, 0, 1, linked, predictions, 0, sharing);
    } else {
      inBlocks(
          rows,
          (from, count) ->
              pass.run(
                  x, from * inputs, count, linked, predictions, from * outputs, SharedWork.ALONE));
    }
  }

  /** The predictions for all rows of a data set, row after row. */
  public float[] predict(Dataset rows) {
    if (rows.inputs() != pass.inputs()) {
      throw new IllegalArgumentException(
          "The network expects rows of %d inputs, the data set has %d."
              .formatted(pass.inputs(), rows.inputs()));
    }
    int outputs = pass.outputs();
    float[] predictions = new float[Math.multiplyExact(rows.rows(), outputs)];
    inBlocks(
        rows.rows(),
        (from, count) ->
            pass.run(rows, from, count, linked, predictions, from * outputs, SharedWork.ALONE));
    return predictions;
  }

  /** Something to do with the rows from {@code from} on. */
  private interface BlockOfRows {
    void run(int from, int count);
  }

  /** All rows, in blocks that are as even as whole tiles allow, as many for each thread. */
  private void inBlocks(int rows, BlockOfRows block) {
    int tiles = Math.ceilDiv(rows, TILE_ROWS);
    int share = Math.ceilDiv(tiles, sharing.threads());
    int rounds = Math.ceilDiv(share, ForwardPass.BLOCK_ROWS / TILE_ROWS);
    int blocks = Math.min(tiles, rounds * sharing.threads());
    Workers.Region region =
        (part, worker) -> {
          int from = (int) ((long) part * tiles / blocks) * TILE_ROWS;
          int to = Math.min(rows, (int) ((part + 1L) * tiles / blocks) * TILE_ROWS);
          block.run(from, to - from);
        };
    double multiplyAdds = rows * pass.multiplyAdds();
    boolean shared =
        sharing.isWorthIt(blocks, multiplyAdds) && sharing.run(blocks, multiplyAdds, region);
    for (int part = 0; part < blocks && !shared; part++) {
      region.run(part, 0);
    }
  }
}
