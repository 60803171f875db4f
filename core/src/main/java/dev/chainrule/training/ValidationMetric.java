package dev.chainrule.training;

import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import java.util.function.IntPredicate;

/**
 * One number that people know, to follow a training by. It does not depend on the unit of the
 * target, which the network sees standardised.
 *
 * @param outputs what the network's outputs mean, which decides the number
 */
record ValidationMetric(Outputs outputs) {

  /** Which number. */
  Metric metric() {
    return switch (outputs) {
      case Outputs.Binary _, Outputs.Classes _ -> Metric.ACCURACY;
      case Outputs.Labels _ -> Metric.MACRO_F1;
      case Outputs.Numbers _ -> Metric.R2;
      case Outputs.Quantiles _ -> Metric.COVERAGE_ERROR;
      case Outputs.Counts _ -> Metric.EXPLAINED_DEVIANCE;
    };
  }

  /**
   * The metric of predictions against as many targets, row after row. What is asked for after every
   * epoch of most trainings, the accuracy, is counted without the copies and tables of a report.
   */
  double of(float[] predictions, float[] targets, float[] weights) {
    return switch (outputs) {
      case Outputs.Binary(double threshold) ->
          share(weights, row -> predictions[row] > threshold == targets[row] > 0.5f);
      case Outputs.Classes(int k) ->
          share(weights, row -> predicted(predictions, row, k) == largest(targets, row, k));
      default -> metric().value(outputs, predictions, targets, weights);
    };
  }

  /** The share of the weight that right rows have. */
  private static double share(float[] weights, IntPredicate isRight) {
    double right = 0;
    double total = 0;
    for (int row = 0; row < weights.length; row++) {
      total += weights[row];
      right += isRight.test(row) ? weights[row] : 0;
    }
    return right / total;
  }

  /** The most probable class; of two, the second if it is more probable than not. */
  private static int predicted(float[] predictions, int row, int k) {
    if (k == 2) {
      return predictions[2 * row + 1] > 0.5f ? 1 : 0;
    }
    return largest(predictions, row, k);
  }

  /** Where the largest number of a row is, the first of equals. */
  private static int largest(float[] values, int row, int k) {
    int largest = 0;
    for (int j = 1; j < k; j++) {
      if (values[row * k + j] > values[row * k + largest]) {
        largest = j;
      }
    }
    return largest;
  }
}
