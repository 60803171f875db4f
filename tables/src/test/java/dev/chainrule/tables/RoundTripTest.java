package dev.chainrule.tables;

import static dev.chainrule.tables.TestFiles.labels;
import static dev.chainrule.tables.TestFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What is written is read. */
class RoundTripTest {

  @Provide
  Arbitrary<List<String>> rows() {
    Arbitrary<Character> characters =
        Arbitraries.of(
            ',', ';', '\t', '|', '"', '\n', '\r', ' ', '\'', 'a', 'ß', '€', '1', '.', '-', '\ufeff',
            '\u00a0');
    Arbitrary<String> wild =
        Arbitraries.strings().withChars(',', '"', '\n', '\r', 'x', ' ').ofMaxLength(6);
    Arbitrary<String> cell =
        Arbitraries.oneOf(characters.list().ofMaxSize(8).map(RoundTripTest::joined), wild);
    return cell.list().ofSize(3);
  }

  private static String joined(List<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  @Property(tries = 300)
  void any_cells_written_with_any_separator_are_read_as_they_were(
      @ForAll("rows") List<String> first,
      @ForAll @Size(max = 20) List<@From("rows") List<String>> others,
      @ForAll("separators") char separator,
      @ForAll LineDelimiter lines)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<List<String>> rows = new ArrayList<>(others);
    rows.addFirst(first);
    try (CsvWriter writer =
        CsvWriter.builder()
            .fieldSeparator(separator)
            .lineDelimiter(lines)
            .build(out, StandardCharsets.UTF_8)) {
      writer.writeRecord("a", "b,;\t|\"", "c\nd");
      rows.forEach(writer::writeRecord);
    }
    Path path = java.nio.file.Files.createTempFile("round-trip", ".csv");
    try {
      TestFiles.write(path, out.toByteArray());
      Schema schema = TestFiles.schema("a", "b,;\t|\"", "c\nd");
      CsvFormat format = CsvFormat.standard().withMissing(List.of()).withSeparator(separator);
      Table table = TableReader.standard().withFormat(format).readFor(schema, path);
      for (int column = 0; column < 3; column++) {
        int at = column;
        assertThat(labels(table, schema.names().get(column)))
            .isEqualTo(rows.stream().map(row -> expected(row.get(at))).toList());
      }
    } finally {
      java.nio.file.Files.delete(path);
    }
  }

  @Provide
  Arbitrary<Character> separators() {
    return Arbitraries.of(',', ';', '\t', '|');
  }

  /** Spaces around cells do not count, and empty ones are missing. */
  private static @Nullable String expected(String cell) {
    int from = 0;
    int end = cell.length();
    while (from < end && (cell.charAt(from) <= ' ' || cell.charAt(from) == '\u00a0')) {
      from++;
    }
    while (end > from && (cell.charAt(end - 1) <= ' ' || cell.charAt(end - 1) == '\u00a0')) {
      end--;
    }
    return from == end ? null : cell.substring(from, end);
  }

