package dev.chainrule.training;

import dev.chainrule.model.Checkpoint;
import dev.chainrule.model.ModelException;
import dev.chainrule.training.CheckpointFolder.Found;
import dev.chainrule.training.Checkpoints.Every;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * Writes the checkpoints of one training when they are due, and finds the one to go on from. One
 * that cannot be written, as on a full disk, is told to the listener and does not end the training:
 * the ones before stay as they are, and the next is tried in its time.
 *
 * <p>Where no checkpoints are asked for, none is ever due.
 */
final class CheckpointKeeper implements AutoCloseable {

  private final Optional<Checkpoints> policy;
  private final Optional<CheckpointFolder> folder;
  private final SequencedMap<String, String> fingerprint;
  private final TrainingListener listener;
  private long lastNanos = System.nanoTime();
  private long lastSteps = -1;

  /**
   * Takes the folder of the checkpoints, if there are to be any.
   *
   * @param fingerprint of the training; asked for only then
   */
  CheckpointKeeper(
      Optional<Checkpoints> policy,
      TrainingListener listener,
      Supplier<SequencedMap<String, String>> fingerprint) {
    this.policy = policy;
    this.listener = listener;
    this.fingerprint = policy.isPresent() ? fingerprint.get() : new LinkedHashMap<>();
    folder = policy.map(CheckpointFolder::open);
  }

  /** What the training is made of. */
  SequencedMap<String, String> fingerprint() {
    return fingerprint;
  }

  // ---- going on

  /**
   * The checkpoint to go on from, if that is asked for and there is one.
   *
   * @param epochs the epoch limit
   * @throws ResumeException if it belongs to another training
   */
  Optional<Found> resumed(int epochs) {
    if (policy.isEmpty() || !policy.get().resume()) {
      return Optional.empty();
    }
    Optional<Found> found = folder.flatMap(CheckpointFolder::newest);
    found.ifPresent(it -> requireSame(it, epochs));
    return found;
  }

  private void requireSame(Found found, int epochs) {
    List<String> differences =
        Fingerprint.differences(found.checkpoint().fingerprint(), fingerprint);
    Checkpoint.Position position = found.checkpoint().position();
    int begun = position.batch() > 0 ? position.epoch() : position.epoch() - 1;
    if (begun > epochs) {
      differences.add("epochs: in epoch %d there, at most %d here".formatted(begun, epochs));
    }
    if (!differences.isEmpty()) {
      throw new ResumeException(
          "%s: belongs to another training, which cannot go on here. What differs:\n  %s\nGive the same data and settings, or begin anew in another folder."
              .formatted(found.file(), String.join("\n  ", differences)));
    }
  }

  // ---- writing

  /** Whether one is due between two batches. */
  boolean isDueAfterBatch() {
    return policy.isPresent()
        && policy.get().every() instanceof Every.Time(Duration time)
        && System.nanoTime() - lastNanos >= time.toNanos();
  }

  /** Whether one is due behind an epoch. */
  boolean isDueAfterEpoch(int epoch) {
    if (policy.isPresent() && policy.get().every() instanceof Every.Epochs(int number)) {
      return epoch % number == 0;
    }
    return isDueAfterBatch();
  }

  /** Whether one is due because the training ends. */
  boolean isDueAtTheEnd(long steps) {
    return policy.isPresent() && steps != lastSteps;
  }

  /** Writes a checkpoint, or tells the listener why that is not possible. */
  void write(Checkpoint checkpoint) {
    lastNanos = System.nanoTime();
    try {
      listener.on(
          new TrainingEvent.CheckpointWritten(
              folder.orElseThrow().write(checkpoint), checkpoint.position()));
      lastSteps = checkpoint.optimizer().steps();
    } catch (ModelException failed) {
      listener.on(new TrainingEvent.CheckpointFailed(String.valueOf(failed.getMessage())));
    }
  }

  /** Leaves the folder to others. */
  @Override
  public void close() {
    folder.ifPresent(CheckpointFolder::close);
  }
}
