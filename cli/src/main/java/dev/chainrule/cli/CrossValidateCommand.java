package dev.chainrule.cli;

import dev.chainrule.cli.report.BarPlot;
import dev.chainrule.cli.report.ResultPage;
import dev.chainrule.cli.report.ResultReport;
import dev.chainrule.cli.report.ResultReport.Fact;
import dev.chainrule.cli.report.ResultReport.Part;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.json.Json;
import dev.chainrule.metric.Metric;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.text.TextTable;
import dev.chainrule.training.Choices;
import dev.chainrule.training.CrossValidation;
import dev.chainrule.training.CrossValidation.Fold;
import dev.chainrule.training.CrossValidation.Result;
import dev.chainrule.training.Scores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chainrule cv}: how good a way of training is, by cross-validation. */
@Command(
    name = "cv",
    aliases = "cross-validate",
    description = {
      "Judges a way of training by cross-validation: mean and standard error of every metric.",
      "",
      "The rows are dealt into folds, classes in equal shares; each fold is judged by a training on"
          + " the other folds, which decides everything anew and holds out its own rows to choose the"
          + " epoch. Trainings run side by side. Ctrl-C keeps the folds that are done."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule cv data/penguins.csv --target species --folds 10",
      "  chainrule cv data/concrete.csv --repeats 3 --hidden 64 --report cv.html",
      "  chainrule cv patients.csv --group-column patient --predictions out-of-fold.csv"
    })
final class CrossValidateCommand implements Callable<Integer> {

  private final Console console;
  private final boolean process;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private TrainingData rows = new TrainingData();

