package dev.chainrule.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Horizontal bars from zero, drawn with characters: one a line with its name before and its value
 * behind it. Values below zero go to the left.
 *
 * {@snippet :
 * String picture =
 *     BarChart.empty()
 *         .withBar("sex", 0.21, "0.210 ± 0.012")
 *         .withBar("age", 0.04, "0.040 ± 0.009")
 *         .draw(80, Glyphs.UNICODE);
 * }
 */
public final class BarChart {

  private static final int LONGEST_NAME = 30;
  private static final int SHORTEST_BARS = 8;
  private static final BarChart EMPTY = new BarChart(List.of());

  private final List<Bar> bars;

  private record Bar(String name, double value, String text) {}

  private BarChart(List<Bar> bars) {
    this.bars = bars;
  }

  /** No bars yet. */
  public static BarChart empty() {
    return EMPTY;
  }

  /**
   * The same chart with one bar more, below.
   *
   * @param value how long; what is not finite has no bar
   * @param text the value in words
   */
  public BarChart withBar(String name, double value, String text) {
    List<Bar> more = new ArrayList<>(bars);
    more.add(new Bar(name, value, text));
    return new BarChart(List.copyOf(more));
  }

  /** The chart as lines of text, parted by {@code \n}, that are at most {@code columns} long. */
  public String draw(int columns, Glyphs glyphs) {
    int names = bars.stream().mapToInt(bar -> length(shortened(bar.name()))).max().orElse(0);
    int texts = bars.stream().mapToInt(bar -> length(bar.text())).max().orElse(0);
    double least = bars.stream().mapToDouble(bar -> finite(bar.value())).min().orElse(0);
    double most = bars.stream().mapToDouble(bar -> finite(bar.value())).max().orElse(0);
    double range = Math.max(0, most) - Math.min(0, least);
    int room = Math.max(SHORTEST_BARS, columns - names - texts - 4);
    int left = range == 0 ? 0 : (int) Math.ceil(room * Math.max(0, -least) / range);
    double cellsAUnit =
        range == 0
            ? 0
            : Math.min(
                most > 0 ? (room - left) / most : Double.POSITIVE_INFINITY,
                least < 0 ? left / -least : Double.POSITIVE_INFINITY);
    List<String> lines = new ArrayList<>();
    for (Bar bar : bars) {
      String name = shortened(bar.name());
      double cells = finite(bar.value()) * cellsAUnit;
      String drawn = left > 0 ? toTheLeft(-cells, left, glyphs) : "";
      drawn += toTheRight(cells, glyphs);
      lines.add(
          (name
                  + " ".repeat(names - length(name) + 2)
                  + drawn
                  + " ".repeat(Math.max(0, room - length(drawn)) + 2)
                  + " ".repeat(texts - length(bar.text()))
                  + bar.text())
              .stripTrailing());
    }
    return String.join("\n", lines);
  }

  /** A bar to the right, its end in eighths of a cell where the glyphs have them. */
  private static String toTheRight(double cells, Glyphs glyphs) {
    if (!(cells > 0)) {
      return "";
    }
    int steps = glyphs.bars().size();
    long eighths = Math.round(cells * steps);
    int rest = (int) (eighths % steps);
    return glyphs.bars().getFirst().repeat((int) (eighths / steps))
        + (rest == 0 ? "" : glyphs.bars().get(rest));
  }

  /** A bar that ends at zero, in whole cells. */
  private static String toTheLeft(double cells, int width, Glyphs glyphs) {
    int full = cells > 0 ? (int) Math.min(width, Math.max(1, Math.round(cells))) : 0;
    return " ".repeat(width - full) + glyphs.bars().getFirst().repeat(full);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static String shortened(String name) {
    return length(name) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
