package dev.chainrule.tables;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Field;
import dev.chainrule.data.Field.Role;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a CSV file whose columns are not known, for a training. */
final class Inference implements CsvScanner.Columns {

  private final TableReader options;
  private final Path path;
  private final Cells cells;
  private final List<String> notes = new ArrayList<>();

  private List<Place> places = List.of();
  private @Nullable ColumnReader[] readers = new ColumnReader[0];
  private List<Integer> targets = List.of();
  private int weight = -1;

  /** The column that tells the rows apart; −1 without one. */
  private int aside = -1;

  /** The rows that are held, if they are not all. */
  private final Optional<RowSample> sample;

  Inference(TableReader options, Path path, Optional<RowSample> sample) {
    this.options = options;
    this.sample = sample;
    this.path = path;
    this.cells = new Cells(options.format());
  }

  LoadedTable read(SourceFile file, MessageDigest digest) throws IOException {
    new CsvScanner(path, options.format()).scan(file, this);
    file.drain();
    sample.ifPresent(rows -> rows.finish(readers, targets));
    List<Column> columns = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < readers.length; i++) {
      Optional<Column> column = finish(i, fields);
      column.ifPresent(columns::add);
      // A column's blocks are of no use once its array is there.
      readers[i] = null;
    }
    keepTheLastInputs(fields);
    for (Field field : fields) {
      if (field.role() == Role.IGNORED) {
        notes.add("column '%s' is left out (%s)".formatted(field.name(), field.note()));
      } else if (field.role() == Role.INPUT && !field.note().isEmpty()) {
        notes.add("column '%s': %s".formatted(field.name(), field.note()));
      }
    }
    return new LoadedTable(
        new Table(path.toString(), columns), new Schema(fields), SourceFile.hex(digest), notes);
  }

  // ---------------------------------------------------------------- header

  @Override
  public @Nullable ColumnReader[] of(List<String> header) {
    places = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      places.add(new Place(path, header.get(i), i + 1));
    }
    options.ignored().forEach(name -> find(name, header, "leave out"));
    options.types().keySet().forEach(name -> find(name, header, "read"));
    weight = options.weight().map(name -> find(name, header, "weigh the rows by")).orElse(-1);
    aside = options.aside().map(name -> find(name, header, "tell the rows apart by")).orElse(-1);
    if (aside >= 0 && (aside == weight || options.ignored().contains(header.get(aside)))) {
      throw places
          .get(aside)
          .error("it tells the rows apart and can neither weigh them nor be left out.");
    }
    targets = targets(header);
    for (int target : targets) {
      requireFree(target, header.get(target));
    }
    if (weight >= 0 && options.ignored().contains(header.get(weight))) {
      throw places.get(weight).error("it weighs the rows and cannot be left out.");
    }
    if (header.stream().allMatch(cell -> Double.isFinite(cells.number(cell)))) {
      notes.add("all column names are numbers: is the header missing?");
    }
    readers = new ColumnReader[header.size()];
    for (int i = 0; i < readers.length; i++) {
      ColumnType type = options.types().get(header.get(i));
      if (i == weight) {
        readers[i] = TypedColumn.weights(places.get(i), cells);
      } else if (options.counts() && targets.contains(i)) {
        readers[i] = TypedColumn.counts(places.get(i), cells);
      } else if (type == ColumnType.TEXT || options.ignored().contains(header.get(i))) {
        readers[i] = null;
      } else if (i == aside) {
        readers[i] = TypedColumn.of(ColumnType.CATEGORY, places.get(i), cells);
      } else if (type != null) {
        readers[i] = TypedColumn.of(type, places.get(i), cells);
      } else {
        readers[i] = new InferredColumn(places.get(i), cells);
      }
    }
    sample.ifPresent(rows -> rows.begin(header.size()));
    return readers;
  }

  @Override
  public void endRow() {
    if (sample.isPresent()) {
      sample.get().add(readers, targets);
    }
  }

  private List<Integer> targets(List<String> header) {
    if (options.targets().isEmpty()) {
      int last = header.size() - 1;
      while (last >= 0 && (last == weight || last == aside)) {
        last--;
      }
      if (last < 0) {
        throw places.getFirst().error("there is no other column: there is nothing to predict.");
      }
      notes.add("the target is '%s', the last column".formatted(header.get(last)));
      return List.of(last);
    }
    List<Integer> found =
        options.targets().stream().map(name -> find(name, header, "predict")).distinct().toList();
    if (found.size() < options.targets().size()) {
      throw TableException.at(
          path, "a target is named twice: %s.".formatted(TableReader.quoted(options.targets())));
    }
    return found;
  }

  private void requireFree(int target, String name) {
    if (options.ignored().contains(name)) {
      throw places.get(target).error("it is the target and cannot be left out.");
    }
    if (target == weight) {
      throw places.get(target).error("it is the target and cannot weigh the rows.");
    }
    if (target == aside) {
      throw places.get(target).error("it is the target and cannot tell the rows apart.");
    }
  }

  private int find(String name, List<String> header, String purpose) {
    int at = header.indexOf(name);
    if (at >= 0) {
      return at;
    }
    Schema schema = new Schema(header.stream().map(h -> Field.input(h, ColumnType.TEXT)).toList());
    throw TableException.at(
        path,
        "there is no column %s to %s%s The columns are %s."
            .formatted(
                Messages.quote(name),
                purpose,
                schema.nearest(name).map(n -> "; did you mean '" + n + "'?").orElse("."),
                TableReader.quoted(header)));
  }

  // ---------------------------------------------------------------- columns

  private Optional<Column> finish(int i, List<Field> fields) {
    String name = places.get(i).name();
    ColumnReader reader = readers[i];
    InferredColumn.Result result =
        switch (reader) {
          case null -> left(name);
          case TypedColumn typed -> {
            typed.end();
            yield given(typed.finish());
          }
          case InferredColumn inferred ->
              inferred.finish(
                  row -> sample.map(rows -> rows.number(row)).orElse(row), targets.contains(i));
        };
    if (i == weight) {
      fields.add(new Field(name, ColumnType.NUMBER, Role.WEIGHT, ""));
    } else if (targets.contains(i) && reader != null) {
      fields.add(target(places.get(i), reader, result));
    } else if (i == aside) {
      fields.add(Field.ignored(name, ColumnType.CATEGORY, "tells the rows apart"));
    } else {
      fields.add(result.field());
    }
    return result.column();
  }

  private static InferredColumn.Result left(String name) {
    return new InferredColumn.Result(
        Optional.empty(), Field.ignored(name, ColumnType.TEXT, "on request"));
  }

  private static InferredColumn.Result given(Column column) {
    return new InferredColumn.Result(
        Optional.of(column), Field.input(column.name(), column.type()).withNote("type as given"));
  }

  /**
   * Without inputs there would be nothing to learn from: a column that counts the rows is one then.
   */
  private void keepTheLastInputs(List<Field> fields) {
    if (fields.stream().anyMatch(field -> field.role() == Role.INPUT)) {
      return;
    }
    fields.replaceAll(field ->
        field.role() == Role.IGNORED && field.type() == ColumnType.NUMBER
            ? field.withRole(Role.INPUT).withNote("")
            : field);
    if (fields.stream().noneMatch(field -> field.role() == Role.INPUT)) {
      int at = targets.getFirst();
      Field target = fields.get(at);
      throw TableException.at(
          path,
          "there is no column to predict '%s' from: %s."
              .formatted(
                  target.name(),
                  fields.size() == 1
                      ? "it is the only one"
                      : "all others are left out, such as '%s' (%s)"
                          .formatted(
                              fields.get(at == 0 ? 1 : 0).name(),
                              fields.get(at == 0 ? 1 : 0).note())));
    }
  }

  // ---------------------------------------------------------------- target

  private Field target(Place place, ColumnReader reader, InferredColumn.Result result) {
    if (reader.missing() > 0) {
      throw reader.missingTarget("Remove such rows, or choose another target.");
    }
    Column column =
        result
            .column()
            .orElseThrow(() ->
                place.error(
                    "the target must be numbers or labels that repeat, got "
                        + result.field().note()
                        + ". Choose another target."));
    if (column.type() == ColumnType.DATE) {
      throw place.error("a date cannot be a target. Choose another target.");
    }
    rejectConstant(place, column);
    Task.Choice choice = Task.choose(column);
    ColumnType type = column.type();
    if (options.counts()) {
      return Field.target(column.name(), type).withNote("counts");
    }
    if (type == ColumnType.NUMBER && choice.task().isClassification()) {
      type = ColumnType.CATEGORY;
    }
    return Field.target(column.name(), type)
        .withNote("%s: %s".formatted(choice.task().label(), choice.reason()));
  }

  private void rejectConstant(Place place, Column column) {
    String only =
        switch (column) {
          case Column.Labels labels when labels.labels().size() == 1 -> labels.labels().getFirst();
          case Column.Numbers numbers
              when Arrays.stream(numbers.values()).allMatch(v -> v == numbers.values()[0]) ->
              Double.toString(numbers.values()[0]);
          default -> "";
        };
    if (!only.isEmpty()) {
      throw place.error(
          Messages.format(
              "the target is %s in all %s: there is nothing to learn. Choose another target.",
              Messages.quote(only.endsWith(".0") ? only.substring(0, only.length() - 2) : only),
              Messages.count(column.rows(), "row", "rows")));
    }
  }
}
