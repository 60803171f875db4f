package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.Residuals;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What each prediction leaves over, against the prediction. */
final class ResidualPlot {

  private static final int MOST_POINTS = 3000;

  private final Residuals residuals;
  private final String target;
  private final String id;

  ResidualPlot(Residuals residuals, String target, String id) {
    this.residuals = residuals;
    this.target = target;
    this.id = id;
  }

  /** How many points are drawn: of very many rows only evenly spaced ones. */
  int points() {
    return Math.ceilDiv(residuals.rows(), step());
  }

  void draw(Markup page) {
    Axis x = axis(residuals::predicted);
    Axis y = axis(residuals::residual);
    Frame frame = new Frame(id, "single", 350, 350, 58, 34, 12, 46);
    frame.begin(
        page,
        "Residuals against predicted " + target,
        "%s rows. Predictions are too low by %s on average."
            .formatted(Numbers.count(residuals.rows()), Numbers.significant(residuals.mean(), 3)));
    frame.axes(page, x, "predicted " + target, y, "true minus predicted");
    page.open("g", "class", "diagonal");
    Frame.line(page, frame.left(), frame.y(y, 0), frame.width() - frame.right(), frame.y(y, 0));
    page.close("g");
    StringBuilder dots = new StringBuilder();
    for (int row = 0; row < residuals.rows(); row += step()) {
      dots.append('M')
          .append(Frame.number(frame.x(x, residuals.predicted(row))))
          .append(' ')
          .append(Frame.number(frame.y(y, residuals.residual(row))))
          .append("h0");
    }
    page.empty("path", "class", "dots", "d", dots.toString());
    frame.end(page);
  }

  /** An axis around the values of all rows, and 0 for residuals. */
  private Axis axis(IntToDoubleFunction value) {
    double[] sorted = IntStream.range(0, residuals.rows()).mapToDouble(value).sorted().toArray();
    return Axis.closelyAround(sorted[0], sorted[sorted.length - 1], 4);
  }

  private int step() {
    return Math.max(1, Math.ceilDiv(residuals.rows(), MOST_POINTS));
  }
}
