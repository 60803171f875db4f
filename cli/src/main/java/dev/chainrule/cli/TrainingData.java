package dev.chainrule.cli;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.tables.LoadedTable;
import dev.chainrule.tables.TableReader;
import dev.chainrule.training.Choices;
import dev.chainrule.training.TablePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
      description = "The column to predict. By default the last one.")
  private @Nullable String target;

  @Option(
      names = "--task",
      paramLabel = "KIND",
      converter = TaskName.class,
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

  @ArgGroup(validate = false, heading = "%nReading CSV:%n", order = 2)
  private CsvOptions csv = new CsvOptions();

  /** A share of the rows, or a file. */
  private sealed interface Validation {
    record Share(double share) implements Validation {}

    record Rows(Path file) implements Validation {}
  }

  /** The file. */
  Path file() {
    return data;
  }

  /** The target, if the user named it. */
  Optional<String> givenTarget() {
    return Optional.ofNullable(target);
  }

  /** The task, if the user named it. */
  Optional<Task> givenTask() {
    return Optional.ofNullable(task);
  }

  /** Reads the file. */
  LoadedTable load() {
    TableReader reader = csv.reader().withIgnored(ignored);
    return (target == null ? reader : reader.withTarget(target)).read(data);
  }

  /** The schema of what was read, with the task that the user named. */
  Schema schema(LoadedTable loaded) {
    return task == null ? loaded.schema() : loaded.schema().withTask(task);
  }

  /** What is decided of a whole training from rows that were read. */
  TablePlan plan(Table table, Schema schema, Choices choices) {
    return switch (validation) {
      case null -> TablePlan.of(table, schema, choices);
      case Validation.Share(double share) ->
          TablePlan.of(table, schema, choices.with(Choices.VALIDATION, share));
      case Validation.Rows(Path file) ->
          TablePlan.of(table, schema, csv.reader().readFor(schema, file), choices);
    };
  }

  /** A kind of task by name. */
  static final class TaskName implements ITypeConverter<Task> {
    @Override
    public Task convert(String text) {
      return switch (text) {
        case "classification" -> Task.MULTICLASS;
        case "regression" -> Task.REGRESSION;
        default ->
            throw new TypeConversionException(
                "expected classification or regression, got '" + text + "'");
      };
    }
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
