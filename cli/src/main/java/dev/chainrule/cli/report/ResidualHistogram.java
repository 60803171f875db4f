package dev.chainrule.cli.report;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.Residuals;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How often errors of each size occur. */
final class ResidualHistogram {

  private static final int BINS = 30;

  private final Residuals residuals;
  private final String target;
  private final String id;

  ResidualHistogram(Residuals residuals, String target, String id) {
    this.residuals = residuals;
    this.target = target;
    this.id = id;
  }

  /** Where the middle and nine of ten errors lie. */
  String finding() {
    return "Half of the rows are between %s and %s, nine of ten between %s and %s."
        .formatted(at(0.25), at(0.75), at(0.05), at(0.95));
  }

  private String at(double level) {
    return Numbers.significant(residuals.quantile(level), 3).replace('-', '−');
  }

  void draw(Markup page) {
    double[] sorted =
        IntStream.range(0, residuals.rows()).mapToDouble(residuals::residual).sorted().toArray();
    Axis x = Axis.closelyAround(sorted[0], sorted[sorted.length - 1], 4);
    double[] edges = new double[BINS + 1];
    Arrays.setAll(edges, i -> x.from() + (x.to() - x.from()) * i / BINS);
    double[] heights = residuals.histogram(edges);
    Axis y = Axis.around(0, Arrays.stream(heights).max().orElse(1), 5);
    Frame frame = new Frame(id, "single", 350, 350, 58, 34, 12, 46);
    frame.begin(page, "Histogram of the residuals of " + target, finding());
    frame.axes(page, x, "true minus predicted " + target, y, "rows");
    page.open("g", "class", "bars");
    for (int i = 0; i < BINS; i++) {
      if (heights[i] > 0) {
        frame.bar(page, x, edges[i], edges[i + 1], y, heights[i]);
      }
    }
    page.close("g");
    frame.end(page);
  }
}
