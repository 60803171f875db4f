package dev.chainrule.layer;

import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * Batch normalisation, which stands between Z and f: behind {@code Dense.of(units)}, which ends in
 * Z, and with the activation f of its own. With the mean μ_j and the biased variance σ_j² of unit j
 * over the rows of the batch,
 *
 * <p>ẑ_ij = (z_ij − μ_j)/√(σ_j² + ε), a_ij = f(γ_j ẑ_ij + β_j).
 *
 * <p>In evaluation the running statistics stand in for those of the batch, so that a row's result
 * does not depend on its company. Every training step moves them: r ← (1−m)·r + m·batch, m being
 * the momentum, with the unbiased variance. Ioffe and Szegedy 2015.
 *
 * @param activation f
 * @param epsilon ε, which keeps the root away from 0
 * @param momentum m, the share of the newest batch in the running statistics
 */
public record BatchNorm(Activation activation, double epsilon, double momentum) implements Layer {

  /** ε unless it is said otherwise. */
  public static final double DEFAULT_EPSILON = 1e-5;

  /** The momentum unless it is said otherwise. */
  public static final double DEFAULT_MOMENTUM = 0.1;

  /** So many rows a batch must have in training, at least. */
  public static final int LEAST_ROWS = 2;

  /** Checks ε and the momentum. */
  public BatchNorm {
    Normalization.requireEpsilon("batch norm", epsilon);
    if (!(momentum > 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "The momentum of batch norm must be above 0 and at most 1, got " + momentum + ".");
    }
  }

  /** Batch normalisation in front of an activation, with ε = 1e−5 and a momentum of 0.1. */
  public static BatchNorm of(Activation activation) {
    return new BatchNorm(activation, DEFAULT_EPSILON, DEFAULT_MOMENTUM);
  }

  /**
   * Checks that the rows of a training batch have a variance.
   *
   * @param layer which layer this is, counted from 1, for the complaint
   */
  public static void requireRows(int layer, int rows) {
    if (rows < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "Layer %d is batch norm, which in training needs a batch of at least %d rows, got %d."
              .formatted(layer, LEAST_ROWS, rows));
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return Normalization.outputShape("batch norm", input);
  }

  @Override
  public List<ParameterLayout.Spec> parameters(String prefix, Shape input) {
    return Stream.concat(
            Normalization.scaleAndShift(prefix, input).stream(),
            Stream.of(
                Normalization.spec(prefix + "mean", Role.RUNNING_MEAN, 0, input),
                Normalization.spec(prefix + "variance", Role.RUNNING_VARIANCE, 1, input)))
        .toList();
  }

  @Override
  public String describe() {
    return "batch norm, " + activation.label();
  }
}
