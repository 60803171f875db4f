package dev.chainrule.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * How much the rows of each class count in the loss, so that rare classes are not drowned by
 * frequent ones. A row's own weight and that of its class multiply.
 */
public sealed interface ClassWeights {

  /**
   * Each class counts as much as any other: its rows weigh Σw/(k·w_c) for k classes, w_c being the
   * weight of all rows of the class, or their number if rows carry no weights, as scikit-learn's
   * {@code class_weight="balanced"}.
   */
  record Balanced() implements ClassWeights {}

  /**
   * Weights by label, each above 0; a label that is not named weighs 1.
   *
   * @param byLabel at least one
   */
  record Given(Map<String, Double> byLabel) implements ClassWeights {
    /** Checks the weights. */
    public Given {
      SequencedMap<String, Double> copy = new LinkedHashMap<>(byLabel);
      byLabel = Collections.unmodifiableMap(copy);
      if (byLabel.isEmpty()) {
        throw new IllegalArgumentException("Class weights need at least one class, got none.");
      }
      byLabel.forEach((label, weight) -> {
        if (!(weight > 0 && weight <= Float.MAX_VALUE)) {
          throw new IllegalArgumentException(
              "The weight of class '%s' must be a number above 0, got %s."
                  .formatted(label, weight));
        }
      });
    }
  }

  /**
   * {@code balanced}, or labels with their weights as in {@code yes=3,no=1}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static ClassWeights of(String text) {
    if (text.strip().equals("balanced")) {
      return new Balanced();
    }
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      try {
        String label = part.substring(0, Math.max(0, equals)).strip();
        double weight = Double.parseDouble(part.substring(equals + 1).strip());
        if (label.isEmpty() || byLabel.put(label, weight) != null) {
          throw new NumberFormatException();
        }
      } catch (NumberFormatException malformed) {
        throw new IllegalArgumentException(
            "Expected balanced, or a weight for some classes such as yes=3,no=1, got '"
                + text
                + "'.",
            malformed);
      }
    }
    return new Given(byLabel);
  }

  /** The text that {@link #of} reads. */
  default String label() {
    return switch (this) {
      case Balanced() -> "balanced";
      case Given(Map<String, Double> byLabel) ->
          byLabel.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + Names.ofNumber(entry.getValue()))
              .collect(Collectors.joining(","));
    };
  }

  /**
   * The weight of each class, in the order of its labels.
   *
   * @param classes the target
   * @param truth the class of each training row
   * @param weights the weights of the rows; none if all count alike
   * @throws IllegalArgumentException if a label is named that the target does not have
   */
  default double[] weights(TargetEncoding.Classes classes, int[] truth, double... weights) {
    int k = classes.labels().size();
    double[] byClass = new double[k];
    switch (this) {
      case Balanced() -> {
        double total = 0;
        double[] of = new double[k];
        for (int i = 0; i < truth.length; i++) {
          double weight = weights.length == 0 ? 1 : weights[i];
          of[truth[i]] += weight;
          total += weight;
        }
        double sum = total;
        Arrays.setAll(byClass, c -> of[c] == 0 ? 1 : sum / (k * of[c]));
      }
      case Given(Map<String, Double> byLabel) -> {
        byLabel.forEach((label, weight) -> {
          int index = required(classes, label);
          if (byClass[index] != 0) {
            throw new IllegalArgumentException(
                "Class '%s' is weighed twice.".formatted(classes.labels().get(index)));
          }
          byClass[index] = weight;
        });
        Arrays.setAll(byClass, c -> byClass[c] == 0 ? 1 : byClass[c]);
      }
    }
    return byClass;
  }

  /**
   * The weights of rows by class and, where they have one, by themselves.
   *
   * @param byClass the weight of each class
   * @param truth the class of each row
   * @param weights the weights of the rows; none if all count alike
   */
  static double[] ofRows(double[] byClass, int[] truth, double... weights) {
    double[] rows = new double[truth.length];
    Arrays.setAll(rows, i -> byClass[truth[i]] * (weights.length == 0 ? 1 : weights[i]));
    return rows;
  }

  private static int required(TargetEncoding.Classes classes, String label) {
    int index = classes.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException(
          "There is no class '%s' to weigh%s; the classes of '%s' are %s."
              .formatted(
                  label,
                  Names.nearest(label, classes.labels())
                      .map(near -> " (did you mean '" + near + "'?)")
                      .orElse(""),
                  classes.column(),
                  classes.labels()));
    }
    return index;
  }
}
