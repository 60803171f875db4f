package dev.chainrule.cli;

import dev.chainrule.cli.report.TrainingPage;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Schema;
import dev.chainrule.engine.Execution;
import dev.chainrule.model.Model;
import dev.chainrule.model.ModelException;
import dev.chainrule.tables.LargeCsv;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.training.Choices;
import dev.chainrule.training.DivergenceException;
import dev.chainrule.training.Fit;
import dev.chainrule.training.TablePlan;
import dev.chainrule.training.TablePlan.Decision;
import dev.chainrule.training.TablePlan.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chainrule train}: from a file to a saved model. */
@Command(
    name = "train",
    description = {
      "Trains a network on a table and saves it.",
      "",
      "Everything that is not given is decided from the data, and train says what it decided.",
      "Columns that look like text or identifiers are left out, with a note."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule train data/penguins.csv --target species",
      "  chainrule train houses.csv --hidden 128,64 --epochs 500 --report houses.html",
      "  chainrule train data.csv.gz --separator tab --ignore id,name --seed 7 --json"
    })
final class TrainCommand implements Callable<Integer> {

  private final Console console;
  private final boolean process;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private TrainingData rows = new TrainingData();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = {
        "Where to save the model. By default in the current folder, named after the data."
            + " A file that is there is replaced."
      })
  private @Nullable Path out;

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description = {
        "Train this model further on the rows of DATA, instead of a new one. It keeps its network, its"
            + " columns, their preparation and its labels; it is kept as it is if no epoch is better.",
      })
  private @Nullable Path from;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a report to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing unless something fails.")
  private boolean quiet;

  @Mixin private TrainingOptions training = new TrainingOptions();

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Mixin private StreamOptions stream = new StreamOptions();

  TrainCommand(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  @Override
  public Integer call() {
    Path modelFile = out != null ? out : defaultModelFile(rows.file());
    Writable.require(modelFile, report);
    stream.check();
    Planned planned = from == null ? planned(modelFile) : further(from, modelFile);
    LoadedTable loaded = planned.loaded();
    Schema schema = planned.schema();
    TablePlan plan = planned.plan();
    List<Decision> decisions = decisions(planned);
    if (!quiet && !json) {
      new TrainingText(console).introduce(decisions, schema);
    }
    Execution.notice().ifPresent(this::notice);
    try (StopRequest stop = process ? StopRequest.bySignal() : StopRequest.never()) {
      boolean replaced = Files.exists(modelFile);
      Outcome outcome = train(plan, stop, modelFile, loaded);
      Model model = rows.withSource(outcome.model(), loaded);
      save(model, modelFile);
      tell(
          new Trained(
              outcome,
              model,
              decisions,
              rows.file(),
              modelFile,
              Optional.ofNullable(report),
              rows.testRows(loaded.table())
                  .map(test ->
                      new Trained.Test(
                          model.evaluate(test),
                          model.baseline(loaded.table(), plan.trainingRows(), test)))),
          replaced);
      return stop.getAsBoolean() ? Failures.INTERRUPTED : Failures.SUCCESS;
    }
  }

  private void save(Model model, Path file) {
    try {
      model.write(file);
    } catch (ModelException unwritable) {
      throw new CommandException(
          unwritable.getMessage() + ". " + checkpoints.whereWhatWasLearntIs(), unwritable);
    }
  }

  private void tell(Trained trained, boolean replaced) {
    if (report != null) {
      Results.write(report, TrainingPage.of(TrainingReports.of(trained, Shell.line(spec))));
    }
    if (json) {
      console.out().line(TrainingJson.of(trained).toText());
    } else if (!quiet) {
      new TrainingText(console).conclude(trained, replaced);
    }
  }

  // ---- reading and deciding

  /**
   * Rows that were read and what was decided of them.
   *
   * @param loaded all rows or a sample
   * @param rows how many there are
   */
  private record Planned(LoadedTable loaded, int rows, Schema schema, TablePlan plan) {}

  private Planned planned(Path modelFile) {
    Choices choices = choices();
    LargeCsv read = read(bar -> rows.loadLarge(choices, stream.room(), bar));
    Schema schema = rows.schema(read.loaded(), choices);
    TablePlan plan =
        isStreamed(read)
            ? rows.plan(
                read,
                schema,
                streamed(choices, modelFile),
                StreamOptions.roomBeside(),
                this::notice)
            : rows.plan(read.sample(), schema, choices);
    return new Planned(read.loaded(), read.rows(), schema, plan);
  }

  private Planned further(Path model, Path modelFile) {
    Choices choices = choices();
    Model trained = Models.read(model);
    Schema schema = Models.schemaOf(trained, model);
    LargeCsv read = read(bar -> rows.loadLargeFor(schema, stream.room(), bar, spec));
    TablePlan plan =
        isStreamed(read)
            ? rows.plan(
                trained,
                read,
                streamed(choices, modelFile),
                StreamOptions.roomBeside(),
                this::notice)
            : rows.plan(trained, read.sample(), choices);
    return new Planned(read.loaded(), read.rows(), schema, plan);
  }

  private LargeCsv read(Function<LongConsumer, LargeCsv> reading) {
    try (ReadingBar bar = ReadingBar.of(console, rows.file(), console.showsProgress(quiet, json))) {
      return reading.apply(bar);
    }
  }

  /** Whether the rows are streamed; if so although nobody asked for it, that is said. */
  private boolean isStreamed(LargeCsv read) {
    boolean streamed = stream.isFor(read);
    if (streamed && !stream.notice().isEmpty()) {
      notice(stream.notice());
    }
    return streamed;
  }

  private void notice(String text) {
    if (!quiet) {
      console.err().line(text);
    }
  }

  private Choices streamed(Choices choices, Path modelFile) {
    return choices.with(Choices.CACHE, stream.cacheFor(modelFile));
  }

  private Choices choices() {
    Choices choices = training.choices();
    return checkpoints
        .policy()
        .map(policy -> choices.with(Choices.CHECKPOINTS, policy))
        .orElse(choices);
  }

  private List<Decision> decisions(Planned planned) {
    List<Decision> all = new ArrayList<>();
    all.add(
        new Decision(
            "data",
            rows.file().toString(),
            "%s, %s"
                .formatted(
                    Numbers.count(planned.rows(), "row", "rows"),
                    Numbers.count(planned.loaded().schema().fields().size(), "column", "columns")),
            false));
    all.add(
        new Decision(
            "target",
            planned.schema().targetNames(),
            rows.givenTarget().isPresent()
                ? "given"
                : from == null ? "the last column; --target chooses another" : "the model's",
            rows.givenTarget().isPresent()));
    for (Decision decision : planned.plan().decisions()) {
      boolean chosenTask = rows.givenTask().isPresent() && decision.name().equals("task");
      all.add(chosenTask ? new Decision("task", decision.value(), "given", true) : decision);
    }
    return all;
  }

  // ---- training

  private Outcome train(TablePlan plan, StopRequest stop, Path modelFile, LoadedTable loaded) {
    boolean shown = console.showsProgress(quiet, json);
    try (ProgressDisplay display =
        shown
            ? ProgressDisplay.on(console, plan.validationMetric())
            : ProgressDisplay.quiet(console)) {
      return plan.train(display, stop);
    } catch (DivergenceException diverged) {
      throw new CommandException(
          diverged.getMessage() + keptAfter(diverged, plan, modelFile, loaded), diverged);
    }
  }

  /** Saves the best parameters from before the trouble, if there are any. */
  private String keptAfter(
      DivergenceException diverged, TablePlan plan, Path modelFile, LoadedTable loaded) {
    Optional<Fit> lastGood = diverged.lastGood();
    if (lastGood.isEmpty()) {
      return " Nothing was saved.";
    }
    Fit fit = lastGood.get();
    rows.withSource(plan.model(fit), loaded).write(modelFile);
    return " The parameters of epoch %d, the best before that, were saved in %s."
        .formatted(fit.history().bestEpoch(), modelFile);
  }

  /** {@code data/penguins.csv.gz} gives {@code penguins.safetensors} in the current folder. */
  static Path defaultModelFile(Path data) {
    String name = String.valueOf(data.getFileName()).replaceFirst("(?i)\\.gz$", "");
    String stem = name.replaceFirst("(?i)\\.(csv|tsv|txt|tab|data|idx)$", "");
    return Path.of((stem.isEmpty() ? "model" : stem) + ".safetensors");
  }
}
