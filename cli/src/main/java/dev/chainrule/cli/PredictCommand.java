package dev.chainrule.cli;

import dev.chainrule.data.Schema;
import dev.chainrule.file.SafeFile;
import dev.chainrule.model.Model;
import dev.chainrule.model.Predictions;
import dev.chainrule.tables.CsvOutput;
import dev.chainrule.tables.TableReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule predict}: what a model says about each row of a file. */
@Command(
    name = "predict",
    description = {
      "Writes what a model says about each row of a file, as CSV.",
      "",
      "One line a row, in the order of the file. For classes: prediction, then the probability"
          + " p(LABEL) of each label; for numbers and counts: prediction; for quantiles: q(LEVEL) of"
          + " each level, sorted so that they never cross. Of several targets: a column each, named"
          + " like it, then for labels the probability p(TARGET=LABEL) of each target's second"
          + " label. A calibration and a threshold that the model holds are applied.",
      "",
      "The file may be larger than memory: its rows are read and predicted in pieces.",
      "",
      "Columns are matched by name; those that the model does not need are ignored."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule predict penguins.safetensors new.csv --out predictions.csv",
      "  chainrule predict penguins.safetensors new.csv | paste -d, new.csv - | head"
    })
final class PredictCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train has saved.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "A file with the model's columns.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to write. By default to standard output.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Write JSON instead of CSV, one object a row.")
  private boolean json;

  @Mixin private CsvOptions csv = new CsvOptions();

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Writable.require(out);
    Model trained = Models.read(model);
    if (out != null) {
      SafeFile.write(out, stream -> write(trained, stream));
    } else {
      write(trained, console.out().bytes());
    }
    return Failures.SUCCESS;
  }

  /** Reads, predicts and writes piece by piece, so that a file may be larger than memory. */
  private void write(Model trained, OutputStream stream) {
    Schema schema = Models.inputsOf(trained, model);
    boolean aside = out != null; // else the predictions themselves may be on the terminal
    try (ReadingBar bar = ReadingBar.of(console, data, aside)) {
      TableReader reader = csv.reader().withProgress(bar);
      if (json) {
        reader.readPieces(schema, data, piece -> writeJson(trained.predict(piece), stream));
        stream.flush();
        return;
      }
      try (CsvOutput lines = CsvOutput.to(new KeptOpen(stream))) {
        boolean[] begun = new boolean[1];
        reader.readPieces(
            schema,
            data,
            piece -> {
              Predictions predictions = trained.predict(piece);
              if (!begun[0]) {
                lines.row(PredictionRows.header(predictions));
                begun[0] = true;
              }
              for (int row = 0; row < predictions.rows(); row++) {
                lines.row(PredictionRows.cells(predictions, row));
              }
            });
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void writeJson(Predictions predictions, OutputStream stream) {
    try {
      for (int row = 0; row < predictions.rows(); row++) {
        stream.write(
            (PredictionRows.json(predictions, row).toText() + "\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
