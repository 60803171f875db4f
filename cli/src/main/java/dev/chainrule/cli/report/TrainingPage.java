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
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Provenance;
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
  private final Page paper;
  private final Markup page;

  private TrainingPage(TrainingReport report) {
    this.report = report;
    paper = Page.begin(report.target() + " from " + report.source() + ": training report");
    page = paper.markup();
  }

  /** The page as text. */
  public static String of(TrainingReport report) {
    return new TrainingPage(report).write();
  }

  private String write() {
    title();
    figures();
    judgement();
    settings();
    network();
    columns();
    provenance();
    return paper.finish();
  }

  private void title() {
    paper.title(
        "Training report",
        heading ->
            heading
                .text("Predicting ")
                .leaf("em", report.target())
                .text(" from " + report.source()),
        summary());
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
      case MultiLabelReport _, QuantileReport _, CountReport _ -> trained;
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
    paper.figure(
        curves::draw,
        "The mean loss of each epoch: over the training rows while they were learnt from (solid), and over the rows held out after it (dashed)."
            + (report.history().bestEpoch() > 0
                ? " The circle marks epoch %s, whose parameters were kept."
                    .formatted(Numbers.count(report.history().bestEpoch()))
                : "")
            + (report.history().stopReason().isEmpty()
                ? ""
                : " Training ended by " + report.history().stopReason() + "."));
    page.close("section");
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
      case MultiLabelReport _, QuantileReport _, CountReport _ ->
          metrics(report.validation(), report.baseline());
    }
    page.close("section");
  }

  private void scatter(List<Point> points) {
    ScatterPlot plot = new ScatterPlot(points, report.target());
    paper.figure(
        plot::draw,
        "Predicted against true %s, one point a row%s. On the line the two are equal."
            .formatted(
                report.target(),
                plot.points() < points.size()
                    ? ", %s of %s rows shown"
                        .formatted(Numbers.count(plot.points()), Numbers.count(points.size()))
                    : ""));
  }

  private void confusion(ConfusionMatrix confusion) {
    if (confusion.labels().size() > WIDEST_MATRIX) {
      confusions(confusion);
      return;
    }
    int size = confusion.labels().size();
    paper.table(
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
    paper.endTable();
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
    paper.table(
        "",
        "The most frequent confusions of %s classes."
            .formatted(Numbers.count(confusion.labels().size())));
    paper.headers("true", "answered", Page.figure("rows"));
    page.open("tbody");
    for (Pair pair : pairs.subList(0, Math.min(LONGEST_LIST, pairs.size()))) {
      paper.row(
          confusion.labels().get(pair.truth()),
          confusion.labels().get(pair.predicted()),
          Page.figure(Numbers.count(pair.count())));
    }
    page.close("tbody");
    paper.endTable();
  }

  private void classes(List<ClassScores> classes) {
    paper.table("", "Each class by itself.");
    paper.headers(
        report.target(),
        Page.figure("precision"),
        Page.figure("recall"),
        Page.figure("F1"),
        Page.figure("rows"),
        Page.figure("answered"));
    page.open("tbody");
    for (ClassScores scores : classes) {
      paper.row(
          scores.label(),
          Page.figure(Numbers.fixed(scores.precision(), 3)),
          Page.figure(Numbers.fixed(scores.recall(), 3)),
          Page.figure(Numbers.fixed(scores.f1(), 3)),
          Page.figure(Numbers.count(scores.support())),
          Page.figure(Numbers.count(scores.predicted())));
    }
    page.close("tbody");
    paper.endTable();
  }

  private void metrics(Report judged, Report baseline) {
    paper.table(
        "",
        judged instanceof ClassificationReport
            ? "All metrics. The baseline answers the shares of the classes among the training rows, always."
            : "All metrics, in the units of %s. The baseline answers the mean of the training rows, always."
                .formatted(report.target()));
    paper.headers("metric", Page.figure("network"), Page.figure("baseline"));
    page.open("tbody");
    judged
        .metrics()
        .forEach((name, value) ->
            paper.row(
                MetricNames.title(name),
                Page.figure(MetricNames.value(name, value)),
                Page.figure(MetricNames.value(name, baseline.metric(name)))));
    page.close("tbody");
    paper.endTable();
  }

  private void settings() {
    page.open("section").leaf("h2", "Settings");
    paper.table(
        "wordy", "What was decided, and why; what is called given was chosen on the command line.");
    paper.headers("setting", "value", "reason");
    page.open("tbody");
    for (Decision decision : report.decisions()) {
      paper.row(decision.name(), decision.value(), decision.reason());
    }
    page.close("tbody");
    paper.endTable();
    page.close("section");
  }

  private void network() {
    page.open("section").leaf("h2", "Network");
    paper.table("", "The layers.");
    paper.headers(Page.figure("layer"), "kind", Page.figure("output"), Page.figure("parameters"));
    page.open("tbody");
    for (LayerRow layer : report.layers()) {
      paper.row(
          Page.figure(layer.number()),
          layer.kind(),
          Page.figure(layer.output()),
          Page.figure(Numbers.count(layer.parameters())));
    }
    page.close("tbody").open("tfoot");
    paper.row(
        Page.figure(""),
        "together",
        Page.figure(""),
        Page.figure(Numbers.count(report.layers().stream().mapToLong(LayerRow::parameters).sum())));
    page.close("tfoot");
    paper.endTable();
    page.close("section");
  }

  private void columns() {
    page.open("section").leaf("h2", "Columns");
    boolean folded = report.columns().size() >= FOLD_COLUMNS_FROM;
    if (folded) {
      page.open("details")
          .leaf("summary", "All " + Numbers.count(report.columns().size()) + " columns");
    }
    paper.table(
        "wordy", "The columns of %s and how the network sees them.".formatted(report.source()));
    paper.headers("column", "type", "role", "preparation");
    page.open("tbody");
    for (ColumnUse column : report.columns()) {
      paper.row(column.name(), column.type(), column.role(), column.preparation());
    }
    page.close("tbody");
    paper.endTable();
    if (folded) {
      page.close("details");
    }
    page.close("section");
  }

  private void provenance() {
    Provenance provenance = report.provenance();
    page.open("section").leaf("h2", "Provenance").open("dl", "class", "facts");
    paper.fact(
        "trained",
        DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT)
                .withLocale(Locale.UK)
                .format(provenance.created().atOffset(ZoneOffset.UTC))
            + ", in "
            + Numbers.duration(provenance.seconds()));
    paper.fact(
        "by",
        "Chainrule %s, %s, %s kernels, %s"
            .formatted(
                provenance.libraryVersion(),
                provenance.jdk(),
                provenance.kernel(),
                Numbers.count(provenance.threads(), "thread", "threads")));
    paper.fact("on", provenance.system());
    paper.fact("data", provenance.dataSource());
    paper.code("SHA-256 of the data", provenance.dataSha256());
    paper.code("model", report.model());
    paper.code("SHA-256 of the parameters", report.parametersSha256());
    paper.code("the same again", report.command());
    page.close("dl");
    page.leaf(
            "p",
            "The same data, seed and settings give the same parameters to the bit, on any number of threads.",
            "class",
            "note")
        .close("section");
  }
}
