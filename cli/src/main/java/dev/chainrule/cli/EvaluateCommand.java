package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Field;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.Task;
import dev.chainrule.json.Json;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Model;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule evaluate}: how good a model is on rows whose target is known. */
@Command(
    name = "evaluate",
    description = {
      "Judges a model on a file that has the target column.",
      "",
      "The baseline beside it knows only how the target is distributed in that file: the shares of"
          + " the classes, or the mean."
    },
    footer = {"", "Example:", "  chainrule evaluate penguins.safetensors test.csv"})
final class EvaluateCommand implements Callable<Integer> {

  private final Console console;

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
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @ArgGroup(validate = false, heading = "%nReading CSV:%n")
  private CsvOptions csv = new CsvOptions();

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Model trained = Models.read(model);
    Schema schema = Models.schemaOf(trained, model);
    String target = schema.target().map(Field::name).orElse("");
    Table rows = csv.reader().readFor(schema, data);
    if (rows.find(target).isEmpty()) {
      throw new CommandException(
          "%s: there is no column '%s', which is what the model predicts; without it there is nothing to compare with."
              .formatted(data, target));
    }
    Report report = trained.evaluate(rows);
    Report baseline = baseline(trained.preparation().orElseThrow(), rows);
    if (json) {
      console.out().line(summary(trained, target, report, baseline).toText());
    } else {
      console
          .out()
          .line(
              console
                  .style()
                  .heading(
                      "%s on %s of %s"
                          .formatted(model, Numbers.count(report.rows(), "row", "rows"), data)));
      console.out().line(ReportText.of(report, baseline));
    }
    return Failures.SUCCESS;
  }

  private static Report baseline(Preparation preparation, Table rows) {
    int[] all = IntStream.range(0, rows.rows()).toArray();
    return switch (preparation.target()) {
      case TargetEncoding.Classes classes -> {
        int[] truth = preparation.classIndices(rows, all);
        yield ClassificationReport.baseline(classes.labels(), truth, truth);
      }
      case TargetEncoding.Amount _ -> {
        double[] truth = preparation.amounts(rows, all);
        yield RegressionReport.baseline(truth, truth);
      }
    };
  }

  private Json summary(Model trained, String target, Report report, Report baseline) {
    return Json.object()
        .with("task", trained.task().map(Task::jsonName).orElse(""))
        .with("target", target)
        .with("model", model.toString())
        .with("data", data.toString())
        .with("rows", report.rows())
        .with(
            "metrics",
            Json.object()
                .with("test", ReportText.json(report))
                .with("baseline", ReportText.json(baseline)))
        .with("parametersSha256", trained.parametersSha256());
  }
}
