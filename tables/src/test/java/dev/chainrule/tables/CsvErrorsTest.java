package dev.chainrule.tables;

import static dev.chainrule.tables.Files.assertRejected;
import static dev.chainrule.tables.Files.csv;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chainrule.data.ColumnType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault ends in one message that names the place. */
class CsvErrorsTest {

  private static final TableReader READER = TableReader.standard();

  @TempDir private Path folder;

  private void assertMessage(String text, String message) {
    assertMessage(READER, text, message);
  }

  private void assertMessage(TableReader reader, String text, String message) {
    Path path = csv(folder, text);
    assertRejected(() -> reader.read(path))
        .satisfies(
            e ->
                org.assertj.core.api.Assertions.assertThat(e.getMessage().replace(path.toString(), "test.csv"))
                    .isEqualTo(message));
  }

  @Test
  void a_bad_cell_among_numbers() {
    assertMessage(
        "x,y\n1.5,0\n2,1\n3,0\nabc,1\n4,0\n5,1\n",
        "test.csv:5: column 'x' (1): expected a number, as in 5 other rows of this column, got 'abc'."
            + " Correct it, name it as a cell that means missing, or give the column's type.");
    String many = "1.5,0\n2.25,1\n".repeat(2000);
    StringBuilder distinct = new StringBuilder("x,y\n");
    for (int row = 0; row < 5000; row++) {
      distinct.append(row == 4321 ? "1,5" : row + ".25").append(";").append(row % 2).append("\n");
    }
    assertMessage(
        distinct.toString().replace("x,y", "x;y"),
        "test.csv:4323: column 'x' (1): expected a number, as in 4,999 other rows of this column, got '1,5'."
            + " (Decimal commas are read only when asked for.)"
            + " Correct it, name it as a cell that means missing, or give the column's type.");
    assertMessage(
        "x,y\n" + many + "\"2\n3\",1\n",
        "test.csv:4002: column 'x' (1): expected a number, as in 4,000 other rows of this column, got '2\\n3'."
            + " Correct it, name it as a cell that means missing, or give the column's type.");
  }

  @Test
  void a_bad_cell_among_dates() {
    assertMessage(
        "d,y\n" + "2026-01-01,0\n2026-01-02,1\n".repeat(4) + "2026-02-30,1\n",
        "test.csv:10: column 'd' (1): expected a date such as 2026-07-31, as in 8 other rows of this column, got '2026-02-30'."
            + " Correct it, name it as a cell that means missing, or give the column's type.");
  }

  @Test
  void a_bad_cell_in_a_column_of_a_given_type() {
    assertMessage(
        READER.withType("x", ColumnType.NUMBER),
        "x,y\na,0\n2,1\n",
        "test.csv:2: column 'x' (1): expected a number, got 'a'.");
    assertMessage(
        READER.withType("x", ColumnType.BOOLEAN),
        "x,y\nyes,0\nmaybe,1\n",
        "test.csv:3: column 'x' (1): expected yes or no (or true/false, y/n, t/f), got 'maybe'.");
    assertMessage(
        READER.withType("x", ColumnType.DATE),
        "x,y\n2026-01-01,0\n1.1.2026,1\n",
        "test.csv:3: column 'x' (1): expected a date such as 2026-07-31 or 2026-07-31T12:30, got '1.1.2026'.");
  }

  @Test
  void numbers_that_are_not_finite() {
    for (String cell : List.of("inf", "-Infinity", "1e999", "∞")) {
      assertMessage(
          "x,y\n1,0\n\"a\nb\",0\n2,1\n".replace("\"a\nb\"", "3") + cell + ",1\n",
          "test.csv:5: column 'x' (1): expected a finite number, got '%s'. Correct it, or name it as a cell that means missing."
              .formatted(cell));
    }
  }

  @Test
  void a_short_or_long_row_with_its_line_in_the_file() {
    assertMessage(
        "a,\"b\nc\",y\n1,\"x\r\nz\",0\n\n2,3\n",
        "test.csv:6: the row has 2 cells; expected 3 cells as in the header. The first without a cell is column 'y' (3).");
    assertMessage(
        "a,b\n1,2\n3,4,5\n",
        "test.csv:3: the row has 3 cells; expected 2 cells as in the header. Quote cells that contain the separator.");
  }

