package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.json.Located;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  @Test
  void printsTheMachineAndAFigureOfTheChosenWorkload() {
    CommandLineRun run = CommandLineRun.of("bench", "w1", "--seconds", "0.05", "--threads", 1);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("kernels, 1 thread", "W1 tiny: 2-2-1").doesNotContain("W2");
    assertThat(run.out()).containsPattern("a step +\\d+ +ns");
  }

  @Test
  void asJsonItSaysWhatWasMeasuredAndOnWhat() {
    CommandLineRun run = CommandLineRun.of("bench", "W1", "--seconds", "0.05", "--json");

    assertThat(run.code()).as(run.err()).isZero();
    Located summary = run.json();
    assertThat(summary.member("processor").text()).isNotBlank();
    List<Located> figures = summary.member("figures").items();
    assertThat(figures).hasSize(1);
    assertThat(figures.getFirst().member("workload").text()).isEqualTo("W1");
    assertThat(figures.getFirst().member("unit").text()).isEqualTo("ns");
    assertThat(figures.getFirst().member("value").number()).isPositive();
    assertThat(figures.getFirst().member("samples").number()).isPositive();
  }

  @Test
  void aWorkloadThatDoesNotExistIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("bench", "W9");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("There is no workload 'W9'; there are W1 to W6.");
  }
}
