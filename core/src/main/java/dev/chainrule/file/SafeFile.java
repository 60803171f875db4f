package dev.chainrule.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes a file so that its place holds, at every moment and even after a crash, either all of the
 * new content or all of the old one.
 */
public final class SafeFile {

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it; the stream is buffered and is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  private SafeFile() {}

  /**
   * Writes {@code content} into a temporary file in the same folder, forces it to the disk and
   * moves it into place. A symbolic link keeps pointing where it does, a file keeps its
   * permissions, and what is no file at all, such as a pipe, is written straight into. Whatever
   * fails, the temporary file is deleted.
   *
   * @throws UncheckedIOException with a message for users, if the file cannot be written; its place
   *     is then unchanged
   */
  public static void write(Path path, Content content) {
    try {
      Path place = Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
      if (Files.isDirectory(place)) {
        throw new FileSystemException(path.toString(), null, "it is a folder; name a file in it");
      }
      if (Files.exists(place) && !Files.isRegularFile(place)) {
        try (OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(place, StandardOpenOption.WRITE))) {
          content.writeTo(out);
        }
        return;
      }
      if (Files.exists(place) && !Files.isWritable(place)) {
        throw new AccessDeniedException(path.toString());
      }
      Path folder = place.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new FileSystemException(
            path.toString(), null, "the folder '" + folder + "' does not exist; create it first");
      }
      writeBeside(folder, place, content);
    } catch (IOException failure) {
      throw failed(path, failure);
    } catch (UncheckedIOException failure) {
      throw failed(path, Objects.requireNonNull(failure.getCause()));
    }
  }

  private static UncheckedIOException failed(Path path, IOException failure) {
    return new UncheckedIOException(path + ": cannot be written: " + reason(failure), failure);
  }

  private static void writeBeside(Path folder, Path place, Content content) throws IOException {
    Path beside = folder.resolve(".chainrule-" + UUID.randomUUID() + ".tmp");
    try {
      Files.createFile(beside);
      // Not a channel: an interrupted thread can still save what it has.
      try (FileOutputStream file = new FileOutputStream(beside.toFile())) {
        OutputStream out = new BufferedOutputStream(file, 1 << 16);
        content.writeTo(out);
        out.flush();
        file.getFD().sync();
      }
      keepPermissions(place, beside);
      try {
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException unsupported) {
        Files.move(beside, place, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
    forceEntry(folder);
  }

  private static void keepPermissions(Path place, Path beside) throws IOException {
    if (Files.exists(place)
        && Files.getFileAttributeView(place, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(place));
    }
  }

  /**
   * Makes the move itself outlast a power cut, on systems where a folder can be opened; the file is
   * whole either way.
   */
  private static void forceEntry(Path folder) {
    try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
      entry.force(true);
    } catch (IOException unsupported) {
      return;
    }
  }

  /** Why a file or a folder cannot be written, in words and without its name. */
  public static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied ->
          "permission denied; choose another folder or change its permissions";
      case FileSystemException e when e.getReason() != null && !isFull(e) -> e.getReason();
      case IOException e when isFull(e) ->
          "the disk is full; free some space or choose another folder";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** Whether a disk is full, in the words of Linux and macOS. */
  private static boolean isFull(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("No space left on device");
  }
}