  @Test
  void a_cell_after_line_breaks_in_its_own_row() {
    assertMessage(
        READER.withType("b", ColumnType.NUMBER).withTarget("y"),
        "a,b,y\n\"1\n2\n3\",4,0\n\"1\r\n2\n3\",z,1\n",
        "test.csv:7: column 'b' (2): expected a number, got 'z'.");
  }

  @Test
  void an_unclosed_quote() {
    assertMessage(
        "a,b\n1,\"x\ny\"\n2,\"never\nclosed,3\n4,5\n",
        "test.csv:4: column 2: a quote opens here and is never closed. Close it, or double it if it is part of the text (\"\").");
    assertMessage(
        "a,b\n\"1\n1\",\"never\nclosed,3\n4,5\n",
        "test.csv:3: column 2: a quote opens here and is never closed. Close it, or double it if it is part of the text (\"\").");
    assertMessage(
        "\"a,b\n1,2\n",
        "test.csv:1: column 1: a quote opens here and is never closed. Close it, or double it if it is part of the text (\"\").");
  }

  @Test
  void text_after_a_closing_quote() {
    assertMessage(
        "a,b\n1,\"x\"y\n",
        "test.csv:2: column 2: expected a separator after the closing quote. Double the quotes inside of a quoted cell (\"\").");
  }

  @Test
  void a_very_long_unclosed_quote() {
    Path path = csv(folder, "a,b\n1,2\n3,\"" + "x,y\n".repeat(5_000_000));
    assertRejected(() -> READER.read(path)).withMessageContaining("test.csv:3: column 2: a quote opens here");
  }

  @Test
  void names_that_are_missing_or_the_same() {
    assertMessage("a,,y\n1,2,3\n", "test.csv:1: the header has no name for column 2 of 3. Name it, or remove the column.");
    assertMessage("a,b,a\n1,2,3\n", "test.csv:1: columns 1 and 3 are both named 'a'. Rename one.");
    assertMessage(
        "5,1,5\n1,2,3\n",
        "test.csv:1: columns 1 and 3 are both named '5'. Rename one, or add a header if this line is none.");
  }

  @Test
  void files_without_rows() {
    assertMessage("", "test.csv: the file is empty; expected a header and rows.");
    assertMessage("\n\n", "test.csv: the file has no cells; expected a header and rows.");
    assertMessage("a,b\n", "test.csv: there is a header but no row; expected rows below it.");
    assertMessage("a,b", "test.csv: there is a header but no row; expected rows below it.");
    assertRejected(() -> READER.read(Files.gzip(folder.resolve("empty.gz"), new byte[0])))
        .withMessageContaining("the file is empty");
  }

  @Test
  void paths_that_are_no_file() {
    assertRejected(() -> READER.read(folder.resolve("none.csv")))
        .withMessage(folder.resolve("none.csv").toAbsolutePath() + ": there is no such file.");
    assertRejected(() -> READER.read(folder)).withMessageContaining("this is a folder");
    assertRejected(() -> READER.readFor(Files.schema("x"), folder)).withMessageContaining("folder");
  }

