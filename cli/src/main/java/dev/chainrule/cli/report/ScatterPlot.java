package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Numbers;
import java.util.Arrays;

/** Predicted against true numbers, one point a row; on the diagonal the two are equal. */
final class ScatterPlot {

  private static final int MOST_POINTS = 3000;

  private final double[] truth;
  private final double[] predicted;
  private final String target;

  ScatterPlot(double[] truth, double[] predicted, String target) {
    this.truth = truth;
    this.predicted = predicted;
    this.target = target;
  }

  /** How many points are drawn: of very many rows only evenly spaced ones. */
  int points() {
    return Math.ceilDiv(truth.length, step());
  }

  /** Draws the plot for wide and for narrow pages. */
  void draw(Markup page) {
    draw(page, new Frame("scatter-wide", "wide", 560, 520, 66, 34, 16, 46), 7);
    draw(page, new Frame("scatter-narrow", "narrow", 350, 350, 52, 34, 12, 46), 4);
  }

  private void draw(Markup page, Frame frame, int ticks) {
    double low = Math.min(least(truth), least(predicted));
    double high = Math.max(most(truth), most(predicted));
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
    for (int row = 0; row < truth.length; row += step()) {
      dots.append('M')
          .append(Frame.number(frame.x(axis, truth[row])))
          .append(' ')
          .append(Frame.number(frame.y(axis, predicted[row])))
          .append("h0");
    }
    page.empty("path", "class", "dots", "d", dots.toString());
    frame.end(page);
  }

  private String description() {
    double[] errors = new double[truth.length];
    Arrays.setAll(errors, row -> Math.abs(truth[row] - predicted[row]));
    Arrays.sort(errors);
    return "%s rows. Half of the predictions are within %s of the truth, nine of ten within %s."
        .formatted(
            Numbers.count(truth.length),
            Numbers.significant(errors[(errors.length - 1) / 2], 3),
            Numbers.significant(errors[(errors.length - 1) * 9 / 10], 3));
  }

  private int step() {
    return Math.max(1, Math.ceilDiv(truth.length, MOST_POINTS));
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElse(1);
  }
}
