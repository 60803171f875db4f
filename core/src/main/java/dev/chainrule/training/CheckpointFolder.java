package dev.chainrule.training;

import dev.chainrule.file.SafeFile;
import dev.chainrule.model.Checkpoint;
import dev.chainrule.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that one training keeps its checkpoints in, for itself alone while it runs. Their
 * names hold the number of steps, so that their order is that of the training.
 */
final class CheckpointFolder implements AutoCloseable {

  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".safetensors";

  private final Path folder;
  private final int keep;
  private final FileChannel lock;

  /**
   * A checkpoint that was found.
   *
   * @param file where
   * @param checkpoint what it holds
   * @param damaged what was wrong with newer ones, which were passed over
   */
  record Found(Path file, Checkpoint checkpoint, List<String> damaged) {}

  private CheckpointFolder(Path folder, int keep, FileChannel lock) {
    this.folder = folder;
    this.keep = keep;
    this.lock = lock;
  }

  /**
   * Takes the folder, creating it if need be, and clears away what a killed training has left half
   * written.
   *
   * @throws UncheckedIOException if the folder cannot be written to or another training has it
   */
  static CheckpointFolder open(Checkpoints policy) {
    Path folder = policy.folder();
    try {
      create(folder);
      FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (!isFree(lock)) {
          throw new IOException(
              "another training is writing its checkpoints there; wait for its end or choose another folder");
        }
        CheckpointFolder open = new CheckpointFolder(folder, policy.keep(), lock);
        open.clear();
        open.requireUse(policy);
        return open;
      } catch (IOException | RuntimeException refused) {
        lock.close();
        throw refused;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "%s: cannot hold checkpoints: %s.".formatted(folder, SafeFile.reason(failure)), failure);
    }
  }

  private static void create(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (Files.isDirectory(folder)) {
      return;
    }
    if (Files.exists(folder)) {
      throw new IOException("it is a file; name a folder");
    }
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IOException("the folder '" + parent + "' does not exist; create it first");
    }
    Files.createDirectory(folder);
  }

  private static boolean isFree(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException here) {
      return false;
    }
  }

  private void clear() throws IOException {
    for (Path file : files(".chainrule-", ".tmp")) {
      Files.deleteIfExists(file);
    }
  }

  private void requireUse(Checkpoints policy) throws IOException {
    if (!policy.resume() && !checkpoints().isEmpty()) {
      throw new ChoiceException(
          "%s: holds checkpoints of a training already. Go on with it by --resume (in the library: Checkpoints.resuming), or choose another folder."
              .formatted(folder));
    }
  }

  /** All checkpoints, the oldest first. */
  private List<Path> checkpoints() throws IOException {
    return files(PREFIX, SUFFIX);
  }

  private List<Path> files(String prefix, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> {
            String name = String.valueOf(file.getFileName());
            return name.startsWith(prefix) && name.endsWith(suffix);
          })
          .sorted()
          .toList();
    }
  }

  /**
   * The newest checkpoint that is sound, if there is any at all. Newer ones that cannot be read are
   * set aside under another name.
   *
   * @throws ModelException if there are checkpoints and none of them can be read
   */
  Optional<Found> newest() {
    try {
      List<Path> unreadable = new ArrayList<>();
      List<String> damaged = new ArrayList<>();
      for (Path file : checkpoints().reversed()) {
        try {
          Checkpoint checkpoint = Checkpoint.read(file);
          for (Path other : unreadable) {
            Files.move(other, other.resolveSibling(other.getFileName() + ".damaged"));
          }
          return Optional.of(new Found(file, checkpoint, damaged));
        } catch (ModelException refused) {
          unreadable.add(file);
          damaged.add(String.valueOf(refused.getMessage()));
        }
      }
      if (!damaged.isEmpty()) {
        throw new ModelException(
            "%s: none of its checkpoints can be read. %s"
                .formatted(folder, String.join(" ", damaged)));
      }
      return Optional.empty();
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "%s: cannot be read: %s.".formatted(folder, SafeFile.reason(failure)), failure);
    }
  }

  /**
   * Writes a checkpoint and deletes the oldest of those above the number to keep.
   *
   * @return its file
   * @throws ModelException if it cannot be written; the others are as they were
   */
  Path write(Checkpoint checkpoint) {
    Path file = folder.resolve(PREFIX + "%012d".formatted(checkpoint.optimizer().steps()) + SUFFIX);
    checkpoint.write(file);
    try {
      List<Path> all = checkpoints();
      for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
        Files.deleteIfExists(old);
      }
    } catch (IOException failure) {
      throw new ModelException(
          "%s: an old checkpoint cannot be deleted: %s."
              .formatted(folder, SafeFile.reason(failure)),
          failure);
    }
    return file;
  }

  /** Leaves the folder to others. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "%s: cannot be left: %s.".formatted(folder, SafeFile.reason(failure)), failure);
    }
  }
}
