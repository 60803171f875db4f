package dev.chainrule.cli;

import dev.chainrule.cli.report.ResultPage;
import dev.chainrule.cli.text.MetricNames;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.metric.Metric;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.training.Choices;
import dev.chainrule.training.CrossValidation;
import dev.chainrule.training.CrossValidation.Fold;
import dev.chainrule.training.CrossValidation.Result;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Mixin private TrainingOptions training = new TrainingOptions();

  CrossValidateCommand(Console console, boolean process) {
    this.console = console;
    this.process = process;
  }

  @Override
  public Integer call() {
    Writable.require(predictions, report);
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
    boolean shown = console.showsProgress(quiet, json);
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

  private void tell(Result result, Table table, Schema schema) {
    CrossValidationFindings findings =
        new CrossValidationFindings(result, rows.file(), repeats > 1);
    if (predictions != null) {
      Results.write(predictions, OutOfFold.rows(result, table, schema));
    }
    if (report != null) {
      Results.write(report, ResultPage.of(findings.page(Shell.line(spec))));
    }
    if (json) {
      console.out().line(findings.json().toText());
    } else if (!quiet) {
      say(findings);
    }
  }

  private void say(CrossValidationFindings findings) {
    Output output = console.out();
    output.line(findings.table());
    output.line();
    output.line(console.style().heading(findings.over()));
    output.line(findings.summary());
    if (predictions != null) {
      output.line("Predictions in %s.".formatted(predictions));
    }
    if (report != null) {
      output.line("Report in %s.".formatted(report));
    }
  }
}
