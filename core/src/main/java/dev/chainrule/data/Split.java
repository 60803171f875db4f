package dev.chainrule.data;

import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which rows train and which are held out, both ascending. The same seed gives the same split.
 *
 * @param training the rows to learn from
 * @param validation the rows to judge by
 */
@SuppressWarnings("ArrayRecordComponent") // one number a row, for callers to index with
public record Split(int[] training, int[] validation) {

  /**
   * A random share of all rows is held out: the nearest whole number of rows, but 1 at least and
   * all but 1 at most.
   *
   * @param rows how many rows there are
   * @param fraction the share to hold out, from 0 (none) up to 1 (not included)
   * @throws IllegalArgumentException if the fraction is out of range, or if there are fewer than 2
   *     rows to divide
   */
  public static Split random(int rows, double fraction, long seed) {
    int held = held(rows, fraction);
    int[] order = new int[rows];
    Arrays.setAll(order, row -> row);
    shuffle(order, new RandomStreams(seed).generator(Purpose.SPLIT, 0));
    return of(rows, Arrays.copyOf(order, held));
  }

  /**
   * The same share of every class is held out, as nearly as whole rows allow (largest remainders);
   * every class keeps a row to learn from, so that nothing is held out of a class with one row.
   *
   * @param classes the class index of each row
   * @param fraction the share to hold out, from 0 (none) up to 1 (not included)
   * @throws IllegalArgumentException if the fraction is out of range, a class is negative, or if
   *     there are fewer than 2 rows to divide
   */
  public static Split stratified(int[] classes, double fraction, long seed) {
    int held = held(classes.length, fraction);
    int count = Arrays.stream(classes).max().orElse(-1) + 1;
    int[] sizes = new int[count];
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] < 0) {
        throw new IllegalArgumentException("Row %s has no class.".formatted(row));
      }
      sizes[classes[row]]++;
    }
    int[] taken = shares(sizes, fraction, held);
    RandomStreams streams = new RandomStreams(seed);
    int[] validation = new int[Arrays.stream(taken).sum()];
    int[][] members = members(classes, sizes);
    int at = 0;
    for (int c = 0; c < count; c++) {
      shuffle(members[c], streams.generator(Purpose.SPLIT, 1L + c));
      System.arraycopy(members[c], 0, validation, at, taken[c]);
      at += taken[c];
    }
    return of(classes.length, validation);
  }

  private static int held(int rows, double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "The held-out fraction lies between 0 and 1, got " + fraction + ".");
    }
    if (fraction == 0) {
      return 0;
    }
    if (rows < 2) {
      throw new IllegalArgumentException(
          "Holding rows out needs at least 2 rows, got " + rows + ".");
    }
    return Math.clamp(Math.round(rows * fraction), 1, rows - 1);
  }

  private static int[] shares(int[] sizes, double fraction, int held) {
    int[] taken = new int[sizes.length];
    List<Integer> byRemainder = new ArrayList<>();
    int open = held;
    for (int c = 0; c < sizes.length; c++) {
      taken[c] = (int) (sizes[c] * fraction);
      open -= taken[c];
      byRemainder.add(c);
    }
    byRemainder.sort(Comparator.comparingDouble(c -> taken[c] - sizes[c] * fraction));
    for (int c : byRemainder) {
      if (open > 0 && taken[c] < sizes[c] - 1) {
        taken[c]++;
        open--;
      }
    }
    return taken;
  }

  private static int[][] members(int[] classes, int[] sizes) {
    int[][] members = new int[sizes.length][];
    for (int c = 0; c < sizes.length; c++) {
      members[c] = new int[sizes[c]];
    }
    int[] filled = new int[sizes.length];
    for (int row = 0; row < classes.length; row++) {
      int c = classes[row];
      members[c][filled[c]++] = row;
    }
    return members;
  }

  /** Fisher and Yates's shuffle. */
  private static void shuffle(int[] rows, RandomGenerator random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int j = RandomStreams.below(i + 1, random);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
  }

  private static Split of(int rows, int[] validation) {
    boolean[] held = new boolean[rows];
    for (int row : validation) {
      held[row] = true;
    }
    int[] training = new int[rows - validation.length];
    int[] sorted = new int[validation.length];
    int t = 0;
    int v = 0;
    for (int row = 0; row < rows; row++) {
      if (held[row]) {
        sorted[v++] = row;
      } else {
        training[t++] = row;
      }
    }
    return new Split(training, sorted);
  }
}
