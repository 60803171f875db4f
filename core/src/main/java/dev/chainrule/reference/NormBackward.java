package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.layer.Mode;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Back through batch norm or layer norm. With Ĝ = δ ⊙ γ = ∂ℒ/∂Ẑ and the means taken over the
 * numbers that were normalised together,
 *
 * <p>∂ℒ/∂x = (ĝ − mean(ĝ) − ẑ·mean(ĝẑ))/√(σ² + ε),
 *
 * <p>since each of them moves the mean and the variance of all. Where the statistics are running
 * ones they do not move, and ∂ℒ/∂x = ĝ/√(σ² + ε).
 *
 * @param delta δ⁽ˡ⁾ = ∂ℒ/∂Z, m × n_l
 * @param scaleGradient ∂ℒ/∂γ, 1 × n_l, without penalty
 * @param shiftGradient ∂ℒ/∂β, 1 × n_l, without penalty
 * @param runningStatistics how many numbers the layer keeps that have no gradient
 * @param inputGradient ∂ℒ/∂A⁽ˡ⁻¹⁾, m × n_l
 */
public record NormBackward(
    DoubleMatrix delta,
    DoubleMatrix scaleGradient,
    DoubleMatrix shiftGradient,
    int runningStatistics,
    DoubleMatrix inputGradient)
    implements LayerBackward {

  static NormBackward of(BatchNormForward forward, DoubleMatrix activationGradient) {
    DoubleMatrix delta =
        LayerBackward.delta(activationGradient, forward.layer().activation(), forward.z());
    DoubleMatrix g = normalizedGradient(delta, forward.scale());
    DoubleMatrix normalized = forward.normalized();
    DoubleMatrix inputGradient =
        switch (forward.mode()) {
          case Mode.Training _ -> throughBatch(g, normalized, deviations(forward));
          case Mode.Evaluation _ -> throughConstants(g, deviations(forward));
        };
    return new NormBackward(
        delta,
        scaleGradient(delta, normalized),
        shiftGradient(delta),
        2 * delta.columns(),
        inputGradient);
  }

  static NormBackward of(LayerNormForward forward, DoubleMatrix activationGradient) {
    DoubleMatrix delta =
        LayerBackward.delta(activationGradient, forward.layer().activation(), forward.z());
    DoubleMatrix g = normalizedGradient(delta, forward.scale());
    return new NormBackward(
        delta,
        scaleGradient(delta, forward.normalized()),
        shiftGradient(delta),
        0,
        throughRow(g, forward.normalized(), deviations(forward)));
  }

  /** ĝ_ij = δ_ij γ_j. */
  private static DoubleMatrix normalizedGradient(DoubleMatrix delta, DoubleMatrix scale) {
    return DoubleMatrix.of(
        delta.rows(), delta.columns(), (i, j) -> delta.get(i, j) * scale.get(0, j));
  }

  /** ∂ℒ/∂γ_j = Σᵢ δ_ij ẑ_ij. */
  private static DoubleMatrix scaleGradient(DoubleMatrix delta, DoubleMatrix normalized) {
    return DoubleMatrix.of(
        1,
        delta.columns(),
        (one, j) -> sum(delta.rows(), i -> delta.get(i, j) * normalized.get(i, j)));
  }

  /** ∂ℒ/∂β_j = Σᵢ δ_ij. */
  private static DoubleMatrix shiftGradient(DoubleMatrix delta) {
    return DoubleMatrix.of(1, delta.columns(), (one, j) -> sum(delta.rows(), i -> delta.get(i, j)));
  }

  /** √(σ_j² + ε), a single row. */
  private static DoubleMatrix deviations(BatchNormForward forward) {
    DoubleMatrix variance = forward.variance();
    return DoubleMatrix.of(
        1,
        variance.columns(),
        (one, j) -> Math.sqrt(variance.get(0, j) + forward.layer().epsilon()));
  }

  /** √(σ_i² + ε), a single column. */
  private static DoubleMatrix deviations(LayerNormForward forward) {
    DoubleMatrix variance = forward.variance();
    return DoubleMatrix.of(
        variance.rows(), 1, (i, one) -> Math.sqrt(variance.get(i, 0) + forward.layer().epsilon()));
  }

  /** The means run over the rows of the batch. */
  private static DoubleMatrix throughBatch(
      DoubleMatrix g, DoubleMatrix normalized, DoubleMatrix deviations) {
    int m = g.rows();
    DoubleMatrix mean = DoubleMatrix.of(1, g.columns(), (one, j) -> sum(m, i -> g.get(i, j)) / m);
    DoubleMatrix meanProduct =
        DoubleMatrix.of(
            1, g.columns(), (one, j) -> sum(m, i -> g.get(i, j) * normalized.get(i, j)) / m);
    return DoubleMatrix.of(
        m,
        g.columns(),
        (i, j) ->
            (g.get(i, j) - mean.get(0, j) - normalized.get(i, j) * meanProduct.get(0, j))
                / deviations.get(0, j));
  }

  /** The means run over the units of a row. */
  private static DoubleMatrix throughRow(
      DoubleMatrix g, DoubleMatrix normalized, DoubleMatrix deviations) {
    int n = g.columns();
    DoubleMatrix mean = DoubleMatrix.of(g.rows(), 1, (i, one) -> sum(n, j -> g.get(i, j)) / n);
    DoubleMatrix meanProduct =
        DoubleMatrix.of(
            g.rows(), 1, (i, one) -> sum(n, j -> g.get(i, j) * normalized.get(i, j)) / n);
    return DoubleMatrix.of(
        g.rows(),
        n,
        (i, j) ->
            (g.get(i, j) - mean.get(i, 0) - normalized.get(i, j) * meanProduct.get(i, 0))
                / deviations.get(i, 0));
  }

  /** Nothing moves the running statistics. */
  private static DoubleMatrix throughConstants(DoubleMatrix g, DoubleMatrix deviations) {
    return DoubleMatrix.of(g.rows(), g.columns(), (i, j) -> g.get(i, j) / deviations.get(0, j));
  }

  @Override
  public double[] gradient() {
    return Stream.of(
            scaleGradient.toArray(), shiftGradient.toArray(), new double[runningStatistics])
        .flatMapToDouble(DoubleStream::of)
        .toArray();
  }
}
