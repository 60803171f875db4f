package dev.chainrule.cli;

import dev.chainrule.cli.report.LinePlot;
import dev.chainrule.cli.report.ResultReport;
import dev.chainrule.cli.report.ResultReport.Fact;
import dev.chainrule.cli.report.ResultReport.Part;
import dev.chainrule.cli.text.Glyphs;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.cli.text.TerminalPlot;
import dev.chainrule.json.Json;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Epoch;
import dev.chainrule.text.TextTable;
import dev.chainrule.training.Sweep;
import dev.chainrule.training.TrialResult;
import dev.chainrule.training.TrialResult.End;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What a sweep came to, as text, CSV, JSON and a page. */
final class SweepFindings {

  /** Above this ratio of the largest to the smallest loss, equal ratios are drawn equally long. */
  private static final double LOGARITHMIC_FROM = 15;

  /** Losses so many times as high as at the beginning are left out of plots. */
  private static final double RUNAWAY = 3;

  private final Sweep.Result result;
  private final Path data;
  private final String command;
  private final List<String> names;
  private final Metric metric;

  /**
   * What is to be told.
   *
   * @param command the command that trains the best alone; empty if there is none
   */
  SweepFindings(Sweep.Result result, Path data, String command) {
    this.result = result;
    this.data = data;
    this.command = command;
    names = List.copyOf(result.results().getFirst().trial().settings().keySet());
    metric = result.metric();
  }

  // ---- the table

  /** One line a trial, the best first. */
  String table() {
    TextTable table = TextTable.aligned("l".repeat(names.size()) + "rrrl");
    table.row(header().toArray());
    result.results().forEach(trial -> table.row(line(trial).toArray()));
    return table.toString();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(names);
    header.addAll(List.of(MetricNames.title(metric.label()), "validation loss", "epochs", "end"));
    return header;
  }

  private List<String> line(TrialResult trial) {
    List<String> cells = new ArrayList<>(trial.trial().settings().values());
    cells.add(trial.outcome().isPresent() ? MetricNames.value(metric.label(), trial.score()) : "-");
    cells.add(
        trial.validationLoss().isPresent()
            ? Numbers.precise(trial.validationLoss().getAsDouble(), 4)
            : "-");
    cells.add(Numbers.count(trial.epochs().size()));
    cells.add(
        switch (trial.end()) {
          case COMPLETED -> trial.message();
          case STOPPED, DROPPED, DIVERGED, NOT_RUN -> trial.end().label();
        });
    return cells;
  }

  // ---- curves

  /** The validation losses of the best trials, drawn with characters. */
  String plot(int columns, Glyphs glyphs) {
    List<LinePlot.Line> curves =
        curves(SweepFindings::validationLoss).stream()
            .filter(line -> !line.name().isEmpty())
            .toList();
    TerminalPlot plot = TerminalPlot.of("epoch", "validation loss");
    for (LinePlot.Line line : curves) {
      plot = plot.withLine(line.name(), line.x(), line.y());
    }
    return (isWide(curves) ? plot.withLogarithmicY() : plot)
        .draw(Math.min(columns, 100), 14, glyphs);
  }

  /** A line a trial, from its first epoch on; of very high losses nothing. */
  private List<LinePlot.Line> curves(ToDoubleFunction<Epoch> loss) {
    double highest =
        RUNAWAY
            * result.results().stream()
                .filter(trial -> !trial.epochs().isEmpty())
                .mapToDouble(trial -> loss.applyAsDouble(trial.epochs().getFirst()))
                .filter(Double::isFinite)
                .sorted()
                .skip(started() / 2)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    List<LinePlot.Line> lines = new ArrayList<>();
    for (TrialResult trial : result.results()) {
      double[] losses =
          trial.epochs().stream()
              .mapToDouble(loss)
              .map(value -> value <= highest ? value : Double.NaN)
              .toArray();
      if (losses.length > 0) {
        lines.add(
            new LinePlot.Line(
                lines.size() < LinePlot.MOST_LOOKS ? name(trial) : "",
                trial.epochs().stream().mapToDouble(Epoch::number).toArray(),
                losses));
      }
    }
    return lines;
  }

  private long started() {
    return result.results().stream().filter(trial -> !trial.epochs().isEmpty()).count();
  }

  private static String name(TrialResult trial) {
    return trial.trial() + (trial.end() == End.DIVERGED ? " (diverged)" : "");
  }

  private static double validationLoss(Epoch epoch) {
    return epoch.validationLoss().orElse(Double.NaN);
  }

  private static boolean isWide(List<LinePlot.Line> lines) {
    double[] losses =
        lines.stream()
            .flatMapToDouble(line -> Arrays.stream(line.y()))
            .filter(Double::isFinite)
            .toArray();
    double low = DoubleStream.of(losses).min().orElse(0);
    return low > 0 && DoubleStream.of(losses).max().orElse(0) / low > LOGARITHMIC_FROM;
  }

  // ---- the page

