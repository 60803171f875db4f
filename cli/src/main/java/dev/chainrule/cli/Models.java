package dev.chainrule.cli;

import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.model.Model;
import dev.chainrule.model.ModelException;
import dev.chainrule.tables.TableReader;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What commands ask of a model before they use it. */
final class Models {

  private Models() {}

  /** Reads a model; a table in its place is a mistake that is easy to make. */
  static Model read(Path file) {
    try {
      return Model.read(file);
    } catch (ModelException unreadable) {
      throw LOOKS_LIKE_A_TABLE.matcher(file.toString()).find()
          ? new CommandException(
              file + ": is no model; the model comes first and the data second.", unreadable)
          : unreadable;
    }
  }

  private static final Pattern LOOKS_LIKE_A_TABLE =
      Pattern.compile("(?i)\\.(csv|tsv|txt)(\\.gz)?$");

  /** The columns of a model, target and all. */
  static Schema schemaOf(Model model, Path file) {
    return model
        .schema()
        .orElseThrow(() ->
            new CommandException(
                file
                    + ": this model takes plain numbers and knows no columns, so no file can be"
                    + " matched to it; use it from the library."));
  }

  /** The columns that a model needs to predict. */
  static Schema inputsOf(Model model, Path file) {
    return schemaOf(model, file).withoutTarget();
  }

  /** Reads the rows of a file that has the columns of a model, the target among them. */
  static Table rowsWithTarget(Model model, Path file, TableReader reader, Path data) {
    Schema schema = schemaOf(model, file);
    Table rows = reader.readFor(schema, data);
    requireTargets(schema, rows, data);
    return rows;
  }

  /** Complains about rows that do not have the target. */
  static void requireTargets(Schema schema, Table rows, Path data) {
    for (Field target : schema.targets()) {
      if (rows.find(target.name()).isEmpty()) {
        throw new CommandException(
            "%s: there is no column '%s', which is what the model predicts; without it there is nothing to compare with."
                .formatted(data, target.name()));
      }
    }
  }
}
