package dev.chainrule.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarMath} line by line with vectors: every lane gets the bits that the scalar function
 * of the same name gives.
 *
 * <p>A choice between two values is a blend here and a conditional expression there. Constants are
 * splatted where they are used; the compiler moves them out of the loops.
 */
final class VectorMath {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private VectorMath() {}

  private static FloatVector splat(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector select(VectorMask<Float> mask, FloatVector yes, FloatVector no) {
    return no.blend(yes, mask);
  }

  // ---- exponentials and logarithms

  static FloatVector exp(FloatVector x) {
    FloatVector rounded = x.fma(splat(ScalarMath.LOG2_E), splat(ScalarMath.ROUNDER));
    FloatVector r = reduce(x, rounded);
    FloatVector p = expTail(r).fma(r, splat(1f)).fma(r, splat(1f));
    IntVector bits = p.reinterpretAsInts().add(rounded.reinterpretAsInts().lanewise(LSHL, 23));
    FloatVector e = bits.reinterpretAsFloats();
    e = e.blend(0f, x.compare(LT, ScalarMath.EXP_MIN));
    e = e.blend(Float.POSITIVE_INFINITY, x.compare(GT, ScalarMath.EXP_MAX));
    return e.blend(x, x.compare(NE, x));
  }

  static FloatVector expm1OfNonPositive(FloatVector x) {
    FloatVector y = x.blend(ScalarMath.EXP_MIN, x.compare(LT, ScalarMath.EXP_MIN));
    FloatVector rounded = y.fma(splat(ScalarMath.LOG2_E), splat(ScalarMath.ROUNDER));
    FloatVector r = reduce(y, rounded);
    FloatVector p = expTail(r).mul(r).fma(r, r);
    IntVector bits = rounded.reinterpretAsInts().lanewise(LSHL, 23).add(ScalarMath.ONE_BITS);
    FloatVector power = bits.reinterpretAsFloats();
    return power.fma(p, power.sub(1f));
  }

  private static FloatVector reduce(FloatVector x, FloatVector rounded) {
    FloatVector n = rounded.sub(ScalarMath.ROUNDER);
    return n.fma(splat(-ScalarMath.LN2_LOW), n.fma(splat(-ScalarMath.LN2_HIGH), x));
  }

  private static FloatVector expTail(FloatVector r) {
    FloatVector q = splat(ScalarMath.EXP_5).fma(r, splat(ScalarMath.EXP_4));
    q = q.fma(r, splat(ScalarMath.EXP_3));
    q = q.fma(r, splat(ScalarMath.EXP_2));
    q = q.fma(r, splat(ScalarMath.EXP_1));
    return q.fma(r, splat(ScalarMath.EXP_0));
  }

  static FloatVector log1pOfUnit(FloatVector y) {
    FloatVector q = splat(ScalarMath.LOG1P_9).fma(y, splat(ScalarMath.LOG1P_8));
    q = q.fma(y, splat(ScalarMath.LOG1P_7));
    q = q.fma(y, splat(ScalarMath.LOG1P_6));
    q = q.fma(y, splat(ScalarMath.LOG1P_5));
    q = q.fma(y, splat(ScalarMath.LOG1P_4));
    q = q.fma(y, splat(ScalarMath.LOG1P_3));
    q = q.fma(y, splat(ScalarMath.LOG1P_2));
    q = q.fma(y, splat(ScalarMath.LOG1P_1));
    q = q.fma(y, splat(ScalarMath.LOG1P_0));
    return y.mul(y).fma(q, y);
  }

  // ---- activations

  static FloatVector sigmoid(FloatVector z) {
    return sigmoid(z, exp(z.abs().neg()));
  }

  /** σ(z), given e = e^{−|z|}. */
  static FloatVector sigmoid(FloatVector z, FloatVector e) {
    return select(z.compare(LT, 0f), e, splat(1f)).div(e.add(1f));
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
    return select(z.compare(GT, 0f), z, z.mul(alpha));
  }

  static FloatVector elu(FloatVector z, float alpha) {
    VectorMask<Float> positive = z.compare(GT, 0f);
    return select(positive, z, expm1OfNonPositive(z.blend(0f, positive)).mul(alpha));
  }

  static FloatVector selu(FloatVector z) {
    return elu(z, ScalarMath.SELU_ALPHA).mul(ScalarMath.SELU_SCALE);
  }

  static FloatVector softplus(FloatVector z) {
    return relu(z).add(log1pOfUnit(exp(z.abs().neg())));
  }

  static FloatVector silu(FloatVector z) {
    return z.mul(sigmoid(z));
  }

  static FloatVector gelu(FloatVector z) {
    return z.mul(normalCdf(z, normalExponential(z)));
  }

  static FloatVector mish(FloatVector z) {
    FloatVector e = exp(z.abs().neg());
    VectorMask<Float> negative = z.compare(LT, 0f);
    return z.mul(mishNumerator(negative, e).div(mishDenominator(negative, e)));
  }

  private static FloatVector mishNumerator(VectorMask<Float> negative, FloatVector e) {
    FloatVector twice = e.mul(2f);
    return select(negative, e.fma(e, twice), e.fma(splat(2f), splat(1f)));
  }

  private static FloatVector mishDenominator(VectorMask<Float> negative, FloatVector e) {
    return select(negative, e.fma(e.add(2f), splat(2f)), e.mul(2f).fma(e.add(1f), splat(1f)));
  }

  private static FloatVector normalCdf(FloatVector z, FloatVector exponential) {
    FloatVector x = clampedMagnitude(z);
    FloatVector sum = x.add(ScalarMath.TAIL_CENTRE);
    FloatVector difference = x.sub(ScalarMath.TAIL_CENTRE);
    FloatVector sumLow = x.sub(sum.sub(ScalarMath.TAIL_CENTRE));
    FloatVector differenceLow = x.sub(difference.add(ScalarMath.TAIL_CENTRE));
    FloatVector inverse = splat(1f).div(sum);
    FloatVector rough = difference.mul(inverse);
    FloatVector less = rough.neg();
    FloatVector remainder = less.fma(sum, difference).add(less.fma(sumLow, differenceLow));
    FloatVector t = remainder.fma(inverse, rough);
    FloatVector q = splat(ScalarMath.TAIL_9).fma(t, splat(ScalarMath.TAIL_8));
    q = q.fma(t, splat(ScalarMath.TAIL_7));
    q = q.fma(t, splat(ScalarMath.TAIL_6));
    q = q.fma(t, splat(ScalarMath.TAIL_5));
    q = q.fma(t, splat(ScalarMath.TAIL_4));
    q = q.fma(t, splat(ScalarMath.TAIL_3));
    q = q.fma(t, splat(ScalarMath.TAIL_2));
    q = q.fma(t, splat(ScalarMath.TAIL_1));
    q = q.fma(t, splat(ScalarMath.TAIL_0));
    FloatVector quotient = q.mul(inverse);
    less = quotient.neg();
    remainder = less.fma(sumLow, less.fma(sum, q));
    FloatVector tail = remainder.fma(inverse, quotient).mul(exponential);
    tail = tail.blend(0f, tail.compare(LT, Float.MIN_NORMAL));
    return select(z.compare(LT, 0f), tail, splat(1f).sub(tail));
  }

  private static FloatVector normalExponential(FloatVector z) {
    FloatVector x = clampedMagnitude(z);
    FloatVector square = x.mul(x);
    FloatVector error = x.fma(x, square.neg());
    FloatVector e = exp(square.mul(-0.5f));
    return e.fma(error.mul(-0.5f), e);
  }

  private static FloatVector clampedMagnitude(FloatVector z) {
    FloatVector x = z.abs();
    return x.blend(ScalarMath.NORMAL_TAIL_MAX, x.compare(GT, ScalarMath.NORMAL_TAIL_MAX));
  }

  // ---- derivatives from the output a = f(z)

  static FloatVector sigmoidDerivative(FloatVector a) {
    return a.mul(splat(1f).sub(a));
  }

  static FloatVector tanhDerivative(FloatVector a) {
    return a.neg().fma(a, splat(1f));
  }

  static FloatVector leakyReluDerivative(FloatVector a, float alpha) {
    return a.blend(1f, a.compare(GT, 0f)).blend(alpha, a.compare(LE, 0f));
  }

  static FloatVector eluDerivative(FloatVector a, float alpha) {
    return select(a.compare(GT, 0f), splat(1f), a.add(alpha));
  }

  static FloatVector seluDerivative(FloatVector a) {
    return select(
        a.compare(GT, 0f),
        splat(ScalarMath.SELU_SCALE),
        a.add(ScalarMath.SELU_SCALE * ScalarMath.SELU_ALPHA));
  }

  // ---- derivatives from the input z

  static FloatVector siluDerivative(FloatVector z) {
    FloatVector e = exp(z.abs().neg());
    FloatVector larger = splat(1f).div(e.add(1f));
    FloatVector smaller = e.mul(larger);
    VectorMask<Float> negative = z.compare(LT, 0f);
    FloatVector sigma = select(negative, smaller, larger);
    FloatVector complement = select(negative, larger, smaller);
    return sigma.mul(z.fma(complement, splat(1f)));
  }

  static FloatVector geluDerivative(FloatVector z) {
    FloatVector exponential = normalExponential(z);
    FloatVector density = exponential.mul(ScalarMath.NORMAL_DENSITY_AT_0);
    return z.fma(density, normalCdf(z, exponential));
  }

  static FloatVector mishDerivative(FloatVector z) {
    FloatVector e = exp(z.abs().neg());
    VectorMask<Float> negative = z.compare(LT, 0f);
    FloatVector inverse = splat(1f).div(mishDenominator(negative, e));
    FloatVector slope = select(negative, e, e.mul(e)).mul(4f).mul(e.add(1f));
    return z.mul(slope.mul(inverse)).fma(inverse, mishNumerator(negative, e).mul(inverse));
  }
}
