package dev.chainrule.cli;

import dev.chainrule.cli.report.ResultPage;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Schema;
import dev.chainrule.metric.Metric;
import dev.chainrule.model.Epoch;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.training.Choices;
import dev.chainrule.training.Halving;
import dev.chainrule.training.SearchSpace;
import dev.chainrule.training.Sweep;
import dev.chainrule.training.Trial;
import dev.chainrule.training.TrialResult;
import dev.chainrule.training.TrialResult.End;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chainrule sweep}: many trainings side by side, compared. */
@Command(
    name = "sweep",
    description = {
      "Trains with many settings side by side and compares them on the validation rows.",
      "",
      "All combinations of the listed values are tried, or --trials of them at random, on the same"
          + " rows with the same seed. Each gives the same parameters, to the bit, as train alone with"
          + " the same options. What is not varied can be given as for train. Ctrl-C keeps what is"
          + " done."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule sweep data/concrete.csv --vary learning-rate=0.001,0.01,0.1,1.0 \\",
      "      --optimizer sgd --report rates.html",
      "  chainrule sweep data/titanic.csv --target survived --vary 'hidden=32;64;64,32' \\",
      "      --vary l2=0,0.001,0.01 --out best.safetensors",
      "  chainrule sweep data/digits.csv --vary learning-rate=1e-4..1e-1 \\",
      "      --vary batch-size=16..256 --trials 27 --halving --csv trials.csv"
    })
final class SweepCommand implements Callable<Integer> {

  /** Options that a training has not. */
  private static final List<String> OWN =
      List.of(
          "--vary",
          "--trials",
          "--halving",
          "--metric",
          "--out",
          "--report",
          "--csv",
          "--json",
          "--quiet",
          "--no-color",
          "--stack-trace",
          "--threads");

  private final Console console;
  private final boolean process;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private TrainingData rows = new TrainingData();

  @Option(
      names = "--vary",
      paramLabel = "NAME=VALUES",
      required = true,
      description = {
        "An option of train and the values to try; can be given several times:",
        "learning-rate=0.001,0.01,0.1 lists values; values that have commas themselves are parted by"
            + " semicolons: 'hidden=32;64;64,32'.",
        "learning-rate=1e-4..1e-1 draws from a range, every order of magnitude alike;"
            + " l2=uniform:0..0.1 draws every number alike. Ranges need --trials."
      })
  private List<String> varied = List.of();

  @Option(
      names = "--trials",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "Try so many settings that are drawn at random; --seed draws others.")
  private @Nullable Integer trials;

