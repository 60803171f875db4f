package dev.chainrule.cli;

import dev.chainrule.cli.report.LinePlot;
import dev.chainrule.cli.report.ResultPage;
import dev.chainrule.cli.report.ResultReport;
import dev.chainrule.cli.report.ResultReport.Fact;
import dev.chainrule.cli.report.ResultReport.Part;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.cli.text.TerminalPlot;
import dev.chainrule.data.Schema;
import dev.chainrule.json.Json;
import dev.chainrule.metric.Metric;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.text.TextTable;
import dev.chainrule.training.Choices;
import dev.chainrule.training.LearningCurve;
import dev.chainrule.training.LearningCurve.Point;
import dev.chainrule.training.LearningCurve.Result;
import dev.chainrule.training.Scores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chainrule learning-curve}: the score against the number of rows. */
@Command(
    name = "learning-curve",
    description = {
      "Says how the score grows with the number of rows that training knows.",
      "",
      "Would more rows help? The rows are dealt into folds as by cv; each fold is judged by trainings"
          + " that know some, more and all of the other rows. Ctrl-C keeps what is done."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule learning-curve data/concrete.csv --report curve.html",
      "  chainrule learning-curve data/titanic.csv --target survived --sizes 50,100,200,400,800 \\",
      "      --metric logLoss --csv curve.csv"
    })
final class LearningCurveCommand implements Callable<Integer> {

  private final Console console;
  private final boolean process;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private TrainingData rows = new TrainingData();

  @Option(
      names = "--sizes",
      paramLabel = "N",
      split = ",",
      converter = Converters.PositiveNumber.class,
      description = {
        "How many rows training knows: numbers, or shares up to 1 of the rows of the other folds.",
        "By default 0.1,0.2,0.4,0.7,1."
      })
  private List<Double> sizes = List.of();

