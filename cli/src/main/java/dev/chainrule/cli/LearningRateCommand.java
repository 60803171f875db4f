package dev.chainrule.cli;

import dev.chainrule.cli.report.LearningRatePage;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.cli.text.TerminalPlot;
import dev.chainrule.json.Json;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.training.Choices;
import dev.chainrule.training.RateSearch;
import dev.chainrule.training.RateSearch.Range;
import dev.chainrule.training.RateSearch.Step;
import dev.chainrule.training.TablePlan;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chainrule lr-find}: a learning rate, by a range test. */
@Command(
    name = "lr-find",
    description = {
      "Looks for a learning rate: trains a few steps, each at a higher rate than the one before.",
      "",
      "The loss falls at first and breaks out at the end; about a tenth of the rate at which it is"
          + " least is proposed. Network, optimizer, penalty and batches are those of train with the"
          + " same options. Nothing is saved."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule lr-find data/penguins.csv --target species",
      "  chainrule lr-find data/digits.csv --optimizer sgd --report rates.html"
    })
final class LearningRateCommand implements Callable<Integer> {

  private static final int PLOT_ROWS = 14;

  /** What train knows and a range test has no use for. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "--learning-rate",
          "--schedule",
          "--warmup",
          "--average",
          "--epochs",
          "--patience",
          "--best-by",
          "--min-improvement",
          "--time-limit",
          "--calibrate",
          "--calibration-share",
          "--threshold");

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private TrainingData rows = new TrainingData();

  @Option(
      names = "--from",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = "The first learning rate. By default 1e-6.")
  private double from = Range.usual().from();

  @Option(
      names = "--to",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = "The last learning rate. By default 10.")
  private double to = Range.usual().to();

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "How many rates, one a step, at least 10. By default 200.")
  private int steps = Range.usual().steps();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page with the plot, to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Mixin private TrainingOptions training = new TrainingOptions();

  LearningRateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Usage.refuse(
        spec, WITHOUT_EFFECT, "a range test sets the learning rate itself and ends by it.");
    Range range = new Range(from, to, steps);
    Writable.require(report);
    Choices choices = training.choices();
    LoadedTable loaded = rows.load(choices);
    TablePlan plan = rows.plan(loaded.table(), rows.schema(loaded, choices), choices);
    RateSearch search = plan.searchRate(range);
    if (report != null) {
      String data = String.valueOf(rows.file().getFileName());
      Results.write(report, LearningRatePage.of(search, data, Shell.line(spec)));
    }
    if (json) {
      console.out().line(json(search, plan).toText());
    } else {
      tell(search);
    }
    return Failures.SUCCESS;
  }

  private void tell(RateSearch search) {
    Output output = console.out();
    output.line(
        TerminalPlot.of("learning rate", "smoothed loss")
            .withLogarithmicX()
            .withLine(
                "",
                search.steps().stream().mapToDouble(Step::rate).toArray(),
                search.steps().stream().mapToDouble(Step::smoothed).toArray())
            .draw(Math.min(100, console.outTerminal().columns()), PLOT_ROWS, console.glyphs()));
    output.line();
    search
        .least()
        .ifPresent(least ->
            output.line(
                "The smoothed loss is least, %s, at a rate of %s; %s."
                    .formatted(
                        Numbers.significant(least.smoothed(), 3),
                        Numbers.significant(least.rate(), 2),
                        search.brokeOut()
                            ? "it broke out at "
                                + Numbers.significant(search.steps().getLast().rate(), 2)
                            : "it did not break out")));
    if (search.proposal().isPresent()) {
      output.line(
          console
              .style()
              .heading("Proposal: --learning-rate " + text(search.proposal().getAsDouble())));
    }
    output.line(search.reason());
    if (report != null) {
      output.line("Report in %s.".formatted(report));
    }
  }

  private static String text(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }

  private static Json json(RateSearch search, TablePlan plan) {
    Json.Members summary =
        Json.object()
            .with("optimizer", plan.trainer().optimizer().label())
            .with("brokeOut", search.brokeOut())
            .with("reason", search.reason());
    if (search.proposal().isPresent()) {
      summary = summary.with("proposal", search.proposal().getAsDouble());
    }
    if (search.least().isPresent()) {
      summary = summary.with("least", json(search.least().get()));
    }
    return summary.with(
        "steps", Json.array(search.steps().stream().map(LearningRateCommand::json).toList()));
  }

  private static Json json(Step step) {
    return Json.object()
        .with("rate", step.rate())
        .with("loss", step.loss())
        .with("smoothed", step.smoothed());
  }
}
