package dev.chainrule.bench;

import dev.chainrule.bench.Results.Entry;
import dev.chainrule.bench.Results.Row;
import dev.chainrule.bench.Target.Verdict;
import dev.chainrule.cli.report.Markup;
import dev.chainrule.cli.report.PlotSheet;
import dev.chainrule.cli.text.Axis;
import dev.chainrule.cli.text.Numbers;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Bars of how many times better Chainrule is than the best of the others, on a logarithmic axis,
 * with a mark where it wanted to be.
 */
final class RatioPlot {

  private static final int WIDTH = 820;
  private static final int LEFT = 360;
  private static final int RIGHT = 70;
  private static final int TOP = 62;
  private static final int BAR = 24;

  private final List<Row> rows;
  private final List<Verdict> verdicts;
  private final Axis axis;

  private RatioPlot(List<Row> rows, List<Verdict> verdicts) {
    this.rows = rows;
    this.verdicts = verdicts;
    double least = rows.stream().mapToDouble(Row::ratio).min().orElse(1);
    double most =
        rows.stream()
            .mapToDouble(row -> Math.max(row.ratio(), wanted(row).orElse(1)))
            .max()
            .orElse(1);
    axis = Axis.logarithmic(Math.min(0.5, least), Math.max(2, most), 8);
  }

  /** The plot of all workloads but the plain products, as SVG. */
  static String of(Results results) {
    List<Row> rows =
        results.rows().stream()
            .filter(row -> !row.workload().equals(Workloads.PRODUCTS))
            .filter(row -> Double.isFinite(row.ratio()))
            .toList();
    return new RatioPlot(rows, Target.verdicts(results)).draw();
  }

  private String draw() {
    int height = TOP + BAR * rows.size() + 40;
    int bottom = height - 32;
    Markup sheet =
        PlotSheet.begin(
            "Chainrule against the best of the others",
            "A bar to the right of 1 × says that Chainrule is better. results.md has the numbers.",
            WIDTH,
            height);
    text(
        sheet, "heading", 12, 20, "How many times better Chainrule is than the best of the others");
    text(sheet, "", 12, 38, "Upright marks: what was to be reached. results.md has the numbers.");
    sheet.open("g", "class", "grid");
    axis.ticks().forEach(tick -> vertical(sheet, x(tick), TOP - 10, bottom));
    sheet.close("g").open("g", "class", "axis");
    vertical(sheet, x(1), TOP - 10, bottom);
    sheet.close("g");
    for (double tick : axis.ticks()) {
      text(sheet, "middle", x(tick), bottom + 18, Axis.label(tick) + " ×");
    }
    for (int i = 0; i < rows.size(); i++) {
      bar(sheet, rows.get(i), TOP + i * BAR);
    }
    return PlotSheet.end(sheet);
  }

  private void bar(Markup sheet, Row row, int y) {
    double from = x(Math.min(1, row.ratio()));
    double to = x(Math.max(1, row.ratio()));
    String rival = row.rival().map(Entry::contender).orElseThrow();
    text(sheet, "end", LEFT - 10, y + 13, row.name() + ", against " + rival);
    sheet.empty(
        "rect",
        "class",
        row.ratio() >= 1 ? "bar plus" : "bar minus",
        "x",
        coordinate(from),
        "y",
        coordinate(y + 1),
        "width",
        coordinate(Math.max(1, to - from)),
        "height",
        coordinate(BAR - 8));
    OptionalDouble wanted = wanted(row);
    wanted.ifPresent(it -> {
      sheet.open("g", "class", "tick");
      sheet.empty(
          "line",
          "class",
          "tick",
          "x1",
          coordinate(x(it)),
          "x2",
          coordinate(x(it)),
          "y1",
          coordinate(y - 2),
          "y2",
          coordinate(y + BAR - 4));
      sheet.close("g");
    });
    String reached = Figures.ratio(row.ratio());
    double after = wanted.isPresent() ? Math.max(to, x(wanted.getAsDouble())) : to;
    text(
        sheet,
        "ink",
        after + 5,
        y + 13,
        wanted.isPresent() && row.ratio() < wanted.getAsDouble()
            ? reached + " of " + Figures.of(wanted.getAsDouble())
            : reached);
  }

  /** The ratio to the best of the others that Chainrule wants to reach, if it wants one. */
  private OptionalDouble wanted(Row row) {
    return verdicts.stream()
        .filter(verdict -> verdict.row().equals(row))
        .filter(verdict -> verdict.target().aim() == Target.Aim.RATIO)
        .mapToDouble(verdict -> verdict.target().bound())
        .findFirst();
  }

  private double x(double ratio) {
    return LEFT + axis.position(ratio) * (WIDTH - LEFT - RIGHT);
  }

  private static void vertical(Markup sheet, double x, double y1, double y2) {
    sheet.empty(
        "line",
        "x1",
        coordinate(x),
        "x2",
        coordinate(x),
        "y1",
        coordinate(y1),
        "y2",
        coordinate(y2));
  }

  private static void text(Markup sheet, String style, double x, double y, String content) {
    sheet.leaf("text", content, "class", style, "x", coordinate(x), "y", coordinate(y));
  }

  private static String coordinate(double value) {
    return Numbers.fixed(value, 1);
  }
}
