package dev.chainrule.reference;

import dev.chainrule.layer.Mode;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.tensor.ParameterLayout;
import org.jspecify.annotations.Nullable;

/**
 * The textbook pass over a batch, forward and backward, with every intermediate value.
 *
 * {@snippet :
 * ReferencePass pass = ReferencePass.of(network, Loss.sigmoidCrossEntropy(), new double[] {0.5, 1}, new double[] {1});
 * pass.z(1);               // Z⁽¹⁾
 * pass.delta(2);           // δ⁽²⁾
 * pass.weightGradient(1);  // ∂ℒ/∂W⁽¹⁾
 * }
 *
 * <p>Layers are counted from 1 to L; a(0) is the input X. Unless a {@link Mode} is given the
 * network is in evaluation, where dropout does nothing and batch norm uses its running statistics.
 *
 * @param forward from X to the scores
 * @param prediction Ŷ, m × n_L: the scores behind the link of the loss
 * @param meanLoss the weighted mean of the loss, without penalty
 * @param backward from ∂ℒ/∂scores to ∂ℒ/∂X
 * @param penalty what the penalty adds to the mean loss
 * @param penaltyGradient what the penalty adds to ∂ℒ/∂θ, a single row in the order of the layout
 */
public record ReferencePass(
    ForwardPass forward,
    DoubleMatrix prediction,
    double meanLoss,
    BackwardPass backward,
    double penalty,
    DoubleMatrix penaltyGradient) {

  /** The pass for one sample. */
  public static ReferencePass of(Network network, Loss loss, double[] x, double[] y) {
    return of(network, loss, DoubleMatrix.of(x), DoubleMatrix.of(y));
  }

  /** The pass for a batch of rows X, m × n₀, with targets Y, m × n_L. */
  public static ReferencePass of(Network network, Loss loss, DoubleMatrix x, DoubleMatrix y) {
    return of(network.architecture(), network.parameters().toDoubleArray(), loss, x, y, null);
  }

  /**
   * The pass for parameters in double precision and samples that carry weights.
   *
   * @param parameters θ in the order of {@link Architecture#layout()}
   * @param sampleWeights m weights, or null for 1 each
   */
  public static ReferencePass of(
      Architecture architecture,
      double[] parameters,
      Loss loss,
      DoubleMatrix x,
      DoubleMatrix y,
      double @Nullable [] sampleWeights) {
    architecture.requireEndsFor(loss);
    return of(architecture, parameters, x, BatchLoss.of(loss, y, sampleWeights), Penalty.none());
  }

  /** The pass for any objective, with a penalty, through a network that is in evaluation. */
  public static ReferencePass of(
      Architecture architecture,
      double[] parameters,
      DoubleMatrix x,
      Objective objective,
      Penalty penalty) {
    return of(architecture, parameters, x, objective, penalty, Mode.evaluation());
  }

  /** The pass for any objective, with a penalty, in the mode given. */
  public static ReferencePass of(
      Architecture architecture,
      double[] parameters,
      DoubleMatrix x,
      Objective objective,
      Penalty penalty,
      Mode mode) {
    ParameterLayout layout = architecture.layout();
    ForwardPass forward = ForwardPass.of(architecture, parameters, x, mode);
    Objective.Evaluation loss = objective.at(forward.scores());
    return new ReferencePass(
        forward,
        objective.prediction(forward.scores()),
        loss.value(),
        BackwardPass.of(forward, loss.gradient()),
        Penalties.value(penalty, layout, parameters),
        DoubleMatrix.of(Penalties.gradient(penalty, layout, parameters)));
  }

  /** L, how many layers there are. */
  public int layers() {
    return forward.layers().size();
  }

  /** Z⁽ˡ⁾, m × n_l: what f of the layer is applied to. */
  public DoubleMatrix z(int layer) {
    return forward.layers().get(indexOf(layer)).z();
  }

  /** A⁽ˡ⁾, m × n_l: X for l = 0, and Ŷ for l = L. */
  public DoubleMatrix a(int layer) {
    if (layer == 0) {
      return forward.x();
    }
    return layer == layers() ? prediction : forward.layers().get(indexOf(layer)).a();
  }

  /** δ⁽ˡ⁾ = ∂ℒ/∂Z⁽ˡ⁾, m × n_l. */
  public DoubleMatrix delta(int layer) {
    return backward.layers().get(indexOf(layer)).delta();
  }

  /** ∂ℒ/∂W⁽ˡ⁾ of a dense layer, n_l × n_{l−1}, without penalty. */
  public DoubleMatrix weightGradient(int layer) {
    return dense(layer).weightGradient();
  }

  /** ∂ℒ/∂b⁽ˡ⁾ of a dense layer, 1 × n_l, without penalty. */
  public DoubleMatrix biasGradient(int layer) {
    return dense(layer).biasGradient();
  }

  /** ∂ℒ/∂γ⁽ˡ⁾ of a batch norm or layer norm, 1 × n_l, without penalty. */
  public DoubleMatrix scaleGradient(int layer) {
    return norm(layer).scaleGradient();
  }

  /** ∂ℒ/∂β⁽ˡ⁾ of a batch norm or layer norm, 1 × n_l, without penalty. */
  public DoubleMatrix shiftGradient(int layer) {
    return norm(layer).shiftGradient();
  }

  /** ∂ℒ/∂X, m × n₀. */
  public DoubleMatrix inputGradient() {
    return backward.inputGradient();
  }

  /** ℒ: the mean loss and the penalty. */
  public double loss() {
    return meanLoss + penalty;
  }

  /** ∂ℒ/∂θ, penalty included, as one array in the order of the layout. */
  public double[] gradient() {
    double[] gradient = backward.gradient();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += penaltyGradient.get(0, i);
    }
    return gradient;
  }

  private DenseBackward dense(int layer) {
    if (backward.layers().get(indexOf(layer)) instanceof DenseBackward dense) {
      return dense;
    }
    throw unsuitable(layer, "weights");
  }

  private NormBackward norm(int layer) {
    if (backward.layers().get(indexOf(layer)) instanceof NormBackward norm) {
      return norm;
    }
    throw unsuitable(layer, "scale");
  }

  private IllegalArgumentException unsuitable(int layer, String parameters) {
    return new IllegalArgumentException(
        "Layer %d has no %s: it is %s."
            .formatted(layer, parameters, forward.layers().get(layer - 1).layer().describe()));
  }

  private int indexOf(int layer) {
    if (layer < 1 || layer > layers()) {
      throw new IllegalArgumentException(
          "This network has the layers 1 to %d, got %d.".formatted(layers(), layer));
    }
    return layer - 1;
  }
}
