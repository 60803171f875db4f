package dev.chainrule.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarMath} line by line with vectors: every lane gets the bits that the scalar function
 * of the same name gives.
 *
 * <p>A choice between two values is a blend here and a conditional expression there. Methods are
 * short, and long functions are made of parts that their callers call one by one: the compiler must
 * inline every part into the loop, and it refuses what is large by itself.
 */
final class VectorMath {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  // Constants of the longest function: made in place they would be more than the compiler inlines.
  private static final FloatVector TAIL_0 = broadcast(SPECIES, ScalarMath.TAIL_0);
  private static final FloatVector TAIL_1 = broadcast(SPECIES, ScalarMath.TAIL_1);
  private static final FloatVector TAIL_2 = broadcast(SPECIES, ScalarMath.TAIL_2);
  private static final FloatVector TAIL_3 = broadcast(SPECIES, ScalarMath.TAIL_3);
  private static final FloatVector TAIL_4 = broadcast(SPECIES, ScalarMath.TAIL_4);
  private static final FloatVector TAIL_5 = broadcast(SPECIES, ScalarMath.TAIL_5);
  private static final FloatVector TAIL_6 = broadcast(SPECIES, ScalarMath.TAIL_6);
  private static final FloatVector TAIL_7 = broadcast(SPECIES, ScalarMath.TAIL_7);
  private static final FloatVector TAIL_8 = broadcast(SPECIES, ScalarMath.TAIL_8);
  private static final FloatVector TAIL_9 = broadcast(SPECIES, ScalarMath.TAIL_9);

  private VectorMath() {}

  // ---- exponentials and logarithms

  static FloatVector expOfNonPositive(FloatVector x) {
    FloatVector rounded =
        x.fma(broadcast(SPECIES, ScalarMath.LOG2_E), broadcast(SPECIES, ScalarMath.ROUNDER));
    FloatVector r = reduced(x, rounded);
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector p = expTail(r).fma(r, one).fma(r, one);
    return p.mul(power(rounded)).blend(0f, x.compare(LT, ScalarMath.EXP_MIN));
  }

  static FloatVector decay(FloatVector z) {
    return expOfNonPositive(z.abs().neg());
  }

  static FloatVector expm1OfNonPositive(FloatVector x) {
    FloatVector y = x.blend(ScalarMath.EXP_MIN, x.compare(LT, ScalarMath.EXP_MIN));
    FloatVector rounded =
        y.fma(broadcast(SPECIES, ScalarMath.LOG2_E), broadcast(SPECIES, ScalarMath.ROUNDER));
    FloatVector r = reduced(y, rounded);
    FloatVector p = expTail(r).mul(r).fma(r, r);
    FloatVector power = power(rounded);
    return power.fma(p, power.sub(1f));
  }

  private static FloatVector reduced(FloatVector x, FloatVector rounded) {
    FloatVector n = rounded.sub(ScalarMath.ROUNDER);
    FloatVector high = n.fma(broadcast(SPECIES, -ScalarMath.LN2_HIGH), x);
    return n.fma(broadcast(SPECIES, -ScalarMath.LN2_LOW), high);
  }

  private static FloatVector power(FloatVector rounded) {
    IntVector bits = rounded.reinterpretAsInts().lanewise(LSHL, 23).add(ScalarMath.ONE_BITS);
    return bits.reinterpretAsFloats();
  }

  private static FloatVector expTail(FloatVector r) {
    FloatVector q =
        broadcast(SPECIES, ScalarMath.EXP_5).fma(r, broadcast(SPECIES, ScalarMath.EXP_4));
    q = q.fma(r, broadcast(SPECIES, ScalarMath.EXP_3));
    q = q.fma(r, broadcast(SPECIES, ScalarMath.EXP_2));
    q = q.fma(r, broadcast(SPECIES, ScalarMath.EXP_1));
    return q.fma(r, broadcast(SPECIES, ScalarMath.EXP_0));
  }

