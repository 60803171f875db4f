package dev.chainrule.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** What a model says about many rows, in their order. Immutable. */
public sealed interface Predictions {

  /** The name of the predicted column. */
  String column();

  /** How many rows there are. */
  int rows();

  /** What is said about one row. */
  Prediction row(int row);

  /** Labels with probabilities. */
  final class ClassPredictions implements Predictions {

    private final String column;
    private final List<String> labels;
    private final float[] probabilities;

    ClassPredictions(String column, List<String> labels, float[] probabilities) {
      this.column = column;
      this.labels = List.copyOf(labels);
      this.probabilities = probabilities;
    }

    @Override
    public String column() {
      return column;
    }

    @Override
    public int rows() {
      return probabilities.length / labels.size();
    }

    /** All labels, in the model's order. */
    public List<String> labels() {
      return labels;
    }

    /** The probability of the label at {@code index} for a row. */
    public double probability(int row, int index) {
      return probabilities[
          Objects.checkIndex(row, rows()) * labels.size()
              + Objects.checkIndex(index, labels.size())];
    }

    /** A copy of all probabilities: row after row, one a label. */
    public float[] probabilities() {
      return probabilities.clone();
    }

    /** The index of the most probable label of a row, the first of equals. */
    public int classIndex(int row) {
      int best = 0;
      for (int k = 1; k < labels.size(); k++) {
        if (probability(row, k) > probability(row, best)) {
          best = k;
        }
      }
      return best;
    }

    /** The most probable label of a row, the first of equals. */
    public String label(int row) {
      return labels.get(classIndex(row));
    }

    @Override
    public Prediction.ClassPrediction row(int row) {
      SequencedMap<String, Double> byLabel = new LinkedHashMap<>();
      for (int k = 0; k < labels.size(); k++) {
        byLabel.put(labels.get(k), probability(row, k));
      }
      return new Prediction.ClassPrediction(column, label(row), byLabel);
    }
  }

  /** Numbers, in the units of the target column. */
  final class NumberPredictions implements Predictions {

    private final String column;
    private final double[] values;

    NumberPredictions(String column, double[] values) {
      this.column = column;
      this.values = values;
    }

    @Override
    public String column() {
      return column;
    }

    @Override
    public int rows() {
      return values.length;
    }

    /** The number of a row. */
    public double value(int row) {
      return values[row];
    }

    /** A copy of all numbers. */
    public double[] values() {
      return values.clone();
    }

    @Override
    public Prediction.NumberPrediction row(int row) {
      return new Prediction.NumberPrediction(column, values[row]);
    }
  }
}
