package dev.chainrule.tables;

import dev.chainrule.data.LargeTable;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A CSV file of which a sample of the rows is in memory, as {@link TableReader#readLarge} has read
 * it, the types of the columns inferred from all cells, or {@link TableReader#readMoreLarge}, by
 * the types of a schema. All rows are had by reading the file once more.
 */
public final class LargeCsv implements LargeTable {

  private final TableReader reader;
  private final Path path;
  private final LoadedTable loaded;
  private final int[] sampled;
  private final int rows;

  LargeCsv(TableReader reader, Path path, LoadedTable loaded, int[] sampled, int rows) {
    this.reader = reader;
    this.path = path;
    this.loaded = loaded;
    this.sampled = sampled;
    this.rows = rows;
  }

  /** The sample, with the schema and the notes that all rows have led to. */
  public LoadedTable loaded() {
    return loaded;
  }

  /** Whether the sample is all there is. */
  public boolean isWhole() {
    return sampled.length == rows;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Table sample() {
    return loaded.table();
  }

  @Override
  public int[] sampled() {
    return sampled.clone();
  }

  /** The hash of the file, and how it is read. */
  @Override
  public String identity() {
    CsvFormat format = reader.format();
    return "SHA-256 %s, separator %s, decimal comma %s, %s, missing %s, aside %s"
        .formatted(
            loaded.sha256(),
            format.separator().map(String::valueOf).orElse("found"),
            format.decimalComma(),
            format.charset(),
            format.missing().stream().sorted().collect(Collectors.joining(" ")),
            reader.aside().orElse("none"));
  }

  /**
   * Reads the file once more, if the sample is not all of it.
   *
   * @throws TableException if it is not what it was
   */
  @Override
  public void forEachPiece(Schema schema, Consumer<Table> piece) {
    if (isWhole()) {
      piece.accept(sample());
      return;
    }
    String now = reader.readPieces(asRead(schema), path, piece);
    if (!now.equals(loaded.sha256())) {
      throw TableException.at(
          path, "the file has changed since it was first read. Begin anew with the file as it is.");
    }
  }

  /** The schema with columns of the types of the sample: numbers that are classes stay numbers. */
  private Schema asRead(Schema schema) {
    return new Schema(
        schema.fields().stream()
            .map(field ->
                sample()
                    .find(field.name())
                    .map(column -> field.withType(column.type()))
                    .orElse(field))
            .toList());
  }
}
