package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.data.Preparation;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.ParameterLayout;

/**
 * The parameters that a plan begins with: drawn, but for two of them that the training rows tell
 * better.
 */
final class FirstParameters {

  private FirstParameters() {}

  /**
   * The network before the first step. Inputs that are 0 in every training row, such as the place
   * of an unknown label, cannot learn: their weights begin at 0, so that they stay without effect.
   * Counts begin at their mean: the bias of the output at its logarithm.
   */
  static Network of(NetworkPlan plan, long seed, Dataset rows) {
    Network drawn = Network.initialize(plan.architecture(), seed);
    float[] values = drawn.parameters().toArray();
    ParameterLayout.Slice weights = weightsOfInputs(plan.architecture());
    for (int input : Preparation.silentInputs(rows)) {
      for (int at = input; at < weights.size(); at += rows.inputs()) {
        values[weights.offset() + at] = 0;
      }
    }
    if (plan.loss() instanceof Loss.Poisson) {
      values[values.length - 1] = (float) StrictMath.log(meanTarget(rows));
    }
    return Network.of(plan.architecture(), values);
  }

  /** The weights of the inputs; dropout, which may stand in front of them, leaves a 0 as it is. */
  private static ParameterLayout.Slice weightsOfInputs(Architecture architecture) {
    return architecture.layout().slices().stream()
        .filter(slice -> slice.role() == ParameterLayout.Role.WEIGHT)
        .findFirst()
        .orElseThrow();
  }

  /** The mean of the only target, by weight; above 0 where counts are not all alike. */
  private static double meanTarget(Dataset rows) {
    float[] target = new float[1];
    double sum = 0;
    double total = 0;
    for (int row = 0; row < rows.rows(); row++) {
      rows.copyTargets(row, target, 0);
      sum += (double) rows.weight(row) * target[0];
      total += rows.weight(row);
    }
    return sum > 0 ? sum / total : 1;
  }
}
