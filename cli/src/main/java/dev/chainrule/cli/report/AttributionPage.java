package dev.chainrule.cli.report;

import dev.chainrule.cli.report.AttributionReport.Line;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.explain.Attribution;
import dev.chainrule.explain.Attribution.Method;
import dev.chainrule.explain.ColumnShare.InputShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** An {@link AttributionReport} as one self-contained HTML page. */
public final class AttributionPage {

  private static final int MOST_BARS = 25;
  private static final int MOST_INPUTS = 200;

  private final AttributionReport report;
  private final Attribution attribution;
  private final List<Line> sorted;
  private final Page page;

  private AttributionPage(AttributionReport report) {
    this.report = report;
    attribution = report.attribution();
    sorted =
        report.lines().stream()
            .sorted(Comparator.comparingDouble((Line line) -> Math.abs(line.share())).reversed())
            .toList();
    page = Page.begin("%s for row %d of %s".formatted(name(), report.row(), report.data()));
  }

  /** The page as text. */
  public static String of(AttributionReport report) {
    return new AttributionPage(report).write();
  }

  private String name() {
    return attribution.explained().name();
  }

  private String write() {
    page.title(
        "Attribution",
        heading -> heading.text("What made ").leaf("em", name()).text(" for row " + report.row()),
        summary());
    figures();
    bars();
    sorted.stream().filter(PixelMap::isSquare).forEach(this::pixels);
    columns();
    inputs();
    method();
    return page.finish();
  }

  private String summary() {
    String answer =
        "%s is %s for row %d of %s."
            .formatted(name(), figure(attribution.value()), report.row(), report.data());
    if (attribution.method() == Method.GRADIENT) {
      return answer
          + " It changes fastest with %s: by %s for one standard deviation."
              .formatted(sorted.getFirst().column(), ShareBars.signed(sorted.getFirst().share()));
    }
    return answer
        + " For the baseline it is %s. Of the difference, %s has the largest share: %s."
            .formatted(
                figure(attribution.baselineValue()),
                sorted.getFirst().column(),
                ShareBars.signed(sorted.getFirst().share()));
  }

  private void figures() {
    if (attribution.method() == Method.GRADIENT) {
      return;
    }
    page.markup().open("dl", "class", "figures");
    number("this row", figure(attribution.value()), "F(x)");
    number("baseline", figure(attribution.baselineValue()), "F(x′)");
    number("difference", ShareBars.signed(attribution.difference()), "F(x) − F(x′)");
    number(
        "sum of shares",
        ShareBars.signed(attribution.sum()),
        "gap " + Numbers.significant(attribution.gap(), 2).replace('-', '−'));
    page.markup().close("dl");
  }

  private void number(String name, String value, String below) {
    page.markup()
        .open("div")
        .leaf("dt", name)
        .leaf("dd", value, "class", "value")
        .leaf("dd", below, "class", "baseline")
        .close("div");
  }

  private void bars() {
    page.markup().open("section").leaf("h2", "By column");
    page.figure(
        new ShareBars(summedUp())::draw,
        attribution.method() == Method.GRADIENT
            ? "How much %s grows for one standard deviation of each column; categories are summed up."
                .formatted(name())
            : "What each column adds to %s (to the right) or takes away (to the left), by %s."
                .formatted(name(), report.method()));
    page.markup().close("section");
  }

  /** The largest, and the others in one line. */
  private List<Line> summedUp() {
    if (sorted.size() <= MOST_BARS) {
      return sorted;
    }
    List<Line> lines = new ArrayList<>(sorted.subList(0, MOST_BARS));
    List<Line> others = sorted.subList(MOST_BARS, sorted.size());
    lines.add(
        new Line(
            "%s more columns".formatted(Numbers.count(others.size())),
            "",
            others.stream().mapToDouble(Line::share).sum(),
            OptionalDouble.empty(),
            List.of()));
    return lines;
  }

  private void pixels(Line line) {
    page.markup().open("section").leaf("h2", line.column());
    page.figure(
        new PixelMap(line)::draw,
        "The image, and what each of its pixels adds (blue) or takes away (orange); the darker the"
            + " more.");
    page.markup().close("section");
  }

