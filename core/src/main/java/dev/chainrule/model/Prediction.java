package dev.chainrule.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What a model says about one row. */
public sealed interface Prediction {

  /** The name of the predicted column. */
  String column();

  /**
   * A label with probabilities.
   *
   * @param column the name of the predicted column
   * @param label the most probable label, the first of equals
   * @param probabilities the probability of every label, in the model's order
   */
  record ClassPrediction(String column, String label, SequencedMap<String, Double> probabilities)
      implements Prediction {

    /** Copies the probabilities, keeping their order. */
    public ClassPrediction {
      probabilities =
          Collections.unmodifiableSequencedMap(
              new LinkedHashMap<>((Map<String, Double>) probabilities));
    }

    /** The probability of the predicted label. */
    public double probability() {
      return probabilities.getOrDefault(label, 0.0);
    }
  }

  /**
   * A number.
   *
   * @param column the name of the predicted column
   * @param value in the units of that column
   */
  record NumberPrediction(String column, double value) implements Prediction {}
}
