package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.Residuals;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Predicted against true numbers, one point a row; on the diagonal the two are equal. */
final class ScatterPlot {

  private static final int MOST_POINTS = 3000;

  private final Residuals all;
  private final String target;
  private final String id;

  ScatterPlot(Residuals all, String target, String id) {
    this.all = all;
    this.target = target;
    this.id = id;
  }

  /** How many points are drawn: of very many rows only evenly spaced ones. */
  int points() {
    return Math.ceilDiv(all.rows(), step());
  }

  /** Draws the plot for wide and for narrow pages. */
  void draw(Markup page) {
    draw(page, new Frame(id + "-wide", "wide", 560, 520, 66, 34, 16, 46), 7);
    draw(page, new Frame(id + "-narrow", "narrow", 350, 350, 52, 34, 12, 46), 4);
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
    for (int row = 0; row < all.rows(); row += step()) {
      dots.append('M')
          .append(Frame.number(frame.x(axis, all.truth(row))))
          .append(' ')
          .append(Frame.number(frame.y(axis, all.predicted(row))))
          .append("h0");
    }
    page.empty("path", "class", "dots", "d", dots.toString());
    frame.end(page);
  }

  private String description() {
    double[] errors =
        IntStream.range(0, all.rows())
            .mapToDouble(row -> Math.abs(all.residual(row)))
            .sorted()
            .toArray();
    return "%s rows. Half of the predictions are within %s of the truth, nine of ten within %s."
        .formatted(
            Numbers.count(all.rows()),
            Numbers.significant(errors[(errors.length - 1) / 2], 3),
            Numbers.significant(errors[(errors.length - 1) * 9 / 10], 3));
  }

  private int step() {
    return Math.max(1, Math.ceilDiv(all.rows(), MOST_POINTS));
  }

  private DoubleStream values() {
    return IntStream.range(0, all.rows())
        .boxed()
        .flatMapToDouble(row -> DoubleStream.of(all.truth(row), all.predicted(row)));
  }
}
