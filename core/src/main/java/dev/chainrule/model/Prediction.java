package dev.chainrule.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What a model says about one row. */
public sealed interface Prediction {

  /** The name of the predicted column; of several, their names with commas between them. */
  String column();

  /**
   * A label with probabilities.
   *
   * @param column the name of the predicted column
   * @param label the predicted label: the most probable, the first of equals; of two labels the
   *     second where its probability is above the model's threshold
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

  /**
   * Quantiles of a number.
   *
   * @param column the name of the predicted column
   * @param values by level τ, rising with it, in the units of that column
   */
  record QuantilePrediction(String column, SequencedMap<Double, Double> values)
      implements Prediction {

    /** Copies the values, keeping their order. */
    public QuantilePrediction {
      values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }
  }

  /**
   * What is said about several columns.
   *
   * @param each in the model's order
   */
  record SeveralPrediction(List<Prediction> each) implements Prediction {

    /** Copies the list. */
    public SeveralPrediction {
      each = List.copyOf(each);
    }

    @Override
    public String column() {
      return each.stream().map(Prediction::column).collect(Collectors.joining(", "));
    }
  }
}
