package dev.chainrule.data;

import dev.chainrule.tensor.RandomStreams;
import java.util.random.RandomGenerator;

/**
 * The order of the rows in each epoch, cut into batches. The order of an epoch depends only on the
 * seed and the epoch's number (Fisher and Yates's shuffle from its own random stream), never on
 * what came before.
 */
public final class Batches {

  private final int batchSize;
  private final int count;
  private final int[] order;
  private final boolean shuffled;
  private final RandomStreams streams;

  /**
   * Batches of {@code batchSize} of {@code rows} rows; the last one of an epoch takes what is left.
   */
  public Batches(int rows, int batchSize, boolean shuffled, long seed) {
    this(rows, batchSize, 1, shuffled, seed);
  }

  /**
   * Batches of {@code batchSize} of {@code rows} rows; the last one of an epoch takes what is left,
   * and fewer rows than {@code least} join the batch before them.
   */
  public Batches(int rows, int batchSize, int least, boolean shuffled, long seed) {
    if (batchSize < least || rows < least) {
      throw new IllegalArgumentException(
          "A batch needs at least %d row%s here, got batches of %d of %d rows."
              .formatted(least, least == 1 ? "" : "s", batchSize, rows));
    }
    this.batchSize = Math.min(batchSize, rows);
    int whole = rows / this.batchSize;
    count = rows % this.batchSize >= least ? whole + 1 : whole;
    this.shuffled = shuffled;
    order = new int[rows];
    streams = new RandomStreams(seed);
  }

  /** How many batches make an epoch. */
  public int count() {
    return count;
  }

  /** How many rows the largest batch has. */
  public int largest() {
    return Math.max(batchSize, first(count) - first(count - 1));
  }

  /** Where in the order a batch begins; {@code first(count())} is its end. */
  public int first(int batch) {
    return batch == count ? order.length : batch * batchSize;
  }

  /** The row numbers of an epoch, in order. The array is used again for the next epoch. */
  public int[] order(int epoch) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (shuffled) {
      RandomGenerator random = streams.generator(RandomStreams.Purpose.SHUFFLE, epoch);
      for (int i = order.length - 1; i > 0; i--) {
        int j = RandomStreams.below(i + 1, random);
        int row = order[i];
        order[i] = order[j];
        order[j] = row;
      }
    }
    return order;
  }
}
