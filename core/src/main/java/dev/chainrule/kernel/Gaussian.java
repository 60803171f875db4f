package dev.chainrule.kernel;

/** Normal random numbers out of random bits, by fused multiply-adds that are the same anywhere. */
public final class Gaussian {

  private static final float ROOT_OF_TWO = 1.4142135f;

  private static final float[] CENTRE = {
    2.81022636e-08f,
    3.43273939e-07f,
    -3.5233877e-06f,
    -4.39150654e-06f,
    0.00021858087f,
    -0.00125372503f,
    -0.00417768164f,
    0.246640727f,
    1.50140941f
  };

  private static final float[] TAIL = {
    -0.000200214257f,
    0.000100950558f,
    0.00134934322f,
    -0.00367342844f,
    0.00573950773f,
    -0.0076224613f,
    0.00943887047f,
    1.00167406f,
    2.83297682f
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