  @Option(
      names = "--halving",
      paramLabel = "FACTOR",
      arity = "0..1",
      fallbackValue = "3",
      converter = Converters.PositiveCount.class,
      description = {
        "Successive halving: train all for few epochs, then only the best one in FACTOR for FACTOR"
            + " times as many, and so on. By default 3."
      })
  private @Nullable Integer halving;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = {
        "What is compared, such as accuracy, logLoss, rocAuc, r2, rmse.",
        "By default accuracy for classes and r2 for numbers."
      })
  private @Nullable Metric metric;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Save the best model.")
  private @Nullable Path out;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page with the table and the curves, to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write a line for each training, with its settings and all metrics.")
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

  SweepCommand(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  @Override
  public Integer call() {
    Writable.require(out, report, csv);
    Variations variations = new Variations(spec);
    Choices given = training.choices();
    List<Trial> tried = variations.trials(points(variations.space(varied), given));
    LoadedTable loaded = rows.load(given);
    Schema schema = rows.schema(loaded, given);
    Sweep sweep = Sweep.of(choices -> rows.plan(loaded.table(), schema, choices));
    sweep = metric == null ? sweep : sweep.withMetric(metric);
    sweep = halving == null ? sweep : sweep.withHalving(halvingRule());
    sweep = given.get(Choices.THREADS).map(sweep::withThreads).orElse(sweep);
    try (StopRequest stop = process ? StopRequest.bySignal() : StopRequest.never()) {
      Sweep.Result result = run(sweep, tried, stop);
      tell(result, variations, loaded);
      return stop.getAsBoolean() ? Failures.INTERRUPTED : code(result);
    }
  }

  private List<SequencedMap<String, String>> points(SearchSpace space, Choices given) {
    if (trials == null && space.hasRanges()) {
      throw Usage.wrong(spec, "--vary has a range, of which --trials must say how many to draw.");
    }
    try {
      return trials == null
          ? space.grid()
          : space.random(trials, given.get(Choices.SEED).orElse(0L));
    } catch (IllegalArgumentException tooMany) {
      throw Usage.wrong(spec, "--trials " + trials + ": " + tooMany.getMessage());
    }
  }

  private Halving halvingRule() {
    try {
      return new Halving(Objects.requireNonNull(halving));
    } catch (IllegalArgumentException tooLow) {
      throw Usage.wrong(spec, "--halving: " + tooLow.getMessage());
    }
  }

  // ---- training

  private Sweep.Result run(Sweep sweep, List<Trial> tried, StopRequest stop) {
    boolean shown = console.showsProgress(quiet, json);
    try (Tally tally = new Tally(console, shown, "trainings", tried.size())) {
      return sweep.run(
          tried,
          new Sweep.Listener() {
            @Override
            public void epochDone(int trial, Epoch epoch) {
              tally.moved("training " + trial + ": epoch " + epoch.number());
            }

            @Override
            public void ended(TrialResult result) {
              tally.done(said(result));
            }
          },
          stop);
    }
  }

  private static String said(TrialResult result) {
    return "%s: %s%s"
        .formatted(
            result.trial(),
            result.end().label(),
            result.epochs().isEmpty()
                ? ""
                : " after " + Numbers.count(result.epochs().size(), "epoch", "epochs"));
  }

  private static int code(Sweep.Result result) {
    return result.best().isPresent() ? Failures.SUCCESS : Failures.FAILURE;
  }

  // ---- telling

  private void tell(Sweep.Result result, Variations variations, LoadedTable loaded) {
    Optional<TrialResult> best = result.best();
    Path file = out != null ? out : Path.of("best.safetensors");
    String command =
        best.map(first -> variations.command(first.trial(), OWN, file.toString())).orElse("");
    best.flatMap(TrialResult::outcome)
        .filter(_ -> out != null)
        .ifPresent(outcome -> rows.withSource(outcome.model(), loaded).write(file));
    SweepFindings findings = new SweepFindings(result, rows.file(), command);
    if (csv != null) {
      Results.write(csv, findings.csv());
    }
    if (report != null) {
      String whole = Shell.line(spec);
      Results.write(report, ResultPage.of(findings.page(whole)));
    }
    if (json) {
      console.out().line(findings.json(Optional.ofNullable(out)).toText());
    } else if (!quiet) {
      say(result, findings, command);
    }
    if (best.isEmpty()) {
      console.err().line("chainrule: no training came to its end; try smaller learning rates.");
    }
  }

  private void say(Sweep.Result result, SweepFindings findings, String command) {
    Output output = console.out();
    output.line(findings.table());
    output.line();
    output.line(findings.plot(console.outTerminal().columns(), console.glyphs()));
    result
        .best()
        .ifPresent(best -> {
          output.line();
          output.line(
              console
                  .style()
                  .strong(
                      "Best: %s, %s %s%s."
                          .formatted(
                              best.trial(),
                              MetricNames.title(result.metric().label()),
                              MetricNames.value(result.metric().label(), best.score()),
                              best.end() == End.STOPPED ? ", stopped before its end" : "")));
          output.line("The same training alone: " + command);
          if (out != null) {
            output.line("Saved to %s.".formatted(out));
          }
        });
    if (report != null) {
      output.line("Report in %s.".formatted(report));
    }
  }
}