  /**
   * The page.
   *
   * @param whole the command line of the sweep
   */
  ResultReport page(String whole) {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Rows(
            "The trainings, the best first. Losses are means over the validation rows, of the best epoch.",
            "l".repeat(names.size()) + "rrrl",
            header(),
            result.results().stream().map(this::line).toList()));
    parts.add(new Part.Section("Loss by epoch"));
    figure(parts, "validation", "over the validation rows", SweepFindings::validationLoss);
    figure(parts, "training", "over the training rows", Epoch::trainingLoss);
    return new ResultReport(
        "Sweep",
        String.join(", ", names) + " on " + data.getFileName(),
        summary(),
        parts,
        List.of(new Fact("the best alone", command), new Fact("the same again", whole)));
  }

  private void figure(List<Part> parts, String which, String where, ToDoubleFunction<Epoch> loss) {
    List<LinePlot.Line> lines = curves(loss);
    double[] shown = lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())).toArray();
    if (Arrays.stream(shown).noneMatch(Double::isFinite)) {
      return;
    }
    String others =
        lines.size() > LinePlot.MOST_LOOKS
            ? " The %d best have marks; the others are thin.".formatted(LinePlot.MOST_LOOKS)
            : "";
    String leftOut =
        Arrays.stream(shown).allMatch(Double::isFinite)
            ? ""
            : " Losses above %s times that of the middle training at its beginning are left out."
                .formatted(Numbers.significant(RUNAWAY, 1));
    parts.add(
        new Part.Figure(
            new LinePlot(
                which,
                new LinePlot.Words(
                    "The " + which + " loss of each training by epoch",
                    "The lowest loss is that of " + lines.getFirst().name() + ".",
                    "epoch",
                    which + " loss"),
                false,
                isWide(lines),
                lines),
            "The mean loss %s, each training a line.%s%s".formatted(where, others, leftOut)));
  }

  private String summary() {
    long diverged = count(End.DIVERGED);
    long dropped = count(End.DROPPED);
    return "%s.%s%s %s"
        .formatted(
            Numbers.count(result.results().size(), "training", "trainings"),
            diverged == 0 ? "" : " " + Numbers.count(diverged) + " diverged.",
            dropped == 0 ? "" : " " + Numbers.count(dropped) + " dropped on the way.",
            result
                .best()
                .map(best ->
                    "Best is %s, with %s %s on the validation rows."
                        .formatted(
                            best.trial(),
                            MetricNames.title(metric.label()),
                            MetricNames.value(metric.label(), best.score())))
                .orElse("None came to its end."));
  }

  private long count(End end) {
    return result.results().stream().filter(trial -> trial.end() == end).count();
  }

  // ---- for machines

  /** One row a trial, the best first, with all metrics. */
  List<List<String>> csv() {
    List<String> metrics = new ArrayList<>();
    result.results().stream()
        .flatMap(trial -> trial.outcome().stream())
        .findFirst()
        .ifPresent(outcome -> metrics.addAll(outcome.report().metrics().keySet()));
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("number"));
    header.addAll(names);
    header.addAll(List.of("end", "epochs", "bestEpoch", "validationLoss"));
    header.addAll(metrics);
    header.addAll(List.of("parametersSha256", "message"));
    rows.add(header);
    for (TrialResult trial : result.results()) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(trial.number())));
      row.addAll(trial.trial().settings().values());
      row.add(trial.end().label());
      row.add(String.valueOf(trial.epochs().size()));
      row.add(trial.outcome().map(made -> "" + made.model().history().bestEpoch()).orElse(""));
      row.add(trial.validationLoss().isPresent() ? "" + trial.validationLoss().getAsDouble() : "");
      for (String name : metrics) {
        row.add(
            trial
                .outcome()
                .map(made -> made.report().metric(name))
                .filter(Double::isFinite)
                .map(String::valueOf)
                .orElse(""));
      }
      row.add(trial.outcome().map(made -> made.model().parametersSha256()).orElse(""));
      row.add(trial.message());
      rows.add(row);
    }
    return rows;
  }

  /** Everything but the curves. */
  Json json(Optional<Path> saved) {
    Json.Members all =
        Json.object()
            .with("data", data.toString())
            .with("metric", metric.label())
            .with("higherIsBetter", metric.higherIsBetter())
            .with("trials", Json.array(result.results().stream().map(this::json).toList()));
    Optional<TrialResult> best = result.best();
    if (best.isPresent()) {
      Json.Members first =
          Json.object().with("number", best.get().number()).with("command", command);
      all =
          all.with("best", saved.isPresent() ? first.with("model", saved.get().toString()) : first);
    }
    return all;
  }

  private Json json(TrialResult trial) {
    Json.Members settings = Json.object();
    for (Map.Entry<String, String> setting : trial.trial().settings().entrySet()) {
      settings = settings.with(setting.getKey(), setting.getValue());
    }
    Json.Members all =
        Json.object()
            .with("number", trial.number())
            .with("settings", settings)
            .with("end", trial.end().label())
            .with("epochs", trial.epochs().size())
            .with("validationLoss", ReportText.number(trial.validationLoss().orElse(Double.NaN)))
            .with("score", ReportText.number(trial.score()))
            .with("message", trial.message());
    if (trial.outcome().isPresent()) {
      Report report = trial.outcome().get().report();
      all =
          all.with("metrics", ReportText.json(report))
              .with("bestEpoch", trial.outcome().get().model().history().bestEpoch())
              .with("parametersSha256", trial.outcome().get().model().parametersSha256());
    }
    return all;
  }
}
