package dev.chainrule.decision;

import dev.chainrule.decision.Calibration.Sigmoid;

/**
 * A and B of p = 1/(1+e^{Az+B}) with the lowest cross-entropy against Platt's targets,
 * (N₊+1)/(N₊+2) for rows of the class and 1/(N₋+2) for others, which keep a perfect separation from
 * growing without end. Platt 1999; by Newton's method with backtracking as in Lin, Lin and Weng
 * 2007, "A note on Platt's probabilistic outputs for support vector machines", algorithm 1. Weights
 * count as rows.
 */
final class PlattScaling {

  private static final int MOST_STEPS = 100;
  private static final double SMALLEST_STEP = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double FLAT = 1e-10;

  private final double[] z;
  private final double[] target;
  private final double[] weights;

  private PlattScaling(double[] z, boolean[] is, double[] weights) {
    this.z = z;
    this.weights = weights;
    double positives = 0;
    double negatives = 0;
    for (int i = 0; i < z.length; i++) {
      positives += is[i] ? weights[i] : 0;
      negatives += is[i] ? 0 : weights[i];
    }
    target = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      target[i] = is[i] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
    }
    a = 0;
    b = Math.log((negatives + 1) / (positives + 1));
  }

  private double a;
  private double b;

  static Sigmoid fit(double[] z, boolean[] is, double[] weights) {
    PlattScaling fit = new PlattScaling(z, is, weights);
    double value = fit.value(fit.a, fit.b);
    for (int step = 0; step < MOST_STEPS && Double.isFinite(value); step++) {
      double next = fit.step(value);
      if (Double.isNaN(next)) {
        break;
      }
      value = next;
    }
    return new Sigmoid(fit.a, fit.b);
  }

  /** One step of Newton's method: the value behind it, NaN where there is nothing to gain. */
  private double step(double value) {
    double haa = RIDGE;
    double hbb = RIDGE;
    double hab = 0;
    double ga = 0;
    double gb = 0;
    for (int i = 0; i < z.length; i++) {
      double p = Softmax.sigmoid(-(a * z[i] + b));
      double curvature = weights[i] * p * (1 - p);
      double slope = weights[i] * (target[i] - p);
      haa += z[i] * z[i] * curvature;
      hbb += curvature;
      hab += z[i] * curvature;
      ga += z[i] * slope;
      gb += slope;
    }
    if (Math.abs(ga) < FLAT && Math.abs(gb) < FLAT) {
      return Double.NaN;
    }
    double determinant = haa * hbb - hab * hab;
    double da = -(hbb * ga - hab * gb) / determinant;
    double db = -(haa * gb - hab * ga) / determinant;
    double descent = ga * da + gb * db;
    for (double share = 1; share >= SMALLEST_STEP; share /= 2) {
      double next = value(a + share * da, b + share * db);
      if (next < value + 1e-4 * share * descent) {
        a += share * da;
        b += share * db;
        return next;
      }
    }
    return Double.NaN;
  }

  /** Σ w·[t·f + ln(1+e^{−f})] with f = Az+B, without overflow. */
  private double value(double a, double b) {
    double value = 0;
    for (int i = 0; i < z.length; i++) {
      double f = a * z[i] + b;
      value +=
          weights[i]
              * (f >= 0
                  ? target[i] * f + Math.log1p(Math.exp(-f))
                  : (target[i] - 1) * f + Math.log1p(Math.exp(f)));
    }
    return value;
  }
}
