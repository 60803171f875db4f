package dev.chainrule.data;

import dev.chainrule.tensor.RandomStreams;
import java.util.random.RandomGenerator;

/**
 * The order of the rows in each epoch, cut into batches. The order of an epoch depends only on the
 * seed and the epoch's number (Fisher and Yates's shuffle from its own random stream), never on
 * what came before.
 *
 * <p>Rows that are best read together with their neighbours, as those of a {@link DatasetFile}, are
 * shuffled in two stages: the blocks of neighbours come in a random order, and the rows of every
 * {@value #BLOCKS} blocks in a row, a window, are shuffled among each other. A batch so mixes rows
 * from up to {@value #BLOCKS} places all over the data, while only the window's part of the data
 * and of the order needs to be in memory. Rows that make a single window are shuffled as a whole,
 * exactly as rows in memory are.
 */
public final class Batches {

  /** So many blocks make a window. */
  private static final int BLOCKS = 256;

  private final int rows;
  private final int batchSize;
  private final int count;
  private final boolean shuffled;
  private final RandomStreams streams;
  private final int blockRows;
  private final int[] blocks;

  /** The rows in order, from the one at position {@link #start} to before {@link #end}. */
  private int[] order;

  private int start;
  private int end;
  private int nextBlock;
  private int epoch;
  private RandomGenerator random;

  /**
   * Batches of {@code batchSize} of some rows; the last one of an epoch takes what is left, and
   * fewer rows than {@code least} join the batch before them.
   */
  public Batches(Dataset rows, int batchSize, int least, boolean shuffled, long seed) {
    this.rows = rows.rows();
    if (batchSize < least || this.rows < least) {
      throw new IllegalArgumentException(
          "A batch needs at least %d row%s here, got batches of %d of %d rows."
              .formatted(least, least == 1 ? "" : "s", batchSize, this.rows));
    }
    this.batchSize = Math.min(batchSize, this.rows);
    int whole = this.rows / this.batchSize;
    count = this.rows % this.batchSize >= least ? whole + 1 : whole;
    this.shuffled = shuffled;
    streams = new RandomStreams(seed);
    random = streams.generator(RandomStreams.Purpose.SHUFFLE, 0);
    blockRows = isWindowed(rows) ? rows.blockRows() : this.rows;
    blocks = new int[Math.ceilDiv(this.rows, blockRows)];
    order = new int[(int) Math.min(this.rows, (long) BLOCKS * blockRows + batchSize)];
  }

  /** Whether some rows are shuffled window by window. */
  public static boolean isWindowed(Dataset rows) {
    return rows.blockRows() > 1 && (long) BLOCKS * rows.blockRows() < rows.rows();
  }

  /** How many batches make an epoch. */
  public int count() {
    return count;
  }

  /** How many rows the largest batch has. */
  public int largest() {
    return Math.max(batchSize, first(count) - first(count - 1));
  }

  /** The position in the epoch at which a batch begins; {@code first(count())} is its end. */
  public int first(int batch) {
    return batch == count ? rows : batch * batchSize;
  }

  /** Begins an epoch. */
  public void begin(int number) {
    epoch = number;
    start = 0;
    end = 0;
    nextBlock = 0;
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = block;
    }
    if (shuffled) {
      random = streams.generator(RandomStreams.Purpose.SHUFFLE, number);
      shuffle(blocks, 0, blocks.length);
    }
  }

  /**
   * Brings the rows of a batch into {@link #order}.
   *
   * @return where in that array the batch begins
   */
  public int place(int batch) {
    if (first(batch) < start) {
      begin(epoch);
    }
    while (first(batch + 1) > end) {
      bringWindow(Math.min(first(batch), end));
    }
    return first(batch) - start;
  }

  /** The row numbers of the batch that was brought last. The array is used again for the next. */
  public int[] order() {
    return order;
  }

  /** Puts the next window behind the rows from {@code from} on, which are still needed. */
  private void bringWindow(int from) {
    int kept = end - from;
    int last = Math.min(nextBlock + (blocks.length == 1 ? 1 : BLOCKS), blocks.length);
    int room = (int) Math.min((long) kept + (long) (last - nextBlock) * blockRows, rows);
    int[] next = room > order.length ? new int[room] : order;
    System.arraycopy(order, from - start, next, 0, kept);
    order = next;
    start = from;
    for (; nextBlock < last; nextBlock++) {
      int first = blocks[nextBlock] * blockRows;
      int number = Math.min(blockRows, rows - first);
      for (int i = 0; i < number; i++) {
        order[end - start + i] = first + i;
      }
      end += number;
    }
    if (shuffled) {
      shuffle(order, kept, end - start);
    }
  }

  /** Fisher and Yates's shuffle of a part of an array. */
  private void shuffle(int[] values, int from, int to) {
    for (int i = to - from - 1; i > 0; i--) {
      int j = RandomStreams.below(i + 1, random);
      int value = values[from + i];
      values[from + i] = values[from + j];
      values[from + j] = value;
    }
  }
}
