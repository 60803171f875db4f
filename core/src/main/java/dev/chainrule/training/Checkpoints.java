package dev.chainrule.training;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where, how often and how many checkpoints of a training are written, and whether to go on from
 * the newest that is there.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.adam(0.001)
 *     .withCheckpoints(Checkpoints.in(Path.of("run")).every(Duration.ofMinutes(10)).resuming());
 * }</pre>
 *
 * <p>A checkpoint is written beside its place and moved there when it is complete, so that whatever
 * happens leaves the ones before it as they were. One more is written when the training ends.
 *
 * @param folder of this training alone; created if its parent is there
 * @param every when one is due
 * @param keep so many of the newest are kept
 * @param resume whether to go on from the newest one that is sound; a training begins at the start
 *     where there is none yet
 */
public record Checkpoints(Path folder, Every every, int keep, boolean resume) {

  /** When a checkpoint is due. */
  public sealed interface Every {

    /** After every so many epochs. */
    record Epochs(int number) implements Every {
      /** Checks the number. */
      public Epochs {
        if (number < 1) {
          throw new IllegalArgumentException(
              "Checkpoints are written every 1 epoch or more, got " + number + ".");
        }
      }

      @Override
      public String toString() {
        return number == 1 ? "every epoch" : "every " + number + " epochs";
      }
    }

    /** After the first batch behind so much time since the last one. */
    record Time(Duration time) implements Every {
      /** Checks the time. */
      public Time {
        if (!time.isPositive()) {
          throw new IllegalArgumentException(
              "The time between checkpoints must be above 0, got " + time + ".");
        }
      }

      @Override
      public String toString() {
        return "every " + TimeLimit.text(time);
      }
    }
  }

  /** Checks how many are kept. */
  public Checkpoints {
    if (keep < 1) {
      throw new IllegalArgumentException("At least 1 checkpoint must be kept, got " + keep + ".");
    }
  }

  /** Every five minutes and at the end, the last three kept, from the start. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, new Every.Time(Duration.ofMinutes(5)), 3, false);
  }

  /** The same, due at other times. */
  public Checkpoints withEvery(Every other) {
    return new Checkpoints(folder, other, keep, resume);
  }

  /** The same after every so many epochs. */
  public Checkpoints everyEpochs(int number) {
    return withEvery(new Every.Epochs(number));
  }

  /** The same after so much time. */
  public Checkpoints every(Duration time) {
    return withEvery(new Every.Time(time));
  }

  /** The same with so many of the newest kept. */
  public Checkpoints keeping(int number) {
    return new Checkpoints(folder, every, number, resume);
  }

  /** The same, going on from the newest checkpoint that is sound. */
  public Checkpoints resuming() {
    return new Checkpoints(folder, every, keep, true);
  }
}
