package dev.chainrule.training;

import java.time.Duration;

/**
 * Ends a training behind the first batch after so much time; the parameters of the best epoch are
 * kept. The time of all parts of a training that was resumed counts together.
 *
 * @param time above 0
 */
public record TimeLimit(Duration time) {

  /** Checks the time. */
  public TimeLimit {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("The time limit must be above 0, got " + time + ".");
    }
  }

  boolean isOver(double seconds) {
    return seconds >= time.toNanos() / 1e9;
  }

  @Override
  public String toString() {
    return text(time);
  }

  /** A time as people write it: 1h 30m, 10m, 45s. */
  static String text(Duration time) {
    StringBuilder text = new StringBuilder();
    if (time.toHours() > 0) {
      text.append(time.toHours()).append("h ");
    }
    if (time.toMinutesPart() > 0) {
      text.append(time.toMinutesPart()).append("m ");
    }
    double seconds = time.toSecondsPart() + time.toNanosPart() / 1e9;
    if (seconds > 0 || text.isEmpty()) {
      text.append(Decisions.plain(seconds)).append("s");
    }
    return text.toString().strip();
  }
}
