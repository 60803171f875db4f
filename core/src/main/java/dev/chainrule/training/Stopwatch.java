package dev.chainrule.training;

/** The time that a training takes, over all parts of one that is resumed. */
final class Stopwatch {

  private final long begin = System.nanoTime();
  private double before;

  /** Counts the time of the parts before. */
  void add(double seconds) {
    before += seconds;
  }

  /** All of the time so far, in seconds. */
  double seconds() {
    return before + (System.nanoTime() - begin) / 1e9;
  }
}
