package dev.chainrule.tables;

import static dev.chainrule.tables.Files.assertRejected;
import static dev.chainrule.tables.Files.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Field;
import dev.chainrule.data.Table;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFileTest {

  private static final TableReader READER = TableReader.standard();
  private static final byte[] IMAGES = images(3, 2, 2, 12);
  private static final byte[] LABELS = idxLabels(3, 7, 0, 7);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte,train-labels-idx1-ubyte",
    "train-images-idx3-ubyte,train-labels.idx1-ubyte",
    "train-images.idx3-ubyte,train-labels-idx1-ubyte",
    "train-images.idx3-ubyte.gz,train-labels.idx1-ubyte",
    "t10k-images-idx3-ubyte,t10k-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz,t10k-labels-idx1-ubyte.gz"
  })
  void images_are_read_with_the_labels_beside_them(String images, String labels) {
    Path imageFile = write(images, IMAGES);
    Path labelFile = write(labels, LABELS);
    LoadedTable loaded = READER.read(imageFile);
    assertThat(loaded.schema().fields())
        .containsExactly(
            Field.input("image", ColumnType.PIXELS), Field.target("label", ColumnType.CATEGORY));
    Column.Pixels pixels = (Column.Pixels) loaded.table().column("image");
    assertThat(pixels.width()).isEqualTo(4);
    assertThat(pixels.values()).containsExactly(Arrays.copyOfRange(IMAGES, 16, 28));
    assertThat(labels(loaded.table(), "label")).containsExactly("7", "0", "7");
    assertThat(((Column.Labels) loaded.table().column("label")).labels()).containsExactly("0", "7");
    assertThat(loaded.sha256()).isEqualTo(Files.sha256(imageFile, labelFile));
    assertThat(READER.readFor(loaded.schema(), imageFile).names()).containsExactly("image", "label");
  }

  @Test
  void labels_can_be_given() {
    Path images = write("pictures", IMAGES);
    Path labels = write("digits", LABELS);
    assertRejected(() -> READER.read(images)).withMessageContaining("Name the file of labels");
    assertThat(READER.withLabels(labels).read(images).table().rows()).isEqualTo(3);
  }

  @Test
  void images_without_labels_can_be_predicted() {
    write("a-labels-idx1-ubyte", LABELS);
    LoadedTable training = READER.read(write("a-images-idx3-ubyte", IMAGES));
    Table table = READER.readFor(training.schema(), write("b-images-idx3-ubyte", IMAGES));
    assertThat(table.names()).containsExactly("image");
    assertRejected(() -> READER.readFor(Files.schema("x"), write("b-images-idx3-ubyte", IMAGES)))
        .withMessageContaining("missing: 'x'");
  }

  @Test
  void headers_that_promise_other_sizes_are_errors() {
    write("x-labels-idx1-ubyte", LABELS);
    assertImagesRejected(images(3, 2, 2, 11), "3 images of 2 × 2 pixels, which are 12 bytes, but there are 11");
    assertImagesRejected(images(3, 2, 2, 13), "12 bytes, but there are");
    assertImagesRejected(images(2, 1000, 1000, 12), "2,000,000 bytes, but there are 12");
    assertImagesRejected(images(46340, 46340, 1, 12), "2,147,395,600 bytes, but there are 12");
    assertImagesRejected(images(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 12), "more than can be read");
    assertImagesRejected(images(-1, 2, 2, 12), "-1 images");
    assertImagesRejected(images(3, 0, 2, 12), "0 × 2 pixels");
    assertImagesRejected(Arrays.copyOf(IMAGES, 9), "ends too early");
    assertImagesRejected(idxLabels(3, 1, 2, 3), "these are labels");
    byte[] four = IMAGES.clone();
    four[3] = 4;
    assertImagesRejected(four, "magic number 0x00000803, got 0x00000804");
  }

  private void assertImagesRejected(byte[] bytes, String message) {
    assertRejected(() -> READER.read(write("x-images-idx3-ubyte", bytes)))
        .withMessageContaining("x-images-idx3-ubyte")
        .withMessageContaining(message);
    assertRejected(() -> READER.read(write("x-images-idx3-ubyte.gz", bytes)))
        .withMessageContaining(message.replaceAll("there are 1[13]$", "there are"));
  }

  @Test
  void labels_that_do_not_fit_the_images_are_errors() {
    Path images = write("x-images-idx3-ubyte", IMAGES);
    write("x-labels-idx1-ubyte", idxLabels(2, 1, 2));
    assertRejected(() -> READER.read(images)).withMessageContaining("there are 2 labels for the 3 images");
    write("x-labels-idx1-ubyte", idxLabels(3, 1, 2));
    assertRejected(() -> READER.read(images)).withMessageContaining("3 labels, which are 3 bytes, but there are 2");
    write("x-labels-idx1-ubyte", idxLabels(3, 5, 5, 5));
    assertRejected(() -> READER.read(images)).withMessageContaining("all labels are [5]");
    write("x-labels-idx1-ubyte", IMAGES);
    assertRejected(() -> READER.read(images)).withMessageContaining("magic number 0x00000801, got 0x00000803");
    assertRejected(() -> READER.withTarget("digit").read(images)).withMessageContaining("'label'");
  }

  @Test
  void damaged_files_never_end_otherwise_than_in_an_error() {
    Random random = new Random(5);
    write("x-labels-idx1-ubyte", LABELS);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = Arrays.copyOf(IMAGES, random.nextInt(1, IMAGES.length));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      assertRejected(() -> READER.read(write("x-images-idx3-ubyte", bytes)));
    }
  }

  private Path write(String name, byte[] bytes) {
    Path path = folder.resolve(name);
    return name.endsWith(".gz") ? Files.gzip(path, bytes) : Files.write(path, bytes);
  }

  private static byte[] images(int count, int height, int width, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(16 + bytes);
    buffer.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int i = 0; i < bytes; i++) {
      buffer.put((byte) (i * 37));
    }
    return buffer.array();
  }

  private static byte[] idxLabels(int count, int... labels) {
    ByteBuffer buffer = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(count);
    List.of(Arrays.stream(labels).boxed().toArray(Integer[]::new))
        .forEach(label -> buffer.put(label.byteValue()));
    return buffer.array();
  }
}
