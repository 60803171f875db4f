package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Property(tries = 200)
  void every_row_is_on_one_side_and_both_sides_ascend(
      @ForAll @IntRange(min = 2, max = 300) int rows,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double fraction,
      @ForAll long seed) {
    Split split = Split.random(rows, fraction, seed);
    assertThat(split.training()).isSorted();
    assertThat(split.validation()).isSorted();
    assertThat(all(split)).containsExactly(IntStream.range(0, rows).toArray());
    assertThat(split.training()).isNotEmpty();
    if (fraction > 0) {
      long expected = Math.clamp(Math.round(rows * fraction), 1, rows - 1);
      assertThat(split.validation()).hasSize((int) expected);
    }
  }

  @Property(tries = 200)
  void every_class_keeps_its_share_within_one_row(
      @ForAll @Size(min = 2, max = 200) List<@IntRange(max = 4) Integer> labels,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double fraction,
      @ForAll long seed) {
    int[] classes = labels.stream().mapToInt(label -> label).toArray();
    Split split = Split.stratified(classes, fraction, seed);
    assertThat(all(split)).containsExactly(IntStream.range(0, classes.length).toArray());
    for (int c = 0; c <= 4; c++) {
      int label = c;
      long size = Arrays.stream(classes).filter(k -> k == label).count();
      long held = Arrays.stream(split.validation()).filter(row -> classes[row] == label).count();
      assertThat(Math.abs(held - size * fraction)).isLessThanOrEqualTo(1);
      assertThat(size - held).isGreaterThanOrEqualTo(size == 0 ? 0 : 1);
    }
  }

  @Test
  void the_seed_decides() {
    Split one = Split.random(100, 0.2, 1);
    assertThat(Split.random(100, 0.2, 1).validation()).containsExactly(one.validation());
    assertThat(Split.random(100, 0.2, 2).validation()).isNotEqualTo(one.validation());
    int[] classes = IntStream.range(0, 100).map(row -> row % 3).toArray();
    Split stratified = Split.stratified(classes, 0.2, 1);
    assertThat(stratified.validation()).hasSize(20);
    assertThat(Split.stratified(classes, 0.2, 1).validation())
        .containsExactly(stratified.validation());
    assertThat(Split.stratified(classes, 0.2, 2).validation())
        .isNotEqualTo(stratified.validation());
  }

  @Test
  void nothing_held_out_is_a_split() {
    assertThat(Split.random(1, 0, 7).validation()).isEmpty();
    assertThat(Split.random(1, 0, 7).training()).containsExactly(0);
  }

  @Test
  void impossible_splits_are_errors() {
    assertThatIllegalArgumentException().isThrownBy(() -> Split.random(10, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Split.random(10, Double.NaN, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Split.random(1, 0.5, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.stratified(new int[] {0, -1, 1}, 0.5, 0))
        .withMessage("Row 1 has no class.");
  }

  private static int[] all(Split split) {
    return IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
        .sorted()
        .toArray();
  }
}
