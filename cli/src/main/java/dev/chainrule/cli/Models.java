package dev.chainrule.cli;

import dev.chainrule.data.Schema;
import dev.chainrule.model.Model;
import java.nio.file.Path;

/** What commands ask of a model before they use it. */
final class Models {

  private Models() {}

  /** The columns of a model, target and all. */
  static Schema schemaOf(Model model, Path file) {
    return model
        .schema()
        .orElseThrow(
            () ->
                new CommandException(
                    file
                        + ": this model takes plain numbers and knows no columns, so no file can be"
                        + " matched to it; use it from the library."));
  }

  /** The columns that a model needs to predict. */
  static Schema inputsOf(Model model, Path file) {
    return schemaOf(model, file).withoutTarget();
  }
}
