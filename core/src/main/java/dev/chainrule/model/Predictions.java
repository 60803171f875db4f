package dev.chainrule.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What a model says about many rows, in their order. Immutable. */
public sealed interface Predictions {

  /** The name of the predicted column; of several, their names with commas between them. */
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
    private final double threshold;

    /** Of k ≥ 3 labels the threshold is of no account. */
    ClassPredictions(String column, List<String> labels, float[] probabilities, double threshold) {
      this.column = column;
      this.labels = List.copyOf(labels);
      this.probabilities = probabilities;
      this.threshold = threshold;
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

    /**
     * The index of the predicted label of a row: the most probable, the first of equals; of two
     * labels the second where its probability is above the threshold.
     */
    public int classIndex(int row) {
      if (labels.size() == 2) {
        return probability(row, 1) > threshold ? 1 : 0;
      }
      int best = 0;
      for (int k = 1; k < labels.size(); k++) {
        if (probability(row, k) > probability(row, best)) {
          best = k;
        }
      }
      return best;
    }

    /** The probability above which the second of two labels is predicted. */
    public double threshold() {
      return threshold;
    }

    /** The predicted label of a row, as {@link #classIndex} says. */
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

  /**
   * Quantiles of a number, in the units of the target column. They are sorted row by row, so that
   * they never cross: a quantile of a higher level is never below one of a lower level. Sorting
   * never makes them worse (Chernozhukov, Fernández-Val and Galichon 2010).
   */
  final class QuantilePredictions implements Predictions {

    private final String column;
    private final List<Double> levels;
    private final double[] values;

    /** Sorts the values of each row in place. */
    QuantilePredictions(String column, List<Double> levels, double[] values) {
      this.column = column;
      this.levels = List.copyOf(levels);
      this.values = values;
      for (int at = 0; at < values.length; at += levels.size()) {
        Arrays.sort(values, at, at + levels.size());
      }
    }

    @Override
    public String column() {
      return column;
    }

    @Override
    public int rows() {
      return values.length / levels.size();
    }

    /** The levels τ, rising. */
    public List<Double> levels() {
      return levels;
    }

    /** The quantile of the level at {@code index} for a row. */
    public double value(int row, int index) {
      return values[
          Objects.checkIndex(row, rows()) * levels.size()
              + Objects.checkIndex(index, levels.size())];
    }

    /** A copy of all quantiles: row after row, one a level. */
    public double[] values() {
      return values.clone();
    }

    @Override
    public Prediction.QuantilePrediction row(int row) {
      SequencedMap<Double, Double> byLevel = new LinkedHashMap<>();
      for (int k = 0; k < levels.size(); k++) {
        byLevel.put(levels.get(k), value(row, k));
      }
      return new Prediction.QuantilePrediction(column, byLevel);
    }
  }

  /**
   * What is said about several columns.
   *
   * @param each one a column, in the model's order, of equally many rows
   */
  record SeveralPredictions(List<Predictions> each) implements Predictions {

    /** Copies the list. */
    public SeveralPredictions {
      each = List.copyOf(each);
    }

    @Override
    public String column() {
      return each.stream().map(Predictions::column).collect(Collectors.joining(", "));
    }

    @Override
    public int rows() {
      return each.getFirst().rows();
    }

    @Override
    public Prediction.SeveralPrediction row(int row) {
      return new Prediction.SeveralPrediction(each.stream().map(one -> one.row(row)).toList());
    }
  }
}
