package dev.chainrule.training;

import dev.chainrule.data.TargetEncoding;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import java.util.List;

/**
 * The metric that decides which epoch is the best, over the validation rows and in its own
 * direction.
 *
 * @param metric whose value is compared
 * @param scales of numbers to learn that were standardised, column by column in turn; the metric is
 *     in units of the numbers themselves. Empty if they are as they were.
 */
public record BestBy(Metric metric, List<Scale> scales) {

  /**
   * How a number was standardised.
   *
   * @param mean what was taken from it
   * @param deviation what it was then divided by
   */
  public record Scale(double mean, double deviation) {}

  /** Copies the scales. */
  public BestBy {
    scales = List.copyOf(scales);
  }

  /** By a metric of the targets as a data set has them. */
  public static BestBy of(Metric metric) {
    return new BestBy(metric, List.of());
  }

  /** By a metric in units of a target. */
  static BestBy of(Metric metric, TargetEncoding target) {
    return new BestBy(metric, scales(target));
  }

  private static List<Scale> scales(TargetEncoding target) {
    return switch (target) {
      case TargetEncoding.Classes _, TargetEncoding.Count _ -> List.of();
      case TargetEncoding.Amount amount -> List.of(new Scale(amount.mean(), amount.deviation()));
      case TargetEncoding.Quantiles quantiles -> scales(quantiles.amount());
      case TargetEncoding.Several several ->
          several.each().stream().flatMap(one -> scales(one).stream()).toList();
    };
  }

  /** The value for predictions and targets as the network has them. */
  double value(Outputs outputs, float[] predictions, float[] targets, float[] weights) {
    return metric.value(outputs, unscaled(predictions), unscaled(targets), weights);
  }

  private float[] unscaled(float[] values) {
    if (scales.isEmpty()) {
      return values;
    }
    float[] unscaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      Scale scale = scales.get(i % scales.size());
      unscaled[i] = (float) (values[i] * scale.deviation() + scale.mean());
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
