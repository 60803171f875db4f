package dev.chainrule.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes CSV: commas, quotes where they are needed, \\n at the end of lines, UTF-8.
 *
 * {@snippet :
 * try (CsvOutput csv = CsvOutput.to(Files.newOutputStream(path))) {
 *   csv.row(List.of("species", "probability"));
 *   csv.row(List.of("Adelie", "0.98"));
 * }
 * }
 */
public final class CsvOutput implements Closeable {

  private final CsvWriter writer;

  private CsvOutput(CsvWriter writer) {
    this.writer = writer;
  }

  /** Writes to a stream, which is closed with this. */
  public static CsvOutput to(OutputStream out) {
    return new CsvOutput(
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out, StandardCharsets.UTF_8));
  }

  /**
   * Writes one row.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void row(List<String> cells) {
    writer.writeRecord(cells);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
