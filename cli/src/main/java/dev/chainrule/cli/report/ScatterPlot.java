package dev.chainrule.cli.report;

import dev.chainrule.cli.report.TrainingReport.Point;
import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import java.util.List;
import java.util.stream.DoubleStream;

/** Predicted against true numbers, one point a row; on the diagonal the two are equal. */
final class ScatterPlot {

  private static final int MOST_POINTS = 3000;

  private final List<Point> all;
  private final String target;

  ScatterPlot(List<Point> all, String target) {
    this.all = all;
    this.target = target;
  }

  /** How many points are drawn: of very many rows only evenly spaced ones. */
  int points() {
    return Math.ceilDiv(all.size(), step());
  }

  /** Draws the plot for wide and for narrow pages. */
  void draw(Markup page) {
    draw(page, new Frame("scatter-wide", "wide", 560, 520, 66, 34, 16, 46), 7);
    draw(page, new Frame("scatter-narrow", "narrow", 350, 350, 52, 34, 12, 46), 4);
  }

  private void draw(Markup page, Frame frame, int ticks) {
    double low = values().min().orElse(0);
    double high = values().max().orElse(1);
    Axis axis = Axis.closelyAround(low, high, ticks);
    frame.begin(page, "Predicted against true " + target, description());
    frame.axes(page, axis, "true " + target, axis, "predicted " + target);
    page.open("g", "class", "diagonal");
    Frame.line(
        page,
        frame.x(axis, axis.from()),
        frame.y(axis, axis.from()),
        frame.x(axis, axis.to()),
        frame.y(axis, axis.to()));
    page.close("g");
    StringBuilder dots = new StringBuilder();
    for (int row = 0; row < all.size(); row += step()) {
      dots.append('M')
          .append(Frame.number(frame.x(axis, all.get(row).truth())))
          .append(' ')
          .append(Frame.number(frame.y(axis, all.get(row).predicted())))
          .append("h0");
    }
    page.empty("path", "class", "dots", "d", dots.toString());
    frame.end(page);
  }

  private String description() {
    double[] errors =
        all.stream()
            .mapToDouble(point -> Math.abs(point.truth() - point.predicted()))
            .sorted()
            .toArray();
    return "%s rows. Half of the predictions are within %s of the truth, nine of ten within %s."
        .formatted(
            Numbers.count(all.size()),
            Numbers.significant(errors[(errors.length - 1) / 2], 3),
            Numbers.significant(errors[(errors.length - 1) * 9 / 10], 3));
  }

  private int step() {
    return Math.max(1, Math.ceilDiv(all.size(), MOST_POINTS));
  }

  private DoubleStream values() {
    return all.stream().flatMapToDouble(point -> DoubleStream.of(point.truth(), point.predicted()));
  }
}
