package dev.chainrule.tables;

import dev.chainrule.data.Column;
import dev.chainrule.data.Field;
import dev.chainrule.data.Field.Role;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a CSV file that a schema names, as they are typed there, in pieces of
 * neighbouring rows, or a sample of the rows.
 */
final class SchemaReader implements CsvScanner.Columns {

  private final TableReader options;
  private final Schema schema;
  private final Path path;
  private final long cellsOfPiece;
  private final Consumer<Table> pieces;
  private final Optional<RowSample> sample;
  private final Map<String, TypedColumn> readers = new HashMap<>();
  private @Nullable ColumnReader[] inOrder = new ColumnReader[0];
  private List<Integer> targets = List.of();
  private int rowsOfPiece;
  private int held;

  private SchemaReader(
      TableReader options,
      Schema schema,
      Path path,
      long cellsOfPiece,
      Consumer<Table> pieces,
      Optional<RowSample> sample) {
    this.options = options;
    this.schema = schema;
    this.path = path;
    this.cellsOfPiece = cellsOfPiece;
    this.pieces = pieces;
    this.sample = sample;
  }

  /**
   * A reader of all rows.
   *
   * @param cellsOfPiece at most so many a piece, but a row at least
   * @param pieces takes them, in order
   */
  static SchemaReader inPieces(
      TableReader options, Schema schema, Path path, long cellsOfPiece, Consumer<Table> pieces) {
    return new SchemaReader(options, schema, path, cellsOfPiece, pieces, Optional.empty());
  }

  /**
   * A reader of rows to learn from, of which a sample is held.
   *
   * @param whole takes those that are held, all at once
   */
  static SchemaReader sampling(
      TableReader options, Schema schema, Path path, RowSample sample, Consumer<Table> whole) {
    return new SchemaReader(options, schema, path, Long.MAX_VALUE, whole, Optional.of(sample));
  }

  /** Reads to the end. */
  void read(SourceFile file) throws IOException {
    new CsvScanner(path, options.format()).scan(file, this);
    readers.values().forEach(TypedColumn::end);
    if (sample.isPresent()) {
      requireTargets();
      sample.get().finish(inOrder, targets);
    }
    if (held > 0) {
      pass();
    }
  }

  @Override
  public @Nullable ColumnReader[] of(List<String> header) {
    requireInputs(schema, path, header);
    requireWeight(header);
    Cells cells = new Cells(options.format());
    @Nullable ColumnReader[] all = new ColumnReader[header.size()];
    for (int i = 0; i < all.length; i++) {
      Place place = new Place(path, header.get(i), i + 1);
      Optional<Field> field = schema.find(place.name()).filter(this::isWanted);
      if (field.isPresent()) {
        TypedColumn reader =
            field.get().role() == Role.WEIGHT
                ? TypedColumn.weights(place, cells)
                : TypedColumn.of(field.get().type(), place, cells);
        readers.put(place.name(), reader);
        all[i] = reader;
      }
    }
    rowsOfPiece = Math.clamp(cellsOfPiece / Math.max(1, readers.size()), 1, Integer.MAX_VALUE);
    inOrder = all;
    targets =
        schema.targets().stream()
            .map(field -> header.indexOf(field.name()))
            .filter(at -> at >= 0)
            .toList();
    sample.ifPresent(rows -> rows.begin(readers.size()));
    return all;
  }

  private boolean isWanted(Field field) {
    return field.role() != Role.IGNORED || options.aside().equals(Optional.of(field.name()));
  }

  @Override
  public void endRow() {
    held++;
    if (sample.isPresent()) {
      sample.get().add(inOrder, targets);
    } else if (held == rowsOfPiece) {
      pass();
    }
  }

  private void pass() {
    List<Column> columns = new ArrayList<>();
    for (String name : schema.names()) {
      TypedColumn reader = readers.get(name);
      if (reader != null) {
        columns.add(reader.finish());
      }
    }
    held = 0;
    pieces.accept(new Table(path.toString(), columns));
  }

  /** Rows to learn from have targets. */
  private void requireTargets() {
    for (int target : targets) {
      ColumnReader reader = inOrder[target];
      if (reader != null && reader.missing() > 0) {
        throw reader.missingTarget("Remove such rows.");
      }
    }
  }

  static void requireInputs(Schema schema, Path path, List<String> there) {
    List<String> missing =
        schema.inputs().stream().map(Field::name).filter(name -> !there.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw TableException.at(
          path,
          "%s that the model needs %s missing: %s. The file has %s."
              .formatted(
                  missing.size() == 1 ? "a column" : "columns",
                  missing.size() == 1 ? "is" : "are",
                  TableReader.quoted(missing),
                  TableReader.quoted(there)));
    }
  }

  private void requireWeight(List<String> there) {
    Optional<String> weight = schema.weight().map(Field::name);
    if (weight.isPresent() && !there.contains(weight.get())) {
      throw TableException.at(
          path,
          "there is no column %s with the weights of the rows. Add it; a 1 in every row lets all count alike."
              .formatted(Messages.quote(weight.get())));
    }
  }
}
