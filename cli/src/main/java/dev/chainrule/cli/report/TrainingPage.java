package dev.chainrule.cli.report;

import dev.chainrule.cli.report.TrainingReport.ColumnUse;
import dev.chainrule.cli.report.TrainingReport.Decision;
import dev.chainrule.cli.report.TrainingReport.LayerRow;
import dev.chainrule.cli.report.TrainingReport.Point;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.metric.ClassScores;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.ConfusionMatrix;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A {@link TrainingReport} as one self-contained HTML page. */
public final class TrainingPage {

  /** Above so many classes the confusion matrix would not be legible; a list takes its place. */
  private static final int WIDEST_MATRIX = 25;

  private static final int LONGEST_LIST = 20;

  /** Above so many columns the table of columns is folded up. */
  private static final int FOLD_COLUMNS_FROM = 20;

  private final TrainingReport report;
  private final Markup page = new Markup();
  private int figures;
  private int tables;

  private TrainingPage(TrainingReport report) {
    this.report = report;
  }

  /** The page as text. */
  public static String of(TrainingReport report) {
    return new TrainingPage(report).write();
  }

  private String write() {
    page.open("html", "lang", "en");
    head();
    page.open("body").open("main");
    title();
    figures();
    judgement();
    settings();
    network();
    columns();
    provenance();
    page.close("main").close("body").close("html");
    return "<!DOCTYPE html>\n" + page.finish() + "\n";
  }

  private void head() {
    page.open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .empty("meta", "name", "generator", "content", "Chainrule")
        .leaf("title", report.target() + " from " + report.source() + ": training report")
        .open("style")
        .text(styleSheet())
        .close("style")
        .close("head");
  }

  private void title() {
    page.open("header")
        .leaf("p", "Training report", "class", "kicker")
        .open("h1")
        .text("Predicting ")
        .leaf("em", report.target())
        .text(" from " + report.source())
        .close("h1")
        .leaf("p", summary(), "class", "summary")
        .close("header");
    page.open("dl", "class", "figures");
    report.validation().metrics().entrySet().stream()
        .filter(metric -> HEADLINES.contains(metric.getKey()))
        .forEach(metric -> headline(metric.getKey(), metric.getValue()));
    page.close("dl");
  }

  private static final List<String> HEADLINES =
      List.of("accuracy", "macroF1", "logLoss", "rocAuc", "r2", "rmse", "mae", "maxError");

  private void headline(String metric, double value) {
    page.open("div")
        .leaf("dt", MetricNames.title(metric))
        .leaf("dd", headlineValue(metric, value), "class", "value")
        .leaf(
            "dd",
            "baseline " + headlineValue(metric, report.baseline().metric(metric)),
            "class",
            "baseline")
        .close("div");
  }

  private static String headlineValue(String metric, double value) {
    return switch (metric) {
      case "accuracy" -> Numbers.percent(value);
      case "rmse", "mae", "maxError" -> Numbers.precise(value, 3);
      default -> Numbers.fixed(value, 3);
    };
  }

  /** What was learnt, in two sentences. */
  private String summary() {
    Provenance provenance = report.provenance();
    String trained =
        "Trained on %s and judged on %s held out%s."
            .formatted(
                Numbers.count(provenance.trainingRows(), "row", "rows"),
                Numbers.count(provenance.validationRows()),
                report.history().bestEpoch() > 0
                    ? ", which also chose the epoch that was kept"
                    : "");
    return switch (report.validation()) {
      case ClassificationReport judged ->
          "The network is right about %s in %s of the rows. Always answering “%s”, the most frequent class, would be right in %s. %s"
              .formatted(
                  report.target(),
                  Numbers.percent(judged.accuracy()),
                  mostFrequent((ClassificationReport) report.baseline()),
                  Numbers.percent(report.baseline().metric("accuracy")),
                  trained);
      case RegressionReport judged ->
          "The network %s and is off by %s on average. Always answering the mean would be off by %s. %s"
              .formatted(
                  judged.r2() > 0
                      ? "explains %s of the variance of %s"
                          .formatted(Numbers.percent(judged.r2()), report.target())
                      : "predicts %s no better than the mean does".formatted(report.target()),
                  Numbers.precise(judged.mae(), 3),
                  Numbers.precise(report.baseline().metric("mae"), 3),
                  trained);
    };
  }

  private static String mostFrequent(ClassificationReport baseline) {
    ConfusionMatrix confusion = baseline.confusion();
    return IntStream.range(0, confusion.labels().size())
        .boxed()
        .max(Comparator.comparingInt(confusion::predicted))
        .map(confusion.labels()::get)
        .orElseThrow();
  }

