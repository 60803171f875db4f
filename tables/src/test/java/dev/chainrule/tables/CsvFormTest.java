package dev.chainrule.tables;

import static dev.chainrule.tables.TestFiles.csv;
import static dev.chainrule.tables.TestFiles.labels;
import static dev.chainrule.tables.TestFiles.numbers;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chainrule.data.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that CSV comes in. */
class CsvFormTest {

  private static final TableReader READER = TableReader.standard();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void finds_the_separator(String separator) {
    String text =
        """
        length,note,sex
        1.5,"a, b; c | d\te",m
        2.5,"e, f; g | h\ti",f
        3.5,"a, b; c | d\te",m
        """;
    String other =
        text.replaceAll(
            "(?m)^([^,]*),([^\"]+|\".*\"),([^,]*)$", "$1%s$2%s$3".formatted(separator, separator));
    Table table = read(other);
    assertThat(table.names()).containsExactly("length", "note", "sex");
    assertThat(numbers(table, "length")).containsExactly(1.5, 2.5, 3.5);
    assertThat(labels(table, "note"))
        .containsExactly("a, b; c | d\te", "e, f; g | h\ti", "a, b; c | d\te");
  }

  @Test
  void a_given_separator_is_used() {
    CsvFormat colons = CsvFormat.standard().withSeparator(':');
    Table table = READER.withFormat(colons).read(csv(folder, "a:b,c\n1:x\n2:y\n")).table();
    assertThat(table.names()).containsExactly("a", "b,c");
  }

  @Test
  void a_file_of_one_column_has_no_separator() {
    Path path = csv(folder, "name\n\"Smith; John\"\n\"Roe; Jane\"\n\"Smith; John\"\n");
    Table table = READER.readFor(TestFiles.schema("name"), path);
    assertThat(labels(table, "name")).containsExactly("Smith; John", "Roe; Jane", "Smith; John");
  }

