package dev.chainrule.optimizer;

import java.util.Optional;

/**
 * Looks for the length of a step along a line φ(t) = ℒ(θ + td) that falls at t = 0: one at which
 * the strong Wolfe conditions hold,
 *
 * <pre>
 * φ(t) ≤ φ(0) + c₁·t·φ′(0)    the loss falls enough for the length
 * |φ′(t)| ≤ c₂·|φ′(0)|        the line is flat enough: hardly more is to be had
 * </pre>
 *
 * <p>Lengths grow until an interval must contain such a point; the interval is then narrowed down.
 * Nocedal and Wright 2006, algorithms 3.5 and 3.6, with the cubic interpolation (3.59). A loss that
 * is not finite counts as too high.
 */
public final class StrongWolfe {

  /** A longer length is at least and at most so many times the one before. */
  private static final double LEAST_GROWTH = 2;

  private static final double MOST_GROWTH = 10;

  /** An interval that has not become narrower by this factor is halved next. */
  private static final double NARROWER = 2 / 3.0;

  /** What a new length keeps away from the ends of its interval, as a share of it. */
  private static final double MARGIN = 0.1;

  private final Optimizer.Lbfgs rule;
  private final Line line;
  private final Trial start;
  private int left;

  /** A function of the length. */
  @FunctionalInterface
  public interface Line {

    /** φ(t) and φ′(t). */
    Trial at(double length);
  }

  /**
   * A point of the line.
   *
   * @param length t
   * @param value φ(t)
   * @param slope φ′(t)
   */
  public record Trial(double length, double value, double slope) {}

  private StrongWolfe(Optimizer.Lbfgs rule, Line line, Trial start) {
    this.rule = rule;
    this.line = line;
    this.start = start;
    left = rule.evaluations();
  }

  /**
   * A point at which both conditions hold. Where the evaluations do not suffice for that, the
   * lowest point at which the first condition holds; where there is none either, nothing.
   *
   * @param rule c₁, c₂ and how many evaluations there may be
   * @param start φ(0) and φ′(0), which must be below 0
   * @param first the length to try first
   */
  public static Optional<Trial> search(Optimizer.Lbfgs rule, Line line, Trial start, double first) {
    return new StrongWolfe(rule, line, start).bracket(first);
  }

  /** Algorithm 3.5: longer and longer, until the loss or its slope rises. */
  private Optional<Trial> bracket(double first) {
    Trial before = start;
    double length = first;
    while (left > 0) {
      Trial trial = at(length);
      if (!fallsEnough(trial) || trial.value() >= before.value()) {
        return zoom(before, trial);
      }
      if (isFlatEnough(trial)) {
        return Optional.of(trial);
      }
      if (trial.slope() >= 0) {
        return zoom(trial, before);
      }
      length = longer(before, trial);
      before = trial;
    }
    return descended(before);
  }

  /**
   * Algorithm 3.6: between a low end, the lowest point so far at which the loss falls enough, and a
   * high end on the side to which the line falls from there.
   */
  private Optional<Trial> zoom(Trial lowEnd, Trial highEnd) {
    Trial low = lowEnd;
    Trial high = highEnd;
    double width = Double.POSITIVE_INFINITY;
    while (left > 0) {
      boolean narrows = width(low, high) < NARROWER * width;
      width = width(low, high);
      Trial trial = at(narrows ? between(low, high) : (low.length() + high.length()) / 2);
      if (!fallsEnough(trial) || trial.value() >= low.value()) {
        high = trial;
      } else {
        if (isFlatEnough(trial)) {
          return Optional.of(trial);
        }
        if (trial.slope() * (high.length() - low.length()) >= 0) {
          high = low;
        }
        low = trial;
      }
    }
    return descended(low);
  }

  private Trial at(double length) {
    left--;
    return line.at(length);
  }

  /** The first condition; rounding must not make equal what is said to be lower. */
  private boolean fallsEnough(Trial trial) {
    return trial.value() < start.value()
        && trial.value() <= start.value() + rule.c1() * trial.length() * start.slope()
        && Double.isFinite(trial.slope());
  }

  /** The second condition. */
  private boolean isFlatEnough(Trial trial) {
    return Math.abs(trial.slope()) <= -rule.c2() * start.slope();
  }

  private static Optional<Trial> descended(Trial trial) {
    return trial.length() > 0 ? Optional.of(trial) : Optional.empty();
  }

  // ---- lengths

  /** Where the line is least, judged by its last two points, but 2 to 10 times as far. */
  private static double longer(Trial before, Trial trial) {
    double least = cubicMinimum(before, trial);
    return least >= trial.length()
        ? Math.clamp(least, LEAST_GROWTH * trial.length(), MOST_GROWTH * trial.length())
        : MOST_GROWTH * trial.length();
  }

  /** Where the line is least, judged by both ends, but not too close to either of them. */
  private static double between(Trial low, Trial high) {
    double from = Math.min(low.length(), high.length());
    double width = width(low, high);
    double least = cubicMinimum(low, high);
    return Double.isNaN(least)
        ? from + width / 2
        : Math.clamp(least, from + MARGIN * width, from + (1 - MARGIN) * width);
  }

  private static double width(Trial low, Trial high) {
    return Math.abs(high.length() - low.length());
  }

  /**
   * The minimum of the cubic polynomial that has the values and the slopes of both points; NaN if
   * it has none.
   */
  private static double cubicMinimum(Trial a, Trial b) {
    double d1 = a.slope() + b.slope() - 3 * (a.value() - b.value()) / (a.length() - b.length());
    double d2 = Math.signum(b.length() - a.length()) * Math.sqrt(d1 * d1 - a.slope() * b.slope());
    return b.length()
        - (b.length() - a.length()) * (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
  }
}
