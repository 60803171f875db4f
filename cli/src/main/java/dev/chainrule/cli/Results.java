package dev.chainrule.cli;

import dev.chainrule.file.SafeFile;
import dev.chainrule.tables.CsvOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Files that commands write their results to: beside their place first, then moved there. */
final class Results {

  private Results() {}

  /** A text. */
  static void write(Path file, String text) {
    SafeFile.write(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A table as CSV, its header the first row. */
  static void write(Path file, List<List<String>> rows) {
    SafeFile.write(
        file,
        stream -> {
          try (CsvOutput csv = CsvOutput.to(new KeptOpen(stream))) {
            rows.forEach(csv::row);
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }
}