  @Property(tries = 300)
  void any_number_is_read_to_the_last_bit(
      @ForAll @Size(min = 1, max = 30) List<Double> values, @ForAll boolean comma)
      throws IOException {
    StringBuilder text = new StringBuilder("x;y\n");
    values.forEach(value ->
        text.append(Double.toString(value).replace('.', comma ? ',' : '.')).append(";1\n"));
    Path path = java.nio.file.Files.createTempFile("numbers", ".csv");
    try {
      TestFiles.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
      CsvFormat format = CsvFormat.standard().withDecimalComma(comma);
      Table table =
          TableReader.standard().withFormat(format).readFor(TestFiles.numberSchema("x"), path);
      assertThat(numbers(table, "x"))
          .containsExactly(values.stream().mapToDouble(v -> v).toArray());
    } finally {
      java.nio.file.Files.delete(path);
    }
  }

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(11);
    return Combinators.combine(
            Arbitraries.of("", "-", "+"),
            digits,
            Arbitraries.of("", "."),
            digits,
            Arbitraries.of("", "", "e3", "E-20"))
        .as((sign, whole, point, decimals, exponent) -> sign + whole + point + decimals + exponent)
        .filter(cell -> cell.matches("[-+]?\\.?[0-9].*"));
  }

  @Property(tries = 500)
  void any_digits_are_read_to_the_last_bit(
      @ForAll @Size(min = 1, max = 30) List<@From("decimals") String> cells) throws IOException {
    Path path = java.nio.file.Files.createTempFile("digits", ".csv");
    try {
      TestFiles.write(
          path, ("x,y\n" + String.join(",1\n", cells) + ",1\n").getBytes(StandardCharsets.UTF_8));
      Table table = TableReader.standard().readFor(TestFiles.numberSchema("x"), path);
      assertThat(numbers(table, "x"))
          .containsExactly(cells.stream().mapToDouble(Double::parseDouble).toArray());
    } finally {
      java.nio.file.Files.delete(path);
    }
  }

  /** Whatever is quoted, and wherever quotes begin, cells and lines are those of FastCSV alone. */
  @Property(tries = 1000)
  void any_text_is_taken_apart_as_by_the_library(@ForAll("texts") String text) throws IOException {
    String whole = "a,b\n" + text;
    List<List<String>> rows = new ArrayList<>();
    boolean isTable = true;
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(whole)) {
      for (CsvRecord row : csv) {
        isTable &= row.getFieldCount() == 2;
        rows.add(row.getFields());
      }
    } catch (CsvParseException e) {
      isTable = false;
    }
    Path path = java.nio.file.Files.createTempFile("text", ".csv");
    try {
      TestFiles.write(path, whole.getBytes(StandardCharsets.UTF_8));
      TableReader reader =
          TableReader.standard()
              .withFormat(CsvFormat.standard().withMissing(List.of()).withSeparator(','));
      if (!isTable || rows.size() == 1) {
        assertThatExceptionOfType(TableException.class)
            .isThrownBy(() -> reader.readFor(TestFiles.schema("a", "b"), path));
      } else {
        Table table = reader.readFor(TestFiles.schema("a", "b"), path);
        for (int column = 0; column < 2; column++) {
          int at = column;
          assertThat(labels(table, List.of("a", "b").get(at)))
              .isEqualTo(rows.stream().skip(1).map(row -> expected(row.get(at))).toList());
        }
      }
    } finally {
      java.nio.file.Files.delete(path);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> cell = Arbitraries.of("", "1", "-2.5", "x", "\"\"", "\"a\nb\"", "\",\"\"\"");
    Arbitrary<String> row =
        Combinators.combine(cell, cell, Arbitraries.of("\n", "\r\n", "\r", "\n\n"))
            .as((first, second, end) -> first + "," + second + end);
    Arbitrary<String> wild =
        Arbitraries.strings().withChars(',', '"', '\n', '\r', 'x', '1').ofMaxLength(4);
    return Arbitraries.frequencyOf(Tuple.of(9, row), Tuple.of(1, wild))
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 100)
  void what_this_module_writes_it_reads(@ForAll("rows") List<String> row) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CsvOutput csv = CsvOutput.to(out)) {
      csv.row(List.of("a", "b", "c"));
      csv.row(row);
    }
    Path path = java.nio.file.Files.createTempFile("written", ".csv");
    try {
      TestFiles.write(path, out.toByteArray());
      CsvFormat format = CsvFormat.standard().withMissing(List.of());
      Table table =
          TableReader.standard().withFormat(format).readFor(TestFiles.schema("a", "b", "c"), path);
      List<String> read = new ArrayList<>();
      table.names().forEach(name -> read.addAll(labels(table, name)));
      assertThat(read).isEqualTo(row.stream().map(RoundTripTest::expected).toList());
    } finally {
      java.nio.file.Files.delete(path);
    }
  }
}
