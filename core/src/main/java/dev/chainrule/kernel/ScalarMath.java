package dev.chainrule.kernel;

/**
 * The element functions of float arithmetic, written out: fused multiply-adds, divisions and bit
 * moves only, so that a vector lane and a scalar compute the same bits on every processor.
 *
 * <p>{@code Math.exp} and its like differ between platforms and between compiled and interpreted
 * code. These functions do not: each is a range reduction and a polynomial whose coefficients are
 * weighted minimax fits, rounded to float one by one from the lowest order up with the others
 * fitted again. {@code VectorMath} repeats every line with vectors.
 *
 * <p>Largest errors in units in the last place, near 0 and in the tails included, measured against
 * double precision on every 53rd float ({@code ScalarMathTest} asserts them on a coarser sweep):
 *
 * <table>
 * <caption>Largest errors</caption>
 * <tr><td>e<sup>x</sup>, x ≤ 0</td><td>0.85 ulp</td></tr>
 * <tr><td>e<sup>x</sup> − 1, x ≤ 0</td><td>0.89 ulp</td></tr>
 * <tr><td>e<sup>x</sup>, any x</td><td>1.45 ulp</td></tr>
 * <tr><td>e<sup>x</sup> − 1, any x</td><td>2.90 ulp</td></tr>
 * <tr><td>ln(1+y), 0 ≤ y ≤ 1</td><td>1.05 ulp</td></tr>
 * <tr><td>ln x</td><td>0.86 ulp</td></tr>
 * <tr><td>sigmoid</td><td>2.35 ulp</td></tr>
 * <tr><td>tanh</td><td>2.55 ulp</td></tr>
 * <tr><td>softplus</td><td>1.80 ulp</td></tr>
 * <tr><td>silu</td><td>3.00 ulp</td></tr>
 * <tr><td>Φ, in both tails</td><td>3.50 ulp</td></tr>
 * <tr><td>gelu</td><td>4.20 ulp</td></tr>
 * <tr><td>mish</td><td>3.70 ulp</td></tr>
 * </table>
 *
 * <p>The derivatives of silu, gelu and mish cross 0; their errors are below 3.9, 2.6 and 3.8 times
 * 2⁻²⁴.
 *
 * <p>Results that would be subnormal are 0 where a function decays (exp, sigmoid, Φ); NaN gives
 * NaN. At −∞, silu, gelu and mish are 0·∞, which is NaN.
 */
final class ScalarMath {

  /** Below this e^x is less than the smallest normal float. */
  static final float EXP_MIN = -0x1.5d589ep6f;

  /** Beyond this |z| the tail of the normal distribution is below the smallest normal float. */
  static final float NORMAL_TAIL_MAX = 14f;

  static final float LOG2_E = 0x1.715476p0f;
  static final float LN2_HIGH = 0x1.62e430p-1f;
  static final float LN2_LOW = -0x1.05c610p-29f;

  /** Adding 1.5·2²³ rounds to an integer, which then stands in the low bits of the sum. */
  static final float ROUNDER = 0x1.8p23f;

  static final int SIGN_BIT = 0x80000000;
  static final int ONE_BITS = 0x3F800000;

  // (e^r − 1 − r) / r² on |r| ≤ ½ ln 2
  static final float EXP_0 = 0.5f;
  static final float EXP_1 = 0x1.555554p-3f;
  static final float EXP_2 = 0x1.5554e8p-5f;
  static final float EXP_3 = 0x1.111310p-7f;
  static final float EXP_4 = 0x1.6d4cdap-10f;
  static final float EXP_5 = 0x1.9df7f2p-13f;

  // (ln(1+y) − y) / y² on 0 ≤ y ≤ 1
  static final float LOG1P_0 = -0x1.fffff8p-2f;
  static final float LOG1P_1 = 0x1.5553b6p-2f;
  static final float LOG1P_2 = -0x1.ffc59ep-3f;
  static final float LOG1P_3 = 0x1.978b56p-3f;
  static final float LOG1P_4 = -0x1.4a72c4p-3f;
  static final float LOG1P_5 = 0x1.ff295ap-4f;
  static final float LOG1P_6 = -0x1.54f25ep-4f;
  static final float LOG1P_7 = 0x1.590130p-5f;
  static final float LOG1P_8 = -0x1.c0a610p-7f;
  static final float LOG1P_9 = 0x1.1139b4p-9f;

