package dev.chainrule.training;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.model.Diagnosis.Figures;
import dev.chainrule.model.Diagnosis.Finding;
import dev.chainrule.model.Diagnosis.Trouble;
import dev.chainrule.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When the figures of layers are a trouble, and what helps.
 *
 * <ul>
 *   <li>Dead units: {@value #DEAD} of a layer's. Karpathy's course notes (CS231n, "Neural Networks
 *       1") call 40 % a usual sign of a learning rate that is too high; see also Lu et al. 2019.
 *   <li>Saturation: {@value #SATURATED} of the outputs where |tanh| &gt; 0.97, or σ as far out.
 *       Glorot and Bengio 2010, section 3.
 *   <li>Vanishing and exploding gradients: ‖∂ℒ/∂W‖/‖W‖ in comparison with that of the last layer,
 *       or ‖∂ℒ/∂W‖ with that of the same layer when it was looked at first. Hochreiter 1991;
 *       Bengio, Simard and Frasconi 1994; Glorot and Bengio 2010, section 4. In a network that
 *       learns, they differ by a factor of about ten.
 *   <li>Steps: ‖ΔW‖/‖W‖ is about 0.001 in trainings that go well (CS231n, "Neural Networks 3");
 *       here {@value #LARGE} is too much, and less than {@value #SMALL} in every layer too little.
 *       A line search makes its steps as long as the loss wants them: they are never a trouble.
 * </ul>
 */
final class Troubles {

  static final double DEAD = 0.5;
  static final double SATURATED = 0.75;
  static final double VANISHING = 1e-4;
  static final double EXPLODING = 1e3;
  static final double GROWN = 100;
  static final double LARGE = 0.2;
  static final double SMALL = 1e-6;

  /** Later than this, small steps are what the end of a training looks like. */
  private static final int BEGINNING = 3;

  private final List<Figures> first = new ArrayList<>();

  /** Whether the user sets how long steps are, so that it can help to make them shorter. */
  private final boolean hasRate;

  Troubles(Optimizer optimizer) {
    hasRate = optimizer instanceof Optimizer.Elementwise;
  }

  /**
   * Where the units of a dense layer have gone through their activation, counted from 0: the layer
   * itself, or a normalisation behind it.
   */
  static int end(List<Layer> layers, int dense) {
    int l = dense;
    while (layers.get(l).activation() instanceof Activation.Identity) {
      if (l + 1 == layers.size() || layers.get(l + 1) instanceof Dense) {
        return dense;
      }
      l++;
    }
    return l;
  }

  /** The troubles of one look at all layers. */
  List<Finding> in(List<Figures> now, List<Layer> layers) {
    if (first.isEmpty()) {
      first.addAll(now);
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      Figures layer = now.get(i);
      Layer end = layers.get(end(layers, layer.layer() - 1));
      outputs(layer, end.activation().label(), findings);
      gradients(layer, now.getLast(), first.get(i), findings);
      if (hasRate && layer.updateRatio() > LARGE) {
        findings.add(
            finding(
                layer,
                Trouble.LARGE_STEPS,
                "one step changed its weights by %s of their size; 0.1%% is usual. Try a smaller learning rate."
                    .formatted(percent(layer.updateRatio()))));
      }
    }
    if (hasRate
        && findings.isEmpty()
        && now.getFirst().epoch() <= BEGINNING
        && now.stream().allMatch(layer -> layer.updateRatio() < SMALL)) {
      findings.add(
          finding(
              now.getLast(),
              Trouble.SMALL_STEPS,
              "a step changes the weights of no layer by more than a millionth of their size, so that hardly anything is learnt. Try a larger learning rate."));
    }
    return findings;
  }

  private void outputs(Figures layer, String activation, List<Finding> findings) {
    if (layer.dead() >= DEAD) {
      findings.add(
          finding(
              layer,
              Trouble.DEAD_UNITS,
              "%s of its %s units are 0 for every row that was looked at; no gradient reaches them, and they do not learn any more. Try %sleaky_relu, or He initial weights."
                  .formatted(percent(layer.dead()), activation, shorterSteps())));
    }
    if (layer.saturated() >= SATURATED) {
      findings.add(
          finding(
              layer,
              Trouble.SATURATION,
              "%s of the outputs lie at the flat ends of %s, where hardly any gradient passes. Try %sXavier initial weights, or relu."
                  .formatted(percent(layer.saturated()), activation, shorterSteps())));
    }
  }

  private void gradients(Figures layer, Figures last, Figures atFirst, List<Finding> findings) {
    double ratio = density(layer) / density(last);
    if (layer.gradientNorm() > 0 && ratio < VANISHING) {
      findings.add(
          finding(
              layer,
              Trouble.VANISHING_GRADIENTS,
              "its gradient is %s of that of the last layer, so that it hardly learns: gradients vanish on their way back. Try fewer layers, relu with He initial weights, or %s normalisation."
                  .formatted(number(ratio), hasRate ? "batch" : "layer")));
    }
    double growth = layer.gradientNorm() / atFirst.gradientNorm();
    boolean backwards = Double.isFinite(ratio) && ratio > EXPLODING;
    if (backwards || (Double.isFinite(growth) && growth > GROWN)) {
      findings.add(
          finding(
              layer,
              Trouble.EXPLODING_GRADIENTS,
              "its gradient is %s times %s: gradients explode. Try %ssmaller initial weights, or %s."
                  .formatted(
                      number(backwards ? ratio : growth),
                      backwards ? "that of the last layer" : "what it was at first",
                      shorterSteps(),
                      hasRate ? "clipping of the gradient" : "layer normalisation")));
    }
  }

  /**
   * The gradient's norm in comparison with that of the weights: how fast, in relation, they move.
   */
  private static double density(Figures layer) {
    return layer.gradientNorm() / layer.weightNorm();
  }

  private String shorterSteps() {
    return hasRate ? "a smaller learning rate, " : "";
  }

  private static Finding finding(Figures layer, Trouble trouble, String hint) {
    return new Finding(layer.epoch(), layer.layer(), trouble, hint);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2g", value);
  }
}
