package dev.chainrule.tables;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The files that MNIST comes in: a magic number that names the number of axes, the extents, and
 * bytes (LeCun, Cortes and Burges). All numbers are big-endian.
 */
final class IdxFile {

  /** The name of the column of images. */
  static final String IMAGE = "image";

  /** The name of the column of labels. */
  static final String LABEL = "label";

  private static final int LABELS_MAGIC = 0x0801;
  private static final int IMAGES_MAGIC = 0x0803;
  private static final int BLOCK = 1 << 20;

  private IdxFile() {}

  /** Whether a file that begins so is an idx file of bytes. */
  static boolean isIdx(byte[] start) {
    return start.length >= 4
        && start[0] == 0
        && start[1] == 0
        && start[2] == 8
        && start[3] >= 1
        && start[3] <= 4;
  }

  /** The images of a file. */
  static Column.Pixels images(Path path, MessageDigest digest) {
    try (SourceFile file = SourceFile.open(path, digest)) {
      DataInputStream in = new DataInputStream(file.content());
      int magic = in.readInt();
      if (magic == LABELS_MAGIC) {
        throw TableException.at(
            path, "these are labels; name the images, and the labels are found beside them.");
      }
      if (magic != IMAGES_MAGIC) {
        throw wrongMagic(path, IMAGES_MAGIC, magic);
      }
      int count = in.readInt();
      int height = in.readInt();
      int width = in.readInt();
      if (count < 1 || height < 1 || width < 1) {
        throw TableException.at(
            path,
            Messages.format(
                "the header promises %d images of %d × %d pixels; expected at least one of each.",
                count, height, width));
      }
      byte[] pixels =
          bytes(
              path,
              file,
              16,
              new long[] {count, height, width},
              Messages.format("%,d images of %,d × %,d pixels", count, height, width));
      return new Column.Pixels(IMAGE, height * width, pixels);
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  /** The labels of a file. */
  static Column.Labels labels(Path path, MessageDigest digest) {
    try (SourceFile file = SourceFile.open(path, digest)) {
      DataInputStream in = new DataInputStream(file.content());
      int magic = in.readInt();
      if (magic != LABELS_MAGIC) {
        throw wrongMagic(path, LABELS_MAGIC, magic);
      }
      int count = in.readInt();
      if (count < 1) {
        throw TableException.at(
            path, "the header promises %s labels; expected at least one.".formatted(count));
      }
      byte[] values =
          bytes(path, file, 8, new long[] {count}, Messages.format("%,d labels", count));
      int[] codes = new int[256];
      Arrays.fill(codes, -1);
      for (byte value : values) {
        codes[value & 0xff] = 0;
      }
      List<String> labels = new ArrayList<>();
      for (int value = 0; value < codes.length; value++) {
        if (codes[value] == 0) {
          codes[value] = labels.size();
          labels.add(Integer.toString(value));
        }
      }
      int[] rows = new int[values.length];
      Arrays.setAll(rows, row -> codes[values[row] & 0xff]);
      return new Column.Labels(LABEL, ColumnType.CATEGORY, labels, rows);
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }

  /**
   * The labels that belong to images by their name: of {@code train-images-idx3-ubyte} those are
   * {@code train-labels-idx1-ubyte}, also with a point before "idx" and packed or not.
   */
  static Optional<Path> labelsBeside(Path images) {
    String name = String.valueOf(images.getFileName());
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    String labels = plain.replace("images", "labels").replace("idx3", "idx1");
    if (labels.equals(plain)) {
      return Optional.empty();
    }
    for (String variant :
        List.of(labels, labels.replace("-idx1", ".idx1"), labels.replace(".idx1", "-idx1"))) {
      for (String ending : List.of("", ".gz")) {
        Path candidate = images.resolveSibling(variant + ending);
        if (Files.isRegularFile(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The bytes after the header, as many as it promises; nothing is allocated that the file does not
   * hold.
   */
  private static byte[] bytes(
      Path path, SourceFile file, int header, long[] extents, String promised) throws IOException {
    long size = 1;
    for (long extent : extents) {
      size = size > Integer.MAX_VALUE ? size : size * extent;
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw TableException.at(
          path, "the header promises " + promised + ", which is more than can be read.");
    }
    if (!file.packed()) {
      long there = Files.size(path) - header;
      if (there != size) {
        throw wrongSize(path, promised, size, Messages.format("%,d", there));
      }
    }
    List<byte[]> blocks = new ArrayList<>();
    long left = size;
    while (left > 0) {
      byte[] block = file.content().readNBytes((int) Math.min(left, BLOCK));
      if (block.length == 0) {
        throw wrongSize(path, promised, size, Messages.format("%,d", size - left));
      }
      blocks.add(block);
      left -= block.length;
    }
    if (file.content().read() >= 0) {
      throw wrongSize(path, promised, size, "more");
    }
    file.drain();
    ByteBuffer all = ByteBuffer.allocate((int) size);
    blocks.forEach(all::put);
    return all.array();
  }

  private static TableException wrongSize(Path path, String promised, long size, String there) {
    return TableException.at(
        path,
        Messages.format(
            "the header promises %s, which are %,d bytes, but there are %s. Fetch the file again.",
            promised, size, there));
  }

  private static TableException wrongMagic(Path path, int expected, int got) {
    return TableException.at(
        path,
        Messages.format(
            "expected an idx file with the magic number 0x%08x, got 0x%08x.", expected, got));
  }

  private static TableException damaged(Path path, IOException e) {
    return switch (e) {
      case EOFException _, ZipException _ ->
          new TableException(path + ": the file ends too early or is damaged. Fetch it again.", e);
      default -> SourceFile.unreadable(path, e);
    };
  }
}
