package dev.chainrule.cli;

import dev.chainrule.cli.report.BarPlot;
import dev.chainrule.cli.report.ResultPage;
import dev.chainrule.cli.report.ResultReport;
import dev.chainrule.cli.report.ResultReport.Fact;
import dev.chainrule.cli.report.ResultReport.Part;
import dev.chainrule.cli.text.BarChart;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Table;
import dev.chainrule.explain.PermutationImportance;
import dev.chainrule.explain.PermutationImportance.Importance;
import dev.chainrule.explain.PermutationImportance.Result;
import dev.chainrule.json.Json;
import dev.chainrule.metric.Metric;
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

/** {@code chainrule importance}: how much a model needs each column. */
@Command(
    name = "importance",
    description = {
      "Says how much worse a model gets when the cells of a column are shuffled among the rows.",
      "",
      "Use rows that training has not seen. Columns that say the same share their importance. Ctrl-C"
          + " keeps the columns that are done."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule importance titanic.safetensors test.csv",
      "  chainrule importance houses.safetensors test.csv --metric mae --repeats 30 --report i.html"
    })
final class ImportanceCommand implements Callable<Integer> {

  private final Console console;
  private final boolean process;

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
      names = "--metric",
      paramLabel = "NAME",
      description = {
        "The score, such as accuracy, logLoss, rocAuc, r2, rmse.",
        "By default accuracy for classes and r2 for numbers."
      })
  private @Nullable Metric metric;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      defaultValue = "10",
      description = "How many shuffles a column. By default 10.")
  private int repeats;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the shuffles. By default 0.")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page with the chart, to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Mixin private CsvOptions csv = new CsvOptions();

  ImportanceCommand(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  @Override
  public Integer call() {
    Writable.require(report);
    Model trained = Models.read(model);
    Table rows = Models.rowsWithTarget(trained, model, csv.reader(), data);
    PermutationImportance importance =
        PermutationImportance.of(trained, rows).withRepeats(repeats).withSeed(seed);
    importance = metric == null ? importance : importance.withMetric(metric);
    try (StopRequest stop = process ? StopRequest.bySignal() : StopRequest.never()) {
      Result result = run(importance, stop);
      tell(result, rows);
      return stop.getAsBoolean() ? Failures.INTERRUPTED : Failures.SUCCESS;
    }
  }

  private Result run(PermutationImportance importance, StopRequest stop) {
    boolean shown = console.errTerminal().present();
    try (Tally tally = new Tally(console, shown, "columns", importance.columns().size())) {
      return importance.run(done -> tally.done(done.column()), stop);
    }
  }

  private void tell(Result result, Table rows) {
    if (report != null) {
      Results.write(report, ResultPage.of(page(result, rows)));
    }
    if (json) {
      console.out().line(summary(result, rows).toText());
      return;
    }
    console.out().line(console.style().heading(heading(result, rows)));
    BarChart chart = BarChart.empty();
    for (Importance each : result.columns()) {
      chart = chart.withBar(each.column(), each.mean(), value(each));
    }
    console
        .out()
        .line(chart.draw(Math.min(console.outTerminal().columns(), 100), console.glyphs()));
    if (report != null) {
      console.out().line("Report in %s.".formatted(report));
    }
  }

  private static String heading(Result result, Table rows) {
    String name = result.metric().label();
    return "%s is %s on %s; shuffled, a column makes it worse by"
        .formatted(
            MetricNames.heading(name),
            MetricNames.value(name, result.score()),
            Numbers.count(rows.rows(), "row", "rows"));
  }

  private static String value(Importance each) {
    return "%s ± %s".formatted(Numbers.fixed(each.mean(), 4), Numbers.fixed(each.deviation(), 4));
  }

  private ResultReport page(Result result, Table rows) {
    String title = MetricNames.title(result.metric().label());
    return new ResultReport(
        "Permutation importance",
        model.getFileName() + " on " + data.getFileName(),
        heading(result, rows)
            + " the lengths of the bars. Only rows that training has not seen tell how much it needs a column; columns that say the same share their importance.",
        List.of(
            new Part.Figure(
                new BarPlot(
                    "importance",
                    "Importance of each column",
                    result.columns().isEmpty()
                        ? "No column."
                        : "The most important is " + result.columns().getFirst().column() + ".",
                    title + " lost",
                    result.columns().stream()
                        .map(each -> new BarPlot.Bar(each.column(), each.mean(), each.deviation()))
                        .toList()),
                "How much %s gets worse when a column is shuffled: mean and standard deviation over %s."
                    .formatted(title, Numbers.count(repeats, "shuffle", "shuffles"))),
            new Part.Rows(
                "The same in numbers.",
                "lrr",
                List.of("column", "mean", "standard deviation"),
                result.columns().stream()
                    .map(each ->
                        List.of(
                            each.column(),
                            Numbers.fixed(each.mean(), 4),
                            Numbers.fixed(each.deviation(), 4)))
                    .toList())),
        List.of(new Fact("the same again", Shell.line(spec))));
  }

  private Json summary(Result result, Table rows) {
    return Json.object()
        .with("model", model.toString())
        .with("data", data.toString())
        .with("rows", rows.rows())
        .with("metric", result.metric().label())
        .with("score", result.score())
        .with("repeats", repeats)
        .with("seed", seed)
        .with(
            "columns",
            Json.array(
                result.columns().stream()
                    .map(each ->
                        (Json)
                            Json.object()
                                .with("column", each.column())
                                .with("mean", ReportText.number(each.mean()))
                                .with("deviation", ReportText.number(each.deviation()))
                                .with(
                                    "losses",
                                    Json.array(
                                        each.losses().stream().map(ReportText::number).toList())))
                    .toList()));
  }
}
