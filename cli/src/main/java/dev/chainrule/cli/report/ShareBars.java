package dev.chainrule.cli.report;

import dev.chainrule.cli.report.AttributionReport.Line;
import dev.chainrule.cli.text.Numbers;
import java.util.List;

/**
 * A bar a column, from zero to its share: to the right if it adds, to the left if it takes away.
 */
final class ShareBars {

  private static final int BAR = 16;

  private final List<Line> lines;
  private final double least;
  private final double most;

  ShareBars(List<Line> lines) {
    this.lines = lines;
    least = Math.min(0, lines.stream().mapToDouble(Line::share).min().orElse(0));
    most = Math.max(0, lines.stream().mapToDouble(Line::share).max().orElse(0));
  }

  /** Draws the bars for wide and for narrow pages. */
  void draw(Markup page) {
    wide(page, new Frame("shares-wide", "wide", 790, 28 * lines.size() + 8, 270, 4, 8, 4));
    narrow(page, new Frame("shares-narrow", "narrow", 350, 46 * lines.size() + 8, 8, 4, 8, 4));
  }

  private void wide(Markup page, Frame frame) {
    frame.begin(page, "Shares of the columns", description());
    zero(page, frame);
    for (int i = 0; i < lines.size(); i++) {
      double top = frame.top() + 28 * i + 6;
      Frame.text(page, frame.left() - 12, top + 13, "end", shortened(name(lines.get(i)), 36));
      bar(page, frame, lines.get(i), top);
    }
    frame.end(page);
  }

  private void narrow(Markup page, Frame frame) {
    frame.begin(page, "Shares of the columns", description());
    zero(page, frame);
    for (int i = 0; i < lines.size(); i++) {
      double top = frame.top() + 46 * i;
      Frame.text(page, 2, top + 13, "start", shortened(name(lines.get(i)), 44));
      bar(page, frame, lines.get(i), top + 20);
    }
    frame.end(page);
  }

  private void zero(Markup page, Frame frame) {
    page.open("g", "class", "axis");
    Frame.line(page, x(frame, 0), frame.top(), x(frame, 0), frame.height() - frame.bottom());
    page.close("g");
  }

  private void bar(Markup page, Frame frame, Line line, double top) {
    double zero = x(frame, 0);
    double end = x(frame, line.share());
    page.empty(
        "rect",
        "class",
        line.share() < 0 ? "bar minus" : "bar plus",
        "x",
        Frame.number(Math.min(zero, end)),
        "y",
        Frame.number(top),
        "width",
        Frame.number(Math.abs(end - zero)),
        "height",
        Frame.number(BAR));
    Frame.text(
        page,
        line.share() < 0 ? end - 6 : end + 6,
        top + 13,
        line.share() < 0 ? "end" : "start",
        signed(line.share()));
  }

  /** Room is left for the numbers beside the longest bars. */
  private double x(Frame frame, double share) {
    double number = 72;
    double from = frame.left() + (least < 0 ? number : 0);
    double to = frame.width() - frame.right() - (most > 0 ? number : 0);
    double range = most - least;
    return range == 0 ? from : from + (share - least) / range * (to - from);
  }

  private String description() {
    Line first = lines.getFirst();
    return "The largest share is that of %s: %s.".formatted(name(first), signed(first.share()));
  }

  private static String name(Line line) {
    return line.cell().isEmpty() ? line.column() : line.column() + " = " + line.cell();
  }

  private static String shortened(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
  }

  /** A share with its sign. */
  static String signed(double value) {
    String text = Numbers.precise(value, 3);
    return (value > 0 ? "+" : "") + text.replace('-', '−');
  }
}