  private void figures() {
    page.open("section").leaf("h2", "Course of the training");
    if (report.history().epochs().isEmpty()) {
      page.leaf("p", "No epoch was completed.").close("section");
      return;
    }
    LossCurves curves = new LossCurves(report.history(), report.loss());
    page.open("figure");
    curves.draw(page);
    page.open("figcaption");
    number("Figure", ++figures);
    page.text(
        "The mean loss of each epoch: over the training rows while they were learnt from (solid), and over the rows held out after it (dashed)."
            + (report.history().bestEpoch() > 0
                ? " The circle marks epoch %s, whose parameters were kept."
                    .formatted(Numbers.count(report.history().bestEpoch()))
                : "")
            + (report.history().stopReason().isEmpty()
                ? ""
                : " Training ended by " + report.history().stopReason() + "."));
    page.close("figcaption").close("figure").close("section");
  }

  private void judgement() {
    page.open("section").leaf("h2", "On the rows held out");
    switch (report.validation()) {
      case ClassificationReport classes -> {
        confusion(classes.confusion());
        page.open("div", "class", "pair");
        classes(classes.classes());
        metrics(classes, report.baseline());
        page.close("div");
      }
      case RegressionReport numbers -> {
        scatter(report.points());
        metrics(numbers, report.baseline());
      }
    }
    page.close("section");
  }

  private void scatter(List<Point> points) {
    ScatterPlot plot = new ScatterPlot(points, report.target());
    page.open("figure");
    plot.draw(page);
    page.open("figcaption");
    number("Figure", ++figures);
    page.text(
        "Predicted against true %s, one point a row%s. On the line the two are equal."
            .formatted(
                report.target(),
                plot.points() < points.size()
                    ? ", %s of %s rows shown"
                        .formatted(Numbers.count(plot.points()), Numbers.count(points.size()))
                    : ""));
    page.close("figcaption").close("figure");
  }

  private void confusion(ConfusionMatrix confusion) {
    if (confusion.labels().size() > WIDEST_MATRIX) {
      confusions(confusion);
      return;
    }
    int size = confusion.labels().size();
    table(
        "confusion" + (size > 6 ? " many" : ""),
        "How many rows of each true class (down) were answered with each class (across). The shade is the share of the true class; right answers are bold.");
    page.open("thead").open("tr").leaf("th", "true", "scope", "col", "class", "corner");
    for (String label : confusion.labels()) {
      page.leaf("th", label, "scope", "col");
    }
    page.leaf("th", "recall", "scope", "col", "class", "recall")
        .close("tr")
        .close("thead")
        .open("tbody");
    for (int i = 0; i < size; i++) {
      page.open("tr").leaf("th", confusion.labels().get(i), "scope", "row");
      for (int j = 0; j < size; j++) {
        cell(confusion, i, j);
      }
      page.leaf(
              "td",
              confusion.support(i) == 0 ? "–" : Numbers.percent(confusion.scores(i).recall()),
              "class",
              "recall")
          .close("tr");
    }
    page.close("tbody");
    endTable();
  }

  private void cell(ConfusionMatrix confusion, int i, int j) {
    int count = confusion.count(i, j);
    if (count == 0) {
      page.leaf("td", "0", "class", "none");
      return;
    }
    double share = (double) count / confusion.support(i);
    page.leaf(
        "td",
        Numbers.count(count),
        "class",
        i == j ? "right" : "wrong",
        "style",
        "--share:" + Numbers.fixed(0.2 + 0.8 * share, 2));
  }

  private void confusions(ConfusionMatrix confusion) {
    record Pair(int truth, int predicted, int count) {}
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < confusion.labels().size(); i++) {
      for (int j = 0; j < confusion.labels().size(); j++) {
        if (i != j && confusion.count(i, j) > 0) {
          pairs.add(new Pair(i, j, confusion.count(i, j)));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::count).reversed());
    table(
        "",
        "The most frequent confusions of %s classes."
            .formatted(Numbers.count(confusion.labels().size())));
    headers("true", "answered", "#rows");
    page.open("tbody");
    for (Pair pair : pairs.subList(0, Math.min(LONGEST_LIST, pairs.size()))) {
      row(
          confusion.labels().get(pair.truth()),
          confusion.labels().get(pair.predicted()),
          "#" + Numbers.count(pair.count()));
    }
    page.close("tbody");
    endTable();
  }

  private void classes(List<ClassScores> classes) {
    table("", "Each class by itself.");
    headers(report.target(), "#precision", "#recall", "#F1", "#rows", "#answered");
    page.open("tbody");
    for (ClassScores scores : classes) {
      row(
          scores.label(),
          "#" + Numbers.fixed(scores.precision(), 3),
          "#" + Numbers.fixed(scores.recall(), 3),
          "#" + Numbers.fixed(scores.f1(), 3),
          "#" + Numbers.count(scores.support()),
          "#" + Numbers.count(scores.predicted()));
    }
    page.close("tbody");
    endTable();
  }

