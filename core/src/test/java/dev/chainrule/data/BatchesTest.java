package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {

  private static final int WINDOW_BLOCKS = 256;

  @Test
  void rowsThatMakeOneWindowComeInTheOrderOfRowsInMemory() {
    int rows = 3 * WINDOW_BLOCKS;

    assertThat(epoch(batches(rows, 3, 32, 7), 4)).isEqualTo(epoch(batches(rows, 1, 32, 7), 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 1000, 2600})
  void everyEpochTakesEveryRowOnce(int batchSize) {
    int rows = 2600;

    int[] order = epoch(batches(rows, 4, batchSize, 1), 1);

    assertThat(order).isNotEqualTo(epoch(batches(rows, 4, batchSize, 1), 2));
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, rows).toArray());
  }

  @Test
  void theOrderDoesNotDependOnTheBatchSize() {
    assertThat(epoch(batches(2601, 2, 10, 1), 3)).isEqualTo(epoch(batches(2601, 2, 999, 1), 3));
  }

  @Test
  void aWindowMixesWholeBlocksFromAllOverTheRows() {
    int rows = 40 * WINDOW_BLOCKS;
    int window = 2 * WINDOW_BLOCKS;
    int[] order = epoch(batches(rows, 2, 64, 1), 1);

    for (int from = 0; from < rows; from += window) {
      int[] blocks =
          Arrays.stream(order, from, from + window).map(row -> row / 2).distinct().toArray();
      assertThat(blocks).hasSize(WINDOW_BLOCKS);
      assertThat(Arrays.stream(blocks).average().orElseThrow()).isBetween(0.2 * rows, 0.3 * rows);
    }
    long neighbours =
        IntStream.range(1, rows).filter(i -> order[i] / 2 == order[i - 1] / 2).count();
    assertThat(neighbours).as("blocks that stayed together, of 10240").isLessThan(100);
  }

  @Test
  void withoutShufflingTheRowsStayInTheirOrder() {
    Batches batches = new Batches(rows(2600, 4), 100, 1, false, 1);

    assertThat(epoch(batches, 1)).isEqualTo(IntStream.range(0, 2600).toArray());
  }

  @Test
  void anEpochCanBeEnteredAnywhere() {
    int[] whole = epoch(batches(2600, 3, 10, 1), 2);

    for (int batch : new int[] {259, 0, 100, 99, 258, 1}) {
      Batches entered = batches(2600, 3, 10, 1);
      entered.begin(2);
      int at = entered.place(batch);
      assertThat(Arrays.copyOfRange(entered.order(), at, at + 10))
          .isEqualTo(Arrays.copyOfRange(whole, 10 * batch, 10 * batch + 10));
      assertThat(epoch(entered, 2)).isEqualTo(whole);
    }
  }

  private static Batches batches(int rows, int blockRows, int batchSize, long seed) {
    return new Batches(rows(rows, blockRows), batchSize, 1, true, seed);
  }

  private static int[] epoch(Batches batches, int epoch) {
    batches.begin(epoch);
    int[] order = new int[batches.first(batches.count())];
    for (int batch = 0; batch < batches.count(); batch++) {
      int first = batches.first(batch);
      int place = batches.place(batch);
      System.arraycopy(batches.order(), place, order, first, batches.first(batch + 1) - first);
    }
    return order;
  }

  /** Rows without content. */
  private static Dataset rows(int rows, int blockRows) {
    return new Dataset() {
      @Override
      public int rows() {
        return rows;
      }

      @Override
      public int blockRows() {
        return blockRows;
      }

      @Override
      public int inputs() {
        return 1;
      }

      @Override
      public int outputs() {
        return 0;
      }

      @Override
      public void copyInputs(int row, float[] to, int at) {}

      @Override
      public void copyTargets(int row, float[] to, int at) {}
    };
  }
}
