package dev.chainrule.data;

import java.util.HashSet;
import java.util.List;

/** How the cells of the target column become targets of a network, and what the network's outputs mean. */
public sealed interface TargetEncoding {

  /** The name of the target column. */
  String column();

  /** How many outputs n_L the network needs. */
  int outputs();

  /** What is learnt. */
  Task task();

  /**
   * Classes. Two labels become one output, which is 1 for the second (the positive) label; k &gt; 2 labels become k outputs, one-hot.
   *
   * @param labels at least two, all different
   */
  record Classes(String column, List<String> labels) implements TargetEncoding {
    /** Checks the labels. */
    public Classes {
      labels = List.copyOf(labels);
      if (labels.size() < 2) {
        throw new IllegalArgumentException(
            "Target '%s': two labels are needed to learn from, got %s.".formatted(column, labels));
      }
      if (new HashSet<>(labels).size() != labels.size()) {
        throw new IllegalArgumentException(
            "Target '%s': the labels must differ, got %s.".formatted(column, labels));
      }
    }

    @Override
    public int outputs() {
      return labels.size() == 2 ? 1 : labels.size();
    }

    @Override
    public Task task() {
      return labels.size() == 2 ? Task.BINARY : Task.MULTICLASS;
    }
  }

  /**
   * A standardised number: (y − mean) / deviation.
   *
   * @param mean the mean of the training rows
   * @param deviation their standard deviation
   */
  record Amount(String column, double mean, double deviation) implements TargetEncoding {
    /** Checks the statistics. */
    public Amount {
      if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
        throw new IllegalArgumentException(
            "Target '%s': expected a finite mean and a positive deviation, got %s and %s."
                .formatted(column, mean, deviation));
      }
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public Task task() {
      return Task.REGRESSION;
    }

    /** The standardised target of the amount y. */
    public float scale(double y) {
      return (float) ((y - mean) / deviation);
    }

    /** The amount that a network's output stands for. */
    public double unscale(double output) {
      return mean + deviation * output;
    }
  }
}
