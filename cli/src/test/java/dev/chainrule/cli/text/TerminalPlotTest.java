package dev.chainrule.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TerminalPlotTest {

  private static final TerminalPlot TWO_LINES =
      TerminalPlot.of("epoch", "loss")
          .withLine("slow", new double[] {1, 11, 21}, new double[] {1, 0.5, 0})
          .withLine("fast", new double[] {1, 21}, new double[] {1, 0});

  @Test
  void drawsMarksAtPointsAndDotsBetweenThem() {
    assertThat(TWO_LINES.draw(30, 5, Glyphs.UNICODE))
        .isEqualTo(
            """
            loss
              1 ┤●··
                │   ······
            0.5 ┤         ···●··
                │               ······
              0 ┤                     ···●
                └┬──────────┬───────────┬─
                 1         10          20
                           epoch
              ● slow
              ▲ fast\
            """);
  }

  @Test
  void needsNothingButAscii() {
    assertThat(TWO_LINES.draw(30, 5, Glyphs.ASCII).chars()).allMatch(c -> c == '\n' || c < 127);
  }

  @Test
  void whatIsNotFiniteBreaksALine() {
    String plot =
        TerminalPlot.of("x", "y")
            .withLine(
                "", new double[] {0, 10, 20, 30}, new double[] {1, 1, Double.POSITIVE_INFINITY, 1})
            .draw(40, 4, Glyphs.ASCII);

    assertThat(plot.lines().filter(line -> line.contains("o")))
        .singleElement()
        .asString()
        .containsPattern("o\\.+o {10,}o");
  }

  @Test
  void logarithmicAxesLeaveOutWhatHasNoPlaceOnThem() {
    String plot =
        TerminalPlot.of("rate", "loss")
            .withLine("", new double[] {0, 0.01, 0.1, 1}, new double[] {5, 0.1, -1, 10})
            .withLogarithmicX()
            .withLogarithmicY()
            .draw(40, 8, Glyphs.ASCII);

    assertThat(plot).startsWith("loss, log scale\n").contains("rate, log scale");
    assertThat(plot.replace("log", "").replace("loss", "").chars().filter(c -> c == 'o'))
        .as("two of four points")
        .hasSize(2);
  }

  @Test
  void withoutAPointThereIsNothingToPlot() {
    assertThat(TerminalPlot.of("x", "y").draw(40, 8, Glyphs.ASCII)).isEqualTo("(nothing to plot)");
    assertThatThrownBy(
            () -> TerminalPlot.of("x", "y").withLine("", new double[] {1}, new double[] {1, 2}))
        .hasMessageContaining("got 1 and 2");
  }
}
