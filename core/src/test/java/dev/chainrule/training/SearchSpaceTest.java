package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.training.SearchSpace.Scale;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  @Test
  void aGridHasAllCombinationsTheLastSettingChangingFastest() {
    assertThat(
            SearchSpace.empty()
                .withValues("rate", List.of("0.1", "1"))
                .withValues("hidden", List.of("8", "16,8", "none"))
                .grid())
        .extracting(Map::toString)
        .containsExactly(
            "{rate=0.1, hidden=8}",
            "{rate=0.1, hidden=16,8}",
            "{rate=0.1, hidden=none}",
            "{rate=1, hidden=8}",
            "{rate=1, hidden=16,8}",
            "{rate=1, hidden=none}");
  }

  @Test
  void logarithmicRangesGiveEveryOrderOfMagnitudeItsShare() {
    List<SequencedMap<String, String>> points =
        SearchSpace.empty().withRange("rate", 1e-4, 1e-1, Scale.LOGARITHMIC).random(300, 1);

    assertThat(points).doesNotHaveDuplicates();
    for (double low : new double[] {1e-4, 1e-3, 1e-2}) {
      assertThat(
              points.stream()
                  .mapToDouble(point -> Double.parseDouble(point.getOrDefault("rate", ""))))
          .filteredOn(rate -> rate >= low && rate < 10 * low)
          .hasSizeBetween(70, 130);
    }
    assertThat(points).allSatisfy(point -> assertThat(point.get("rate")).matches("0\\.0*\\d{1,3}"));
  }

  @Test
  void rangesOfWholeNumbersGiveWholeNumbersBothEndsIncluded() {
    List<SequencedMap<String, String>> points =
        SearchSpace.empty().withRange("batch", 1, 4, Scale.LINEAR).random(4, 3);

    assertThat(points)
        .extracting(point -> point.get("batch"))
        .containsExactlyInAnyOrder("1", "2", "3", "4");
  }

  @Test
  void theSeedDrawsAndALongerListBeginsLikeAShorterOne() {
    SearchSpace space =
        SearchSpace.empty()
            .withRange("rate", 0, 1, Scale.LINEAR)
            .withValues("hidden", List.of("8", "16"));

    assertThat(space.random(9, 5).subList(0, 4)).isEqualTo(space.random(4, 5));
    assertThat(space.random(4, 5)).isNotEqualTo(space.random(4, 6));
  }

  @Test
  void whatCannotBeSearchedIsRefused() {
    SearchSpace two = SearchSpace.empty().withValues("a", List.of("1", "2"));

    assertThatThrownBy(() -> two.random(3, 0)).hasMessageContaining("fewer than 3");
    assertThatThrownBy(() -> two.withValues("a", List.of("3", "4"))).hasMessageContaining("twice");
    assertThatThrownBy(() -> two.withValues("b", List.of("3"))).hasMessageContaining("got [3]");
    assertThatThrownBy(() -> two.withRange("b", 2, 1, Scale.LINEAR)).hasMessageContaining("2 to 1");
    assertThatThrownBy(() -> two.withRange("b", 0, 1, Scale.LOGARITHMIC))
        .hasMessageContaining("begins above 0, got 0");
    assertThatThrownBy(() -> two.withRange("b", 1, 2, Scale.LINEAR).grid())
        .hasMessageContaining("b is a range");
  }
}