  @Test
  void quotes_may_hold_quotes_separators_and_line_breaks() {
    Table table = read("\"a \"\"b\"\"\",\"c\nd\"\n1,\"x\r\ny\"\n2,\"\"\"q\"\"\"\n3,\"x\r\ny\"\n");
    assertThat(table.names()).containsExactly("a \"b\"", "c\nd");
    assertThat(labels(table, "c\nd")).containsExactly("x\r\ny", "\"q\"", "x\r\ny");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lines_may_end_in_any_way_and_the_last_need_not(String end) {
    Table table = read(String.join(end, "x,y", "1,a", "2,b", "", "3,a"));
    assertThat(numbers(table, "x")).containsExactly(1, 2, 3);
    assertThat(read(String.join(end, "x,y", "1,a", "2,b", "3,a", "", "", "")).rows()).isEqualTo(3);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_header() {
    assertThat(read("\ufeffx,y\n1,a\n2,b\n").names()).containsExactly("x", "y");
    assertThat(read("\ufeff\"x\",y\n1,a\n2,b\n").names()).containsExactly("x", "y");
  }

  @Test
  void gzip_is_recognised_by_its_content() {
    Path packed = TestFiles.gzip(folder.resolve("packed.csv"), "x,y\n1,a\n2,b\n".getBytes(UTF_8));
    LoadedTable loaded = READER.read(packed);
    assertThat(numbers(loaded.table(), "x")).containsExactly(1, 2);
    assertThat(loaded.sha256()).isEqualTo(TestFiles.sha256(packed));
    Path plain =
        TestFiles.write(folder.resolve("not-packed.csv.gz"), "x,y\n1,a\n2,b\n".getBytes(UTF_8));
    assertThat(numbers(READER.read(plain).table(), "x")).containsExactly(1, 2);
  }

  @Test
  void the_hash_is_that_of_the_bytes_on_disk() {
    Path path = csv(folder, "x,y\n1,a\n2,b\n");
    assertThat(READER.read(path).sha256()).isEqualTo(TestFiles.sha256(path));
  }

  @Test
  void spaces_around_cells_do_not_count() {
    Table table = read(" x , y\n 1 ,\ta\n2 , \"b c\" \n3, a\n");
    assertThat(table.names()).containsExactly("x", "y");
    assertThat(numbers(table, "x")).containsExactly(1, 2, 3);
    assertThat(labels(table, "y")).containsExactly("a", "b c", "a");
  }

  @Test
  void other_encodings_are_read_when_asked_for() {
    Path path =
        TestFiles.write(folder.resolve("latin.csv"), "größe,y\n1,ä\n2,ö\n".getBytes(ISO_8859_1));
    CsvFormat latin = CsvFormat.standard().withCharset(ISO_8859_1);
    assertThat(READER.withFormat(latin).read(path).table().names()).containsExactly("größe", "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "?", "N/A", "NaN", "null", "\"\"", "\"NA\""})
  void cells_without_a_value_are_missing(String cell) {
    Table table = read("x,y\n1,a\n%s,b\n3,a\n".formatted(cell));
    assertThat(numbers(table, "x")).containsExactly(1, Double.NaN, 3);
  }

  @Test
  void what_means_missing_can_be_chosen() {
    CsvFormat format = CsvFormat.standard().withMissing(List.of("-", "unbekannt"));
    Table table =
        READER
            .withFormat(format)
            .read(csv(folder, "x,c,y\n-,NA,0\n1,unbekannt,1\n2,NA,0\n,?,1\n"))
            .table();
    assertThat(numbers(table, "x")).containsExactly(Double.NaN, 1, 2, Double.NaN);
    assertThat(labels(table, "c")).containsExactly("NA", null, "NA", "?");
  }

  @Test
  void a_number_can_mean_missing_in_few_rows_and_in_many() {
    TableReader reader =
        READER.withFormat(CsvFormat.standard().withMissing(List.of("-999", "n.a.")));
    StringBuilder text = new StringBuilder("x,y\n");
    for (int row = 0; row < 1500; row++) {
      text.append(row % 500 == 250 ? "-999" : "" + row * row).append(',').append(row % 2);
      text.append('\n');
      if (row == 300 || row == 1499) {
        Path path = csv(folder, text.toString());
        double[] read = numbers(reader.read(path).table(), "x");
        assertThat(read[250]).isNaN();
        assertThat(read[row]).isEqualTo(row * row);
        assertThat(read[row > 1250 ? 1250 : 250]).isNaN();
        assertThat(numbers(reader.readFor(TestFiles.numberSchema("x"), path), "x"))
            .containsExactly(read);
      }
    }
  }

  @Test
  void cells_and_ends_of_lines_may_lie_across_the_ends_of_buffers() {
    for (int shift = 0; shift < 8; shift++) {
      String name = "x".repeat(1 + shift);
      String text = name + ",y\r\n" + "-1.5,n\r\n".repeat(25_000);
      Table table = read(text + "2,y\r\n");
      assertThat(numbers(table, name)).hasSize(25_001).contains(-1.5, 2);
      Path path = csv(folder, text + "2\r\n");
      TestFiles.assertRejected(() -> READER.read(path))
          .withMessageContaining("csv:25002: the row has 1 cell");
    }
  }

  @Test
  void a_cell_may_be_long() {
    String cell = "word ".repeat(300_000).strip();
    Path path = csv(folder, "x,y\n" + cell + ",1\nb,0\n");
    assertThat(labels(READER.readFor(TestFiles.schema("x", "y"), path), "x"))
        .containsExactly(cell, "b");
  }

  @Test
  void decimal_commas_are_read_only_when_asked_for() {
    Path path = csv(folder, "x;y\n1,5;0\n-2,25e1;1\n1234567890,12345678901;1\n1;0\n");
    CsvFormat german = CsvFormat.standard().withDecimalComma(true);
    assertThat(numbers(READER.withFormat(german).read(path).table(), "x"))
        .containsExactly(1.5, -22.5, Double.parseDouble("1234567890.12345678901"), 1);
    LoadedTable plain = READER.read(csv(folder, "x;z;y\n1,5;1;0\n2,5;2;1\n3,5;3;0\n"));
    assertThat(plain.notes())
        .anySatisfy(note ->
            assertThat(note).contains("'x' is left out").contains("Decimal commas are read only"));
    assertThatIllegalArgumentException().isThrownBy(() -> german.withSeparator(','));
  }

  @Test
  void the_default_locale_does_not_matter() {
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("de-DE", "tr-TR", "ar-SA-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        Table table =
            read("x,d,y\n1.5,2026-07-31,TITLE\n2.5,2026-08-01,title\n3,2026-08-01,TITLE\n");
        assertThat(numbers(table, "x")).containsExactly(1.5, 2.5, 3);
        assertThat(labels(table, "y")).containsExactly("TITLE", "title", "TITLE");
        Path path = csv(folder, "x,i,y\n" + "1,a,0\n".repeat(1500) + "2,a,\n".repeat(1500));
        TestFiles.assertRejected(() -> READER.read(path))
            .withMessageContaining("csv:1502: column 'y' (3)")
            .withMessageContaining("and in 1,499 other rows");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void numbers_are_read_to_the_last_bit() throws IOException {
    List<String> texts =
        List.of(
            "0.1",
            "-0",
            "+1",
            ".5",
            "5.",
            "1e3",
            "1E-3",
            "123456789012345678",
            "9007199254740993",
            "1.7976931348623157e308",
            "4.9e-324",
            "0.30000000000000004",
            "2.2250738585072011e-308",
            "00012",
            "0.000000000000000000000000000000123",
            "3.14159265358979323846264338327950288");
    StringBuilder text = new StringBuilder("x,y\n");
    texts.forEach(cell -> text.append(cell).append(",").append(cell.length() % 2).append("\n"));
    assertThat(numbers(read(text.toString()), "x"))
        .containsExactly(texts.stream().mapToDouble(Double::parseDouble).toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1d", "1f", "0x10", "1_000", "1,000", "1 000", "--1", "1e", "e5", ".", "-", "１２", "1.2.3",
        "NaN1"
      })
  void what_only_looks_like_a_number_is_none(String cell) {
    Path path = csv(folder, "x;y\n\"%s\";1\n1;0\n".formatted(cell));
    TestFiles.assertRejected(() -> READER.readFor(TestFiles.numberSchema("x"), path))
        .withMessageContaining("expected a number, got '" + cell + "'");
  }

  private Table read(String text) {
    return READER.read(csv(folder, text)).table();
  }
}
