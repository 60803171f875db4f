package dev.chainrule.cli;

import dev.chainrule.cli.text.BarChart;
import dev.chainrule.cli.text.Glyphs;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.explain.Attribution;
import dev.chainrule.explain.Attribution.Method;
import dev.chainrule.explain.ColumnShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** An attribution for the terminal: a bar for each column, the largest first, and the account. */
final class AttributionText {

  private static final int DIGITS = 4;

  private final AttributedRow row;
  private final Attribution attribution;
  private final boolean byInput;
  private final int top;
  private final int columns;
  private final Glyphs glyphs;

  /** One bar. */
  private record Line(String name, double share, OptionalDouble perUnit) {}

  AttributionText(AttributedRow row, boolean byInput, int top, int columns, Glyphs glyphs) {
    this.row = row;
    this.attribution = row.attribution();
    this.byInput = byInput;
    this.top = top;
    this.columns = columns;
    this.glyphs = glyphs;
  }

  String heading() {
    return "%s on row %s of %s".formatted(row.model(), Numbers.count(row.number()), row.data());
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s = %s, by %s"
            .formatted(attribution.explained().name(), figure(attribution.value()), row.method()));
    if (attribution.method() == Method.GRADIENT) {
      lines.add(
          byInput
              ? "How much it grows for each unit of an input of the network:"
              : "How much it grows for one standard deviation of a column (sums over categories):");
    } else {
      lines.add("What each %s adds to it:".formatted(byInput ? "input" : "column"));
    }
    lines.add("");
    lines.add(bars());
    lines.add("");
    lines.addAll(account());
    return String.join("\n", lines);
  }

  private String bars() {
    List<Line> all = new ArrayList<>(byInput ? inputs() : columns());
    all.sort(Comparator.comparingDouble((Line line) -> Math.abs(line.share())).reversed());
    BarChart chart = BarChart.empty();
    for (Line line : all.subList(0, Math.min(top, all.size()))) {
      chart = chart.withBar(line.name(), line.share(), signed(line.share()) + perUnit(line));
    }
    if (all.size() > top) {
      List<Line> others = all.subList(top, all.size());
      double sum = others.stream().mapToDouble(Line::share).sum();
      chart = chart.withBar("%s more".formatted(Numbers.count(others.size())), sum, signed(sum));
    }
    return chart.draw(columns, glyphs);
  }

  private List<Line> columns() {
    return row.columns().stream()
        .map(column ->
            new Line(
                column.column() + " = " + row.cell(column.column()),
                column.share(),
                column.perUnit()))
        .toList();
  }

  private List<Line> inputs() {
    return row.columns().stream()
        .map(ColumnShare::inputs)
        .flatMap(List::stream)
        .map(input ->
            new Line(
                input.name() + " = " + Numbers.significant(input.value(), 3),
                input.share(),
                OptionalDouble.empty()))
        .toList();
  }

  private static String perUnit(Line line) {
    return line.perUnit().isPresent()
        ? "  %s a unit".formatted(signed(line.perUnit().getAsDouble()))
        : "";
  }

  /** What the shares add up to, and what they should. */
  private List<String> account() {
    return switch (attribution.method()) {
      case GRADIENT ->
          List.of("These are slopes at this row: they say nothing about how far they hold.");
      case GRADIENT_X_INPUT, INTEGRATED_GRADIENTS ->
          List.of(
              "%s for this row, %s for the baseline: a difference of %s"
                  .formatted(
                      figure(attribution.value()),
                      figure(attribution.baselineValue()),
                      signed(attribution.difference())),
              "sum of the shares %s: %s".formatted(signed(attribution.sum()), completeness()));
    };
  }

  private String completeness() {
    String gap =
        "a gap of %s%s".formatted(Numbers.significant(attribution.gap(), 2), ofDifference());
    if (attribution.method() == Method.GRADIENT_X_INPUT) {
      return gap + ", as the network is not a straight line";
    }
    return Math.abs(attribution.gap()) <= 0.01 * Math.abs(attribution.difference())
        ? "complete but for " + gap
        : gap + "; take more --steps";
  }

  private String ofDifference() {
    double share = Math.abs(attribution.gap() / attribution.difference());
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, " (%s %%)", Numbers.significant(100 * share, 2))
        : "";
  }

  private static String figure(double value) {
    return Numbers.precise(value, DIGITS);
  }

  private static String signed(double value) {
    String text = Numbers.precise(value, DIGITS);
    return value > 0 ? "+" + text : text;
  }
}
