package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FoldsTest {

  @Property(tries = 200)
  void everyRowIsHeldOutOnceAndEveryFoldHasItsShareOfEveryClass(
      @ForAll @Size(min = 7, max = 60) List<@IntRange(max = 3) Integer> labels,
      @ForAll @IntRange(min = 2, max = 7) int k,
      @ForAll long seed) {
    int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();

    Folds folds = Folds.stratified(classes, k, seed);

    int[] all =
        IntStream.range(0, k)
            .flatMap(fold -> Arrays.stream(folds.heldOut(fold)))
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, classes.length).toArray());
    for (int c = 0; c <= 3; c++) {
      int label = c;
      assertThat(
              IntStream.range(0, k)
                  .map(fold ->
                      (int)
                          Arrays.stream(folds.heldOut(fold))
                              .filter(row -> classes[row] == label)
                              .count())
                  .summaryStatistics())
          .satisfies(counts -> assertThat(counts.getMax() - counts.getMin()).isLessThan(2));
    }
    assertThat(IntStream.range(0, k).map(fold -> folds.heldOut(fold).length).summaryStatistics())
        .satisfies(sizes -> assertThat(sizes.getMax() - sizes.getMin()).isLessThan(2));
    assertThat(folds.training(0).length + folds.heldOut(0).length).isEqualTo(classes.length);
  }

  /** As {@code StratifiedKFold(3)} of scikit-learn counts them. */
  @Test
  void theNumberOfRowsOfEachClassIsThatOfScikitLearn() {
    int[] classes = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2};

    Folds folds = Folds.stratified(classes, 3, 0);

    int[][] counts = new int[3][3];
    for (int row = 0; row < classes.length; row++) {
      counts[folds.foldOf()[row]][classes[row]]++;
    }
    assertThat(counts).isDeepEqualTo(new int[][] {{2, 1, 1}, {1, 1, 2}, {1, 1, 2}});
  }

  @Test
  void theSeedDeals() {
    assertThat(Folds.random(100, 5, 1).foldOf()).isEqualTo(Folds.random(100, 5, 1).foldOf());
    assertThat(Folds.random(100, 5, 1).foldOf()).isNotEqualTo(Folds.random(100, 5, 2).foldOf());
  }

  @Test
  void groupsStayTogetherAndFoldsAreEven() {
    Column patients = labels("patient", "a", "b", "a", "c", "b", "a", "d", "e", "e", "c", "d", "f");

    Folds folds = Folds.grouped(patients, 3);

    assertThat(folds.foldOf()).containsExactly(0, 1, 0, 2, 1, 0, 1, 2, 2, 2, 1, 0);
    assertThatThrownBy(() -> Folds.grouped(patients, 7))
        .hasMessage(
            "The number of folds must be at least 2 and at most the number of groups in column 'patient', 6; got 7.");
  }

  @Test
  void aColumnCanNameTheFolds() {
    Folds folds = Folds.named(new Column.Numbers("fold", new double[] {10, 2, 2, 10, 1}));

    assertThat(folds.names()).containsExactly("1", "2", "10");
    assertThat(folds.heldOut(2)).containsExactly(0, 3);
    assertThatThrownBy(() -> Folds.named(labels("fold", "x", "x")))
        .hasMessageContaining("at least 2 folds, got 1");
    assertThatThrownBy(
            () -> Folds.named(new Column.Numbers("fold", new double[] {1, Double.NaN, 2})))
        .hasMessageContaining("'fold'")
        .hasMessageContaining("data row 2");
  }

  @Test
  void therecannotBeMoreFoldsThanRows() {
    assertThatThrownBy(() -> Folds.random(4, 5, 0)).hasMessageContaining("4; got 5");
    assertThatThrownBy(() -> Folds.random(4, 1, 0)).hasMessageContaining("got 1");
  }

  @Property(tries = 100)
  void eachBeginningOfAnOrderHasItsShareOfEveryClass(
      @ForAll @Size(min = 10, max = 80) List<@IntRange(max = 2) Integer> labels,
      @ForAll long seed) {
    int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();

    int[] order = Split.order(classes, seed);

    assertThat(order.clone())
        .containsExactlyInAnyOrder(IntStream.range(0, classes.length).toArray());
    for (int size = 1; size < order.length; size++) {
      for (int c = 0; c <= 2; c++) {
        int label = c;
        long all = Arrays.stream(classes).filter(x -> x == label).count();
        long some = Arrays.stream(order, 0, size).filter(row -> classes[row] == label).count();
        assertThat((double) some)
            .isBetween(
                (double) size * all / order.length - 3, (double) size * all / order.length + 3);
      }
    }
  }

  private static Column labels(String name, String... values) {
    List<String> labels = Arrays.stream(values).distinct().toList();
    return new Column.Labels(
        name,
        ColumnType.CATEGORY,
        labels,
        Arrays.stream(values).mapToInt(labels::indexOf).toArray());
  }
}
