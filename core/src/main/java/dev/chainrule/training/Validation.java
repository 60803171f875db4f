package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Outputs;
import java.util.Optional;
import java.util.stream.IntStream;

/** The held-out rows of a training and how the parameters of the moment do on them. */
final class Validation {

  private final Dataset rows;
  private final int[] order;
  private final float[] targets;
  private final float[] weights;
  private final float[] predictions;
  private final Outputs outputs;
  private final ValidationMetric followed;
  private final Optional<BestBy> bestBy;

  /**
   * How the parameters of the moment do.
   *
   * @param loss the mean loss, without penalty
   * @param metric the value of {@link #metricName}
   * @param deciding the one of the two that decides which epoch is best
   */
  record Judgement(double loss, double metric, double deciding) {}

  /**
   * Rows to judge by.
   *
   * @param bestBy decides which epoch is best; without it the loss does
   */
  Validation(Dataset rows, Loss loss, Optional<BestBy> bestBy) {
    this.rows = rows;
    this.bestBy = bestBy;
    order = IntStream.range(0, rows.rows()).toArray();
    int columns = rows.outputs();
    outputs = BestBy.outputs(loss, columns);
    bestBy.ifPresent(it -> it.requireSuits(outputs));
    targets = new float[Math.multiplyExact(rows.rows(), columns)];
    weights = new float[rows.rows()];
    predictions = new float[targets.length];
    for (int row : order) {
      rows.copyTargets(row, targets, row * columns);
      weights[row] = rows.weight(row);
    }
    followed = new ValidationMetric(outputs);
  }

  /** The rows. */
  Dataset rows() {
    return rows;
  }

  /** The name of the metric that a training is followed by. */
  String metricName() {
    return bestBy.map(BestBy::toString).orElse(followed.metric().label());
  }

  /** Whether the higher of two deciding values is better. */
  boolean higherIsBetter() {
    return bestBy.map(it -> it.metric().higherIsBetter()).orElse(false);
  }

  /**
   * Judges the parameters as they are.
   *
   * @throws IllegalArgumentException if the deciding metric is not defined for these rows
   */
  Judgement judge(TrainingStep step) {
    double loss = step.evaluate(rows, order, predictions);
    if (!Double.isFinite(loss)) {
      return new Judgement(loss, Double.NaN, loss);
    }
    if (bestBy.isEmpty()) {
      return new Judgement(loss, followed.of(predictions, targets, weights), loss);
    }
    double metric = bestBy.get().value(outputs, predictions, targets, weights);
    if (Double.isNaN(metric)) {
      throw new IllegalArgumentException(
          "The metric %s is not defined for the %d validation rows, so it cannot decide which epoch is best. Choose another, or other validation rows."
              .formatted(metricName(), rows.rows()));
    }
    return new Judgement(loss, metric, metric);
  }
}
