package dev.chainrule.bench;

/**
 * One figure of one process.
 *
 * @param workload such as {@code W2}
 * @param what was measured, such as {@code training}
 * @param contender who did the work
 * @param threads how many it may use, and has use for
 * @param value in the unit
 * @param unit such as {@code samples/s}
 */
record Measurement(
    String workload, String what, String contender, int threads, double value, String unit) {

  /** Whether more of it is better: rates are, times and memory are not. */
  boolean higherIsBetter() {
    return unit.endsWith("/s");
  }
}
