package dev.chainrule.cli;

import dev.chainrule.cli.report.BarPlot;
import dev.chainrule.cli.report.ResultReport;
import dev.chainrule.cli.report.ResultReport.Fact;
import dev.chainrule.cli.report.ResultReport.Part;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.json.Json;
import dev.chainrule.metric.Metric;
import dev.chainrule.text.TextTable;
import dev.chainrule.training.CrossValidation.Fold;
import dev.chainrule.training.CrossValidation.Result;
import dev.chainrule.training.Scores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What a cross-validation came to, as text, JSON and a page. */
final class CrossValidationFindings {

  private final Result result;
  private final Path data;
  private final boolean repeated;
  private final List<String> metrics;

  /**
   * What is to be told.
   *
   * @param result of one fold at least
   * @param repeated whether the rows were dealt into folds several times over
   */
  CrossValidationFindings(Result result, Path data, boolean repeated) {
    this.result = result;
    this.data = data;
    this.repeated = repeated;
    metrics =
        Metric.telling(result.folds().getFirst().report().outputs()).stream()
            .map(Metric::label)
            .toList();
  }

  // ---- tables

  /** One line a fold. */
  String table() {
    TextTable table = TextTable.aligned("lrr" + "r".repeat(metrics.size()));
    table.row(header().toArray());
    result.folds().forEach(fold -> table.row(line(fold).toArray()));
    return table.toString();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("fold", "rows", "epoch"));
    metrics.forEach(metric -> header.add(MetricNames.title(metric)));
    return header;
  }

  private List<String> line(Fold fold) {
    List<String> cells = new ArrayList<>();
    cells.add(name(fold));
    cells.add(Numbers.count(fold.rows().length));
    cells.add(Numbers.count(fold.epoch()));
    for (String metric : metrics) {
      cells.add(MetricNames.value(metric, fold.report().metric(metric)));
    }
    return cells;
  }

  private String name(Fold fold) {
    return repeated ? fold.repeat() + "/" + fold.name() : fold.name();
  }

  /** Over how many folds the means are. */
  String over() {
    int folds = result.folds().size();
    return "Over %s%s"
        .formatted(
            Numbers.count(folds, "fold", "folds"),
            folds < result.planned()
                ? " of " + Numbers.count(result.planned()) + ", the others not being done"
                : "");
  }

  /** One line a metric. */
  String summary() {
    TextTable table =
        TextTable.aligned("lrrr").row("", "mean", "standard error", "baseline's mean");
    metrics.forEach(metric -> table.row(summary(metric).toArray()));
    return table.toString();
  }

  private List<String> summary(String metric) {
    Scores scores = result.scores(metric);
    return List.of(
        MetricNames.title(metric),
        MetricNames.value(metric, scores.mean()),
        MetricNames.value(metric, scores.standardError()),
        MetricNames.value(metric, baseline(metric)));
  }

  private double baseline(String metric) {
    return Objects.requireNonNull(result.baseline().get(metric)).mean();
  }

  // ---- the page

  /**
   * The page.
   *
   * @param whole the command line of the cross-validation
   */
  ResultReport page(String whole) {
    String first = metrics.getFirst();
    Scores scores = result.scores(first);
    String title = MetricNames.title(first);
    return new ResultReport(
        "Cross-validation",
        String.valueOf(data.getFileName()),
        "%s: %s is %s ± %s (mean ± standard error)."
            .formatted(
                over(),
                title,
                MetricNames.value(first, scores.mean()),
                MetricNames.value(first, scores.standardError())),
        List.of(
            new Part.Rows(
                "Mean and standard error over the folds. The baseline knows only how the target is distributed.",
                "lrrr",
                List.of("metric", "mean", "standard error", "baseline's mean"),
                metrics.stream().map(this::summary).toList()),
            new Part.Section("Each fold"),
            new Part.Figure(
                bars(first, title),
                MetricNames.heading(first)
                    + " of each fold, judged by the training that has not seen it."),
            new Part.Rows(
                "Every fold, the epoch that was kept, and its metrics.",
                "lrr" + "r".repeat(metrics.size()),
                header(),
                result.folds().stream().map(this::line).toList())),
        List.of(new Fact("the same again", whole)));
  }

  private BarPlot bars(String metric, String title) {
    double[] values =
        result.folds().stream().mapToDouble(fold -> fold.report().metric(metric)).toArray();
    return new BarPlot(
        "folds",
        MetricNames.heading(metric) + " of each fold",
        "From %s to %s."
            .formatted(
                MetricNames.value(metric, Arrays.stream(values).min().orElse(0)),
                MetricNames.value(metric, Arrays.stream(values).max().orElse(0))),
        title,
        result.folds().stream()
            .map(fold -> new BarPlot.Bar("fold " + name(fold), fold.report().metric(metric), 0))
            .toList());
  }

  // ---- JSON

  /** All metrics, and those of each fold. */
  Json json() {
    Json.Members all = Json.object();
    for (var metric : result.scores().entrySet()) {
      Scores scores = metric.getValue();
      all =
          all.with(
              metric.getKey(),
              Json.object()
                  .with("mean", ReportText.number(scores.mean()))
                  .with("standardError", ReportText.number(scores.standardError()))
                  .with("deviation", ReportText.number(scores.deviation()))
                  .with("folds", scores.count())
                  .with("baseline", ReportText.number(baseline(metric.getKey()))));
    }
    return Json.object()
        .with("data", data.toString())
        .with("planned", result.planned())
        .with("metrics", all)
        .with(
            "folds",
            Json.array(result.folds().stream().map(CrossValidationFindings::json).toList()));
  }

  private static Json json(Fold fold) {
    return Json.object()
        .with("repeat", fold.repeat())
        .with("fold", fold.name())
        .with("rows", fold.rows().length)
        .with("bestEpoch", fold.epoch())
        .with("metrics", ReportText.json(fold.report()));
  }
}
