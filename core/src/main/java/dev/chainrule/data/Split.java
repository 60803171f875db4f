package dev.chainrule.data;

import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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
    int[][] members = members(classes);
    int count = members.length;
    int[] taken =
        shares(Arrays.stream(members).mapToInt(rows -> rows.length).toArray(), fraction, held);
    RandomStreams streams = new RandomStreams(seed);
    int[] validation = new int[Arrays.stream(taken).sum()];
    int at = 0;
    for (int c = 0; c < count; c++) {
      shuffle(members[c], streams.generator(Purpose.SPLIT, 1L + c));
      System.arraycopy(members[c], 0, validation, at, taken[c]);
      at += taken[c];
    }
    return of(classes.length, validation);
  }

  /**
   * All rows in a random order of which each beginning has nearly the shares of the classes that
   * all rows have: the i-th row of a class of n comes at the place (i − ½)/n of the whole. So few
   * rows and more rows can be taken from the same order, the few being among the more.
   *
   * @param classes the class index of each row
   */
  public static int[] order(int[] classes, long seed) {
    RandomStreams streams = new RandomStreams(seed);
    int[][] members = members(classes);
    double[] place = new double[classes.length];
    for (int c = 0; c < members.length; c++) {
      shuffle(members[c], streams.generator(Purpose.ORDER, c));
      for (int i = 0; i < members[c].length; i++) {
        place[members[c][i]] = (i + 0.5) / members[c].length;
      }
    }
    return IntStream.range(0, classes.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> place[row]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * The same split of other rows: each row is replaced by the one at its place in {@code rows}.
   *
   * @param rows as many as are split here, ascending
   */
  public Split of(int... rows) {
    return new Split(
        Arrays.stream(training).map(row -> rows[row]).toArray(),
        Arrays.stream(validation).map(row -> rows[row]).toArray());
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

  /** The rows of each class, ascending. */
  static int[][] members(int[] classes) {
    int[] sizes = new int[Arrays.stream(classes).max().orElse(-1) + 1];
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] < 0) {
        throw new IllegalArgumentException("Row %s has no class.".formatted(row));
      }
      sizes[classes[row]]++;
    }
    int[][] members = new int[sizes.length][];
    Arrays.setAll(members, c -> new int[sizes[c]]);
    int[] filled = new int[sizes.length];
    for (int row = 0; row < classes.length; row++) {
      int c = classes[row];
      members[c][filled[c]++] = row;
    }
    return members;
  }

  /** Fisher and Yates's shuffle. */
  static void shuffle(int[] rows, RandomGenerator random) {
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