  // (ln(1+f) − f + ½f²) / f³ on √½ − 1 ≤ f ≤ √2 − 1
  private static final float LOG_0 = 0x1.555548p-2f;
  private static final float LOG_1 = -0x1.000006p-2f;
  private static final float LOG_2 = 0x1.99a476p-3f;
  private static final float LOG_3 = -0x1.555c44p-3f;
  private static final float LOG_4 = 0x1.233ba4p-3f;
  private static final float LOG_5 = -0x1.fc28dep-4f;
  private static final float LOG_6 = 0x1.e6bff2p-4f;
  private static final float LOG_7 = -0x1.de00e4p-4f;
  private static final float LOG_8 = 0x1.147204p-4f;
  private static final float SQRT2 = 0x1.6a09e6p0f;

  // Φ(−z)·e^{z²/2}·(z+4¼) as a polynomial in t = (z−4¼)/(z+4¼), for 0 ≤ z ≤ 13.3
  static final float TAIL_CENTRE = 4.25f;
  static final float TAIL_0 = 0x1.84e44ap-1f;
  static final float TAIL_1 = -0x1.401102p-1f;
  static final float TAIL_2 = 0x1.ac43d8p-2f;
  static final float TAIL_3 = -0x1.c39de4p-3f;
  static final float TAIL_4 = 0x1.5d45eep-4f;
  static final float TAIL_5 = -0x1.3d3cbcp-6f;
  static final float TAIL_6 = -0x1.878f9ap-11f;
  static final float TAIL_7 = 0x1.1d6f50p-9f;
  static final float TAIL_8 = -0x1.89e422p-12f;
  static final float TAIL_9 = -0x1.f3add8p-13f;

  /** 1/√(2π). */
  static final float NORMAL_DENSITY_AT_0 = 0x1.988454p-2f;

  static final float SELU_SCALE = 1.0507010f;
  static final float SELU_ALPHA = 1.6732632f;

  private ScalarMath() {}

  // ---- exponentials and logarithms

  /** e^x for x ≤ 0; 0 where that is less than the smallest normal float. */
  static float expOfNonPositive(float x) {
    float rounded = Math.fma(x, LOG2_E, ROUNDER);
    float r = reduced(x, rounded);
    float p = Math.fma(Math.fma(expTail(r), r, 1f), r, 1f);
    float e = p * power(rounded);
    return x < EXP_MIN ? 0f : e;
  }

  /** e^x: 0 below −87.3 and infinite above 87.3, where it leaves the normal floats. */
  static float exp(float x) {
    float e = decay(x);
    return x > 0f ? 1f / e : e;
  }

  /** e^{−|z|}. */
  static float decay(float z) {
    return expOfNonPositive(-Math.abs(z));
  }

  /** e^x − 1 for x ≤ 0, relatively exact near 0. */
  static float expm1OfNonPositive(float x) {
    float y = x < EXP_MIN ? EXP_MIN : x;
    float rounded = Math.fma(y, LOG2_E, ROUNDER);
    float r = reduced(y, rounded);
    float p = Math.fma(expTail(r) * r, r, r);
    float power = power(rounded);
    return Math.fma(power, p, power - 1f);
  }

  /** e^x − 1, relatively exact near 0; infinite above 87.3. */
  static float expm1(float x) {
    if (x > 1f) {
      return exp(x) - 1f;
    }
    float below = expm1OfNonPositive(-Math.abs(x));
    return x > 0f ? -below / (1f + below) : below;
  }

  /** x − n ln 2, where {@code rounded} is n + {@link #ROUNDER}. */
  private static float reduced(float x, float rounded) {
    float n = rounded - ROUNDER;
    return Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
  }