  @Option(
      names = {"-k", "--folds"},
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      defaultValue = "5",
      description = "How many folds, at least 2. By default 5.")
  private int folds;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = {
        "The score, such as accuracy, logLoss, rocAuc, r2, rmse.",
        "By default accuracy for classes and r2 for numbers."
      })
  private @Nullable Metric metric;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page with the plot, to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write a line for each training, with all metrics.")
  private @Nullable Path csv;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing unless something fails.")
  private boolean quiet;

  @Mixin private TrainingOptions training = new TrainingOptions();

  LearningCurveCommand(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  @Override
  public Integer call() {
    Writable.require(report, csv);
    Choices choices = rows.choices(training.choices(), spec);
    LoadedTable loaded = rows.load(choices);
    Schema schema = rows.schema(loaded, choices);
    if (metric != null) {
      Usage.requireSuits(
          spec, "--metric", metric, rows.plan(loaded.table(), schema, choices).outputs());
    }
    LearningCurve curve = LearningCurve.of(loaded.table(), schema, choices).withFolds(folds);
    LearningCurve sized = sizes.isEmpty() ? curve : curve.withSizes(sizes);
    try (StopRequest stop = process ? StopRequest.bySignal() : StopRequest.never()) {
      Result result = run(sized, stop);
      if (result.runs().isEmpty()) {
        throw new CommandException("Ended before a training was done.");
      }
      Metric by =
          metric != null
              ? metric
              : Metric.telling(result.runs().getFirst().heldOut().outputs()).getFirst();
      tell(result, by, result.points(by.label()));
      return stop.getAsBoolean() ? Failures.INTERRUPTED : Failures.SUCCESS;
    }
  }

  private Result run(LearningCurve curve, StopRequest stop) {
    boolean shown = console.showsProgress(quiet, json);
    try (Tally tally = new Tally(console, shown, "trainings", curve.trainings())) {
      return curve.run(
          run ->
              tally.done(
                  "%s, fold %d".formatted(Numbers.count(run.known(), "row", "rows"), run.fold())),
          stop);
    }
  }

  // ---- telling

  private void tell(Result result, Metric by, List<Point> points) {
    if (csv != null) {
      Results.write(csv, csv(result));
    }
    if (report != null) {
      Results.write(report, ResultPage.of(page(by, points)));
    }
    if (json) {
      console.out().line(summary(result, by, points).toText());
    } else if (!quiet) {
      say(by, points);
    }
  }

  private void say(Metric by, List<Point> points) {
    Output output = console.out();
    TextTable table = TextTable.aligned("rll").row("rows", "learnt from", "never seen");
    table(by, points).forEach(row -> table.row(row.toArray()));
    output.line(table.toString());
    output.line();
    output.line(
        TerminalPlot.of("rows", MetricNames.title(by.label()))
            .withLine("never seen", known(points), means(points, Point::heldOut))
            .withLine("learnt from", known(points), means(points, Point::training))
            .draw(Math.min(console.outTerminal().columns(), 90), 12, console.glyphs()));
    if (report != null) {
      output.line("Report in %s.".formatted(report));
    }
  }

  private static List<List<String>> table(Metric by, List<Point> points) {
    return points.stream()
        .map(point ->
            List.of(
                Numbers.count(point.known()),
                withError(by, point.training()),
                withError(by, point.heldOut())))
        .toList();
  }

  private static String withError(Metric by, Scores scores) {
    return MetricNames.value(by.label(), scores.mean())
        + " ± "
        + MetricNames.value(by.label(), scores.standardError());
  }

  private static double[] known(List<Point> points) {
    return points.stream().mapToDouble(Point::known).toArray();
  }

  private static double[] means(List<Point> points, Function<Point, Scores> which) {
    return points.stream().mapToDouble(point -> which.apply(point).mean()).toArray();
  }

  private static double[] errors(List<Point> points, Function<Point, Scores> which) {
    return points.stream().mapToDouble(point -> which.apply(point).standardError()).toArray();
  }

  private ResultReport page(Metric by, List<Point> points) {
    String title = MetricNames.title(by.label());
    String last = withError(by, points.getLast().heldOut());
    return new ResultReport(
        "Learning curve",
        String.valueOf(rows.file().getFileName()),
        "With %s rows %s on rows that were never seen is %s, with %s rows %s."
            .formatted(
                Numbers.count(points.getFirst().known()),
                title,
                withError(by, points.getFirst().heldOut()),
                Numbers.count(points.getLast().known()),
                last),
        List.of(
            new Part.Figure(
                new LinePlot(
                    "curve",
                    new LinePlot.Words(
                        MetricNames.heading(by.label()) + " against the number of rows",
                        "On rows that were never seen it ends at " + last + ".",
                        "rows",
                        title),
                    false,
                    false,
                    List.of(
                        new LinePlot.Line(
                            "never seen",
                            known(points),
                            means(points, Point::heldOut),
                            errors(points, Point::heldOut)),
                        new LinePlot.Line(
                            "learnt from",
                            known(points),
                            means(points, Point::training),
                            errors(points, Point::training)))),
                "%s over %d folds, mean and standard error, on the rows that were learnt from and on rows that were never seen. A curve that still rises would gain from more rows; a wide gap says that the network learns the rows by heart."
                    .formatted(MetricNames.heading(by.label()), folds)),
            new Part.Rows(
                "The curve in numbers: mean ± standard error over the folds.",
                "rll",
                List.of("rows", "learnt from", "never seen"),
                table(by, points))),
        List.of(new Fact("the same again", Shell.line(spec))));
  }

  private static List<List<String>> csv(Result result) {
    List<String> metrics = List.copyOf(result.runs().getFirst().heldOut().metrics().keySet());
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("rows", "fold", "judgedOn"));
    header.addAll(metrics);
    lines.add(header);
    for (LearningCurve.Run run : result.runs()) {
      for (boolean learnt : new boolean[] {true, false}) {
        List<String> line =
            new ArrayList<>(
                List.of(
                    String.valueOf(run.known()),
                    String.valueOf(run.fold()),
                    learnt ? "learnt from" : "never seen"));
        for (String name : metrics) {
          double value = (learnt ? run.training() : run.heldOut()).metric(name);
          line.add(Double.isFinite(value) ? String.valueOf(value) : "");
        }
        lines.add(line);
      }
    }
    return lines;
  }

  private Json summary(Result result, Metric by, List<Point> points) {
    return Json.object()
        .with("data", rows.file().toString())
        .with("metric", by.label())
        .with("folds", folds)
        .with("planned", result.planned())
        .with("done", result.runs().size())
        .with(
            "points",
            Json.array(
                points.stream()
                    .map(point ->
                        (Json)
                            Json.object()
                                .with("rows", point.known())
                                .with("learntFrom", scores(point.training()))
                                .with("neverSeen", scores(point.heldOut())))
                    .toList()));
  }

  private static Json scores(Scores scores) {
    return Json.object()
        .with("mean", ReportText.number(scores.mean()))
        .with("standardError", ReportText.number(scores.standardError()));
  }
}
