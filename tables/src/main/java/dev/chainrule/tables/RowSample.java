package dev.chainrule.tables;

import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An even sample of the rows of a file while they are read. All rows are held as long as there is
 * room for them. Beyond it those stay that have the least of random keys, which depend on nothing
 * but the number of the row: the bottom-k sample of Cohen and Kaplan 2007, without replacement. The
 * first row of each label of a target stays in any case.
 */
final class RowSample {

  /** A sample has about so many cells, */
  private static final int CELLS = 1 << 21;

  /** where a row counts as so many more, */
  private static final int CELLS_OF_ROW = 4;

  /** and so many rows at least. */
  private static final int ROWS = 10_000;

  private static final long KEY = new RandomStreams(0).key(Purpose.ROWS, 0);

  private final long roomForCells;
  private final int givenLimit;
  private int limit;
  private int room;
  private int rows;
  private int held;
  private int[] numbers = new int[16];

  /** The greatest key of the sample; no row with a greater one can come into it. */
  private long greatest = Long.MAX_VALUE;

  private RowSample(long roomForCells, int givenLimit) {
    this.roomForCells = roomForCells;
    this.givenLimit = givenLimit;
  }

  /** All rows if they are so many cells at most; beyond that a sample. */
  static RowSample ifBeyond(long cells) {
    return new RowSample(cells, 0);
  }

  /** A sample of at most so many rows, and a row for each label of a target. */
  static RowSample of(int rows) {
    return new RowSample(0, rows);
  }

  /** The same sample, once there are more cells than so many. */
  RowSample withRoom(long cells) {
    return new RowSample(cells, givenLimit);
  }

  /** Rows of so many cells will follow. */
  void begin(int columns) {
    int cells = columns + CELLS_OF_ROW;
    limit = givenLimit > 0 ? givenLimit : Math.max(ROWS, CELLS / cells);
    room = Math.clamp(roomForCells / cells, limit + limit / 4 + 1, Integer.MAX_VALUE - 8);
  }

  /** Counts a row that the columns have taken. */
  void add(@Nullable ColumnReader[] columns, List<Integer> targets) {
    if (RandomStreams.derive(KEY, rows) > greatest && !hasNewLabel(columns, targets)) {
      for (ColumnReader column : columns) {
        if (column != null) {
          column.forgetLast();
        }
      }
      rows++;
      return;
    }
    if (held == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * held);
    }
    numbers[held++] = rows++;
    if (held == room) {
      thin(columns, targets);
      room = held + limit / 4 + 1;
    }
  }

  private static boolean hasNewLabel(@Nullable ColumnReader[] columns, List<Integer> targets) {
    for (int target : targets) {
      ColumnReader column = columns[target];
      if (column != null && column.lastIsNewLabel()) {
        return true;
      }
    }
    return false;
  }

  /** No row follows. */
  void finish(@Nullable ColumnReader[] columns, List<Integer> targets) {
    boolean thinned = held < rows;
    if (held > limit && (thinned || roomForCells == 0)) {
      thin(columns, targets);
    }
  }

  /** How many rows there were. */
  int rows() {
    return rows;
  }

  /** The number of a row that is held. */
  int number(int place) {
    return numbers[place];
  }

  /** The numbers of all rows that are held, ascending. */
  int[] numbers() {
    return Arrays.copyOf(numbers, held);
  }

  private void thin(@Nullable ColumnReader[] columns, List<Integer> targets) {
    long[] keys = new long[held];
    Arrays.setAll(keys, place -> RandomStreams.derive(KEY, numbers[place]));
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    greatest = sorted[limit - 1];
    boolean[] needed = new boolean[held];
    for (int target : targets) {
      ColumnReader column = columns[target];
      if (column != null) {
        column.markFirstOfEachLabel(needed);
      }
    }
    int[] places =
        IntStream.range(0, held)
            .filter(place -> keys[place] <= greatest || needed[place])
            .toArray();
    for (ColumnReader column : columns) {
      if (column != null) {
        column.keep(places);
      }
    }
    for (int i = 0; i < places.length; i++) {
      numbers[i] = numbers[places[i]];
    }
    held = places.length;
  }
}
