package dev.chainrule.metric;

import java.util.SequencedMap;

/** Predictions judged against the truth. */
public sealed interface Report permits ClassificationReport, RegressionReport {

  /** How many rows were judged, at least 1. */
  int rows();

  /** The values by name, such as {@code accuracy} or {@code rmse}, the most telling first. */
  SequencedMap<String, Double> metrics();

  /** The value of that name. */
  default double metric(String name) {
    Double value = metrics().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "There is no metric '%s' in this report; there are %s."
              .formatted(name, String.join(", ", metrics().keySet())));
    }
    return value;
  }
}
