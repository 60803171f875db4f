package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import java.util.List;

/**
 * Horizontal bars from zero, one a name, with whiskers that say how uncertain they are.
 *
 * @param id for the drawing
 * @param title what it shows
 * @param description what can be seen, for those who do not
 * @param axis the name of the horizontal axis
 * @param bars from top to bottom
 */
public record BarPlot(String id, String title, String description, String axis, List<Bar> bars)
    implements Drawing {

  private static final int LINE = 26;

  /**
   * One bar.
   *
   * @param name of what is measured
   * @param value how long; may be below zero
   * @param margin how far the whisker reaches to both sides; 0 for none
   */
  public record Bar(String name, double value, double margin) {}

  /** Copies the list. */
  public BarPlot {
    bars = List.copyOf(bars);
  }

  /** Draws the plot for wide and for narrow pages. */
  void draw(Markup page) {
    draw(page, "wide", 790, 190, 30, 8);
    draw(page, "narrow", 350, 112, 16, 4);
  }

  private void draw(Markup page, String size, int width, int left, int letters, int ticks) {
    double low = bars.stream().mapToDouble(bar -> bar.value() - bar.margin()).min().orElse(0);
    double high = bars.stream().mapToDouble(bar -> bar.value() + bar.margin()).max().orElse(1);
    Axis x = Axis.around(Math.min(0, low), Math.max(0, high), ticks);
    int height = bars.size() * LINE + 56;
    Frame frame = new Frame(id + "-" + size, size, width, height, left, 6, 22, 46);
    frame.begin(page, title, description);
    page.open("g", "class", "grid");
    for (double tick : x.ticks()) {
      Frame.line(page, frame.x(x, tick), 6, frame.x(x, tick), height - 46);
    }
    page.close("g");
    for (int i = 0; i < bars.size(); i++) {
      bar(page, frame, x, bars.get(i), 6 + i * LINE + LINE / 2.0, letters);
    }
    page.open("g", "class", "axis");
    Frame.line(page, frame.x(x, 0), 6, frame.x(x, 0), height - 46);
    page.close("g").open("g", "class", "ticks");
    for (double tick : x.ticks()) {
      Frame.text(page, frame.x(x, tick), height - 28, "middle", Axis.label(tick));
    }
    page.close("g")
        .leaf(
            "text",
            axis,
            "class",
            "name",
            "x",
            Frame.number((left + width - 22) / 2.0),
            "y",
            Frame.number(height - 6),
            "text-anchor",
            "middle");
    frame.end(page);
  }

  private static void bar(Markup page, Frame frame, Axis x, Bar bar, double middle, int letters) {
    page.open("g", "class", "legend");
    Frame.text(page, frame.left() - 8, middle + 4, "end", shortened(bar.name(), letters));
    page.close("g");
    double from = frame.x(x, Math.min(0, bar.value()));
    double to = frame.x(x, Math.max(0, bar.value()));
    page.empty(
        "path",
        "class",
        "bar",
        "d",
        "M%s %sh%sv%dh-%sz"
            .formatted(
                Frame.number(from),
                Frame.number(middle - 8),
                Frame.number(to - from),
                16,
                Frame.number(to - from)));
    if (bar.margin() > 0) {
      double left = frame.x(x, bar.value() - bar.margin());
      double right = frame.x(x, bar.value() + bar.margin());
      page.open("g", "class", "whisker");
      Frame.line(page, left, middle, right, middle);
      Frame.line(page, left, middle - 4, left, middle + 4);
      Frame.line(page, right, middle - 4, right, middle + 4);
      page.close("g");
    }
  }

  private static String shortened(String name, int letters) {
    return name.codePointCount(0, name.length()) <= letters
        ? name
        : name.substring(0, name.offsetByCodePoints(0, letters - 1)) + "…";
  }
}
