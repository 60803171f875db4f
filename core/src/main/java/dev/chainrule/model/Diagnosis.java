package dev.chainrule.model;

import java.util.List;
import java.util.Set;

/**
 * What was seen inside the layers in the course of a training: troubles, each once a layer, and
 * figures if they were asked for.
 *
 * @param findings the troubles, in the order in which they were met
 * @param figures of each layer at the ends of epochs
 */
public record Diagnosis(List<Finding> findings, List<Figures> figures) {

  /** Copies both lists. */
  public Diagnosis {
    findings = List.copyOf(findings);
    figures = List.copyOf(figures);
  }

  /** What can be wrong with a layer. */
  public enum Trouble {
    /** Rectifiers that give 0 for every row: no gradient reaches their weights any more. */
    DEAD_UNITS("dead units"),
    /** Outputs of sigmoid or tanh at their flat ends, where hardly any gradient passes. */
    SATURATION("saturation"),
    /** Gradients that become ever smaller on their way back. */
    VANISHING_GRADIENTS("vanishing gradients"),
    /** Gradients that become ever larger on their way back or from epoch to epoch. */
    EXPLODING_GRADIENTS("exploding gradients"),
    /** Steps that are long for the weights that they change. */
    LARGE_STEPS("large steps"),
    /** Steps that hardly change the weights of any layer, from the beginning. */
    SMALL_STEPS("small steps");

    private final String label;

    Trouble(String label) {
      this.label = label;
    }

    /** The name for people. */
    public String label() {
      return label;
    }
  }

  /**
   * A trouble, when and where it was met first.
   *
   * @param epoch at the end of which, counted from 1
   * @param layer counted from 1
   * @param trouble what is wrong
   * @param hint what that means and what helps, in words
   */
  public record Finding(int epoch, int layer, Trouble trouble, String hint) {}

  /**
   * A layer at the end of an epoch.
   *
   * @param epoch counted from 1
   * @param layer counted from 1
   * @param gradientNorm ‖∂ℒ/∂W‖₂ of the last batch
   * @param weightNorm ‖W‖₂
   * @param updateRatio ‖ΔW‖₂ / ‖W‖₂ of the last step
   * @param dead the share of the units that are 0 for every row looked at, if the layer ends in
   *     relu
   * @param saturated the share of the outputs at the flat ends, if it ends in sigmoid or tanh
   */
  public record Figures(
      int epoch,
      int layer,
      double gradientNorm,
      double weightNorm,
      double updateRatio,
      double dead,
      double saturated) {}

  /** Nothing was looked at, or nothing was wrong. */
  public static Diagnosis none() {
    return new Diagnosis(List.of(), List.of());
  }

  /** The same with the figures of some epochs only. */
  Diagnosis ofEpochs(Set<Integer> epochs) {
    return new Diagnosis(
        findings, figures.stream().filter(it -> epochs.contains(it.epoch())).toList());
  }
}
