package dev.chainrule.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void ticksAreRoundNumbers() {
    assertThat(Axis.around(0, 0.93, 5).ticks()).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    assertThat(Axis.exactly(1, 120, 8).ticks())
        .containsExactly(1.0, 20.0, 40.0, 60.0, 80.0, 100.0, 120.0);
    assertThat(Axis.logarithmic(0.03, 1.2, 5).ticks())
        .containsExactly(0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0);
    assertThat(Axis.exactly(1, 1, 8).ticks()).containsExactly(1.0);
  }
}
