package dev.chainrule.layer;

import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.Shape;
import java.util.List;

/**
 * Layer normalisation, which stands between Z and f: behind {@code Dense.of(units)}, which ends in
 * Z, and with the activation f of its own. With the mean μ_i and the biased variance σ_i² of row i
 * over its units,
 *
 * <p>ẑ_ij = (z_ij − μ_i)/√(σ_i² + ε), a_ij = f(γ_j ẑ_ij + β_j).
 *
 * <p>Rows do not touch each other: any batch size will do, and training and evaluation are the
 * same. Ba, Kiros and Hinton 2016.
 *
 * @param activation f
 * @param epsilon ε, which keeps the root away from 0
 */
public record LayerNorm(Activation activation, double epsilon) implements Layer {

  /** ε unless it is said otherwise. */
  public static final double DEFAULT_EPSILON = 1e-5;

  /** Checks ε. */
  public LayerNorm {
    Normalization.requireEpsilon("layer norm", epsilon);
  }

  /** Layer normalisation in front of an activation, with ε = 1e−5. */
  public static LayerNorm of(Activation activation) {
    return new LayerNorm(activation, DEFAULT_EPSILON);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Normalization.outputShape("layer norm", input);
  }

  @Override
  public List<ParameterLayout.Spec> parameters(String prefix, Shape input) {
    return Normalization.scaleAndShift(prefix, input);
  }

  @Override
  public String describe() {
    return "layer norm, " + activation.label();
  }
}
