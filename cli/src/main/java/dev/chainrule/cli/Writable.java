package dev.chainrule.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks before a long piece of work whether its result can be saved. */
final class Writable {

  private Writable() {}

  /** Complains if a file could not be written at one of the places; null is none. */
  static void require(@Nullable Path... files) {
    for (Path file : files) {
      if (file != null) {
        requireWritable(file);
      }
    }
  }

  private static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new CommandException(file + ": is a folder; name a file in it.");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(
          file + ": the folder " + folder + " does not exist; create it first.");
    }
    if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
      throw new CommandException(file + ": permission denied; choose another place.");
    }
  }
}
