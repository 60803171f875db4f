package dev.chainrule.cli;

import dev.chainrule.cli.report.EvaluationPage;
import dev.chainrule.cli.report.EvaluationReport;
import dev.chainrule.cli.report.Judgement;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Task;
import dev.chainrule.json.Json;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Evaluation;
import dev.chainrule.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chainrule evaluate}: how good a model is on rows whose target is known. */
@Command(
    name = "evaluate",
    description = {
      "Judges a model on a file that has the target column.",
      "",
      "The baseline beside it knows only how the target is distributed in that file: the shares of"
          + " the classes, or the mean.",
      "",
      "The file may be larger than memory: its rows are read and predicted in pieces, and only"
          + " targets and predictions are kept."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule evaluate penguins.safetensors test.csv --report test.html",
      "  chainrule evaluate penguins.safetensors test.csv --metrics rocAuc,logLoss --json"
    })
final class EvaluateCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train has saved.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "A file with the model's columns and its target.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(
      names = "--metrics",
      paramLabel = "NAME,...|all",
      description = {
        "Which metrics to say, such as rocAuc,logLoss, or all that suit.",
        "By default the most telling; with --json all."
      })
  private @Nullable MetricChoice metrics;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a report to look at in a browser.")
  private @Nullable Path page;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Mixin private CsvOptions csv = new CsvOptions();

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Writable.require(page);
    Model trained = Models.read(model);
    Schema schema = Models.schemaOf(trained, model);
    Evaluation evaluation = trained.evaluation();
    try (ReadingBar bar = ReadingBar.of(console, data, true)) {
      csv.reader()
          .withProgress(bar)
          .readPieces(
              schema,
              data,
              piece -> {
                Models.requireTargets(schema, piece, data);
                evaluation.add(piece);
              });
    }
    Report report = evaluation.report();
    Report baseline = evaluation.baseline();
    String target = schema.targetNames();
    List<Metric> chosen = chosen(report.outputs());
    if (page != null) {
      write(page, trained, new Judgement(target, report, baseline, "the rows of this file"));
    }
    if (json) {
      console.out().line(summary(trained, target, report, baseline, chosen).toText());
    } else {
      say(report, baseline, chosen);
    }
    return Failures.SUCCESS;
  }

  private List<Metric> chosen(Outputs outputs) {
    return metrics != null
        ? metrics.of(outputs, spec)
        : json ? Metric.suiting(outputs) : Metric.telling(outputs);
  }

  private void say(Report report, Report baseline, List<Metric> chosen) {
    Output output = console.out();
    output.line(
        console
            .style()
            .heading(
                "%s on %s of %s"
                    .formatted(model, Numbers.count(report.rows(), "row", "rows"), data)));
    output.line(ReportText.of(report, baseline, chosen));
    if (page != null) {
      output.line();
      output.line("Report in %s.".formatted(page));
    }
  }

  private void write(Path file, Model trained, Judgement judgement) {
    String text =
        EvaluationPage.of(
            new EvaluationReport(
                String.valueOf(data.getFileName()),
                judgement,
                model.toString(),
                trained.provenance(),
                trained.parametersSha256(),
                Shell.line(spec)));
    Results.write(file, text);
  }

  private Json summary(
      Model trained, String target, Report report, Report baseline, List<Metric> chosen) {
    Json.Members summary =
        Json.object()
            .with("task", trained.task().map(Task::jsonName).orElse(""))
            .with("target", target)
            .with("model", model.toString())
            .with("data", data.toString())
            .with("rows", report.rows());
    if (page != null) {
      summary = summary.with("report", page.toString());
    }
    summary =
        summary.with(
            "metrics",
            Json.object()
                .with("test", ReportText.json(report, chosen))
                .with("baseline", ReportText.json(baseline, chosen)));
    return ReportDetails.with(summary, report).with("parametersSha256", trained.parametersSha256());
  }
}
