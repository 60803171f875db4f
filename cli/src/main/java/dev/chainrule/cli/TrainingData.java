package dev.chainrule.cli;

import dev.chainrule.data.Column;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.model.Provenance;
import dev.chainrule.tables.LargeCsv;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.tables.TableReader;
import dev.chainrule.training.ChoiceException;
import dev.chainrule.training.Choices;
import dev.chainrule.training.TablePlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The rows that a command trains on: a file, what is predicted from it, what is left out and what
 * is held out.
 */
final class TrainingData {

  @Parameters(
      paramLabel = "DATA",
      description = "A CSV file (also .gz), or an idx file of images, one row an example.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(
      names = {"-t", "--target"},
      paramLabel = "COLUMN",
      split = ",",
      description = {
        "The column to predict. By default the last one.",
        "Several: all of two labels each, of which any number can hold, or all of numbers."
      })
  private List<String> targets = List.of();

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description =
          "The column that says how much each row counts, in training and in judging: numbers from"
              + " 0.")
  private @Nullable String weight;

  @Option(
      names = "--task",
      paramLabel = "KIND",
      description = "classification or regression. By default what the target looks like.")
  private @Nullable Task task;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns to leave out, separated by commas.")
  private List<String> ignored = List.of();

  @Option(
      names = "--validation",
      paramLabel = "FILE|SHARE",
      converter = ValidationSource.class,
      description = {
        "Where the validation rows come from: a file, or a share of the rows such as 0.2 or 20%%,"
            + " which is held out. By default 0.2."
      })
  private @Nullable Validation validation;

  @Option(
      names = "--split-column",
      paramLabel = "COLUMN",
      description = {
        "A column that says of each row whether it is for train, validation or test. It is no input."
            + " Test rows judge the model in the end and are used for nothing else."
      })
  private @Nullable String splitColumn;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private CsvOptions csv = new CsvOptions();

  /** A share of the rows, or a file. */
  private sealed interface Validation {
    record Share(double share) implements Validation {}

    record Rows(Path file) implements Validation {}
  }

  /** The file. */
  Path file() {
    return data;
  }

  /** The targets, if the user named them. */
  Optional<String> givenTarget() {
    return targets.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", targets));
  }

  /** The task, if the user named it. */
  Optional<Task> givenTask() {
    return Optional.ofNullable(task);
  }

  /** Reads the file; the loss may want counts. */
  LoadedTable load(Choices choices) {
    return load(choices, Optional.ofNullable(splitColumn));
  }

  /**
   * Reads the file, or a sample of its rows if they are many; the loss may want counts.
   *
   * @param room for so many cells
   * @param progress hears how many bytes have been read
   */
  LargeCsv loadLarge(Choices choices, long room, LongConsumer progress) {
    return reader(choices, Optional.ofNullable(splitColumn))
        .withProgress(progress)
        .readLarge(data, room);
  }

  /**
   * Reads the file; the loss may want counts.
   *
   * @param aside a column that is no input but says something about the rows
   */
  LoadedTable load(Choices choices, Optional<String> aside) {
    return reader(choices, aside).read(data);
  }

  private TableReader reader(Choices choices, Optional<String> aside) {
    Optional<Loss> loss = choices.get(Choices.LOSS);
    if (task == Task.MULTICLASS && loss.filter(TrainingData::wantsNumbers).isPresent()) {
      throw new ChoiceException(
          "The loss %s is for numbers, and the task was said to be classification: leave one out."
              .formatted(loss.get().label()));
    }
    TableReader reader = csv.reader().withIgnored(ignored).withTargets(targets);
    reader = weight == null ? reader : reader.withWeight(weight);
    reader = aside.map(reader::withAside).orElse(reader);
    return loss.orElse(null) instanceof Loss.Poisson ? reader.withCounts() : reader;
  }

  /**
   * Reads the file for a model that is trained further, whose columns these are, or a sample of its
   * rows if they are many.
   *
   * @param room for so many cells
   * @param progress hears how many bytes have been read
   * @throws picocli.CommandLine.ParameterException if an option chooses columns or their roles
   */
  LargeCsv loadLargeFor(Schema schema, long room, LongConsumer progress, CommandSpec spec) {
    require(targets.isEmpty(), "--target", spec);
    require(weight == null, "--weight", spec);
    require(task == null, "--task", spec);
    require(ignored.isEmpty(), "--ignore", spec);
    LargeCsv read = csv.reader().withProgress(progress).readMoreLarge(schema, data, room);
    List<String> absent =
        schema.targets().stream()
            .map(Field::name)
            .filter(name -> read.sample().find(name).isEmpty())
            .toList();
    if (!absent.isEmpty()) {
      throw new CommandException(
          "%s: there is no column '%s', which is what the model predicts; without it nothing can be learnt."
              .formatted(data, String.join("', '", absent)));
    }
    return read;
  }

  private static void require(boolean absent, String option, CommandSpec spec) {
    if (!absent) {
      throw Usage.wrong(
          spec,
          option
              + " has no effect with --from: the columns and their roles are the model's. Leave it out.");
    }
  }

  /** What is decided of training a model further. */
  TablePlan plan(Model model, Table table, Choices choices) {
    requireNoSplitColumn();
    Choices all = withShare(choices);
    return validationRows(model.schema().orElseThrow())
        .map(others -> TablePlan.continuing(model, table, others, all))
        .orElseGet(() -> TablePlan.continuing(model, table, all));
  }

  /**
   * What is decided of training a model further, from the sample of rows that are streamed.
   *
   * @param room for so many cells of a validation file
   * @param notice hears if that has more
   */
  TablePlan plan(Model model, LargeCsv rows, Choices choices, long room, Consumer<String> notice) {
    requireNoSplitColumn();
    Choices all = withShare(choices);
    return validationRows(model.schema().orElseThrow(), room, notice)
        .map(others -> TablePlan.continuing(model, rows, others, all))
        .orElseGet(() -> TablePlan.continuing(model, rows, all));
  }

  private void requireNoSplitColumn() {
    if (splitColumn != null) {
      throw Usage.wrong(
          command, "--split-column has no effect here: --from holds out rows by --validation.");
    }
  }

  private static boolean wantsNumbers(Loss loss) {
    return loss instanceof Loss.Quantile || loss instanceof Loss.Poisson;
  }

  /** The schema of what was read, with the task that the user named or that the loss implies. */
  Schema schema(LoadedTable loaded, Choices choices) {
    boolean numbers =
        choices.get(Choices.LOSS).filter(TrainingData::wantsNumbers).isPresent()
            && loaded.schema().targets().stream()
                .allMatch(field -> loaded.table().column(field.name()) instanceof Column.Numbers);
    return task == null && !numbers
        ? loaded.schema()
        : loaded.schema().withTask(task == null ? Task.REGRESSION : task);
  }

  /**
   * What is decided of a training from the sample of rows that are streamed.
   *
   * @param room for so many cells of a validation file
   * @param notice hears if that has more
   */
  TablePlan plan(
      LargeCsv rows, Schema schema, Choices choices, long room, Consumer<String> notice) {
    if (splitColumn != null) {
      requireNoValidation();
      String column = splitColumn;
      return TablePlan.of(
          rows,
          schema,
          RowParts.split(rows.sample().column(column)),
          piece -> RowParts.training(piece.column(column)),
          choices);
    }
    Choices all = withShare(choices);
    return validationRows(schema, room, notice)
        .map(others -> TablePlan.of(rows, schema, others, all))
        .orElseGet(() -> TablePlan.of(rows, schema, all));
  }

  private void requireNoValidation() {
    if (validation != null) {
      throw Usage.wrong(
          command, "--validation has no effect here: --split-column names the validation rows.");
    }
  }

  /** What is decided of a whole training from rows that were read. */
  TablePlan plan(Table table, Schema schema, Choices choices) {
    if (splitColumn != null) {
      requireNoValidation();
      return TablePlan.of(table, schema, RowParts.split(table.column(splitColumn)), choices);
    }
    Choices all = withShare(choices);
    return validationRows(schema)
        .map(others -> TablePlan.of(table, schema, others, all))
        .orElseGet(() -> TablePlan.of(table, schema, all));
  }

  private Choices withShare(Choices choices) {
    return validation instanceof Validation.Share(double share)
        ? choices.with(Choices.VALIDATION, share)
        : choices;
  }

  /** All rows of the validation file, if there is one. */
  private Optional<Table> validationRows(Schema schema) {
    return validationRows(schema, Long.MAX_VALUE, _ -> {});
  }

  /** The rows of the validation file, if there is one, or a sample of them if they are many. */
  private Optional<Table> validationRows(Schema schema, long room, Consumer<String> notice) {
    if (!(validation instanceof Validation.Rows(Path file))) {
      return Optional.empty();
    }
    LargeCsv read = csv.reader().readMoreLarge(schema, file, room);
    if (!read.isWhole()) {
      notice.accept(
          "%s has more rows than there is room for in memory: an even sample of them validates, %s of %s."
              .formatted(file, read.sample().rows(), read.rows()));
    }
    return Optional.of(read.sample());
  }

  /**
   * A model that was trained on the file, which is named in its provenance: its name, the hash of
   * its bytes and the target, in front of all that the plan has decided.
   */
  Model withSource(Model model, LoadedTable loaded) {
    Provenance made = model.provenance();
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("data", data.toString());
    settings.put("target", loaded.schema().targetNames());
    settings.putAll(made.settings());
    return model.withProvenance(
        made.withData(data.toString(), loaded.sha256(), made.trainingRows(), made.validationRows())
            .withTraining(made.seed(), settings, made.seconds()));
  }

  /** The rows that a column names as test rows, if there are any. */
  Optional<Table> testRows(Table table) {
    if (splitColumn == null) {
      return Optional.empty();
    }
    int[] rows = RowParts.rows(table.column(splitColumn), RowParts.TEST);
    return rows.length == 0 ? Optional.empty() : Optional.of(table.select(rows));
  }

  /** The choices with the share of the rows that each training holds out. */
  Choices choices(Choices others, CommandSpec spec) {
    if (splitColumn != null) {
      throw Usage.wrong(
          spec, "--split-column has no effect here: every training holds out rows of its own.");
    }
    return switch (validation) {
      case null -> others;
      case Validation.Share(double share) -> others.with(Choices.VALIDATION, share);
      case Validation.Rows _ ->
          throw Usage.wrong(
              spec,
              "--validation takes a share here, not a file: every training holds out rows of its own.");
    };
  }

  /** A share such as 0.2 or 20%, or else a file. */
  private static final class ValidationSource implements ITypeConverter<Validation> {
    @Override
    public Validation convert(String text) {
      boolean percent = text.endsWith("%");
      try {
        double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
        double share = percent ? number / 100 : number;
        if (!(share > 0 && share < 1)) {
          throw new TypeConversionException(
              "expected a file, or a share above 0 and below 1, got '" + text + "'");
        }
        return new Validation.Share(share);
      } catch (NumberFormatException notANumber) {
        return new Validation.Rows(Path.of(text));
      }
    }
  }
}
