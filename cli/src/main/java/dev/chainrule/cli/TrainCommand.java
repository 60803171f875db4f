package dev.chainrule.cli;

import dev.chainrule.cli.report.TrainingPage;
import dev.chainrule.cli.report.TrainingReport;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Field;
import dev.chainrule.data.Field.Role;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.engine.Execution;
import dev.chainrule.file.SafeFile;
import dev.chainrule.json.Json;
import dev.chainrule.model.History;
import dev.chainrule.model.Model;
import dev.chainrule.model.Predictions.NumberPredictions;
import dev.chainrule.model.Provenance;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.training.DivergenceException;
import dev.chainrule.training.Fit;
import dev.chainrule.training.TablePlan;
import dev.chainrule.training.TablePlan.Decision;
import dev.chainrule.training.TablePlan.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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

  @ArgGroup(validate = false, heading = "%nTraining:%n", order = 1)
  private TrainingOptions training = new TrainingOptions();

  TrainCommand(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  @Override
  public Integer call() {
    Path modelFile = out != null ? out : defaultModelFile(rows.file());
    Writable.require(modelFile);
    if (report != null) {
      Writable.require(report);
    }
    LoadedTable loaded = rows.load();
    Schema schema = rows.schema(loaded);
    TablePlan plan = rows.plan(loaded.table(), schema, training.choices());
    List<Decision> decisions = decisions(loaded, schema, plan);
    if (!quiet && !json) {
      introduce(decisions, schema);
    }
    if (!quiet) {
      Execution.notice().ifPresent(console.err()::line);
    }
    try (StopRequest stop = process ? StopRequest.bySignal() : StopRequest.never()) {
      boolean replaced = Files.exists(modelFile);
      Outcome outcome = train(plan, stop, modelFile, loaded, decisions);
      Model model = outcome.model().withProvenance(provenance(outcome.model(), loaded, decisions));
      model.write(modelFile);
      if (report != null) {
        write(report, page(outcome, model, decisions, modelFile));
      }
      if (json) {
        console.out().line(summary(outcome, model, decisions, modelFile).toText());
      } else if (!quiet) {
        conclude(outcome, model, modelFile, replaced);
      }
      return stop.getAsBoolean() ? Failures.INTERRUPTED : Failures.SUCCESS;
    }
  }

  // ---- reading and deciding

  private List<Decision> decisions(LoadedTable loaded, Schema schema, TablePlan plan) {
    List<Decision> all = new ArrayList<>();
    all.add(
        new Decision(
            "data",
            rows.file().toString(),
            "%s, %s"
                .formatted(
                    Numbers.count(loaded.table().rows(), "row", "rows"),
                    Numbers.count(loaded.schema().fields().size(), "column", "columns")),
            false));
    all.add(
        new Decision(
            "target",
            schema.target().map(Field::name).orElse(""),
            rows.givenTarget().isPresent() ? "given" : "the last column; --target chooses another",
            rows.givenTarget().isPresent()));
    for (Decision decision : plan.decisions()) {
      boolean chosenTask = rows.givenTask().isPresent() && decision.name().equals("task");
      all.add(chosenTask ? new Decision("task", decision.value(), "given", true) : decision);
    }
    return all;
  }

  private void introduce(List<Decision> decisions, Schema schema) {
    Output output = console.out();
    int names = decisions.stream().mapToInt(decision -> decision.name().length()).max().orElse(0);
    int values =
        decisions.stream()
            .mapToInt(decision -> decision.value().length())
            .filter(length -> length <= 40)
            .max()
            .orElse(0);
    for (Decision decision : decisions) {
      output.line(
          (padded(decision.name(), names)
                  + "  "
                  + padded(decision.value(), decision.reason().isEmpty() ? 0 : values)
                  + "  "
                  + console.style().quiet(decision.reason()))
              .stripTrailing());
    }
    List<Field> leftOut =
        schema.fields().stream().filter(field -> field.role() == Role.IGNORED).toList();
    if (!leftOut.isEmpty()) {
      output.line();
      output.line(console.style().heading("Columns left out"));
      int width = leftOut.stream().mapToInt(field -> field.name().length()).max().orElse(0);
      for (Field field : leftOut) {
        output.line(padded(field.name(), width) + "  " + console.style().quiet(field.note()));
      }
    }
    output.line();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }

  // ---- training

  private Outcome train(
      TablePlan plan,
      StopRequest stop,
      Path modelFile,
      LoadedTable loaded,
      List<Decision> decisions) {
    boolean shown = !quiet && (!json || console.errTerminal().present());
    String metric = plan.task() == Task.REGRESSION ? "r2" : "accuracy";
    try (ProgressDisplay display =
        shown ? ProgressDisplay.on(console, metric) : ProgressDisplay.none()) {
      return plan.train(display, stop);
    } catch (DivergenceException diverged) {
      throw new CommandException(
          diverged.getMessage() + keptAfter(diverged, plan, modelFile, loaded, decisions),
          diverged);
    }
  }

  /** Saves the best parameters from before the trouble, if there are any. */
  private String keptAfter(
      DivergenceException diverged,
      TablePlan plan,
      Path modelFile,
      LoadedTable loaded,
      List<Decision> decisions) {
    Optional<Fit> lastGood = diverged.lastGood();
    if (lastGood.isEmpty()) {
      return " Nothing was saved.";
    }
    Fit fit = lastGood.get();
    Model model =
        Model.of(fit.network(), plan.loss())
            .withTable(rows.schema(loaded), plan.preparation())
            .withHistory(fit.history());
    model
        .withProvenance(
            provenance(
                model.withProvenance(
                    Provenance.here(
                        dev.chainrule.model.Version.current(), fit.kernel(), fit.threads())),
                loaded,
                decisions))
        .write(modelFile);
    return " The parameters of epoch %d, the best before that, were saved in %s."
        .formatted(fit.history().bestEpoch(), modelFile);
  }

  private Provenance provenance(Model model, LoadedTable loaded, List<Decision> decisions) {
    Provenance made = model.provenance();
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      settings.put(decision.name(), decision.value());
    }
    return made.withData(
            rows.file().toString(), loaded.sha256(), made.trainingRows(), made.validationRows())
        .withTraining(made.seed(), settings, made.seconds());
  }

  // ---- telling

  private void conclude(Outcome outcome, Model model, Path modelFile, boolean replaced) {
    Output output = console.out();
    History history = model.history();
    Provenance provenance = model.provenance();
    output.line(
        "Trained %s in %s (%s kernels, %s, at most %s MiB of memory), ended by %s. Kept: epoch %s."
            .formatted(
                Numbers.count(history.epochs().size(), "epoch", "epochs"),
                Numbers.duration(provenance.seconds()),
                provenance.kernel(),
                Numbers.count(provenance.threads(), "thread", "threads"),
                Numbers.count(Memory.peakMebibytes()),
                history.stopReason(),
                Numbers.count(history.bestEpoch())));
    output.line();
    output.line(
        console
            .style()
            .heading(
                "On the %s held out"
                    .formatted(Numbers.count(outcome.report().rows(), "row", "rows"))));
    output.line(ReportText.of(outcome.report(), outcome.baseline()));
    output.line();
    output.line(
        "Saved to %s%s."
            .formatted(modelFile, replaced ? ", replacing the file that was there" : ""));
    if (report != null) {
      output.line("Report in %s.".formatted(report));
    }
    output.line("Next: chainrule predict %s %s".formatted(quoted(modelFile), quoted(rows.file())));
  }

  private Json summary(Outcome outcome, Model model, List<Decision> decisions, Path modelFile) {
    History history = model.history();
    Provenance provenance = model.provenance();
    List<Json> decided = new ArrayList<>();
    for (Decision decision : decisions) {
      decided.add(
          Json.object()
              .with("name", decision.name())
              .with("value", decision.value())
              .with("reason", decision.reason())
              .with("given", decision.given()));
    }
    Json.Members summary =
        Json.object()
            .with("task", model.task().map(Task::jsonName).orElse(""))
            .with("target", model.schema().flatMap(Schema::target).map(Field::name).orElse(""))
            .with("epochs", history.epochs().size())
            .with("bestEpoch", history.bestEpoch())
            .with("stopped", history.stopReason())
            .with("seconds", provenance.seconds())
            .with("peakMemoryMiB", Memory.peakMebibytes())
            .with(
                "rows",
                Json.object()
                    .with("training", provenance.trainingRows())
                    .with("validation", provenance.validationRows()))
            .with("seed", provenance.seed())
            .with("threads", provenance.threads())
            .with("kernel", provenance.kernel())
            .with("parameters", model.network().parameters().size())
            .with("model", modelFile.toString());
    if (report != null) {
      summary = summary.with("report", report.toString());
    }
    return summary
        .with(
            "metrics",
            Json.object()
                .with("validation", ReportText.json(outcome.report()))
                .with("baseline", ReportText.json(outcome.baseline())))
        .with("parametersSha256", model.parametersSha256())
        .with("decisions", Json.array(decided));
  }

  private String page(Outcome outcome, Model model, List<Decision> decisions, Path modelFile) {
    Schema schema = model.schema().orElseThrow();
    return TrainingPage.of(
        new TrainingReport(
            schema.target().map(Field::name).orElse(""),
            String.valueOf(rows.file().getFileName()),
            Wording.loss(model.loss()),
            decisions.stream()
                .map(decision ->
                    new TrainingReport.Decision(
                        decision.name(), decision.value(), decision.reason()))
                .toList(),
            Wording.columns(schema, model.preparation().orElseThrow()).stream()
                .map(line ->
                    new TrainingReport.ColumnUse(
                        line.name(), line.type(), line.role(), line.preparation()))
                .toList(),
            Layers.of(model.network().architecture()).stream()
                .map(line ->
                    new TrainingReport.LayerRow(
                        String.valueOf(line.number()),
                        line.kind(),
                        line.output(),
                        line.parameters()))
                .toList(),
            model.history(),
            outcome.report(),
            outcome.baseline(),
            points(outcome, model),
            model.provenance(),
            model.parametersSha256(),
            modelFile.toString(),
            commandLine()));
  }

  /** True and predicted numbers of the rows held out; none for classes. */
  private static List<TrainingReport.Point> points(Outcome outcome, Model model) {
    Table rows = outcome.validation();
    List<TrainingReport.Point> points = new ArrayList<>();
    if (model.predict(rows) instanceof NumberPredictions numbers) {
      int[] all = IntStream.range(0, rows.rows()).toArray();
      double[] truth = model.preparation().orElseThrow().amounts(rows, all);
      for (int row : all) {
        points.add(new TrainingReport.Point(truth[row], numbers.value(row)));
      }
    }
    return points;
  }

  /** The command line as it was typed, with the seed, so that it can be run again. */
  private String commandLine() {
    StringBuilder line = new StringBuilder("chainrule train");
    for (String argument : spec.commandLine().getParseResult().originalArgs()) {
      if (!argument.equals("train") || line.length() > "chainrule train".length()) {
        line.append(' ').append(quoted(argument));
      }
    }
    return line.toString();
  }

  private static String quoted(Object argument) {
    String text = argument.toString();
    return text.matches("[\\w./,:=%@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static void write(Path file, String text) {
    SafeFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** {@code data/penguins.csv.gz} gives {@code penguins.safetensors} in the current folder. */
  static Path defaultModelFile(Path data) {
    String name = String.valueOf(data.getFileName()).replaceFirst("(?i)\\.gz$", "");
    String stem = name.replaceFirst("(?i)\\.(csv|tsv|txt|tab|data|idx)$", "");
    return Path.of((stem.isEmpty() ? "model" : stem) + ".safetensors");
  }
}
