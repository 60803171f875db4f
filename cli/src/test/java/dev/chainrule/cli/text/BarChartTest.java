package dev.chainrule.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarChartTest {

  @Test
  void barsAreAsLongAsTheirValuesToAnEighthOfACell() {
    assertThat(
            BarChart.empty()
                .withBar("sex", 1, "1.00")
                .withBar("age", 0.55, "0.55")
                .withBar("none", 0, "0")
                .draw(22, Glyphs.UNICODE))
        .isEqualTo(
            """
            sex   ██████████  1.00
            age   █████▌      0.55
            none                 0\
            """);
  }

  @Test
  void valuesBelowZeroGoToTheLeft() {
    assertThat(BarChart.empty().withBar("a", 2, "2").withBar("b", -1, "-1").draw(19, Glyphs.ASCII))
        .isEqualTo(
            """
            a      ########   2
            b  ####          -1\
            """);
  }

  @Test
  void whatIsNotANumberHasNoBarAndLongNamesAreCut() {
    String chart =
        BarChart.empty()
            .withBar("a".repeat(50), Double.NaN, "n/a")
            .withBar("b", 3, "3")
            .draw(60, Glyphs.ASCII);

    assertThat(chart.lines().toList().getFirst()).matches("a{29}… +n/a").hasSize(60);
  }

  @Test
  void noBarsAreNoLines() {
    assertThat(BarChart.empty().draw(60, Glyphs.ASCII)).isEmpty();
  }
}
