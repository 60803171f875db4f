package dev.chainrule.training;

import dev.chainrule.data.TargetEncoding;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;

/**
 * The metric that decides which epoch is the best, over the validation rows and in its own
 * direction.
 *
 * @param metric whose value is compared
 * @param mean what was taken from numbers to learn before they were divided by {@code deviation};
 *     the metric is in units of the numbers themselves
 * @param deviation what they were divided by
 */
public record BestBy(Metric metric, double mean, double deviation) {

  /** By a metric of the targets as a data set has them. */
  public static BestBy of(Metric metric) {
    return new BestBy(metric, 0, 1);
  }

  /** By a metric in units of a target. */
  static BestBy of(Metric metric, TargetEncoding target) {
    return switch (target) {
      case TargetEncoding.Classes _ -> of(metric);
      case TargetEncoding.Amount amount -> new BestBy(metric, amount.mean(), amount.deviation());
    };
  }

  /** The value for predictions and targets as the network has them. */
  double value(Outputs outputs, float[] predictions, float[] targets, float[] weights) {
    return metric.value(outputs, unscaled(predictions), unscaled(targets), weights);
  }

  private float[] unscaled(float[] values) {
    if (mean == 0 && deviation == 1) {
      return values;
    }
    float[] unscaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      unscaled[i] = (float) (values[i] * deviation + mean);
    }
    return unscaled;
  }

  /** What the outputs of a network mean that is trained with a loss. */
  static Outputs outputs(Loss loss, int columns) {
    return switch (loss) {
      case Loss.SigmoidCrossEntropy _ -> columns == 1 ? Outputs.binary() : Outputs.labels(columns);
      case Loss.SoftmaxCrossEntropy _ -> new Outputs.Classes(columns);
      case Loss.Quantile quantile when quantile.levels().size() == columns ->
          new Outputs.Quantiles(quantile.levels());
      case Loss.MeanSquaredError _, Loss.MeanAbsoluteError _, Loss.Huber _, Loss.Quantile _ ->
          new Outputs.Numbers(columns);
      case Loss.Poisson _ -> new Outputs.Counts(columns);
    };
  }

  /** Complains if the metric does not judge such outputs. */
  void requireSuits(Outputs outputs) {
    if (!metric.suits(outputs)) {
      throw new ChoiceException(
          "The metric %s does not judge %s: choose one of %s."
              .formatted(
                  metric.label(),
                  outputs.label(),
                  String.join(", ", Metric.suiting(outputs).stream().map(Metric::label).toList())));
    }
  }

  @Override
  public String toString() {
    return metric.label();
  }
}
