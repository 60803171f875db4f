package dev.chainrule.data;

import dev.chainrule.data.DatasetFormat.Description;
import dev.chainrule.file.SafeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * Rows ready for a network that are kept in a file and mapped into memory, of which the system
 * holds as much as there is room for. A training on it needs no more heap for more rows. The rows
 * are at most 2³¹ − 1; their numbers may be as many as the disk holds.
 *
 * <p>A row takes four bytes for each input that is a number, each column of one-hot inputs, each
 * target (a class is one) and its weight. Whatever is damaged in a file is found when it is opened.
 *
 * {@snippet :
 * DatasetFile.write(file, "measurements of May", rows -> {
 *   for (Table piece : pieces) {
 *     rows.add(preparation.dataset(piece, piece.allRows()));
 *   }
 * });
 * try (DatasetFile training = DatasetFile.open(file)) {
 *   Fit fit = Trainer.of(Optimizer.adam(), 1e-3).fit(network, loss, training);
 * }
 * }
 */
public final class DatasetFile implements Dataset, AutoCloseable {

  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Neighbours are read in blocks of about so many bytes, */
  private static final int BLOCK_BYTES = 1 << 20;

  /** of no more rows, and of two at least. */
  private static final int BLOCK_ROWS = 1 << 12;

  private final Path path;
  private final Description description;
  private final RowLayout layout;
  private final int rowBytes;
  private final int blockRows;
  private final FileChannel channel;
  private final Arena arena;
  private final MemorySegment content;

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Adds all rows. */
    void addTo(Rows rows);
  }

  /** Takes rows, piece after piece, all with the same inputs and targets. */
  @FunctionalInterface
  public interface Rows {
    /**
     * Adds all rows of a data set.
     *
     * @param weights other weights than the rows have, one a row; none if they keep theirs
     */
    void add(Dataset rows, double... weights);
  }

  private DatasetFile(Path path, FileChannel channel, Description description, int blockRows)
      throws IOException {
    this.path = path;
    this.channel = channel;
    this.description = description;
    this.blockRows = blockRows;
    layout = description.layout();
    rowBytes = DatasetFormat.bytes(layout);
    arena = Arena.ofShared();
    try {
      content = channel.map(MapMode.READ_ONLY, DatasetFormat.HEAD, description.bytes(), arena);
    } catch (IOException | RuntimeException failed) {
      arena.close();
      throw failed;
    }
  }

  // ---- writing

  /**
   * Writes rows beside their place and moves them there when they are complete.
   *
   * @param origin what the rows come from; {@link #origin()} gives it back
   * @throws UncheckedIOException with a message for users, if the file cannot be written; its place
   *     is then unchanged
   * @throws IllegalArgumentException if there are no rows or they do not belong together
   */
  public static void write(Path path, String origin, Content rows) {
    SafeFile.write(path, out -> DatasetFormat.write(out, origin, rows));
  }

  /**
   * Rows in a file of their own that is gone when it is closed, or when the process ends, in
   * whatever way: where the system allows it the file has no name from the beginning.
   *
   * @param folder where
   * @throws UncheckedIOException with a message for users, if no file can be written there
   * @throws IllegalArgumentException if there are no rows or they do not belong together
   */
  public static DatasetFile temporary(Path folder, Content rows) {
    Path file = folder.resolve(".chainrule-" + UUID.randomUUID() + ".rows");
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      try {
        OutputStream out = Channels.newOutputStream(channel);
        Description description = DatasetFormat.write(out, "", rows);
        return new DatasetFile(file, channel, description, blockRows(description.layout()));
      } catch (IOException | RuntimeException failed) {
        channel.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw unwritable(folder, failed);
    } catch (UncheckedIOException failed) {
      throw unwritable(folder, Objects.requireNonNull(failed.getCause()));
    }
  }

  private static UncheckedIOException unwritable(Path folder, IOException failed) {
    return new UncheckedIOException(
        "%s: no temporary file of rows can be written there: %s"
            .formatted(folder, SafeFile.reason(failed)),
        failed);
  }

  // ---- reading

  /**
   * Opens a file that {@link #write} has written.
   *
   * @throws UncheckedIOException with a message for users, if the file cannot be read, is damaged
   *     or is no file of rows
   */
  public static DatasetFile open(Path path) {
    try {
      Description description = DatasetFormat.read(path);
      DatasetFormat.requireWhole(path);
      return open(path, description, blockRows(description.layout()));
    } catch (IOException failed) {
      throw DatasetFormat.unreadable(path, failed);
    }
  }

  /** Opens a file without looking at all of it, for blocks of so many rows. */
  static DatasetFile open(Path path, int blockRows) {
    try {
      return open(path, DatasetFormat.read(path), blockRows);
    } catch (IOException failed) {
      throw DatasetFormat.unreadable(path, failed);
    }
  }

  private static DatasetFile open(Path path, Description description, int blockRows)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new DatasetFile(path, channel, description, blockRows);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static int blockRows(RowLayout layout) {
    return Math.clamp(BLOCK_BYTES / DatasetFormat.bytes(layout), 2, BLOCK_ROWS);
  }

  /** What the rows come from, as it was said when they were written. */
  public String origin() {
    return description.origin();
  }

  /** The size of the rows in bytes. */
  public long bytes() {
    return description.bytes();
  }

  @Override
  public int rows() {
    return description.rows();
  }

  @Override
  public int inputs() {
    return layout.inputs();
  }

  @Override
  public int outputs() {
    return layout.outputs();
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public void copyInputs(int row, float[] to, int at) {
    long number = place(row);
    long slot = number + 4L * layout.numbers();
    int next = at;
    for (int width : layout.runs()) {
      if (width > 0) {
        MemorySegment.copy(content, FLOAT, number, to, next, width);
        number += 4L * width;
        next += width;
      } else {
        Arrays.fill(to, next, next - width, 0);
        to[next + content.get(INT, slot)] = 1;
        slot += 4;
        next -= width;
      }
    }
  }

  @Override
  public void copyTargets(int row, float[] to, int at) {
    long targets = place(row) + 4L * (layout.numbers() + layout.slots());
    if (layout.indices()) {
      layout.expand(content.get(INT, targets), to, at);
    } else {
      MemorySegment.copy(content, FLOAT, targets, to, at, layout.outputs());
    }
  }

  @Override
  public float weight(int row) {
    return content.get(FLOAT, place(row) + rowBytes - 4L);
  }

  private long place(int row) {
    return (long) Objects.checkIndex(row, description.rows()) * rowBytes;
  }

  /** Lets go of the file; the rows cannot be read any more. */
  @Override
  public void close() {
    arena.close();
    try {
      channel.close();
    } catch (IOException failed) {
      throw DatasetFormat.unreadable(path, failed);
    }
  }

  /** The file and its size. */
  @Override
  public String toString() {
    return "%s: %s rows of %s inputs and %s targets".formatted(path, rows(), inputs(), outputs());
  }
}
