package dev.chainrule.kernel;

/** Normal random numbers out of random bits, by fused multiply-adds that are the same anywhere. */
public final class Gaussian {

  private static final float ROOT_OF_TWO = 1.4142135f;

  private static final float[] CENTRE = {
    2.8102264e-8f,
    3.4327394e-7f,
    -3.5233877e-6f,
    -4.3915065e-6f,
    2.1858087e-4f,
    -0.001253725f,
    -0.0041776816f,
    0.24664073f,
    1.5014094f
  };

  private static final float[] TAIL = {
    -2.0021426e-4f,
    1.0095056e-4f,
    0.0013493432f,
    -0.0036734284f,
    0.0057395077f,
    -0.0076224613f,
    0.0094388705f,
    1.001674f,
    2.8329768f
  };

  private Gaussian() {}

  /**
   * The standard normal number at the place p = (b + ½)/2²⁴, b being the upper 24 of 32 random
   * bits: Φ⁻¹(p) = √2·erf⁻¹(2p − 1), with the inverse of Giles (2010), good to 7 digits and to ±5.4
   * deviations.
   */
  public static float ofBits(int bits) {
    float x = (2 * (bits >>> 8) + 1 - (1 << 24)) * 0x1p-24f;
    float w = -ScalarMath.log((1 - x) * (1 + x));
    return w < 5
        ? ROOT_OF_TWO * x * polynomial(CENTRE, w - 2.5f)
        : ROOT_OF_TWO * x * polynomial(TAIL, (float) Math.sqrt(w) - 3);
  }

  private static float polynomial(float[] coefficients, float w) {
    float p = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      p = Math.fma(p, w, coefficients[i]);
    }
    return p;
  }
}
