package dev.chainrule.training;

import dev.chainrule.loss.Loss;

/** One number that people know, to follow a training by: accuracy for classes, R² for amounts. */
enum ValidationMetric {
  ACCURACY("accuracy"),
  R_SQUARED("r2");

  private final String label;

  ValidationMetric(String label) {
    this.label = label;
  }

  static ValidationMetric of(Loss loss) {
    return switch (loss.link()) {
      case SIGMOID, SOFTMAX -> ACCURACY;
      case IDENTITY, EXPONENTIAL -> R_SQUARED;
    };
  }

  String label() {
    return label;
  }

  /** The metric of m predictions of k outputs each, row after row, against as many targets. */
  double of(float[] predictions, float[] targets, int m, int k) {
    return switch (this) {
      case ACCURACY ->
          k == 1 ? binaryAccuracy(predictions, targets) : accuracy(predictions, targets, m, k);
      case R_SQUARED -> rSquared(predictions, targets, m, k);
    };
  }

  private static double binaryAccuracy(float[] predictions, float[] targets) {
    int right = 0;
    for (int i = 0; i < predictions.length; i++) {
      if (predictions[i] > 0.5f == targets[i] > 0.5f) {
        right++;
      }
    }
    return (double) right / predictions.length;
  }

  private static double accuracy(float[] predictions, float[] targets, int m, int k) {
    int right = 0;
    for (int i = 0; i < m; i++) {
      if (largest(predictions, i * k, k) == largest(targets, i * k, k)) {
        right++;
      }
    }
    return (double) right / m;
  }

  private static int largest(float[] values, int at, int k) {
    int largest = 0;
    for (int j = 1; j < k; j++) {
      if (values[at + j] > values[at + largest]) {
        largest = j;
      }
    }
    return largest;
  }

  /**
   * 1 − Σ(y−ŷ)²/Σ(y−ȳ)², the mean over the outputs; constant targets give 1 if all are met, else 0.
   */
  private static double rSquared(float[] predictions, float[] targets, int m, int k) {
    double total = 0;
    for (int j = 0; j < k; j++) {
      double mean = 0;
      for (int i = 0; i < m; i++) {
        mean += targets[i * k + j] / (double) m;
      }
      double unexplained = 0;
      double variation = 0;
      for (int i = 0; i < m; i++) {
        double y = targets[i * k + j];
        unexplained += (y - predictions[i * k + j]) * (y - predictions[i * k + j]);
        variation += (y - mean) * (y - mean);
      }
      total += variation > 0 ? 1 - unexplained / variation : unexplained == 0 ? 1 : 0;
    }
    return total / k;
  }
}
