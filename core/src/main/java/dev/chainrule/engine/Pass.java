package dev.chainrule.engine;

import dev.chainrule.data.Batch;
import dev.chainrule.data.Dataset;
import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Workers;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * The forward and backward pass of a batch, in float and in memory that is allocated once. Not safe
 * for several callers at a time; inside, it spreads the work over the threads of its {@link
 * Execution}.
 *
 * <p>Two regions run side by side in each tile of at most {@link #TILE_ROWS} rows: first blocks of
 * rows, each from its inputs to all its δ, since rows do not touch each other; then blocks of the
 * weight gradients, each the sum over the rows of the tile in row order. Every number is computed
 * by one thread in an order that depends on neither the blocks nor the threads.
 */
public final class Pass {

  /**
   * Larger batches go through in tiles of so many rows, the gradient summing up from tile to tile.
   */
  public static final int TILE_ROWS = 1024;

  /**
   * At most so many rows go through all layers at a time, so that they stay in the processor's
   * cache.
   */
  private static final int BLOCK_ROWS = 128;

  private final Loss loss;
  private final LossGradient lossGradient;
  private final Kernels kernels;
  private final Workers workers;
  private final WorkingLayout layout;
  private final DenseLayer[] layers;
  private final List<GradientBlock> gradientBlocks = new ArrayList<>();
  private final Batch batch;
  private final float[] rowLoss;
  private final float[][] scratch;

  // What the regions that run side by side work on.
  private float[] theta = new float[0];
  private float[] gradient = new float[0];
  private Dataset rows;
  private int[] order = new int[0];
  private int first;
  private int count;
  private int blockRows;
  private float scale;
  private double totalWeight;

  private final Workers.Region lossRegion = this::lossOfBlock;
  private final Workers.Region lossAndDeltaRegion = this::lossAndDeltaOfBlock;
  private final Workers.Region gradientRegion = this::gradientOfBlock;

  /**
   * Some rows of the weight gradient of a layer: those of the inputs {@code from} to before {@code
   * to}.
   */
  private record GradientBlock(int layer, int from, int to) {}

  /**
   * A pass for batches of a data set.
   *
   * @param batchSize the largest batch, in rows; memory is for at most {@link #TILE_ROWS} of them
   */
  public Pass(
      Architecture architecture, Loss loss, Dataset rows, int batchSize, Execution execution) {
    architecture.requireEndsFor(loss);
    requireWidth("inputs", rows.inputs(), architecture.input().size());
    requireWidth("targets", rows.outputs(), architecture.output().size());
    this.loss = loss;
    this.rows = rows;
    kernels = execution.kernels();
    workers = execution.workers();
    lossGradient = new LossGradient(loss, kernels);
    layout = new WorkingLayout(architecture);
    int capacity = Math.min(Math.min(batchSize, rows.rows()), TILE_ROWS);
    layers =
        layout.layers().stream()
            .map(at -> DenseLayer.forTraining(at, kernels, capacity))
            .toArray(DenseLayer[]::new);
    batch = new Batch(capacity, rows.inputs(), rows.outputs());
    rowLoss = new float[capacity];
    scratch = new float[workers.threads()][scratchSize()];
    planGradientBlocks();
  }

  private static void requireWidth(String what, int got, int expected) {
    if (got != expected) {
      throw new IllegalArgumentException(
          "The network expects rows of %d %s, the data set has %d.".formatted(expected, what, got));
    }
  }

  private int scratchSize() {
    int size = 0;
    for (DenseAt at : layout.layers()) {
      size = Math.max(size, kernels.transposedBScratch(BLOCK_ROWS, at.inputs(), at.units()));
    }
    return size;
  }

  /** Cuts the weight gradients into blocks of about equal work, two a thread. */
  private void planGradientBlocks() {
    int blocks = workers.threads() == 1 ? 1 : 2 * workers.threads();
    int share = Math.ceilDiv(layout.size(), blocks);
    for (int l = 0; l < layers.length; l++) {
      DenseAt at = layers[l].at();
      int step =
          workers.threads() == 1 ? at.inputs() : Math.max(8, Math.ceilDiv(share, at.units()));
      for (int from = 0; from < at.inputs(); from += step) {
        gradientBlocks.add(new GradientBlock(l, from, Math.min(at.inputs(), from + step)));
      }
    }
  }

  /** The working layout of θ and of the gradient. */
  public WorkingLayout layout() {
    return layout;
  }

  /**
   * The gradient of the mean loss over some rows, added to {@code gradient}, which the caller has
   * set to zero. Rows that all weigh 0 have a loss and a gradient of 0.
   *
   * @param theta the parameters in working order
   * @param data the rows
   * @param order row numbers; the batch is {@code order[first]} to before {@code order[first +
   *     size]}
   * @return ℒ, the weighted mean loss of the rows, without penalties
   */
  public double gradient(
      float[] theta, Dataset data, int[] order, int first, int size, float[] gradient) {
    this.theta = theta;
    this.gradient = gradient;
    totalWeight = totalWeight(data, order, first, size);
    scale = totalWeight == 0 ? 0 : (float) (1 / totalWeight);
    double sum = 0;
    for (int at = 0; at < size; at += batch.capacity()) {
      tile(data, order, first + at, Math.min(batch.capacity(), size - at), lossAndDeltaRegion);
      workers.run(gradientBlocks.size(), gradientRegion);
      sum += weightedLoss();
    }
    return totalWeight == 0 ? 0 : sum / totalWeight;
  }

  /** What the rows of the last {@link #gradient} weigh together. */
  public double weight() {
    return totalWeight;
  }

  /**
   * The mean loss over some rows, and the predictions ŷ of these rows where {@code predictions} has
   * room for them.
   *
   * @param predictions room for {@code size} × n_L numbers, or an empty array
   */
  public double evaluate(
      float[] theta, Dataset data, int[] order, int first, int size, float[] predictions) {
    this.theta = theta;
    scale = 0;
    int outputs = batch.outputs();
    double sum = 0;
    for (int at = 0; at < size; at += batch.capacity()) {
      int rowsHere = Math.min(batch.capacity(), size - at);
      tile(data, order, first + at, rowsHere, lossRegion);
      sum += weightedLoss();
      if (predictions.length > 0) {
        System.arraycopy(
            layers[layers.length - 1].a(), 0, predictions, at * outputs, rowsHere * outputs);
      }
    }
    if (predictions.length > 0) {
      Link.apply(loss, kernels, predictions, 0, size, outputs);
    }
    return sum / totalWeight(data, order, first, size);
  }

  private static double totalWeight(Dataset data, int[] order, int first, int size) {
    double total = 0;
    for (int i = 0; i < size; i++) {
      total += data.weight(order[first + i]);
    }
    return total;
  }

  private void tile(Dataset data, int[] order, int first, int count, Workers.Region region) {
    this.rows = data;
    this.order = order;
    this.first = first;
    this.count = count;
    blockRows = Math.min(BLOCK_ROWS, Math.ceilDiv(count, workers.threads()));
    workers.run(Math.ceilDiv(count, blockRows), region);
  }

  private double weightedLoss() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) rowLoss[i] * batch.weights()[i];
    }
    return sum;
  }

  // ---- regions

  private void lossOfBlock(int block, int worker) {
    int from = block * blockRows;
    int to = Math.min(count, from + blockRows);
    batch.load(rows, order, first, from, to);
    for (int l = 0; l < layers.length; l++) {
      layers[l].forward(theta, inputOf(l), from, to);
    }
    DenseLayer last = layers[layers.length - 1];
    lossGradient.of(last.a(), batch, scale, last.delta(), rowLoss, from, to);
  }

  private void lossAndDeltaOfBlock(int block, int worker) {
    lossOfBlock(block, worker);
    int from = block * blockRows;
    int to = Math.min(count, from + blockRows);
    for (int l = layers.length - 1; l >= 0; l--) {
      layers[l].multiplyByDerivative(from, to);
      if (l > 0) {
        layers[l].backward(theta, layers[l - 1].delta(), from, to, scratch[worker]);
      }
    }
  }

  private void gradientOfBlock(int block, int worker) {
    GradientBlock part = gradientBlocks.get(block);
    layers[part.layer()].addGradient(
        inputOf(part.layer()), count, part.from(), part.to(), gradient);
  }

  private float[] inputOf(int layer) {
    return layer == 0 ? batch.x() : layers[layer - 1].a();
  }

  /**
   * What a layer, counted from 0, gave for the rows of the last tile: its units, row after row. The
   * next pass writes over it.
   */
  public float[] outputs(int layer) {
    return layers[layer].a();
  }

  /** How many rows a tile holds. */
  public int tileRows() {
    return batch.capacity();
  }

  /** The workspace of a layer, counted from 1, as the pass that ran last has left it. */
  DenseLayer layer(int layer) {
    return layers[layer - 1];
  }

  /**
   * In which layer, counted from 1, the pass that ran last first met a number that is not finite:
   * forwards through the activations, then backwards through the gradients. The last layer where
   * only the loss itself was too large.
   */
  public int layerOfFirstNonFinite(float[] gradient) {
    for (int l = 0; l < layers.length; l++) {
      if (!finite(layers[l].a(), 0, count * layers[l].at().units())) {
        return l + 1;
      }
    }
    for (int l = layers.length - 1; l >= 0; l--) {
      for (Slice slice : layout.slices(l)) {
        if (!finite(gradient, slice.offset(), slice.size())) {
          return l + 1;
        }
      }
    }
    return layers.length;
  }

  private static boolean finite(float[] values, int at, int size) {
    for (int i = at; i < at + size; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
