package dev.chainrule.training;

import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;

/**
 * One number that people know, to follow a training by. It does not depend on the unit of the
 * target, which the network sees standardised.
 *
 * @param metric which number
 * @param outputs what the network's outputs mean
 */
record ValidationMetric(Metric metric, Outputs outputs) {

  static ValidationMetric of(Outputs outputs) {
    Metric metric =
        switch (outputs) {
          case Outputs.Binary _, Outputs.Classes _ -> Metric.ACCURACY;
          case Outputs.Labels _ -> Metric.MACRO_F1;
          case Outputs.Numbers _ -> Metric.R2;
          case Outputs.Quantiles _ -> Metric.COVERAGE_ERROR;
          case Outputs.Counts _ -> Metric.EXPLAINED_DEVIANCE;
        };
    return new ValidationMetric(metric, outputs);
  }

  String label() {
    return metric.label();
  }

  /** The metric of predictions against as many targets, row after row. */
  double of(float[] predictions, float[] targets, float[] weights) {
    return metric.value(outputs, predictions, targets, weights);
  }
}
