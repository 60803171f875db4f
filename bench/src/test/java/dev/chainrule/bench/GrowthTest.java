package dev.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.chainrule.bench.Growth.Axis;
import dev.chainrule.bench.Growth.Size;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthTest {

  private static final List<MemoryNeed> NEEDS =
      List.of(
          need(32, 64, 100, 256, 512, 512, 10),
          need(32, 64, 200, 256, 1024, 1024, 10),
          need(32, 100_000, 30, 30, 64, 32, 2),
          need(32, 200_000, 40, 30, 64, 32, 2));

  private final Growth growth =
      new Growth(
          Samples.results(
              List.of(
                  Samples.of("batch", "1", "Chainrule, 2 threads", 1000, "samples/s"),
                  Samples.of("batch", "4", "Chainrule, 2 threads", 4000, "samples/s"),
                  Samples.of("batch", "4", "PyTorch, 2 threads", 400, "samples/s")),
              Map.of()),
          NEEDS);

  private static MemoryNeed need(int batch, int rows, int heap, Integer... network) {
    return new MemoryNeed(batch, rows, List.of(network), heap);
  }

  @ParameterizedTest
  @EnumSource
  void alongAnAxisNothingElseChanges(Axis axis) {
    List<Size> sizes = axis.sizes();

    for (Axis other : Axis.values()) {
      long values = sizes.stream().map(other::of).distinct().count();
      assertThat(values).isEqualTo(other == axis ? sizes.size() : 1);
    }
    assertThat(sizes).allSatisfy(size -> assertThat(Size.of(size.toString())).isEqualTo(size));
  }

  @Test
  void theNetworkHasSoManyLayersOfThatWidth() {
    assertThat(new Size(1, 7, 3, 10).network()).containsExactly(64, 7, 7, 7, 10);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(Growth.read(new Located("", Json.parse(growth.json().toText())))).isEqualTo(growth);
  }

  @Test
  void thePageHasATableAnAxisWithADashWhereNothingWasMeasured() {
    assertThat(growth.page())
        .contains("| rows a step | Chainrule, 2 threads | PyTorch, 2 threads |")
        .contains("| 1 | 1,000 | – |", "| 4 | 4,000 | 400 |")
        .doesNotContain("## width");
    assertThat(growth.plot()).contains("Samples/s against batch").doesNotContain("against width");
  }

  @Test
  void theBudgetIsFourArraysOfTheParametersActivationsDataAnd64Mebibytes() {
    MemoryNeed need = need(32, 1000, 0, 1024, 1024);
    long parameters = 1025L * 1024;

    double bytes = 4.0 * (4 * parameters + 32 * 2048 + 1000 * 1025);
    assertThat(need.parameters()).isEqualTo(parameters);
    assertThat(need.budget()).isEqualTo(64 + (int) Math.ceil(bytes / 1024 / 1024));
  }

  @Test
  void saysWhatAParameterAndARowTake() {
    // 100 MiB for 1,320,458 − 399,370 parameters more; 10 MiB for 100,000 rows more.
    assertThat(growth.page())
        .contains("| 256-512-512-10 | 399,370 | 64 | 100 | 71 | over |")
        .contains("114 bytes a parameter", "105 bytes a row of 30 inputs (the budget has 124)");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50, 99, 100})
  void theSmallestHeapIsFoundToTwoPerCent(int needed) {
    List<Integer> tried = new ArrayList<>();

    int found =
        MemoryNeed.least(
            100,
            heap -> {
              tried.add(heap);
              return heap >= needed;
            });

    assertThat(found).isBetween(needed, needed + Math.max(0, needed / 50 + 1));
    assertThat(tried).hasSizeLessThan(9);
    assertThat(MemoryNeed.least(needed - 1, heap -> heap >= needed)).isZero();
  }

  @Test
  void aPaceIsTheMedianOfSlicesBehindTheWarmUp() {
    Pace pace = new Pace(10, 1, 1);
    double now = 0;
    while (!pace.isDone()) {
      // Slow while warming up, then a step of 10 samples every 25 ms, with a pause of half a
      // second.
      now += now < 1 ? 0.5 : now > 1.5 && now < 1.53 ? 0.5 : 0.025;
      pace.step(now);
    }

    assertThat(now).isBetween(2.0, 2.1);
    assertThat(pace.median()).isCloseTo(400, offset(1e-6));
  }
}
