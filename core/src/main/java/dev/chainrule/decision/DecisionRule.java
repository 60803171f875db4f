package dev.chainrule.decision;

import java.util.List;

/**
 * How a classifier's scores become answers.
 *
 * @param calibrations none, one, or of several targets one each
 * @param thresholds none, which is ½; one for two classes, or of several targets one each: the
 *     second class is answered where its probability is above
 */
public record DecisionRule(List<Calibration> calibrations, List<Double> thresholds) {

  private static final DecisionRule NONE = new DecisionRule(List.of(), List.of());

  /** Checks the thresholds. */
  public DecisionRule {
    calibrations = List.copyOf(calibrations);
    thresholds = thresholds.isEmpty() ? List.of() : new ThresholdRule.Given(thresholds).values();
  }

  /** Probabilities as the network gives them, and the most probable class. */
  public static DecisionRule none() {
    return NONE;
  }

  /** The same thresholds with probabilities that are corrected. */
  public DecisionRule withCalibrations(List<Calibration> other) {
    return new DecisionRule(other, thresholds);
  }

  /** The same probabilities with other thresholds. */
  public DecisionRule withThresholds(List<Double> other) {
    return new DecisionRule(calibrations, other);
  }

  /** Whether anything differs from what the network says by itself. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The threshold of a target, counted from 0. */
  public double threshold(int target) {
    return thresholds.isEmpty() ? 0.5 : thresholds.get(target);
  }

  /**
   * Scores as calibrated probabilities, row after row.
   *
   * @param scores {@code columns} a row
   */
  public float[] probabilities(float[] scores, int columns) {
    float[] probabilities = new float[scores.length];
    for (int at = 0; at < scores.length; at += columns) {
      if (calibrations.size() == 1) {
        put(calibrations.getFirst().probabilities(wide(scores, at, columns)), probabilities, at);
      } else {
        for (int j = 0; j < columns; j++) {
          put(calibrations.get(j).probabilities(scores[at + j]), probabilities, at + j);
        }
      }
    }
    return probabilities;
  }

  private static double[] wide(float[] values, int at, int count) {
    double[] wide = new double[count];
    for (int j = 0; j < count; j++) {
      wide[j] = values[at + j];
    }
    return wide;
  }

  private static void put(double[] values, float[] to, int at) {
    for (int j = 0; j < values.length; j++) {
      to[at + j] = (float) values[j];
    }
  }
}
