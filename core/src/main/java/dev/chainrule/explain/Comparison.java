package dev.chainrule.explain;

/**
 * One gradient, by formula and by measurement.
 *
 * @param place what the gradient is taken by
 * @param analytic a, by the formulas
 * @param numeric n, by central differences
 * @param resolution the rounding error of n: how far a and n may differ without either being wrong
 * @param kink where the step crosses a kink, empty if it does not
 */
public record Comparison(
    Place place, double analytic, double numeric, double resolution, String kink) {

  /** The relative error up to which formula and measurement agree. */
  public static final double TOLERANCE = 1e-6;

  /** What a comparison says. */
  public enum Verdict {
    /** The relative error is below {@link #TOLERANCE}. */
    AGREES,
    /**
     * It is not, but a and n differ by less than the rounding error of n: the gradient is too small
     * for differences.
     */
    TOO_SMALL,
    /** The step crosses a kink, where differences say nothing. */
    KINK,
    /** The formula is wrong, or the value is. */
    DISAGREES
  }

  /** |a−n| / max(1e−8, |a|+|n|). */
  public double relativeError() {
    return Math.abs(analytic - numeric) / Math.max(1e-8, Math.abs(analytic) + Math.abs(numeric));
  }

  /** What this comparison says; a gradient that is not a number disagrees. */
  public Verdict verdict() {
    if (!kink.isEmpty()) {
      return Verdict.KINK;
    }
    if (relativeError() < TOLERANCE) {
      return Verdict.AGREES;
    }
    return Math.abs(analytic - numeric) <= resolution ? Verdict.TOO_SMALL : Verdict.DISAGREES;
  }
}
