package dev.chainrule.engine;

import dev.chainrule.data.Augmentation;
import dev.chainrule.data.Batch;
import dev.chainrule.data.Dataset;
import dev.chainrule.engine.WorkingLayout.BatchNormAt;
import dev.chainrule.engine.WorkingLayout.LayerAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Workers;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.ParameterLayout.Slice;
import dev.chainrule.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The forward and backward pass of a batch, in float and in memory that is allocated once. Not safe
 * for several callers at a time; inside, it spreads the work over the threads of its {@link
 * Execution}.
 *
 * <p>Two regions run side by side in each tile of at most {@link #TILE_ROWS} rows: first blocks of
 * rows, each from its inputs to all its δ, since rows do not touch each other; then blocks of the
 * weight gradients, each the sum over the rows of the tile in row order. Every number is computed
 * by one thread in an order that depends on neither the blocks nor the threads.
 *
 * <p>Where parameters are few and rows many, one region does: each block of {@link #SUM_ROWS} rows
 * goes all the way to a gradient of its own while it is in the processor's cache, and these
 * gradients are added up block after block. How a sum is put together so depends on the network and
 * the batch alone.
 *
 * <p>Batch norm makes rows touch each other. Where there is some, the whole batch is one tile, and
 * the first region is cut into stages, one before the first batch norm and one from each batch norm
 * on: blocks of rows go forward to the end of a stage; blocks of units take the statistics of all
 * rows; and so on to the loss, and back by the same stations.
 */
public final class Pass implements BatchGradient {

  /**
   * Larger batches go through in tiles of so many rows, or of more where parameters are few, the
   * gradient summing up from tile to tile.
   */
  public static final int TILE_ROWS = 1024;

  /**
   * At most so many rows go through all layers at a time, so that they stay in the processor's
   * cache.
   */
  private static final int BLOCK_ROWS = 128;

  /** The same where it is the weights that no cache holds: each pass over them serves more rows. */
  private static final int WIDE_BLOCK_ROWS = 512;

  /** Where parameters are few, the gradient of so many rows is summed up apart. */
  static final int SUM_ROWS = 256;

  /** Up to so many parameters are few: their gradient stays in the cache beside the rows. */
  private static final int FEW = 1 << 13;

  /**
   * Where parameters are few, a tile has so many numbers, 8 MiB: enough blocks that the threads
   * seldom wait for each other.
   */
  private static final int TILE_NUMBERS = 1 << 21;

  /** So many weights in a layer are too many for the caches. */
  private static final int WIDE = 1 << 20;

  /** The statistics of so many units are one piece of work. */
  private static final int BLOCK_UNITS = 64;

  private final Architecture architecture;
  private final Loss loss;
  private final LossGradient lossGradient;
  private final Kernels kernels;
  private final Workers workers;
  private final WorkingLayout layout;
  private final LayerWork[] layers;

  /** Where the stages begin, and the number of layers at the end: 0 … L. */
  private final int[] stages;

  /** How many rows go through all layers at a time, at most. */
  private final int mostRows;

  private final Augmenter augmenter;
  private final List<GradientBlock> gradientBlocks;

  /** Where the gradient has other tensors than weights, which are too small to share. */
  private final Slice[] smallTensors;

  private final Batch batch;
  private final float[] rowLoss;
  private final float[][] scratch;

  /** The gradient of each block of {@link #SUM_ROWS} rows; none where they are not summed apart. */
  private final float[][] blockGradients;

  // What the regions that run side by side work on.
  private float[] theta = new float[0];
  private float[] gradient = new float[0];
  private Dataset rows;
  private int[] order = new int[0];
  private int first;
  private int firstRow;
  private int count;
  private int blockRows;
  private float scale;
  private double totalWeight;
  private long key;
  private int stage;

  private final Workers.Region evaluationRegion = this::evaluateBlock;
  private final Workers.Region forwardRegion = this::forwardBlock;
  private final Workers.Region statisticsRegion = this::statisticsOfBlock;
  private final Workers.Region turnRegion = this::turnBlock;
  private final Workers.Region sumsRegion = this::sumsOfBlock;
  private final Workers.Region backwardRegion = this::backwardBlock;
  private final Workers.Region wholeRegion = this::wholeBlock;
  private final Workers.Region gradientRegion = this::gradientOfBlock;

  /** {@link #Pass(Architecture, Loss, Dataset, int, Augmentation, Execution)} of plain rows. */
  public Pass(
      Architecture architecture, Loss loss, Dataset rows, int batchSize, Execution execution) {
    this(architecture, loss, rows, batchSize, Augmentation.none(), execution);
  }

  /**
   * A pass for batches of a data set.
   *
   * @param batchSize the largest batch, in rows; memory is for at most {@link #TILE_ROWS} of them,
   *     for some MiB of them where parameters are few, and for all if there is batch norm
   * @param augmentation what is done to the rows before they are learnt from
   */
  public Pass(
      Architecture architecture,
      Loss loss,
      Dataset rows,
      int batchSize,
      Augmentation augmentation,
      Execution execution) {
    architecture.requireEndsFor(loss);
    requireWidth("inputs", rows.inputs(), architecture.input().size());
    requireWidth("targets", rows.outputs(), architecture.output().size());
    this.architecture = architecture;
    this.loss = loss;
    this.rows = rows;
    kernels = execution.kernels();
    workers = execution.workers();
    lossGradient = new LossGradient(loss, kernels);
    layout = new WorkingLayout(architecture);
    smallTensors =
        layout.slices().stream().filter(s -> s.role() != Role.WEIGHT).toArray(Slice[]::new);
    stages = stages(layout);
    mostRows = isWide() ? WIDE_BLOCK_ROWS : BLOCK_ROWS;
    int capacity = capacity(architecture, Math.min(batchSize, rows.rows()));
    layers =
        layout.layers().stream()
            .map(at -> LayerWork.of(at, kernels, capacity))
            .toArray(LayerWork[]::new);
    batch = new Batch(capacity, rows.inputs(), rows.outputs());
    augmenter = new Augmenter(augmentation, rows.inputs(), rows.outputs(), workers.threads());
    rowLoss = new float[capacity];
    scratch = new float[workers.threads()][scratchSize()];
    boolean apart = hasFewParameters() && capacity > SUM_ROWS;
    blockGradients = new float[apart ? Math.ceilDiv(capacity, SUM_ROWS) : 0][layout.size()];
    gradientBlocks = GradientBlock.of(layers, layout.size(), workers.threads());
  }

  /** A stage begins at the first layer and at every batch norm. */
  private static int[] stages(WorkingLayout layout) {
    List<LayerAt> layers = layout.layers();
    return IntStream.concat(
            IntStream.of(0),
            IntStream.concat(
                IntStream.range(0, layers.size()).filter(l -> layers.get(l) instanceof BatchNormAt),
                IntStream.of(layers.size())))
        .toArray();
  }

  /** How many rows are in memory at a time: many blocks of them where they are summed apart. */
  private int capacity(Architecture architecture, int rows) {
    if (stages.length == 2) {
      return Math.min(rows, hasFewParameters() ? manyBlocks(architecture) : TILE_ROWS);
    }
    int widest = architecture.shapes().stream().mapToInt(Shape::size).max().orElseThrow();
    if ((long) rows * widest > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "Batch norm needs all rows of a batch in memory, and %d rows of up to %d numbers are too many: choose a smaller batch size, at most %d."
              .formatted(rows, widest, (Integer.MAX_VALUE - 16) / widest));
    }
    return rows;
  }

  private int manyBlocks(Architecture architecture) {
    int width = architecture.shapes().stream().mapToInt(Shape::size).sum();
    int blocks = Math.max(workers.threads(), TILE_NUMBERS / width / SUM_ROWS);
    return Math.max(TILE_ROWS, blocks * SUM_ROWS);
  }

  /** Whether the gradients of {@link #SUM_ROWS} rows are summed up apart. */
  private boolean hasFewParameters() {
    return layout.size() <= FEW && stages.length == 2;
  }

  private static void requireWidth(String what, int got, int expected) {
    if (got != expected) {
      throw new IllegalArgumentException(
          "The network expects rows of %d %s, the data set has %d.".formatted(expected, what, got));
    }
  }

  private int scratchSize() {
    return Arrays.stream(layers)
        .mapToInt(layer -> layer.scratch(batch.capacity()))
        .max()
        .orElseThrow();
  }

  /** Whether the weights of a layer are too many for the caches. */
  private boolean isWide() {
    return layout.dense().stream().anyMatch(at -> (long) at.inputs() * at.units() >= WIDE);
  }

  /** The working layout of θ and of the gradient. */
  public WorkingLayout layout() {
    return layout;
  }

  @Override
  public double gradient(
      float[] theta, Dataset data, int[] order, int first, int size, long key, float[] gradient) {
    requireRowsForStatistics(size);
    this.theta = theta;
    this.gradient = gradient;
    this.key = key;
    augmenter.begin(key, size);
    totalWeight = BatchGradient.weight(data, order, first, size);
    scale = totalWeight == 0 ? 0 : (float) (1 / totalWeight);
    clearGradient();
    double sum = 0;
    for (int at = 0; at < size; at += batch.capacity()) {
      begin(data, order, first, at, Math.min(batch.capacity(), size - at));
      if (blockGradients.length > 0) {
        gradientBlockByBlock();
      } else {
        forwardAndBackward();
        workers.run(gradientBlocks.size(), gradientRegion);
      }
      sum = withWeightedLosses(sum);
    }
    return totalWeight == 0 ? 0 : sum / totalWeight;
  }

  /** The weights of a layer are written anew by the first sums that go there. */
  private void clearGradient() {
    if (blockGradients.length > 0) {
      Arrays.fill(gradient, 0);
    } else {
      clearSmallTensors(gradient);
    }
  }

  private void clearSmallTensors(float[] gradient) {
    for (Slice slice : smallTensors) {
      Arrays.fill(gradient, slice.offset(), slice.offset() + slice.size(), 0);
    }
  }

  @Override
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
    for (LayerWork layer : layers) {
      layer.prepare(theta);
    }
    int outputs = batch.outputs();
    double sum = 0;
    for (int at = 0; at < size; at += batch.capacity()) {
      int rowsHere = Math.min(batch.capacity(), size - at);
      begin(data, order, first, at, rowsHere);
      workers.run(rowBlocks(), evaluationRegion);
      sum = withWeightedLosses(sum);
      if (predictions.length > 0) {
        System.arraycopy(
            layers[layers.length - 1].a(), 0, predictions, at * outputs, rowsHere * outputs);
      }
    }
    if (predictions.length > 0) {
      Link.apply(loss, kernels, predictions, 0, size, outputs);
    }
    return sum / BatchGradient.weight(data, order, first, size);
  }

  private void requireRowsForStatistics(int size) {
    if (stages.length > 2) {
      BatchNorm.requireRows(stages[1] + 1, size);
    }
  }

  /** The tile of {@code count} rows from row {@code firstRow} of the batch on. */
  private void begin(Dataset data, int[] order, int first, int firstRow, int count) {
    this.rows = data;
    this.order = order;
    this.first = first;
    this.firstRow = firstRow;
    this.count = count;
    blockRows = Math.min(mostRows, Math.ceilDiv(count, workers.threads()));
  }

  private int rowBlocks() {
    return Math.ceilDiv(count, blockRows);
  }

  private int unitBlocks() {
    return Math.ceilDiv(norm(stage).units(), BLOCK_UNITS);
  }

  /** From the rows of the tile to all δ: one region, and four more for every batch norm. */
  private void forwardAndBackward() {
    int last = stages.length - 2;
    for (stage = 0; stage < last; ) {
      workers.run(rowBlocks(), forwardRegion);
      stage++;
      workers.run(unitBlocks(), statisticsRegion);
    }
    workers.run(rowBlocks(), turnRegion);
    for (; stage > 0; stage--) {
      workers.run(unitBlocks(), sumsRegion);
      workers.run(rowBlocks(), backwardRegion);
    }
  }

  /** From the rows of the tile to the gradient of each block of them, and to their sum. */
  private void gradientBlockByBlock() {
    blockRows = SUM_ROWS;
    int blocks = rowBlocks();
    workers.run(blocks, wholeRegion);
    for (int block = 0; block < blocks; block++) {
      kernels.addScaled(1, blockGradients[block], 0, gradient, 0, gradient.length);
    }
  }

  /**
   * Moves the running statistics of batch norm in {@code theta} by those of the batch whose
   * gradient was taken last; without batch norm nothing happens.
   */
  public void moveStatistics(float[] theta) {
    for (int s = 1; s < stages.length - 1; s++) {
      norm(s).moveStatistics(theta, count);
    }
  }

  /** The batch norm that a stage but the first begins with. */
  private BatchNormLayer norm(int stage) {
    return (BatchNormLayer) layers[stages[stage]];
  }

  /** The sum with the weighted losses of the tile's rows: the tiles' size has no part in it. */
  private double withWeightedLosses(double before) {
    double sum = before;
    for (int i = 0; i < count; i++) {
      sum += (double) rowLoss[i] * batch.weights()[i];
    }
    return sum;
  }

  // ---- regions

  private int from(int block) {
    return block * blockRows;
  }

  private int to(int block) {
    return Math.min(count, (block + 1) * blockRows);
  }

  private void evaluateBlock(int block, int worker) {
    int from = from(block);
    int to = to(block);
    batch.load(rows, order, first + firstRow, from, to);
    for (int l = 0; l < layers.length; l++) {
      layers[l].evaluate(theta, inputOf(l), from, to, scratch[worker]);
    }
    takeLoss(from, to);
  }

  private void takeLoss(int from, int to) {
    LayerWork last = layers[layers.length - 1];
    lossGradient.of(last.a(), batch, scale, last.delta(), rowLoss, from, to);
  }

  /** The layers of a stage; before the first of all, the rows. */
  private void forwardBlock(int block, int worker) {
    int from = from(block);
    int to = to(block);
    if (stage == 0) {
      batch.load(rows, order, first + firstRow, from, to);
      augmenter.apply(batch, rows, order, first, firstRow, from, to, worker);
    }
    for (int l = stages[stage]; l < stages[stage + 1]; l++) {
      layers[l].train(theta, inputOf(l), from, to, key, firstRow, scratch[worker]);
    }
  }

  private void statisticsOfBlock(int block, int worker) {
    int from = block * BLOCK_UNITS;
    int to = Math.min(norm(stage).units(), from + BLOCK_UNITS);
    norm(stage).takeStatistics(inputOf(stages[stage]), count, from, to);
  }

  /** The last stage, the loss, and back to where the stage began. */
  private void turnBlock(int block, int worker) {
    forwardBlock(block, worker);
    takeLoss(from(block), to(block));
    backThroughStage(stage, from(block), to(block), scratch[worker]);
  }

  /**
   * To every δ of a stage; if it begins with batch norm, its δ waits there for those of all rows.
   */
  private void backThroughStage(int stage, int from, int to, float[] scratch) {
    for (int l = stages[stage + 1] - 1; l >= stages[stage]; l--) {
      layers[l].multiplyByDerivative(from, to);
      if (l > stages[stage]) {
        layers[l].backward(theta, layers[l - 1].delta(), from, to, scratch);
      }
    }
  }

  private void sumsOfBlock(int block, int worker) {
    int from = block * BLOCK_UNITS;
    int to = Math.min(norm(stage).units(), from + BLOCK_UNITS);
    norm(stage).sumGradients(theta, count, from, to, gradient);
  }

  /** Through the batch norm that a stage begins with, and the stage before it. */
  private void backwardBlock(int block, int worker) {
    int below = stages[stage] - 1;
    if (below >= 0) {
      int from = from(block);
      int to = to(block);
      layers[below + 1].backward(theta, layers[below].delta(), from, to, scratch[worker]);
      backThroughStage(stage - 1, from, to, scratch[worker]);
    }
  }

  private void gradientOfBlock(int block, int worker) {
    GradientBlock part = gradientBlocks.get(block);
    boolean anew = firstRow == 0;
    layers[part.layer()].addGradient(
        inputOf(part.layer()), 0, count, part.from(), part.to(), anew, gradient, scratch[worker]);
  }

  private void wholeBlock(int block, int worker) {
    turnBlock(block, worker);
    float[] sum = blockGradients[block];
    clearSmallTensors(sum);
    for (int l = 0; l < layers.length; l++) {
      layers[l].addGradient(
          inputOf(l),
          from(block),
          to(block),
          0,
          layers[l].gradientParts(),
          true,
          sum,
          scratch[worker]);
    }
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
  LayerWork layer(int layer) {
    return layers[layer - 1];
  }

  /**
   * In which layer, counted from 1, the pass that ran last first met a number that is not finite:
   * forwards through the activations, then backwards through the gradients. The last layer where
   * only the loss itself was too large.
   */
  public int layerOfFirstNonFinite(float[] gradient) {
    for (int l = 0; l < layers.length; l++) {
      if (!finite(layers[l].a(), 0, count * layers[l].units())) {
        return l + 1;
      }
    }
    for (int l = layers.length - 1; l >= 0; l--) {
      for (Slice slice : architecture.slices(l + 1)) {
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
