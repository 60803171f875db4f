package dev.chainrule.engine;

/**
 * 1 − βᵗ, by which an exponential mean that began at 0 falls short after t steps. Kingma and Ba
 * 2015.
 *
 * @param beta β, from 0 to below 1
 * @param lostAfter after so many steps βᵗ is below e⁻⁴⁰ and lost in rounding: powers, which take a
 *     quarter of a step of a tiny network, need no longer be raised
 */
record BiasCorrection(double beta, double lostAfter) {

  static BiasCorrection of(double beta) {
    return new BiasCorrection(beta, -40 / StrictMath.log(beta));
  }

  /** The correction at step t, counted from 1. */
  double at(long t) {
    return t > lostAfter ? 1 : 1 - StrictMath.pow(beta, (double) t);
  }
}
