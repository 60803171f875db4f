package dev.chainrule.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.DatasetFile.Content;
import dev.chainrule.data.TargetEncoding.Amount;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFileTest {

  @TempDir private Path folder;

  @Test
  void givesBackPreparedRowsBitForBit() {
    Table table = table();
    Preparation preparation = Preparation.fit(table, Schema.of(table, "species"), table.allRows());
    Dataset rows = preparation.dataset(table, table.allRows());
    double[] weights = {1, 0.1, 0, 3, 2, 1};

    DatasetFile.write(
        file(),
        "six rows",
        file -> {
          file.add(preparation.dataset(table, new int[] {0, 1, 2, 3}), 1, 0.1, 0, 3);
          file.add(preparation.dataset(table, new int[] {4, 5}).withWeights(2, 1));
        });

    try (DatasetFile read = DatasetFile.open(file())) {
      assertSame(read, rows.withWeights(weights));
      assertThat(read.origin()).isEqualTo("six rows");
      // age, age is missing, colour, shore, its class, its weight
      assertThat(read.bytes()).isEqualTo(6 * 4 * 6);
    }
  }

  @Test
  void givesBackAmountsAndRowsThatWereNotPrepared() {
    Table table = table();
    Schema schema = Schema.of(table, "age").withIgnored(List.of("shore"));
    Preparation amounts =
        Preparation.fit(table, schema, new int[] {0, 2, 3})
            .withTarget(new TargetEncoding.Quantiles(new Amount("age", 3, 2), List.of(0.1, 0.9)));
    Dataset quantiles = amounts.dataset(table, new int[] {3, 0});
    Dataset plain = Dataset.of(new float[][] {{1, -0f, Float.MIN_VALUE}}, new float[][] {{4, 5}});

    for (Dataset rows : List.of(quantiles, plain)) {
      DatasetFile.write(file(), "", file -> file.add(rows));
      try (DatasetFile read = DatasetFile.open(file())) {
        assertSame(read, rows);
      }
    }
  }

  @Test
  void rowsOfOneFileBelongTogether() {
    Dataset two = Dataset.ofInputs(new float[][] {{1, 2}});
    Dataset three = Dataset.ofInputs(new float[][] {{1, 2, 3}});

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            DatasetFile.write(
                file(),
                "",
                file -> {
                  file.add(two);
                  file.add(three);
                }))
        .withMessageContaining("expected 2 and 0 as before, got 3 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatasetFile.write(file(), "", file -> {}))
        .withMessageContaining("at least one row");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aTemporaryFileIsGoneAtTheEndAndReadsLikeAnother() {
    Dataset rows = Dataset.of(new float[][] {{1, 2}, {3, 4}}, new float[][] {{5}, {6}});

    try (DatasetFile temporary = DatasetFile.temporary(folder, file -> file.add(rows))) {
      assertSame(temporary, rows);
    }
    assertThat(folder).isEmptyDirectory();
    assertThatThrownBy(() -> DatasetFile.temporary(folder.resolve("none"), file -> file.add(rows)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none: no temporary file of rows can be written there");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatasetFile.temporary(folder, file -> {}));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // which deletes what a process had open when it has ended
  void aTemporaryFileHasNoNameThatAProcessCouldLeaveBehind() {
    Dataset rows = Dataset.ofInputs(new float[][] {{1, 2}, {3, 4}});
    Content content =
        file -> {
          file.add(rows);
          assertThat(folder).as("while it is written").isEmptyDirectory();
        };

    try (DatasetFile temporary = DatasetFile.temporary(folder, content)) {
      assertThat(folder).as("while it is read").isEmptyDirectory();
      assertSame(temporary, rows);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which has a device that is always full
  void aFullDiskIsSaid() {
    Dataset rows = Dataset.ofInputs(new float[100][100]);

    assertThatThrownBy(() -> DatasetFile.write(Path.of("/dev/full"), "", file -> file.add(rows)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/dev/full: cannot be written: the disk is full");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 64, 100, 170, -100, -16, -8, -4, -1})
  void aFlippedBitIsFoundAnywhere(int place) throws IOException {
    DatasetFile.write(
        file(), "", file -> file.add(Dataset.ofInputs(new float[][] {{1, 2, 3}, {4, 5, 6}})));
    byte[] bytes = Files.readAllBytes(file());
    bytes[Math.floorMod(place, bytes.length)] ^= 4;
    Files.write(file(), bytes);

    assertRefused("rows: the file of rows is damaged", "rows: this is no file of prepared rows");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 64, 70, 100, 160})
  void aFileThatIsCutOffIsRefused(int length) throws IOException {
    DatasetFile.write(
        file(), "", file -> file.add(Dataset.ofInputs(new float[][] {{1, 2, 3}, {4, 5, 6}})));
    Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), length));

    assertRefused("rows: the file of rows is damaged: its end", "rows: this is no file of");
  }

  @Test
  void aFileThatIsNotThereOrSomethingElseIsRefused() throws IOException {
    assertRefused("rows: there is no such file", "");
    Files.writeString(file(), "a,b\n1,2\n".repeat(100));
    assertRefused("rows: this is no file of prepared rows", "");
  }

  @Test
  void numbersBeyondTwoToThe31AreFound() throws IOException {
    RowLayout layout = RowLayout.plain(1 << 16, 1);
    int rows = 40_000; // 2.6 thousand million numbers
    DatasetFile.write(file(), "", file -> file.add(Dataset.ofInputs(new float[][] {{1}})));
    sparse(layout, rows);

    try (DatasetFile read = DatasetFile.open(file(), 2)) {
      float[] inputs = new float[1 << 16];
      float[] target = new float[1];
      read.copyInputs(rows - 1, inputs, 0);
      read.copyTargets(rows - 1, target, 0);
      assertThat((long) read.rows() * read.inputs()).isGreaterThan(1L << 31);
      assertThat(inputs[(1 << 16) - 1]).isEqualTo(3);
      assertThat(target).containsExactly(4);
      assertThat(read.weight(rows - 1)).isEqualTo(5);
      assertThat(read.weight(0)).isZero();
    }
  }

  /** A file of zeros but for the end of its last row: 3, 4 and 5. */
  private void sparse(RowLayout layout, int rows) throws IOException {
    byte[] head = Arrays.copyOf(Files.readAllBytes(file()), DatasetFormat.HEAD);
    try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
      sparse.setLength(0);
      sparse.write(head);
      sparse.seek(DatasetFormat.HEAD + (long) rows * DatasetFormat.bytes(layout) - 12);
      sparse.write(
          ByteBuffer.allocate(12)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putFloat(3)
              .putFloat(4)
              .putFloat(5)
              .array());
    }
    try (OutputStream end = Files.newOutputStream(file(), StandardOpenOption.APPEND)) {
      DatasetFormat.finish(
          new CheckedOutputStream(end, new CRC32C()),
          end,
          new DatasetFormat.Description(layout, rows, ""));
    }
  }

  private void assertRefused(String message, String or) {
    assertThatThrownBy(() -> DatasetFile.open(file()).close())
        .isInstanceOf(UncheckedIOException.class)
        .satisfies(refused ->
            assertThat(String.valueOf(refused.getMessage()))
                .satisfiesAnyOf(
                    said -> assertThat(said).contains(message),
                    said -> assertThat(said).contains(or.isEmpty() ? message : or)));
  }

  private Path file() {
    return folder.resolve("rows");
  }

  static void assertSame(Dataset read, Dataset expected) {
    assertThat(read.rows()).isEqualTo(expected.rows());
    assertThat(read.inputs()).isEqualTo(expected.inputs());
    assertThat(read.outputs()).isEqualTo(expected.outputs());
    for (int row = 0; row < read.rows(); row++) {
      assertThat(numbers(read, row)).as("row " + row).isEqualTo(numbers(expected, row));
    }
  }

  /** Inputs, targets and weight as bits, read into an array that is not empty. */
  private static int[] numbers(Dataset rows, int row) {
    float[] numbers = new float[rows.inputs() + rows.outputs() + 1];
    Arrays.fill(numbers, 99);
    rows.copyInputs(row, numbers, 0);
    rows.copyTargets(row, numbers, rows.inputs());
    numbers[numbers.length - 1] = rows.weight(row);
    int[] bits = new int[numbers.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(numbers[i]));
    return bits;
  }

  private static Table table() {
    return new Table(
        "test",
        List.of(
            new Column.Numbers("age", new double[] {1, Double.NaN, 3, 5, 1, 4}),
            new Column.Labels(
                "colour",
                ColumnType.CATEGORY,
                List.of("red", "blue", "green"),
                new int[] {0, 1, 0, 2, 2, 1}),
            new Column.Labels(
                "shore", ColumnType.BOOLEAN, List.of("no", "yes"), new int[] {0, 1, 1, 0, 1, 0}),
            new Column.Labels(
                "species",
                ColumnType.CATEGORY,
                List.of("a", "b", "c"),
                new int[] {0, 1, 2, 0, 1, 2})));
  }
}
