package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.loss.Loss;
import java.util.stream.IntStream;

/** The held-out rows of a training and how the parameters of the moment do on them. */
final class Validation {

  private final Dataset rows;
  private final int[] order;
  private final float[] targets;
  private final float[] predictions;
  private final ValidationMetric metric;

  Validation(Dataset rows, Loss loss) {
    this.rows = rows;
    order = IntStream.range(0, rows.rows()).toArray();
    int outputs = rows.outputs();
    targets = new float[Math.multiplyExact(rows.rows(), outputs)];
    predictions = new float[targets.length];
    for (int row : order) {
      rows.copyTargets(row, targets, row * outputs);
    }
    metric = ValidationMetric.of(loss);
  }

  /** The mean loss, without penalty. The metric belongs to the call that came last. */
  double loss(TrainingStep step) {
    return step.evaluate(rows, order, predictions);
  }

  double metric() {
    return metric.of(predictions, targets, rows.rows(), rows.outputs());
  }
}
