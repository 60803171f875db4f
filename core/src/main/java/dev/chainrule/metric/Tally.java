package dev.chainrule.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rows of one class, counted by weight; a quotient with a zero denominator is 0.
 *
 * @param hits TP, the rows of the class that are predicted as it
 * @param support the rows of the class
 * @param predicted the rows predicted as the class
 */
record Tally(double hits, double support, double predicted) {

  /** TP / predicted. */
  double precision() {
    return quotient(hits, predicted);
  }

  /** TP / support. */
  double recall() {
    return quotient(hits, support);
  }

  /** 2TP / (support + predicted), the harmonic mean of precision and recall. */
  double f1() {
    return quotient(2 * hits, support + predicted);
  }

  /** The rows of all classes as if they were one. */
  static Tally together(List<Tally> classes) {
    return new Tally(
        classes.stream().mapToDouble(Tally::hits).sum(),
        classes.stream().mapToDouble(Tally::support).sum(),
        classes.stream().mapToDouble(Tally::predicted).sum());
  }

  /** The mean of a score over classes. */
  static double macro(List<Tally> classes, ToDoubleFunction<Tally> score) {
    return classes.stream().mapToDouble(score).average().orElseThrow();
  }

  /** The mean of a score over classes, each weighted by its support. */
  static double weighted(List<Tally> classes, ToDoubleFunction<Tally> score) {
    return quotient(
        classes.stream().mapToDouble(each -> score.applyAsDouble(each) * each.support()).sum(),
        together(classes).support());
  }

  private static double quotient(double above, double below) {
    return below == 0 ? 0 : above / below;
  }
}
