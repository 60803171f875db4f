package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Mode;

/**
 * Batch normalisation: Ẑ = (input − μ)/√(σ² + ε), unit by unit, then Z = γ ⊙ Ẑ + β and A = f(Z).
 *
 * @param layer what the layer is
 * @param mode whether the statistics are those of the batch or the running ones
 * @param scale γ, 1 × n_l
 * @param shift β, 1 × n_l
 * @param input A⁽ˡ⁻¹⁾, m × n_l
 * @param mean μ, 1 × n_l: of the batch in training, the running one in evaluation
 * @param variance σ², 1 × n_l: the biased one of the batch in training, the running one in
 *     evaluation
 * @param normalized Ẑ, m × n_l
 * @param z Z, m × n_l
 * @param a A⁽ˡ⁾, m × n_l
 */
public record BatchNormForward(
    BatchNorm layer,
    Mode mode,
    DoubleMatrix scale,
    DoubleMatrix shift,
    DoubleMatrix input,
    DoubleMatrix mean,
    DoubleMatrix variance,
    DoubleMatrix normalized,
    DoubleMatrix z,
    DoubleMatrix a)
    implements LayerForward {

  /** Normalises by the statistics that the mode asks for. */
  static BatchNormForward of(
      BatchNorm layer, LayerParameters parameters, DoubleMatrix input, Mode mode) {
    return switch (mode) {
      case Mode.Training _ -> {
        BatchNorm.requireRows(parameters.layer() + 1, input.rows());
        DoubleMatrix mean = mean(input);
        yield of(layer, mode, parameters, input, mean, variance(input, mean));
      }
      case Mode.Evaluation _ ->
          of(
              layer,
              mode,
              parameters,
              input,
              parameters.tensor("mean"),
              parameters.tensor("variance"));
    };
  }

  private static BatchNormForward of(
      BatchNorm layer,
      Mode mode,
      LayerParameters parameters,
      DoubleMatrix input,
      DoubleMatrix mean,
      DoubleMatrix variance) {
    DoubleMatrix scale = parameters.tensor("scale");
    DoubleMatrix shift = parameters.tensor("shift");
    DoubleMatrix normalized = normalized(input, mean, variance, layer.epsilon());
    DoubleMatrix z = scaledAndShifted(normalized, scale, shift);
    DoubleMatrix a = LayerForward.activations(layer.activation(), z);
    return new BatchNormForward(layer, mode, scale, shift, input, mean, variance, normalized, z, a);
  }

  /** μ_j = (1/m)·Σᵢ x_ij. */
  private static DoubleMatrix mean(DoubleMatrix x) {
    return DoubleMatrix.of(1, x.columns(), (one, j) -> sum(x.rows(), i -> x.get(i, j)) / x.rows());
  }

  /** σ_j² = (1/m)·Σᵢ (x_ij − μ_j)². */
  private static DoubleMatrix variance(DoubleMatrix x, DoubleMatrix mean) {
    return DoubleMatrix.of(
        1,
        x.columns(),
        (one, j) ->
            sum(x.rows(), i -> (x.get(i, j) - mean.get(0, j)) * (x.get(i, j) - mean.get(0, j)))
                / x.rows());
  }

  /** ẑ_ij = (x_ij − μ_j)/√(σ_j² + ε). */
  private static DoubleMatrix normalized(
      DoubleMatrix x, DoubleMatrix mean, DoubleMatrix variance, double epsilon) {
    return DoubleMatrix.of(
        x.rows(),
        x.columns(),
        (i, j) -> (x.get(i, j) - mean.get(0, j)) / Math.sqrt(variance.get(0, j) + epsilon));
  }

  /** z_ij = γ_j ẑ_ij + β_j. */
  static DoubleMatrix scaledAndShifted(
      DoubleMatrix normalized, DoubleMatrix scale, DoubleMatrix shift) {
    return DoubleMatrix.of(
        normalized.rows(),
        normalized.columns(),
        (i, j) -> scale.get(0, j) * normalized.get(i, j) + shift.get(0, j));
  }

  /** r ← (1−m)·r + m·μ: the running mean behind this step; r itself in evaluation. */
  DoubleMatrix meanAfter(DoubleMatrix running) {
    return moved(running, mean, 1);
  }

  /**
   * r ← (1−m)·r + m·σ²·n/(n−1), n rows making the unbiased variance: the running variance behind
   * this step; r itself in evaluation.
   */
  DoubleMatrix varianceAfter(DoubleMatrix running) {
    double n = input.rows();
    return moved(running, variance, n / (n - 1));
  }

  private DoubleMatrix moved(DoubleMatrix running, DoubleMatrix batch, double correction) {
    double m = layer.momentum();
    return switch (mode) {
      case Mode.Training _ ->
          DoubleMatrix.of(
              1,
              running.columns(),
              (one, j) -> (1 - m) * running.get(0, j) + m * correction * batch.get(0, j));
      case Mode.Evaluation _ -> running;
    };
  }
}
