package dev.chainrule.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** From which probability on the second of two classes is answered, or a label of several. */
public sealed interface ThresholdRule {

  /**
   * As given: above so much.
   *
   * @param values one for all targets, or one a target; from 0 to 1
   */
  record Given(List<Double> values) implements ThresholdRule {
    /** Checks the numbers. */
    public Given {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("A threshold is needed, got none.");
      }
      for (double value : values) {
        if (!(value >= 0 && value <= 1)) {
          throw new IllegalArgumentException(
              "A threshold of probabilities is a number from 0 to 1, got " + value + ".");
        }
      }
    }
  }

  /** Where a measure is best on the validation rows, target by target. */
  record Best(Measure measure) implements ThresholdRule {}

  /** What a threshold can be chosen for. */
  enum Measure {
    /** The harmonic mean of precision and recall of the second class. */
    F1("f1"),
    /** The mean recall of the two classes. */
    BALANCED_ACCURACY("balanced-accuracy"),
    /** The share of rows that are answered right. */
    ACCURACY("accuracy"),
    /** The correlation of truth and answer. */
    MATTHEWS_CORRELATION("matthews-correlation");

    private final String label;

    Measure(String label) {
      this.label = label;
    }

    /** The name in options: "balanced-accuracy". */
    public String label() {
      return label;
    }

    /** The measure of weighted hits and misses: second class right, wrong; first right, wrong. */
    double of(double tp, double fp, double tn, double fn) {
      return switch (this) {
        case F1 -> ratio(2 * tp, 2 * tp + fp + fn);
        case ACCURACY -> ratio(tp + tn, tp + fp + tn + fn);
        case BALANCED_ACCURACY ->
            tp + fn == 0
                ? ratio(tn, tn + fp)
                : tn + fp == 0 ? ratio(tp, tp + fn) : (ratio(tp, tp + fn) + ratio(tn, tn + fp)) / 2;
        case MATTHEWS_CORRELATION ->
            ratio(
                tp * tn - fp * fn,
                Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn));
      };
    }

    private static double ratio(double part, double of) {
      return of == 0 ? 0 : part / of;
    }
  }

  /**
   * A number from 0 to 1, several between commas, or {@code best-} and a measure: {@code best-f1},
   * {@code best-balanced-accuracy}, {@code best-accuracy}, {@code best-matthews-correlation}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static ThresholdRule of(String text) {
    String stripped = text.strip().toLowerCase(Locale.ROOT);
    for (Measure measure : Measure.values()) {
      if (stripped.equals("best-" + measure.label())) {
        return new Best(measure);
      }
    }
    try {
      return new Given(Arrays.stream(stripped.split(",", -1)).map(Double::parseDouble).toList());
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "Expected a number from 0 to 1, or one of %s; got '%s'."
              .formatted(
                  Arrays.stream(Measure.values())
                      .map(measure -> "best-" + measure.label())
                      .collect(Collectors.joining(", ")),
                  text),
          malformed);
    }
  }

  /** The text that {@link #of} reads. */
  default String label() {
    return switch (this) {
      case Given(List<Double> values) ->
          values.stream().map(String::valueOf).collect(Collectors.joining(","));
      case Best(Measure measure) -> "best-" + measure.label();
    };
  }
}