  static FloatVector log1pOfUnit(FloatVector y) {
    FloatVector q =
        broadcast(SPECIES, ScalarMath.LOG1P_9).fma(y, broadcast(SPECIES, ScalarMath.LOG1P_8));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_7));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_6));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_5));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_4));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_3));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_2));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_1));
    q = q.fma(y, broadcast(SPECIES, ScalarMath.LOG1P_0));
    return y.mul(y).fma(q, y);
  }

  // ---- activations

  static FloatVector sigmoid(FloatVector z) {
    return sigmoid(z, decay(z));
  }

  /** σ(z), given e = e^{−|z|}. */
  static FloatVector sigmoid(FloatVector z, FloatVector e) {
    return broadcast(SPECIES, 1f).blend(e, z.compare(LT, 0f)).div(e.add(1f));
  }

  static FloatVector tanh(FloatVector z) {
    FloatVector t = expm1OfNonPositive(z.abs().mul(-2f));
    IntVector magnitude = t.div(t.add(2f)).reinterpretAsInts().and(~ScalarMath.SIGN_BIT);
    IntVector sign = z.reinterpretAsInts().and(ScalarMath.SIGN_BIT);
    return magnitude.or(sign).reinterpretAsFloats();
  }

  static FloatVector relu(FloatVector z) {
    return z.blend(0f, z.compare(LE, 0f));
  }

  static FloatVector leakyRelu(FloatVector z, float alpha) {
    return z.mul(alpha).blend(z, z.compare(GT, 0f));
  }

  static FloatVector elu(FloatVector z, float alpha) {
    VectorMask<Float> positive = z.compare(GT, 0f);
    return expm1OfNonPositive(z.blend(0f, positive)).mul(alpha).blend(z, positive);
  }

  static FloatVector selu(FloatVector z) {
    return elu(z, ScalarMath.SELU_ALPHA).mul(ScalarMath.SELU_SCALE);
  }

  static FloatVector softplus(FloatVector z) {
    return relu(z).add(log1pOfUnit(decay(z)));
  }

  static FloatVector silu(FloatVector z) {
    return z.mul(sigmoid(z));
  }

  static FloatVector mish(FloatVector z) {
    FloatVector e = decay(z);
    VectorMask<Float> negative = z.compare(LT, 0f);
    return z.mul(mishNumerator(negative, e).div(mishDenominator(negative, e)));
  }

  private static FloatVector mishNumerator(VectorMask<Float> negative, FloatVector e) {
    FloatVector twice = e.mul(2f);
    return e.fma(broadcast(SPECIES, 2f), broadcast(SPECIES, 1f)).blend(e.fma(e, twice), negative);
  }

  private static FloatVector mishDenominator(VectorMask<Float> negative, FloatVector e) {
    return e.mul(2f)
        .fma(e.add(1f), broadcast(SPECIES, 1f))
        .blend(e.fma(e.add(2f), broadcast(SPECIES, 2f)), negative);
  }

  static FloatVector normalCdf(FloatVector z, FloatVector exponential) {
    FloatVector x = clampedMagnitude(z);
    FloatVector sum = x.add(ScalarMath.TAIL_CENTRE);
    FloatVector difference = x.sub(ScalarMath.TAIL_CENTRE);
    FloatVector sumLow = x.sub(sum.sub(ScalarMath.TAIL_CENTRE));
    FloatVector differenceLow = x.sub(difference.add(ScalarMath.TAIL_CENTRE));
    FloatVector inverse = broadcast(SPECIES, 1f).div(sum);
    FloatVector rough = difference.mul(inverse);
    FloatVector less = rough.neg();
    FloatVector remainder = less.fma(sum, difference).add(less.fma(sumLow, differenceLow));
    FloatVector t = remainder.fma(inverse, rough);
    FloatVector q = TAIL_9.fma(t, TAIL_8);
    q = q.fma(t, TAIL_7);
    q = q.fma(t, TAIL_6);
    q = q.fma(t, TAIL_5);
    q = q.fma(t, TAIL_4);
    q = q.fma(t, TAIL_3);
    q = q.fma(t, TAIL_2);
    q = q.fma(t, TAIL_1);
    q = q.fma(t, TAIL_0);
    FloatVector quotient = q.mul(inverse);
    less = quotient.neg();
    remainder = less.fma(sumLow, less.fma(sum, q));
    FloatVector tail = remainder.fma(inverse, quotient).mul(exponential);
    tail = tail.blend(0f, tail.compare(LT, Float.MIN_NORMAL));
    return broadcast(SPECIES, 1f).sub(tail).blend(tail, z.compare(LT, 0f));
  }

  static FloatVector normalExponential(FloatVector z) {
    FloatVector x = clampedMagnitude(z);
    FloatVector square = x.mul(x);
    FloatVector error = x.fma(x, square.neg());
    FloatVector e = expOfNonPositive(square.mul(-0.5f));
    return e.fma(error.mul(-0.5f), e);
  }

  private static FloatVector clampedMagnitude(FloatVector z) {
    FloatVector x = z.abs();
    return x.blend(ScalarMath.NORMAL_TAIL_MAX, x.compare(GT, ScalarMath.NORMAL_TAIL_MAX));
  }

  // ---- derivatives from the output a = f(z)

  static FloatVector sigmoidDerivative(FloatVector a) {
    return a.mul(broadcast(SPECIES, 1f).sub(a));
  }

  static FloatVector tanhDerivative(FloatVector a) {
    return a.neg().fma(a, broadcast(SPECIES, 1f));
  }

  static FloatVector leakyReluDerivative(FloatVector a, float alpha) {
    return a.blend(1f, a.compare(GT, 0f)).blend(alpha, a.compare(LE, 0f));
  }

  static FloatVector eluDerivative(FloatVector a, float alpha) {
    return a.add(alpha).blend(1f, a.compare(GT, 0f));
  }

  static FloatVector seluDerivative(FloatVector a) {
    return a.add(ScalarMath.SELU_SCALE * ScalarMath.SELU_ALPHA)
        .blend(ScalarMath.SELU_SCALE, a.compare(GT, 0f));
  }

  // ---- derivatives from the input z

  static FloatVector siluDerivative(FloatVector z) {
    FloatVector e = decay(z);
    FloatVector larger = broadcast(SPECIES, 1f).div(e.add(1f));
    FloatVector smaller = e.mul(larger);
    VectorMask<Float> negative = z.compare(LT, 0f);
    FloatVector sigma = larger.blend(smaller, negative);
    FloatVector complement = smaller.blend(larger, negative);
    return sigma.mul(z.fma(complement, broadcast(SPECIES, 1f)));
  }

  static FloatVector mishDerivative(FloatVector z, FloatVector e) {
    VectorMask<Float> negative = z.compare(LT, 0f);
    FloatVector numerator = mishNumerator(negative, e);
    FloatVector inverse = broadcast(SPECIES, 1f).div(mishDenominator(negative, e));
    FloatVector slope = e.mul(e).blend(e, negative).mul(4f).mul(e.add(1f));
    return z.mul(slope.mul(inverse)).fma(inverse, numerator.mul(inverse));
  }
}
