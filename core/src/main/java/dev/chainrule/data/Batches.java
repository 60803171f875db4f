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
  private final int[] order;
  private final boolean shuffled;
  private final RandomStreams streams;

  /**
   * Batches of {@code batchSize} of {@code rows} rows; the last one of an epoch takes what is left.
   */
  public Batches(int rows, int batchSize, boolean shuffled, long seed) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("A batch needs at least 1 row, got " + batchSize + ".");
    }
    this.batchSize = Math.min(batchSize, rows);
    this.shuffled = shuffled;
    order = new int[rows];
    streams = new RandomStreams(seed);
  }

  /** How many batches make an epoch. */
  public int count() {
    return Math.ceilDiv(order.length, batchSize);
  }

  /** Where in the order a batch begins; {@code first(count())} is its end. */
  public int first(int batch) {
    return (int) Math.min((long) batch * batchSize, order.length);
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
