package dev.chainrule.optimizer;

/**
 * An exponential moving average θ̄ of the parameters after each step t, which is validated and kept
 * in their place: θ̄ₜ = Σ βᵗ⁻ⁱθᵢ/Σ βᵗ⁻ⁱ, i = 1 … t. Polyak and Juditsky 1992.
 *
 * <p>It is a weighted mean of parameters that training has visited, so it needs no correction for a
 * beginning at 0 or at the first random weights; after one step it is θ₁. Step by step: θ̄ ← θ̄ +
 * (1−β)/(1−βᵗ)·(θ − θ̄). Biases and every other parameter are averaged as weights are.
 *
 * @param decay β, above 0 and below 1; the mean reaches back about 1/(1−β) steps
 */
public record Averaging(double decay) {

  /** Checks β. */
  public Averaging {
    Require.share("The decay β of the averaged parameters", decay);
  }

  /** (1−β)/(1−βᵗ): the share of the newest parameters in the mean after t steps. */
  public double share(long t) {
    return (1 - decay) / (1 - StrictMath.pow(decay, (double) t));
  }
}
