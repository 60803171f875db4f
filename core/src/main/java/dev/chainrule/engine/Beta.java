package dev.chainrule.engine;

import dev.chainrule.tensor.RandomStreams;

/** Numbers of the distribution Beta(α, α). */
final class Beta {

  private Beta() {}

  /** λ = G/(G + G′), with two numbers of the distribution Gamma(α) in logarithms. */
  static double symmetric(double alpha, long key) {
    double first = logGamma(alpha, RandomStreams.derive(key, 0));
    double second = logGamma(alpha, RandomStreams.derive(key, 1));
    return 1 / (1 + StrictMath.exp(second - first));
  }

  /**
   * ln G by the method of Marsaglia and Tsang (2000) for α + 1, which is then taken down to α: G(α)
   * = G(α + 1)·U^{1/α}.
   */
  private static double logGamma(double alpha, long key) {
    double d = alpha + 1 - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (long draw = 1; ; draw += 3) {
      double x = normal(uniform(key, draw), uniform(key, draw + 1));
      double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
      if (v > 0
          && StrictMath.log(uniform(key, draw + 2))
              < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return StrictMath.log(d * v) + StrictMath.log(uniform(key, 0)) / alpha;
      }
    }
  }

  /** By the method of Box and Muller. */
  private static double normal(double u, double v) {
    return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  /** Above 0 and below 1. */
  private static double uniform(long key, long index) {
    return ((RandomStreams.derive(key, index) >>> 12) + 0.5) * 0x1p-52;
  }
}