  @Option(
      names = {"-k", "--folds"},
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "How many folds, at least 2. By default 5.")
  private @Nullable Integer folds;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      defaultValue = "1",
      description = "How many times over, each with the next seed. By default 1.")
  private int repeats;

  @Option(
      names = "--fold-column",
      paramLabel = "COLUMN",
      description = "Each value of this column is a fold. The column is no input.")
  private @Nullable String foldColumn;

  @Option(
      names = "--group-column",
      paramLabel = "COLUMN",
      description = {
        "Rows with the same value in this column, such as one patient's, stay in one fold.",
        "The column is no input."
      })
  private @Nullable String groupColumn;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = {
        "Also write what was predicted for each row by the training that has not seen it, as CSV."
      })
  private @Nullable Path predictions;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing unless something fails.")
  private boolean quiet;

  @ArgGroup(validate = false, heading = "%nTraining:%n", order = 1)
  private TrainingOptions training = new TrainingOptions();

  CrossValidateCommand(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  @Override
  public Integer call() {
    Stream.of(Optional.ofNullable(predictions), Optional.ofNullable(report))
        .flatMap(Optional::stream)
        .forEach(Writable::require);
    if (foldColumn != null && folds != null) {
      throw Usage.wrong(spec, "--folds has no effect here: each value of --fold-column is a fold.");
    }
    if (foldColumn != null && groupColumn != null) {
      throw Usage.wrong(spec, "--fold-column and --group-column cannot go together.");
    }
    Optional<String> aside = Optional.ofNullable(foldColumn != null ? foldColumn : groupColumn);
    Choices choices = rows.choices(training.choices(), spec);
    LoadedTable loaded = rows.load(choices, aside);
    Schema schema = rows.schema(loaded, choices);
    CrossValidation validation = validation(loaded.table(), schema, choices);
    if (!quiet) {
      validation.notice().ifPresent(console.err()::line);
    }
    try (StopRequest stop = process ? StopRequest.bySignal() : StopRequest.never()) {
      Result result = run(validation, stop);
      if (result.folds().isEmpty()) {
        throw new CommandException("Ended before a fold was done.");
      }
      tell(result, loaded.table(), schema);
      return stop.getAsBoolean() ? Failures.INTERRUPTED : Failures.SUCCESS;
    }
  }

  private CrossValidation validation(Table table, Schema schema, Choices choices) {
    CrossValidation validation = CrossValidation.of(table, schema, choices).withRepeats(repeats);
    if (foldColumn != null) {
      return validation.withFoldsOf(table.column(foldColumn));
    }
    CrossValidation grouped =
        groupColumn == null ? validation : validation.withGroups(table.column(groupColumn));
    return folds == null ? grouped : grouped.withFolds(folds);
  }

  private Result run(CrossValidation validation, StopRequest stop) {
    boolean shown = !quiet && (!json || console.errTerminal().present());
    try (Tally tally = new Tally(console, shown, "trainings", validation.trainings())) {
      return validation.run(
          fold ->
              tally.done(
                  "fold %s%s: %s"
                      .formatted(
                          fold.name(),
                          repeats > 1 ? " of repeat " + fold.repeat() : "",
                          headline(fold))),
          stop);
    }
  }

  private static String headline(Fold fold) {
    Metric first = Metric.telling(fold.report().outputs()).getFirst();
    return MetricNames.title(first.label())
        + " "
        + MetricNames.value(first.label(), fold.report().metric(first));
  }

  // ---- telling

  private void tell(Result result, Table table, Schema schema) {
    if (predictions != null) {
      Results.write(predictions, OutOfFold.rows(result, table, schema));
    }
    if (report != null) {
      Results.write(report, ResultPage.of(page(result)));
    }
    if (json) {
      console.out().line(summary(result).toText());
    } else if (!quiet) {
      say(result);
    }
  }

  private static List<String> telling(Result result) {
    return Metric.telling(result.folds().getFirst().report().outputs()).stream()
        .map(Metric::label)
        .toList();
  }

  private void say(Result result) {
    Output output = console.out();
    List<String> metrics = telling(result);
    TextTable each = TextTable.aligned("lrr" + "r".repeat(metrics.size()));
    each.row(header(result).toArray());
    result.folds().forEach(fold -> each.row(line(fold, metrics).toArray()));
    output.line(each.toString());
    output.line();
    output.line(console.style().heading(over(result)));
    TextTable summary =
        TextTable.aligned("lrrr").row("", "mean", "standard error", "baseline's mean");
    for (List<String> row : summaryRows(result, metrics)) {
      summary.row(row.toArray());
    }
    output.line(summary.toString());
    if (predictions != null) {
      output.line("Predictions in %s.".formatted(predictions));
    }
    if (report != null) {
      output.line("Report in %s.".formatted(report));
    }
  }

  private static String over(Result result) {
    return "Over %s%s"
        .formatted(
            Numbers.count(result.folds().size(), "fold", "folds"),
            result.folds().size() < result.planned()
                ? " of " + Numbers.count(result.planned()) + ", the others not being done"
                : "");
  }

  private List<String> header(Result result) {
    List<String> header = new ArrayList<>(List.of("fold", "rows", "epoch"));
    telling(result).forEach(metric -> header.add(MetricNames.title(metric)));
    return header;
  }

  private List<String> line(Fold fold, List<String> metrics) {
    List<String> cells = new ArrayList<>();
    cells.add(repeats > 1 ? fold.repeat() + "/" + fold.name() : fold.name());
    cells.add(Numbers.count(fold.rows().length));
    cells.add(Numbers.count(fold.epoch()));
    for (String metric : metrics) {
      cells.add(MetricNames.value(metric, fold.report().metric(metric)));
    }
    return cells;
  }

  private static List<List<String>> summaryRows(Result result, List<String> metrics) {
    List<List<String>> rows = new ArrayList<>();
    for (String metric : metrics) {
      Scores scores = result.scores(metric);
      rows.add(
          List.of(
              MetricNames.title(metric),
              MetricNames.value(metric, scores.mean()),
              MetricNames.value(metric, scores.standardError()),
              MetricNames.value(
                  metric, Objects.requireNonNull(result.baseline().get(metric)).mean())));
    }
    return rows;
  }

  private ResultReport page(Result result) {
    List<String> metrics = telling(result);
    String first = metrics.getFirst();
    Scores scores = result.scores(first);
    String title = MetricNames.title(first);
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Rows(
            "Mean and standard error over the folds. The baseline knows only how the target is distributed.",
            "lrrr",
            List.of("metric", "mean", "standard error", "baseline's mean"),
            summaryRows(result, metrics)));
    parts.add(new Part.Section("Each fold"));
    parts.add(
        new Part.Figure(
            new BarPlot(
                "folds",
                title + " of each fold",
                "From %s to %s."
                    .formatted(
                        MetricNames.value(
                            first,
                            result.folds().stream()
                                .mapToDouble(fold -> fold.report().metric(first))
                                .min()
                                .orElse(0)),
                        MetricNames.value(
                            first,
                            result.folds().stream()
                                .mapToDouble(fold -> fold.report().metric(first))
                                .max()
                                .orElse(0))),
                title,
                result.folds().stream()
                    .map(fold ->
                        new BarPlot.Bar(
                            "fold " + line(fold, List.of()).getFirst(),
                            fold.report().metric(first),
                            0))
                    .toList()),
            title + " of each fold, judged by the training that has not seen it."));
    parts.add(
        new Part.Rows(
            "Every fold, the epoch that was kept, and its metrics.",
            "lrr" + "r".repeat(metrics.size()),
            header(result),
            result.folds().stream().map(fold -> line(fold, metrics)).toList()));
    return new ResultReport(
        "Cross-validation",
        String.valueOf(rows.file().getFileName()),
        "%s: %s is %s ± %s (mean ± standard error)."
            .formatted(
                over(result),
                title,
                MetricNames.value(first, scores.mean()),
                MetricNames.value(first, scores.standardError())),
        parts,
        List.of(
            new Fact(
                "the same again",
                Shell.line("cv", spec.commandLine().getParseResult().originalArgs()))));
  }

  private Json summary(Result result) {
    Json.Members metrics = Json.object();
    for (var metric : result.scores().entrySet()) {
      Scores scores = metric.getValue();
      metrics =
          metrics.with(
              metric.getKey(),
              Json.object()
                  .with("mean", ReportText.number(scores.mean()))
                  .with("standardError", ReportText.number(scores.standardError()))
                  .with("deviation", ReportText.number(scores.deviation()))
                  .with("folds", scores.count())
                  .with(
                      "baseline",
                      ReportText.number(
                          Objects.requireNonNull(result.baseline().get(metric.getKey())).mean())));
    }
    return Json.object()
        .with("data", rows.file().toString())
        .with("planned", result.planned())
        .with("metrics", metrics)
        .with(
            "folds",
            Json.array(
                result.folds().stream()
                    .map(fold ->
                        (Json)
                            Json.object()
                                .with("repeat", fold.repeat())
                                .with("fold", fold.name())
                                .with("rows", fold.rows().length)
                                .with("bestEpoch", fold.epoch())
                                .with("metrics", ReportText.json(fold.report())))
                    .toList()));
  }
}
