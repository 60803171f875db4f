package dev.chainrule.tables;

import static dev.chainrule.tables.Files.labels;
import static dev.chainrule.tables.Files.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What is written is read. */
class RoundTripTest {

  @Provide
  Arbitrary<List<String>> rows() {
    Arbitrary<Character> characters =
        Arbitraries.of(',', ';', '\t', '|', '"', '\n', '\r', ' ', '\'', 'a', 'ß', '€', '1', '.', '-', '\ufeff', '\u00a0');
    Arbitrary<String> wild = Arbitraries.strings().withChars(',', '"', '\n', '\r', 'x', ' ').ofMaxLength(6);
    Arbitrary<String> cell = Arbitraries.oneOf(characters.list().ofMaxSize(8).map(RoundTripTest::joined), wild);
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
      @ForAll @Size(max = 20) List<@net.jqwik.api.From("rows") List<String>> others,
      @ForAll("separators") char separator,
      @ForAll LineDelimiter lines)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<List<String>> rows = new ArrayList<>(others);
    rows.addFirst(first);
    try (CsvWriter writer =
        CsvWriter.builder().fieldSeparator(separator).lineDelimiter(lines).build(out, StandardCharsets.UTF_8)) {
      writer.writeRecord("a", "b,;\t|\"", "c\nd");
      rows.forEach(writer::writeRecord);
    }
    Path path = java.nio.file.Files.createTempFile("round-trip", ".csv");
    try {
      Files.write(path, out.toByteArray());
      Schema schema = Files.schema("a", "b,;\t|\"", "c\nd");
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
  private static String expected(String cell) {
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
  void any_number_is_read_to_the_last_bit(@ForAll @Size(min = 1, max = 30) List<Double> values, @ForAll boolean comma)
      throws IOException {
    StringBuilder text = new StringBuilder("x;y\n");
    values.forEach(value -> text.append(Double.toString(value).replace('.', comma ? ',' : '.')).append(";1\n"));
    Path path = java.nio.file.Files.createTempFile("numbers", ".csv");
    try {
      Files.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
      CsvFormat format = CsvFormat.standard().withDecimalComma(comma);
      Table table = TableReader.standard().withFormat(format).readFor(Files.numberSchema("x"), path);
      assertThat(numbers(table, "x")).containsExactly(values.stream().mapToDouble(v -> v).toArray());
    } finally {
      java.nio.file.Files.delete(path);
    }
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
      Files.write(path, out.toByteArray());
      CsvFormat format = CsvFormat.standard().withMissing(List.of());
      Table table = TableReader.standard().withFormat(format).readFor(Files.schema("a", "b", "c"), path);
      List<String> read = new ArrayList<>();
      table.names().forEach(name -> read.addAll(labels(table, name)));
      assertThat(read).isEqualTo(row.stream().map(RoundTripTest::expected).toList());
    } finally {
      java.nio.file.Files.delete(path);
    }
  }
}
