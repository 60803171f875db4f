package dev.chainrule.data;

import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link DatasetFile}, all numbers little-endian:
 *
 * <pre>
 * head   64 bytes: the name of the format, then zeros
 * rows   of equal length: float × numbers, int × places of a 1, targets (float each, or int: the
 *        class), float: weight
 * text   JSON in UTF-8: how many rows, of what, from where
 * tail   16 bytes: long: length of the text, int: CRC-32C of everything before the tail, "END\n"
 * </pre>
 */
final class DatasetFormat {

  static final int HEAD = 64;
  private static final int TAIL = 16;
  private static final byte[] NAME =
      Arrays.copyOf("chainrule rows 1\n".getBytes(StandardCharsets.US_ASCII), HEAD);
  private static final int END = ByteBuffer.wrap(new byte[] {'\n', 'D', 'N', 'E'}).getInt();
  private static final int LONGEST_TEXT = 1 << 24;

  private DatasetFormat() {}

  /**
   * What the text says.
   *
   * @param layout of a row
   * @param rows how many
   * @param origin what they come from
   */
  record Description(RowLayout layout, int rows, String origin) {

    /** How many bytes the rows are. */
    long bytes() {
      return (long) rows * DatasetFormat.bytes(layout);
    }

    private byte[] toBytes() {
      return Json.object()
          .with("rows", rows)
          .with("inputs", Json.array(Arrays.stream(layout.runs()).mapToObj(Json::of).toList()))
          .with("targets", layout.outputs())
          .with("classes", layout.indices())
          .with("origin", origin)
          .toText()
          .getBytes(StandardCharsets.UTF_8);
    }

    private static Description of(byte[] text) {
      Located json = new Located("", Json.parse(text));
      List<Integer> widths =
          json.member("inputs").items().stream()
              .map(width -> width.wholeNumber(-Integer.MAX_VALUE, Integer.MAX_VALUE))
              .toList();
      return new Description(
          RowLayout.of(
              widths,
              json.member("targets").wholeNumber(0, Integer.MAX_VALUE),
              json.member("classes").bool()),
          json.member("rows").wholeNumber(1, Integer.MAX_VALUE),
          json.member("origin").text());
    }
  }

  /** How many bytes a row takes. */
  static int bytes(RowLayout layout) {
    return Math.multiplyExact(4, layout.numbers() + layout.slots() + layout.targets() + 1);
  }

  // ---- writing

  static Description write(OutputStream to, String origin, DatasetFile.Content content)
      throws IOException {
    CheckedOutputStream out = new CheckedOutputStream(to, new CRC32C());
    out.write(NAME);
    Writer writer = new Writer(out);
    content.addTo(writer);
    return finish(out, to, writer.finish(origin));
  }

  /** Writes what follows the rows. */
  static Description finish(CheckedOutputStream out, OutputStream to, Description description)
      throws IOException {
    byte[] text = description.toBytes();
    out.write(text);
    to.write(
        littleEndian(TAIL)
            .putLong(text.length)
            .putInt((int) out.getChecksum().getValue())
            .putInt(END)
            .array());
    to.flush();
    return description;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Puts rows behind each other. */
  private static final class Writer implements DatasetFile.Rows {
    private final OutputStream out;
    private @Nullable RowLayout layout;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int rows;

    Writer(OutputStream out) {
      this.out = out;
    }

    @Override
    public void add(Dataset piece, double... weights) {
      Dataset kept = piece instanceof WeightedRows weighted ? weighted.unweighed() : piece;
      RowLayout own =
          kept instanceof PreparedDataset prepared
              ? prepared.layout()
              : RowLayout.plain(piece.inputs(), piece.outputs());
      if (layout == null) {
        layout = own;
        buffer = littleEndian(Math.max(1, (1 << 16) / bytes(own)) * bytes(own));
      } else if (!layout.isLike(own)) {
        throw new IllegalArgumentException(
            "Rows of one file have the same inputs and targets: expected %d and %d as before, got %d and %d, or others."
                .formatted(layout.inputs(), layout.outputs(), own.inputs(), own.outputs()));
      }
      if (piece.rows() > Integer.MAX_VALUE - rows) {
        throw new IllegalArgumentException("There are more than 2³¹ − 1 rows.");
      }
      rows += piece.rows();
      float[] numbers = new float[Math.max(own.inputs(), own.outputs())];
      for (int row = 0; row < piece.rows(); row++) {
        if (!buffer.hasRemaining()) {
          flush();
        }
        if (kept instanceof PreparedDataset prepared) {
          prepared.put(row, buffer);
        } else {
          piece.copyInputs(row, numbers, 0);
          put(numbers, own.inputs());
          piece.copyTargets(row, numbers, 0);
          put(numbers, own.outputs());
        }
        buffer.putFloat(weights.length == 0 ? piece.weight(row) : (float) weights[row]);
      }
    }

    private void put(float[] numbers, int count) {
      for (int i = 0; i < count; i++) {
        buffer.putFloat(numbers[i]);
      }
    }

    private void flush() {
      try {
        out.write(buffer.array(), 0, buffer.position());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      buffer.clear();
    }

    Description finish(String origin) {
      if (layout == null || rows == 0) {
        throw new IllegalArgumentException("A data set needs at least one row.");
      }
      flush();
      return new Description(layout, rows, origin);
    }
  }

  // ---- reading

  /** What the file holds, by its text; not all of its bytes are looked at. */
  static Description read(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      byte[] head = bytes(channel, 0, Math.min(HEAD, size));
      if (!Arrays.equals(head, NAME)) {
        throw new IOException(
            "this is no file of prepared rows, or one of another version; name another file");
      }
      ByteBuffer tail =
          ByteBuffer.wrap(bytes(channel, Math.max(HEAD, size - TAIL), TAIL))
              .order(ByteOrder.LITTLE_ENDIAN);
      long length = tail.getLong();
      if (tail.getInt(TAIL - 4) != END
          || length < 0
          || length > Math.min(LONGEST_TEXT, size - HEAD - TAIL)) {
        throw damaged("its end is missing");
      }
      Description description = Description.of(bytes(channel, size - TAIL - length, length));
      if (description.bytes() != size - HEAD - length - TAIL) {
        throw damaged("it has more or fewer bytes than its rows");
      }
      return description;
    } catch (JsonException | IllegalArgumentException | ArithmeticException malformed) {
      throw damaged("its description cannot be read");
    }
  }

  /** Compares all bytes with their checksum. */
  static void requireWhole(Path path) throws IOException {
    long left = Files.size(path) - TAIL;
    byte[] buffer = new byte[1 << 16];
    try (CheckedInputStream in =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(path), buffer.length), new CRC32C())) {
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw damaged("its end is missing");
        }
        left -= count;
      }
      int sum = (int) in.getChecksum().getValue();
      ByteBuffer tail = ByteBuffer.wrap(in.readNBytes(TAIL)).order(ByteOrder.LITTLE_ENDIAN);
      if (tail.getInt(Long.BYTES) != sum) {
        throw damaged("its bytes do not agree with their checksum");
      }
    }
  }

  private static byte[] bytes(FileChannel channel, long from, long count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw damaged("its end is missing");
      }
    }
    return bytes.array();
  }

  private static IOException damaged(String how) {
    return new IOException("the file of rows is damaged: " + how + ". Delete it, and make it anew");
  }

  static UncheckedIOException unreadable(Path path, IOException failed) {
    return new UncheckedIOException(
        path
            + ": "
            + (failed instanceof NoSuchFileException
                ? "there is no such file"
                : String.valueOf(failed.getMessage())),
        failed);
  }
}