  private void columns() {
    boolean perUnit = sorted.stream().anyMatch(line -> line.perUnit().isPresent());
    page.markup().open("section").leaf("h2", "The numbers");
    page.table("", "The share of each column, the largest first.");
    if (perUnit) {
      page.headers("column", "value", Page.figure("by one deviation"), Page.figure("by one unit"));
    } else {
      page.headers("column", "value", Page.figure("share"));
    }
    page.markup().open("tbody");
    for (Line line : sorted) {
      List<Object> cells = new ArrayList<>(List.of(line.column(), line.cell()));
      cells.add(Page.figure(ShareBars.signed(line.share())));
      if (perUnit) {
        cells.add(
            Page.figure(
                line.perUnit().isPresent() ? ShareBars.signed(line.perUnit().getAsDouble()) : ""));
      }
      page.row(cells.toArray());
    }
    page.markup().close("tbody");
    page.endTable();
    page.markup().close("section");
  }

  private void inputs() {
    List<InputShare> inputs = report.lines().stream().flatMap(l -> l.inputs().stream()).toList();
    if (inputs.size() == report.lines().size()) {
      return;
    }
    List<InputShare> largest =
        inputs.stream()
            .sorted(Comparator.comparingDouble((InputShare i) -> Math.abs(i.share())).reversed())
            .limit(MOST_INPUTS)
            .toList();
    page.markup()
        .open("details")
        .leaf(
            "summary",
            inputs.size() > largest.size()
                ? "The %s largest of %s inputs"
                    .formatted(Numbers.count(largest.size()), Numbers.count(inputs.size()))
                : "Input by input");
    page.table("", "What the network got, and what is attributed to it.");
    page.headers("input", Page.figure("value"), Page.figure("share"));
    page.markup().open("tbody");
    for (InputShare input : largest) {
      page.row(
          input.name(),
          Page.figure(Numbers.significant(input.value(), 3).replace('-', '−')),
          Page.figure(ShareBars.signed(input.share())));
    }
    page.markup().close("tbody");
    page.endTable();
    page.markup().close("details");
  }

  private void method() {
    page.markup().open("section").leaf("h2", "How it was computed").open("dl", "class", "facts");
    page.fact("Method", report.method());
    page.fact("Formula", formula());
    page.fact("Completeness", completeness());
    page.fact("Source", source());
    page.code("Model", report.model());
    page.code("Data", report.data() + ", row " + report.row());
    page.markup().close("dl").close("section");
  }

  private String formula() {
    return switch (attribution.method()) {
      case GRADIENT -> "∂F/∂xₖ at this row, for each input xₖ of the network";
      case GRADIENT_X_INPUT -> "(xₖ − x′ₖ) · ∂F/∂xₖ at this row, where x′ is the baseline";
      case INTEGRATED_GRADIENTS ->
          "(xₖ − x′ₖ) · the mean of ∂F/∂xₖ on the straight way from the baseline x′ to this row x";
    };
  }

  private String completeness() {
    return switch (attribution.method()) {
      case GRADIENT -> "";
      case GRADIENT_X_INPUT ->
          "The shares would add up to F(x) − F(x′) if the network were a straight line; the gap says how far it is from one.";
      case INTEGRATED_GRADIENTS ->
          "The shares add up to F(x) − F(x′) but for the gap, which goes to 0 with more steps.";
    };
  }

  private String source() {
    return switch (attribution.method()) {
      case GRADIENT ->
          "K. Simonyan, A. Vedaldi, A. Zisserman: Deep Inside Convolutional Networks, 2014";
      case GRADIENT_X_INPUT ->
          "A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje: Not Just a Black Box, 2016";
      case INTEGRATED_GRADIENTS ->
          "M. Sundararajan, A. Taly, Q. Yan: Axiomatic Attribution for Deep Networks, ICML 2017";
    };
  }

  private static String figure(double value) {
    return Numbers.precise(value, 4).replace('-', '−');
  }
}
