package dev.chainrule.metric;

import dev.chainrule.text.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * How often each class was predicted as each class: rows are the truth, columns the prediction.
 * With TP the diagonal entry of a class, its precision is TP over its column sum and its recall TP
 * over its row sum; where that sum is 0, the value is 0. Rows are counted, and their weights are
 * summed beside; quotients are of weights. Immutable.
 */
public final class ConfusionMatrix {

  private static final int WIDEST_TABLE = 12;

  private final List<String> labels;
  private final int[] counts;
  private final double[] weights;

  private ConfusionMatrix(List<String> labels, int[] counts, double[] weights) {
    this.labels = labels;
    this.counts = counts;
    this.weights = weights;
  }

  /**
   * Counts pairs of class indices.
   *
   * @param labels the classes, at least 2
   * @param truth the true class of each row
   * @param predicted the predicted class of each row
   * @param weights one a row; none if all count alike
   */
  public static ConfusionMatrix of(
      List<String> labels, int[] truth, int[] predicted, double... weights) {
    return of(labels, truth, predicted, Weights.of(truth.length, weights));
  }

  static ConfusionMatrix of(List<String> labels, int[] truth, int[] predicted, Weights weights) {
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "A classification needs at least 2 labels, got " + labels + ".");
    }
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "There must be one prediction a row: expected %d, got %d."
              .formatted(truth.length, predicted.length));
    }
    int[] counts = new int[Math.multiplyExact(labels.size(), labels.size())];
    double[] sums = new double[counts.length];
    for (int row = 0; row < truth.length; row++) {
      requireClass("true", row, truth[row], labels.size());
      requireClass("predicted", row, predicted[row], labels.size());
      int at = truth[row] * labels.size() + predicted[row];
      counts[at]++;
      sums[at] += weights.at(row);
    }
    return new ConfusionMatrix(List.copyOf(labels), counts, sums);
  }

  private static void requireClass(String kind, int row, int index, int classes) {
    if (index < 0 || index >= classes) {
      throw new IllegalArgumentException(
          "The %s class of row %d must be an index from 0 to %d, got %d."
              .formatted(kind, row, classes - 1, index));
    }
  }

  /** The classes, in the order of rows and columns. */
  public List<String> labels() {
    return labels;
  }

  /** How many rows of class {@code truth} were predicted as {@code predicted}. */
  public int count(int truth, int predicted) {
    int classes = labels.size();
    return counts[
        Objects.checkIndex(truth, classes) * classes + Objects.checkIndex(predicted, classes)];
  }

  /** How many rows there are. */
  public int total() {
    return Arrays.stream(counts).sum();
  }

  /** How many rows were predicted as what they are. */
  public int correct() {
    int sum = 0;
    for (int k = 0; k < labels.size(); k++) {
      sum += count(k, k);
    }
    return sum;
  }

  /** How many rows are of the class: its row sum. */
  public int support(int index) {
    int sum = 0;
    for (int k = 0; k < labels.size(); k++) {
      sum += count(index, k);
    }
    return sum;
  }

  /** How many rows were predicted as the class: its column sum. */
  public int predicted(int index) {
    int sum = 0;
    for (int k = 0; k < labels.size(); k++) {
      sum += count(k, index);
    }
    return sum;
  }

  /** The weight of the rows of class {@code truth} that were predicted as {@code predicted}. */
  public double weight(int truth, int predicted) {
    int classes = labels.size();
    return weights[
        Objects.checkIndex(truth, classes) * classes + Objects.checkIndex(predicted, classes)];
  }

  /** The weights of one class. */
  Tally tally(int index) {
    double support = 0;
    double predicted = 0;
    for (int k = 0; k < labels.size(); k++) {
      support += weight(index, k);
      predicted += weight(k, index);
    }
    return new Tally(weight(index, index), support, predicted);
  }

  /** Precision, recall and F1 of one class. */
  public ClassScores scores(int index) {
    Tally tally = tally(index);
    return new ClassScores(
        labels.get(index),
        tally.precision(),
        tally.recall(),
        tally.f1(),
        support(index),
        predicted(index));
  }

  /** The matrix as a table; of more than twelve classes only the most frequent confusions. */
  @Override
  public String toString() {
    return labels.size() <= WIDEST_TABLE ? table() : mostFrequent();
  }

  private String table() {
    TextTable table = TextTable.aligned("l" + "r".repeat(labels.size()));
    List<Object> header = new ArrayList<>(List.of("true \\ predicted"));
    header.addAll(labels);
    table.row(header.toArray());
    for (int i = 0; i < labels.size(); i++) {
      List<Object> row = new ArrayList<>(List.of(labels.get(i)));
      for (int j = 0; j < labels.size(); j++) {
        row.add(count(i, j));
      }
      table.row(row.toArray());
    }
    return table.toString();
  }

  private String mostFrequent() {
    record Confusion(int truth, int predicted, int count) {}
    List<Confusion> confusions = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < labels.size(); j++) {
        if (i != j && count(i, j) > 0) {
          confusions.add(new Confusion(i, j, count(i, j)));
        }
      }
    }
    confusions.sort(Comparator.comparingInt(Confusion::count).reversed());
    TextTable table = TextTable.aligned("llr").row("true", "predicted", "rows");
    confusions.stream()
        .limit(WIDEST_TABLE)
        .forEach(each ->
            table.row(labels.get(each.truth()), labels.get(each.predicted()), each.count()));
    int more = Math.max(0, confusions.size() - WIDEST_TABLE);
    return table + (more == 0 ? "" : "\nand " + more + " rarer confusions");
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof ConfusionMatrix that
        && labels.equals(that.labels)
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.hashCode(counts);
  }
}