  /** 2ⁿ, where {@code rounded} is n + {@link #ROUNDER}: n stands in its low bits. */
  private static float power(float rounded) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(rounded) << 23) + ONE_BITS);
  }

  /** (e^r − 1 − r) / r² for |r| ≤ ½ ln 2. */
  private static float expTail(float r) {
    float q = Math.fma(EXP_5, r, EXP_4);
    q = Math.fma(q, r, EXP_3);
    q = Math.fma(q, r, EXP_2);
    q = Math.fma(q, r, EXP_1);
    return Math.fma(q, r, EXP_0);
  }

  /** ln(1+y) for 0 ≤ y ≤ 1. */
  static float log1pOfUnit(float y) {
    float q = Math.fma(LOG1P_9, y, LOG1P_8);
    q = Math.fma(q, y, LOG1P_7);
    q = Math.fma(q, y, LOG1P_6);
    q = Math.fma(q, y, LOG1P_5);
    q = Math.fma(q, y, LOG1P_4);
    q = Math.fma(q, y, LOG1P_3);
    q = Math.fma(q, y, LOG1P_2);
    q = Math.fma(q, y, LOG1P_1);
    q = Math.fma(q, y, LOG1P_0);
    return Math.fma(y * y, q, y);
  }

  /** ln x; negative infinity at 0, NaN below. */
  static float log(float x) {
    if (!(x > 0f)) {
      return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    if (x == Float.POSITIVE_INFINITY) {
      return x;
    }
    float normal = x < Float.MIN_NORMAL ? x * 0x1p24f : x;
    int exponent = x < Float.MIN_NORMAL ? -24 : 0;
    int bits = Float.floatToRawIntBits(normal);
    exponent += (bits >> 23) - 127;
    float mantissa = Float.intBitsToFloat((bits & 0x007FFFFF) | ONE_BITS);
    if (mantissa > SQRT2) {
      mantissa *= 0.5f;
      exponent++;
    }
    float f = mantissa - 1f;
    float q = Math.fma(LOG_8, f, LOG_7);
    q = Math.fma(q, f, LOG_6);
    q = Math.fma(q, f, LOG_5);
    q = Math.fma(q, f, LOG_4);
    q = Math.fma(q, f, LOG_3);
    q = Math.fma(q, f, LOG_2);
    q = Math.fma(q, f, LOG_1);
    q = Math.fma(q, f, LOG_0);
    float square = f * f;
    float correction = Math.fma(q, f, -0.5f) * square;
    return Math.fma(exponent, LN2_HIGH, Math.fma(exponent, LN2_LOW, correction) + f);
  }

  // ---- activations

  /** 1/(1+e^{−z}), relatively exact for very negative z. */
  static float sigmoid(float z) {
    float e = decay(z);
    return oneOr(e, z) / (1f + e);
  }

  /**
   * 1 for z ≥ 0 and e otherwise, where 0 ≤ e ≤ 1. Like {@link #relu}, it has no branch: the sign of
   * z is a coin toss, and a wrong guess costs the processor more than the whole function.
   */
  static float oneOr(float e, float z) {
    return Math.max(e, Math.copySign(1f, z));
  }

  /** tanh z, relatively exact near 0, from e^{−2|z|} − 1. */
  static float tanh(float z) {
    float t = expm1OfNonPositive(-2f * Math.abs(z));
    int magnitude = Float.floatToRawIntBits(t / (t + 2f)) & ~SIGN_BIT;
    int sign = Float.floatToRawIntBits(z) & SIGN_BIT;
    return Float.intBitsToFloat(magnitude | sign);
  }

  /** max(0, z), NaN for NaN. */
  static float relu(float z) {
    return Math.max(0f, z);
  }

  /** z for positive z, αz otherwise. */
  static float leakyRelu(float z, float alpha) {
    return z > 0f ? z : alpha * z;
  }

  /** z for positive z, α(e^z − 1) otherwise. */
  static float elu(float z, float alpha) {
    return z > 0f ? z : alpha * expm1OfNonPositive(z > 0f ? 0f : z);
  }

  /** λ·elu(z; α) with the self-normalising constants. */
  static float selu(float z) {
    return SELU_SCALE * elu(z, SELU_ALPHA);
  }

  /** ln(1+e^z) = max(z,0) + ln(1+e^{−|z|}). */
  static float softplus(float z) {
    return relu(z) + log1pOfUnit(decay(z));
  }

  /** z·σ(z). */
  static float silu(float z) {
    return z * sigmoid(z);
  }

  /** z·Φ(z), the exact form of gelu. */
  static float gelu(float z) {
    return z * normalCdf(z, normalExponential(z));
  }

  /** z·tanh(softplus z), where tanh(softplus z) = ((1+e^z)² − 1) / ((1+e^z)² + 1). */
  static float mish(float z) {
    return z * tanhOfSoftplus(z);
  }

  private static float tanhOfSoftplus(float z) {
    float e = decay(z);
    float numerator = z < 0f ? Math.fma(e, e, 2f * e) : Math.fma(2f, e, 1f);
    return numerator / mishDenominator(z, e);
  }

  /** (1+e^z)² + 1, divided by e^{2z} where z is not negative; e = e^{−|z|}. */
  private static float mishDenominator(float z, float e) {
    return z < 0f ? Math.fma(e, e + 2f, 2f) : Math.fma(2f * e, 1f + e, 1f);
  }

  /** Φ(z) = ½(1 + erf(z/√2)), relatively exact in the lower tail. */
  static float normalCdf(float z) {
    return normalCdf(z, normalExponential(z));
  }

  /** Φ(z), given e^{−z²/2}. */
  private static float normalCdf(float z, float exponential) {
    float x = clampedMagnitude(z);
    float sum = x + TAIL_CENTRE;
    float difference = x - TAIL_CENTRE;
    float sumLow = x - (sum - TAIL_CENTRE); // what rounding took from the sum
    float differenceLow = x - (difference + TAIL_CENTRE);
    float inverse = 1f / sum;
    float rough = difference * inverse;
    float remainder = Math.fma(-rough, sum, difference) + Math.fma(-rough, sumLow, differenceLow);
    float t = Math.fma(remainder, inverse, rough);
    float q = Math.fma(TAIL_9, t, TAIL_8);
    q = Math.fma(q, t, TAIL_7);
    q = Math.fma(q, t, TAIL_6);
    q = Math.fma(q, t, TAIL_5);
    q = Math.fma(q, t, TAIL_4);
    q = Math.fma(q, t, TAIL_3);
    q = Math.fma(q, t, TAIL_2);
    q = Math.fma(q, t, TAIL_1);
    q = Math.fma(q, t, TAIL_0);
    float quotient = q * inverse;
    remainder = Math.fma(-quotient, sumLow, Math.fma(-quotient, sum, q));
    float tail = Math.fma(remainder, inverse, quotient) * exponential;
    tail = tail < Float.MIN_NORMAL ? 0f : tail;
    return z < 0f ? tail : 1f - tail;
  }

  /** e^{−z²/2}, with the rounding error of z² made good. */
  private static float normalExponential(float z) {
    float x = clampedMagnitude(z);
    float square = x * x;
    float error = Math.fma(x, x, -square);
    float e = expOfNonPositive(-0.5f * square);
    return Math.fma(e, -0.5f * error, e);
  }

  private static float clampedMagnitude(float z) {
    float x = Math.abs(z);
    return x > NORMAL_TAIL_MAX ? NORMAL_TAIL_MAX : x;
  }

  // ---- derivatives from the output a = f(z)

  /** a(1−a). */
  static float sigmoidDerivative(float a) {
    return a * (1f - a);
  }

  /** 1 − a². */
  static float tanhDerivative(float a) {
    return Math.fma(-a, a, 1f);
  }

  /**
   * 1 for positive a, NaN for NaN, α otherwise; relu is α = 0. Chosen as bits, which the JVM does
   * without a branch.
   */
  static float leakyReluDerivative(float a, float alpha) {
    return Float.intBitsToFloat(a > 0f ? ONE_BITS : Float.floatToRawIntBits(a <= 0f ? alpha : a));
  }

  /** 1 for positive a, a + α otherwise. */
  static float eluDerivative(float a, float alpha) {
    return a > 0f ? 1f : a + alpha;
  }

  /** λ for positive a, a + λα otherwise. */
  static float seluDerivative(float a) {
    return a > 0f ? SELU_SCALE : a + SELU_SCALE * SELU_ALPHA;
  }

  // ---- derivatives from the input z

  /** σ(z)(1 + z(1−σ(z))). */
  static float siluDerivative(float z) {
    float e = decay(z);
    float larger = 1f / (1f + e);
    float smaller = e * larger;
    float sigma = z < 0f ? smaller : larger;
    float complement = z < 0f ? larger : smaller;
    return sigma * Math.fma(z, complement, 1f);
  }

  /** Φ(z) + zφ(z). */
  static float geluDerivative(float z) {
    float exponential = normalExponential(z);
    float density = NORMAL_DENSITY_AT_0 * exponential;
    return Math.fma(z, density, normalCdf(z, exponential));
  }

  /** tanh(s) + z·(1 − tanh² s)·σ(z) with s = softplus z, over one common denominator. */
  static float mishDerivative(float z) {
    float e = decay(z);
    float inverse = 1f / mishDenominator(z, e);
    float numerator = z < 0f ? Math.fma(e, e, 2f * e) : Math.fma(2f, e, 1f);
    float slope = 4f * (z < 0f ? e : e * e) * (1f + e);
    return Math.fma(z * (slope * inverse), inverse, numerator * inverse);
  }
}