  @Test
  void files_that_are_no_csv() {
    for (String start : List.of("PK\u0003\u0004", "PAR1")) {
      Path path = csv(folder, start + "...");
      assertRejected(() -> READER.read(path)).withMessageContaining("save it as CSV");
    }
    Path utf16 = Files.write(folder.resolve("utf16.csv"), "a,b\n1,2\n".getBytes(UTF_16));
    assertRejected(() -> READER.read(utf16)).withMessageContaining("UTF-16");
    Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {1, 2, 0, 4});
    assertRejected(() -> READER.read(binary)).withMessageContaining("not a text file");
  }

  @Test
  void lines_that_are_not_utf_8() {
    for (int good : new int[] {0, 1, 5000, 50_000}) {
      byte[] bytes = ("a,y\n" + "1,0\n".repeat(good) + "ä,1\n2,0\n").getBytes(ISO_8859_1);
      Path path = Files.write(folder.resolve("latin.csv"), bytes);
      assertRejected(() -> READER.read(path))
          .withMessage(
              "%s:%d: this line is not encoded in UTF-8. Save the file as UTF-8, or give its encoding."
                  .formatted(path, good + 2));
    }
    byte[] cut = "a,y\n1,0\n2,ä".getBytes(UTF_8);
    Path path = Files.write(folder.resolve("cut.csv"), Arrays.copyOf(cut, cut.length - 1));
    assertRejected(() -> READER.read(path)).withMessageContaining("cut.csv:3: this line is not");
  }

  @Test
  void damaged_gzip() throws java.io.IOException {
    StringBuilder text = new StringBuilder("a,y\n");
    new Random(1).doubles(10_000).forEach(x -> text.append(x).append(",1\n"));
    Path whole = Files.gzip(folder.resolve("whole.gz"), text.toString().getBytes(UTF_8));
    byte[] bytes = java.nio.file.Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    assertRejected(() -> READER.read(cut)).withMessageContaining("damaged");
    bytes[bytes.length / 2] ^= 0x55;
    Path wrong = Files.write(folder.resolve("wrong.gz"), bytes);
    assertRejected(() -> READER.read(wrong)).withMessageContaining("wrong.gz");
    Path tiny = Files.write(folder.resolve("tiny.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    assertRejected(() -> READER.read(tiny)).withMessageContaining("tiny.gz");
  }

  @Test
  void a_target_that_is_not_there() {
    assertMessage(
        READER.withTarget("specis"),
        "species,y\na,1\n",
        "test.csv: there is no column 'specis' to predict; did you mean 'species'? The columns are 'species', 'y'.");
    assertMessage(
        READER.withIgnored(List.of("zzz")),
        "species,y\na,1\n",
        "test.csv: there is no column 'zzz' to leave out. The columns are 'species', 'y'.");
    assertMessage(
        READER.withIgnored(List.of("y")),
        "x,y\n1,1\n",
        "test.csv: column 'y' (2): it is the target and cannot be left out.");
  }

  @Test
  void a_target_without_values() {
    assertMessage(
        "x,y\np,a\n\"q\nq\",b\np,\np,a\np,NA\np,?\n",
        "test.csv:5: column 'y' (2): the target is missing here and in 2 other rows. Remove such rows, or choose another target.");
    assertMessage(
        "x,y\n1,\n2,\n",
        "test.csv:2: column 'y' (2): the target is missing here and in 1 other row. Remove such rows, or choose another target.");
  }

  @Test
  void a_target_with_one_value() {
    assertMessage(
        "x,y\n1,a\n2,a\n",
        "test.csv: column 'y' (2): the target is 'a' in all 2 rows: there is nothing to learn. Choose another target.");
    assertMessage(
        "x,y\n1,7\n2,7.0\n",
        "test.csv: column 'y' (2): the target is '7' in all 2 rows: there is nothing to learn. Choose another target.");
  }

  @Test
  void a_target_that_cannot_be_learnt() {
    StringBuilder texts = new StringBuilder("x,y\n");
    for (int row = 0; row < 30; row++) {
      texts.append(row * 2).append(",name ").append(row).append("\n");
    }
    assertMessage(
        texts.toString(),
        "test.csv: column 'y' (2): the target must be numbers or labels that repeat, got text: 30 different cells in 30 rows."
            + " Choose another target.");
    assertMessage(
        "x,y\n1,2026-01-01\n2,2026-01-02\n",
        "test.csv: column 'y' (2): a date cannot be a target. Choose another target.");
  }

  @Test
  void nothing_to_predict_from() {
    assertMessage("y\n1\n2\n3\n", "test.csv: there is no column to predict 'y' from: it is the only one.");
    assertMessage(
        "name,y\nann,1\nbob,2\n",
        "test.csv: there is no column to predict 'y' from: all others are left out, such as 'name' (text: 2 different cells in 2 rows).");
  }

  @Test
  void a_file_of_labels_beside_csv() {
    assertMessage(
        READER.withLabels(Path.of("labels")),
        "x,y\n1,2\n",
        "test.csv: labels in a file of their own belong to images in an idx file, which this is not.");
  }
}
