package dev.chainrule.data;

import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows dealt into folds, each of which is held out once while the others train. The same seed deals
 * in the same way.
 *
 * @param names what the folds are called: 1, 2, 3 …, or the labels of a column
 * @param foldOf the fold of each row, counted from 0
 */
@SuppressWarnings("ArrayRecordComponent") // one number a row, for callers to index with
public record Folds(List<String> names, int[] foldOf) {

  /** Checks that there are at least two folds and that none is empty. */
  public Folds {
    names = List.copyOf(names);
    if (names.size() < 2) {
      throw new IllegalArgumentException(
          "Cross-validation needs at least 2 folds, got %d.".formatted(names.size()));
    }
    int[] sizes = new int[names.size()];
    Arrays.stream(foldOf).forEach(fold -> sizes[fold]++);
    for (int fold = 0; fold < sizes.length; fold++) {
      if (sizes[fold] == 0) {
        throw new IllegalArgumentException("Fold %s has no rows.".formatted(names.get(fold)));
      }
    }
  }

  /**
   * Folds of equal size, but for a row, at random.
   *
   * @throws IllegalArgumentException if there are fewer than 2 folds, or fewer rows than folds
   */
  public static Folds random(int rows, int folds, long seed) {
    return stratified(new int[rows], folds, seed);
  }

  /**
   * Folds with the same share of every class, as scikit-learn's {@code StratifiedKFold} makes them:
   * with the rows sorted by class, the row at place p counts for fold p mod k; that gives each fold
   * its number of rows of each class, which differs by one at most. Which row of a class comes into
   * which fold is left to chance.
   *
   * @param classes the class index of each row
   * @throws IllegalArgumentException if there are fewer than 2 folds, or fewer rows than folds, or
   *     a class is negative
   */
  public static Folds stratified(int[] classes, int folds, long seed) {
    if (folds < 2 || folds > classes.length) {
      throw new IllegalArgumentException(
          "The number of folds must be at least 2 and at most the number of rows, %d; got %d."
              .formatted(classes.length, folds));
    }
    int[] foldOf = new int[classes.length];
    RandomStreams streams = new RandomStreams(seed);
    int place = 0;
    int[][] members = Split.members(classes);
    for (int c = 0; c < members.length; c++) {
      int[] dealt = new int[members[c].length];
      for (int i = 0; i < dealt.length; i++) {
        dealt[i] = place++ % folds;
      }
      Split.shuffle(dealt, streams.generator(Purpose.FOLDS, c));
      for (int i = 0; i < dealt.length; i++) {
        foldOf[members[c][i]] = dealt[i];
      }
    }
    return new Folds(numbered(folds), foldOf);
  }

  /**
   * Folds that keep groups whole, such as all rows of a patient: the largest group first, each goes
   * to the fold that has the fewest rows so far, as in scikit-learn's {@code GroupKFold}.
   *
   * @param column its labels are the groups
   * @throws IllegalArgumentException if there are fewer groups than folds, or a cell is missing
   */
  public static Folds grouped(Column column, int folds) {
    Map<String, List<Integer>> groups = rowsByLabel(column);
    if (folds < 2 || folds > groups.size()) {
      throw new IllegalArgumentException(
          "The number of folds must be at least 2 and at most the number of groups in column '%s', %d; got %d."
              .formatted(column.name(), groups.size(), folds));
    }
    int[] foldOf = new int[column.rows()];
    int[] sizes = new int[folds];
    groups.values().stream()
        .sorted(Comparator.comparingInt((List<Integer> rows) -> -rows.size()))
        .forEach(rows -> {
          int smallest = 0;
          for (int fold = 1; fold < folds; fold++) {
            smallest = sizes[fold] < sizes[smallest] ? fold : smallest;
          }
          sizes[smallest] += rows.size();
          for (int row : rows) {
            foldOf[row] = smallest;
          }
        });
    return new Folds(numbered(folds), foldOf);
  }

  /**
   * One fold for each label of a column.
   *
   * @throws IllegalArgumentException if there are fewer than two labels, or a cell is missing
   */
  public static Folds named(Column column) {
    Map<String, List<Integer>> groups = rowsByLabel(column);
    List<String> names = Names.sorted(List.copyOf(groups.keySet()));
    int[] foldOf = new int[column.rows()];
    groups.forEach((label, rows) -> rows.forEach(row -> foldOf[row] = names.indexOf(label)));
    return new Folds(names, foldOf);
  }

  private static Map<String, List<Integer>> rowsByLabel(Column column) {
    LabelView view = LabelView.of(column);
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < column.rows(); row++) {
      if (view.code(row) < 0) {
        throw new IllegalArgumentException(
            "Column '%s' says to which fold a row belongs, but is empty in data row %d."
                .formatted(column.name(), row + 1));
      }
      rows.computeIfAbsent(view.labels().get(view.code(row)), _ -> new ArrayList<>()).add(row);
    }
    return rows;
  }

  private static List<String> numbered(int folds) {
    return IntStream.rangeClosed(1, folds).mapToObj(String::valueOf).toList();
  }

  /** How many folds there are. */
  public int count() {
    return names.size();
  }

  /** The rows of a fold, ascending. */
  public int[] heldOut(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] == fold).toArray();
  }

  /** The rows of all other folds, ascending. */
  public int[] training(int fold) {
    return IntStream.range(0, foldOf.length).filter(row -> foldOf[row] != fold).toArray();
  }
}
