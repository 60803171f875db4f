package dev.chainrule.reference;

/**
 * The standard normal distribution and the error function behind it, to a few units in the last
 * place.
 */
public final class NormalDistribution {

  private static final double ROOT_PI = Math.sqrt(Math.PI);
  private static final double ROOT_TWO = Math.sqrt(2);

  /** From here on the continued fraction is used, below it the series. */
  private static final double SERIES_LIMIT = 1;

  /** How many levels of the continued fraction reach full precision at {@link #SERIES_LIMIT}. */
  private static final int FRACTION_DEPTH = 200;

  /** Where e^{−x²} has become 0. */
  private static final double UNDERFLOW = 28;

  private NormalDistribution() {}

  /** Φ(z) = ½·erfc(−z/√2), with full relative precision in the lower tail. */
  public static double cumulative(double z) {
    return erfc(-z / ROOT_TWO) / 2;
  }

  /** φ(z) = e^{−z²/2}/√(2π). */
  public static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** erf(x) = 2/√π ∫₀ˣ e^{−t²} dt. */
  public static double erf(double x) {
    return Math.abs(x) < SERIES_LIMIT ? series(x) : Math.copySign(1 - tail(Math.abs(x)), x);
  }

  /** erfc(x) = 1 − erf(x), without cancellation for positive x. */
  public static double erfc(double x) {
    if (Math.abs(x) < SERIES_LIMIT) {
      return 1 - series(x);
    }
    return x > 0 ? tail(x) : 2 - tail(-x);
  }

  /**
   * erf by its series without cancellation, 2/√π·e^{−x²}·Σ 2ⁿx²ⁿ⁺¹/(1·3·5···(2n+1)). Abramowitz and
   * Stegun 1964, 7.1.6.
   */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; sum + term != sum; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / ROOT_PI * exponentialOfMinusSquare(x) * sum;
  }

  /**
   * erfc for positive x by its continued fraction, e^{−x²}/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x +
   * …)))), from the bottom up. Abramowitz and Stegun 1964, 7.1.14.
   */
  private static double tail(double x) {
    if (x > UNDERFLOW) {
      return 0;
    }
    double fraction = x;
    for (int level = FRACTION_DEPTH; level >= 1; level--) {
      fraction = x + level / 2.0 / fraction;
    }
    return exponentialOfMinusSquare(x) / ROOT_PI / fraction;
  }

  /**
   * e^{−x²}, with the rounding error of x² made good: e^{−(s+r)} = e^{−s}(1 − r) where s = fl(x²)
   * and r = x² − s.
   */
  private static double exponentialOfMinusSquare(double x) {
    double square = x * x;
    double rest = Math.fma(x, x, -square);
    return Math.exp(-square) * (1 - rest);
  }
}
