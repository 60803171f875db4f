package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;

/**
 * The paper of a plot: an SVG of fixed size with margins, a grid, ticks and axis titles. Every plot
 * is drawn twice, wide and narrow, and the style sheet shows the one that fits, so that its
 * lettering is never scaled down to be unreadable on a phone.
 */
record Frame(
    String id, String size, int width, int height, int left, int top, int right, int bottom) {

  /** Begins the drawing, with a title and a description for those who do not see it. */
  void begin(Markup page, String title, String description) {
    page.open(
            "svg",
            "class",
            "plot " + size,
            "viewBox",
            "0 0 " + width + " " + height,
            "width",
            String.valueOf(width),
            "height",
            String.valueOf(height),
            "role",
            "img",
            "aria-labelledby",
            id + "-title " + id + "-desc")
        .leaf("title", title, "id", id + "-title")
        .leaf("desc", description, "id", id + "-desc");
  }

  /** Ends the drawing. */
  void end(Markup page) {
    page.close("svg");
  }

  /** Draws grid lines, ticks and the names of both axes. */
  void axes(Markup page, Axis x, String xTitle, Axis y, String yTitle) {
    page.open("g", "class", "grid");
    for (double tick : y.ticks()) {
      line(page, left, y(y, tick), width - right, y(y, tick));
    }
    page.close("g").open("g", "class", "axis");
    line(page, left, height - bottom, width - right, height - bottom);
    for (double tick : x.ticks()) {
      line(page, x(x, tick), height - bottom, x(x, tick), height - bottom + 5);
    }
    page.close("g").open("g", "class", "ticks");
    for (double tick : x.ticks()) {
      text(page, x(x, tick), height - bottom + 19, "middle", Axis.label(tick));
    }
    for (double tick : y.ticks()) {
      text(page, left - 8, y(y, tick) + 4, "end", Axis.label(tick));
    }
    page.close("g");
    page.leaf(
        "text",
        xTitle,
        "class",
        "name",
        "x",
        number((left + width - right) / 2.0),
        "y",
        number(height - 6),
        "text-anchor",
        "middle");
    page.leaf(
        "text", yTitle, "class", "name", "x", number(2), "y", number(14), "text-anchor", "start");
  }

  /** Where a value lies from the left edge. */
  double x(Axis axis, double value) {
    return left + axis.position(value) * (width - left - right);
  }

  /** Where a value lies from the upper edge. */
  double y(Axis axis, double value) {
    return height - bottom - axis.position(value) * (height - top - bottom);
  }

  /** Draws a bar from the beginning of the vertical axis up. */
  void bar(Markup page, Axis x, double from, double to, Axis y, double height) {
    double left = x(x, from) + 0.5;
    page.empty(
        "rect",
        "x",
        number(left),
        "y",
        number(y(y, height)),
        "width",
        number(Math.max(0.5, x(x, to) - 0.5 - left)),
        "height",
        number(y(y, y.from()) - y(y, height)));
  }

  static void line(Markup page, double x1, double y1, double x2, double y2) {
    page.empty("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
  }

  static void text(Markup page, double x, double y, String anchor, String content) {
    page.leaf("text", content, "x", number(x), "y", number(y), "text-anchor", anchor);
  }

  /** A coordinate, to a tenth of a pixel. */
  static String number(double coordinate) {
    return Numbers.significant(Math.round(coordinate * 10) / 10.0, 6);
  }
}