  private void metrics(Report judged, Report baseline) {
    table(
        "",
        judged instanceof ClassificationReport
            ? "All metrics. The baseline answers the shares of the classes among the training rows, always."
            : "All metrics, in the units of %s. The baseline answers the mean of the training rows, always."
                .formatted(report.target()));
    headers("metric", "#network", "#baseline");
    page.open("tbody");
    judged
        .metrics()
        .forEach((name, value) ->
            row(
                MetricNames.title(name),
                "#" + MetricNames.value(name, value),
                "#"
                    + (baseline.metrics().containsKey(name)
                        ? MetricNames.value(name, baseline.metric(name))
                        : "–")));
    page.close("tbody");
    endTable();
  }

  private void settings() {
    page.open("section").leaf("h2", "Settings");
    table(
        "wordy", "What was decided, and why; what is called given was chosen on the command line.");
    headers("setting", "value", "reason");
    page.open("tbody");
    for (Decision decision : report.decisions()) {
      row(decision.name(), decision.value(), decision.reason());
    }
    page.close("tbody");
    endTable();
    page.close("section");
  }

  private void network() {
    page.open("section").leaf("h2", "Network");
    table("", "The layers.");
    headers("#layer", "kind", "#output", "#parameters");
    page.open("tbody");
    for (LayerRow layer : report.layers()) {
      row(
          "#" + layer.number(),
          layer.kind(),
          "#" + layer.output(),
          "#" + Numbers.count(layer.parameters()));
    }
    page.close("tbody").open("tfoot");
    row(
        "#",
        "together",
        "#",
        "#" + Numbers.count(report.layers().stream().mapToLong(LayerRow::parameters).sum()));
    page.close("tfoot");
    endTable();
    page.close("section");
  }

  private void columns() {
    page.open("section").leaf("h2", "Columns");
    boolean folded = report.columns().size() >= FOLD_COLUMNS_FROM;
    if (folded) {
      page.open("details")
          .leaf("summary", "All " + Numbers.count(report.columns().size()) + " columns");
    }
    table("wordy", "The columns of %s and how the network sees them.".formatted(report.source()));
    headers("column", "type", "role", "preparation");
    page.open("tbody");
    for (ColumnUse column : report.columns()) {
      row(column.name(), column.type(), column.role(), column.preparation());
    }
    page.close("tbody");
    endTable();
    if (folded) {
      page.close("details");
    }
    page.close("section");
  }

  private void provenance() {
    Provenance provenance = report.provenance();
    page.open("section").leaf("h2", "Provenance").open("dl", "class", "facts");
    fact(
        "trained",
        DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT)
                .withLocale(Locale.UK)
                .format(provenance.created().atOffset(ZoneOffset.UTC))
            + ", in "
            + Numbers.duration(provenance.seconds()));
    fact(
        "by",
        "Chainrule %s, %s, %s kernels, %s"
            .formatted(
                provenance.libraryVersion(),
                provenance.jdk(),
                provenance.kernel(),
                Numbers.count(provenance.threads(), "thread", "threads")));
    fact("on", provenance.system());
    fact("data", provenance.dataSource());
    code("SHA-256 of the data", provenance.dataSha256());
    code("model", report.model());
    code("SHA-256 of the parameters", report.parametersSha256());
    code("the same again", report.command());
    page.close("dl");
    page.leaf(
            "p",
            "The same data, seed and settings give the same parameters to the bit, on any number of threads.",
            "class",
            "note")
        .close("section");
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      page.open("div").leaf("dt", name).leaf("dd", value).close("div");
    }
  }

  private void code(String name, String value) {
    if (!value.isEmpty()) {
      page.open("div").leaf("dt", name).open("dd").leaf("code", value).close("dd").close("div");
    }
  }

  private void table(String style, String caption) {
    String id = "table-" + (tables + 1);
    page.open("div", "class", "scroll", "role", "region", "aria-labelledby", id, "tabindex", "0");
    page.open("table", "class", style).open("caption", "id", id);
    number("Table", ++tables);
    page.text(caption).close("caption");
  }

  private void endTable() {
    page.close("table").close("div");
  }

  private void number(String kind, int number) {
    page.leaf("b", kind + " " + number + ".").text(" ");
  }

  private void headers(String... names) {
    page.open("thead").open("tr");
    for (String name : names) {
      cell("th", name, "scope", "col");
    }
    page.close("tr").close("thead");
  }

  /** A row whose first cell names it. Cells that begin with {@code #} are numbers. */
  private void row(String... cells) {
    page.open("tr");
    cell("th", cells[0], "scope", "row");
    for (int i = 1; i < cells.length; i++) {
      cell("td", cells[i]);
    }
    page.close("tr");
  }

  private void cell(String element, String content, String... attributes) {
    boolean number = content.startsWith("#");
    List<String> all = new ArrayList<>(List.of(attributes));
    if (number) {
      all.addAll(List.of("class", "number"));
    }
    page.leaf(element, number ? content.substring(1) : content, all.toArray(String[]::new));
  }

  private static String styleSheet() {
    try (InputStream sheet = TrainingPage.class.getResourceAsStream("report.css")) {
      if (sheet == null) {
        throw new IllegalStateException("The style sheet report.css is missing from the jar.");
      }
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
