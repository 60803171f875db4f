package dev.chainrule.cli;

import dev.chainrule.cli.report.BarPlot;
import dev.chainrule.cli.report.LinePlot;
import dev.chainrule.cli.report.ResultPage;
import dev.chainrule.cli.report.ResultReport;
import dev.chainrule.cli.report.ResultReport.Fact;
import dev.chainrule.cli.report.ResultReport.Part;
import dev.chainrule.cli.text.BarChart;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.cli.text.TerminalPlot;
import dev.chainrule.data.Table;
import dev.chainrule.explain.PartialDependence;
import dev.chainrule.explain.PartialDependence.Point;
import dev.chainrule.explain.PartialDependence.Result;
import dev.chainrule.json.Json;
import dev.chainrule.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chainrule dependence}: what a model predicts as one column changes. */
@Command(
    name = "dependence",
    description = {
      "Shows what a model predicts when one column takes one value after another in all rows.",
      "",
      "The average over the rows is the partial dependence; thin lines are single rows. Where columns"
          + " depend on each other, the average is over rows that cannot exist."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule dependence concrete.safetensors data/concrete.csv --column age",
      "  chainrule dependence titanic.safetensors data/titanic.csv --column sex --label yes \\",
      "      --report sex.html"
    })
final class DependenceCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train has saved.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "A file with the model's columns.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(
      names = "--column",
      paramLabel = "COLUMN",
      required = true,
      description = "The column that changes: numbers or labels.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String column;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "For classes: whose probability is shown. By default the last label's.")
  private @Nullable String label;

  @Option(
      names = "--values",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      defaultValue = "100",
      description = "At most so many values of a number, at least 2. By default 100.")
  private int values;

  @Option(
      names = "--lines",
      paramLabel = "N",
      converter = Converters.Patience.class,
      defaultValue = "12",
      description = "How many single rows are shown, evenly spaced; none for none. By default 12.")
  private int lines;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page with the plot, to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Mixin private CsvOptions csv = new CsvOptions();

  DependenceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Writable.require(report);
    Model trained = Models.read(model);
    if (label != null && !trained.task().orElseThrow().isClassification()) {
      throw Usage.wrong(spec, "--label has no effect here: the model predicts a number.");
    }
    Table rows = csv.reader().readFor(Models.inputsOf(trained, model), data);
    PartialDependence dependence =
        PartialDependence.of(trained, rows, column).withResolution(values);
    Result result = (label == null ? dependence : dependence.withLabel(label)).run();
    int[] shown = shown(rows.rows());
    if (report != null) {
      Results.write(report, ResultPage.of(page(result, shown, rows)));
    }
    if (json) {
      console.out().line(summary(result, shown, rows).toText());
    } else {
      say(result, rows);
    }
    return Failures.SUCCESS;
  }

  /** The rows that are shown singly, evenly spaced. */
  private int[] shown(int rows) {
    int count = Math.min(lines, rows);
    return IntStream.range(0, count).map(i -> (int) ((long) i * rows / count)).toArray();
  }

  private void say(Result result, Table rows) {
    console
        .out()
        .line(
            console
                .style()
                .heading(
                    "%s by %s, mean over %s"
                        .formatted(
                            result.predicted(),
                            column,
                            Numbers.count(rows.rows(), "row", "rows"))));
    int columns = Math.min(console.outTerminal().columns(), 90);
    if (result.numeric()) {
      console
          .out()
          .line(
              TerminalPlot.of(column, result.predicted())
                  .withLine("", numbers(result), means(result))
                  .draw(columns, 14, console.glyphs()));
    } else {
      BarChart chart = BarChart.empty();
      for (Point point : result.points()) {
        chart = chart.withBar(point.value(), point.mean(), Numbers.significant(point.mean(), 4));
      }
      console.out().line(chart.draw(columns, console.glyphs()));
    }
    if (report != null) {
      console.out().line("Report in %s.".formatted(report));
    }
  }

  private static double[] numbers(Result result) {
    return result.points().stream().mapToDouble(Point::number).toArray();
  }

  private static double[] means(Result result) {
    return result.points().stream().mapToDouble(Point::mean).toArray();
  }

  private static double[] row(Result result, int row) {
    return result.points().stream().mapToDouble(point -> point.predictions()[row]).toArray();
  }

  private ResultReport page(Result result, int[] shown, Table rows) {
    double[] means = means(result);
    String range =
        "The mean goes from %s to %s."
            .formatted(
                Numbers.significant(Arrays.stream(means).min().orElse(0), 4),
                Numbers.significant(Arrays.stream(means).max().orElse(0), 4));
    String title = "%s by %s".formatted(result.predicted(), column);
    List<Part> parts = new ArrayList<>();
    if (result.numeric()) {
      List<LinePlot.Line> curves = new ArrayList<>();
      curves.add(new LinePlot.Line("mean", numbers(result), means));
      for (int each : shown) {
        curves.add(new LinePlot.Line("", numbers(result), row(result, each)));
      }
      parts.add(
          new Part.Figure(
              new LinePlot(
                  "dependence",
                  new LinePlot.Words(title, range, column, result.predicted()),
                  false,
                  false,
                  curves),
              "The mean over %s%s."
                  .formatted(
                      Numbers.count(rows.rows(), "row", "rows"),
                      shown.length > 0
                          ? ", and as thin lines "
                              + Numbers.count(shown.length, "single row", "single rows")
                          : "")));
    } else {
      parts.add(
          new Part.Figure(
              new BarPlot(
                  "dependence",
                  title,
                  range,
                  result.predicted(),
                  result.points().stream()
                      .map(point -> new BarPlot.Bar(point.value(), point.mean(), 0))
                      .toList()),
              "The mean over %s.".formatted(Numbers.count(rows.rows(), "row", "rows"))));
    }
    return new ResultReport(
        "Partial dependence",
        title,
        range + " Where columns depend on each other, the mean is over rows that cannot exist.",
        parts,
        List.of(new Fact("the same again", Shell.line(spec))));
  }

  private Json summary(Result result, int[] shown, Table rows) {
    return Json.object()
        .with("model", model.toString())
        .with("data", data.toString())
        .with("rows", rows.rows())
        .with("column", column)
        .with("predicted", result.predicted())
        .with(
            "points",
            Json.array(
                result.points().stream()
                    .map(point ->
                        (Json)
                            Json.object()
                                .with(
                                    "value",
                                    result.numeric()
                                        ? ReportText.number(point.number())
                                        : Json.of(point.value()))
                                .with("mean", ReportText.number(point.mean())))
                    .toList()))
        .with(
            "lines",
            Json.array(
                Arrays.stream(shown)
                    .mapToObj(each ->
                        (Json)
                            Json.object()
                                .with("row", each + 1)
                                .with(
                                    "predictions",
                                    Json.array(
                                        Arrays.stream(row(result, each))
                                            .mapToObj(ReportText::number)
                                            .toList())))
                    .toList()));
  }
}
