package dev.chainrule.kernel;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.FMA;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Kernels} by the Vector API, with the widest vectors that the processor has.
 *
 * <p>What is not overridden is already fast enough in {@link ScalarKernels}. Loops run over whole
 * vectors and leave the rest, less than one vector, to {@link ScalarMath}: the bits are the same.
 *
 * <p>One shape of {@link FloatVector}, the widest, is stored, added and so on by the methods of
 * these names. They are short-cuts to methods that each shape has of its own, and the JVM remembers
 * for the whole process which shapes went through them. After a second one, loops compiled later
 * may no longer know what their vectors are and make objects of them: with {@code intoArray}
 * products took up to four times as long. Vectors of four floats (the eight lanes of inner
 * products, sums of squares) are therefore only loaded and combined by {@code lanewise}, where each
 * call is remembered apart.
 *
 * <p>Only the classes whose names begin with {@code Vector} know the Vector API; none of them may
 * be initialised when the module {@code jdk.incubator.vector} is absent ({@link KernelChoice} sees
 * to that).
 */
final class VectorKernels extends ScalarKernels {

  private static final UpdateKernels UPDATES = new VectorUpdates();
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Float> FOUR_FLOATS = FloatVector.SPECIES_128;
  private static final VectorSpecies<Double> FOUR_DOUBLES = DoubleVector.SPECIES_256;

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  // ---- products

  @Override
  public void multiply(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    VectorProducts.multiply(
        a, aAt, lda, 1, b, bAt, ldb, start, startAt, startStep, c, cAt, ldc, m, n, k, scratch);
  }

  @Override
  public void multiplyTransposedA(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    VectorProducts.multiply(
        a, aAt, 1, lda, b, bAt, ldb, start, startAt, startStep, c, cAt, ldc, m, n, k, scratch);
  }

  @Override
  public void multiplyTransposedB(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    VectorProducts.multiplyTransposedB(
        a, aAt, lda, b, bAt, ldb, start, startAt, startStep, c, cAt, ldc, m, n, k, scratch);
  }

  @Override
  public void innerProducts(
      float start,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      float[] c,
      int cAt,
      int m,
      int k) {
    int whole = k & -8;
    if (whole == 0) {
      super.innerProducts(start, a, aAt, lda, b, bAt, c, cAt, m, k);
      return;
    }
    for (int i = 0; i < m; i++) {
      int ai = aAt + i * lda;
      FloatVector low = FloatVector.zero(FOUR_FLOATS); // lanes 0 … 3 of the eight
      FloatVector high = FloatVector.zero(FOUR_FLOATS);
      for (int p = 0; p < whole; p += 8) {
        FloatVector a0 = FloatVector.fromArray(FOUR_FLOATS, a, ai + p);
        FloatVector a1 = FloatVector.fromArray(FOUR_FLOATS, a, ai + p + 4);
        FloatVector b0 = FloatVector.fromArray(FOUR_FLOATS, b, bAt + p);
        FloatVector b1 = FloatVector.fromArray(FOUR_FLOATS, b, bAt + p + 4);
        low = a0.lanewise(FMA, b0, low); // not fma: see the class
        high = a1.lanewise(FMA, b1, high);
      }
      FloatVector lanes = low.lanewise(ADD, high);
      float sum = start + ((lanes.lane(0) + lanes.lane(2)) + (lanes.lane(1) + lanes.lane(3)));
      for (int p = whole; p < k; p++) {
        sum = Math.fma(a[ai + p], b[bAt + p], sum);
      }
      c[cAt + i] = sum;
    }
  }

  @Override
  public int productScratch(int m, int n, int k) {
    return VectorProducts.scratch(m, n, k);
  }

  // ---- rows and columns

  @Override
  public void addColumnSums(float[] c, int cAt, int ldc, int m, int n, float[] sums, int sumsAt) {
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, sumsAt + j);
      for (int i = 0; i < m; i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, c, cAt + i * ldc + j));
      }
      sum.intoArray(sums, sumsAt + j);
    }
    for (; j < n; j++) {
      float sum = sums[sumsAt + j];
      for (int i = 0; i < m; i++) {
        sum += c[cAt + i * ldc + j];
      }
      sums[sumsAt + j] = sum;
    }
  }

  // ---- element-wise

  @Override
  public void activate(
      ElementFunction f, float alpha, float[] z, int zAt, float[] a, int aAt, int n) {
    VectorActivations.activate(f, alpha, z, zAt, a, aAt, n);
  }

  @Override
  public void multiplyByDerivative(
      ElementFunction f,
      float alpha,
      float[] z,
      int zAt,
      float[] a,
      int aAt,
      float[] delta,
      int deltaAt,
      int n) {
    VectorActivations.multiplyByDerivative(f, alpha, z, zAt, a, aAt, delta, deltaAt, n);
  }

  @Override
  public void softmax(float[] scores, int at, int m, int n) {
    for (int i = 0; i < m; i++) {
      subtractMaximum(scores, at + i * n, scores, at + i * n, n);
    }
    decays(scores, at, m * n);
    for (int i = 0; i < m; i++) {
      int row = at + i * n;
      divide(scores, row, n, sum(scores, row, n));
    }
  }

  /** to[j] ← from[j] − max from. */
  private static void subtractMaximum(float[] from, int fromAt, float[] to, int toAt, int n) {
    float max = maximum(from, fromAt, n);
    for (int j = 0; j < n; j++) {
      to[toAt + j] = from[fromAt + j] - max;
    }
  }

  /** x[i] ← e^x[i]. */
  private static void decays(float[] x, int at, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMath.expOfNonPositive(FloatVector.fromArray(SPECIES, x, at + i)).intoArray(x, at + i);
    }
    for (; i < n; i++) {
      x[at + i] = ScalarMath.expOfNonPositive(x[at + i]);
    }
  }

  /** The sum from left to right. */
  private static float sum(float[] x, int at, int n) {
    float sum = 0f;
    for (int j = 0; j < n; j++) {
      sum += x[at + j];
    }
    return sum;
  }

  private static void divide(float[] x, int at, int n, float divisor) {
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      FloatVector.fromArray(SPECIES, x, at + j).div(divisor).intoArray(x, at + j);
    }
    for (; j < n; j++) {
      x[at + j] /= divisor;
    }
  }

  // ---- losses

  @Override
  public void sigmoidCrossEntropy(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float smoothing,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    int i = n == 1 ? m - m % LANES : 0; // the rows are the lanes
    decaysOfMagnitudes(scores, scoresAt, rowLoss, rowLossAt, i);
    sigmoidLoss(
        scores,
        scoresAt,
        targets,
        targetsAt,
        weights,
        weightsAt,
        scale,
        smoothing,
        gradient,
        gradientAt,
        rowLoss,
        rowLossAt,
        i);
    super.sigmoidCrossEntropy(
        scores,
        scoresAt + i * n,
        targets,
        targetsAt + i * n,
        weights,
        weightsAt + i,
        scale,
        smoothing,
        gradient,
        gradientAt + i * n,
        rowLoss,
        rowLossAt + i,
        m - i,
        n);
  }

  /** e[i] ← e^{−|z[i]|}. */
  private static void decaysOfMagnitudes(float[] z, int zAt, float[] e, int eAt, int n) {
    for (int i = 0; i < n; i += LANES) {
      VectorMath.decay(FloatVector.fromArray(SPECIES, z, zAt + i)).intoArray(e, eAt + i);
    }
  }

  /**
   * Losses and gradients, where e^{−|z|} stand in place of the losses. In one method with what
   * leads here, the JVM would not inline all of it, and vectors would become objects.
   */
  private static void sigmoidLoss(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float smoothing,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m) {
    FloatVector keep = FloatVector.broadcast(SPECIES, 1f - smoothing);
    FloatVector shift = FloatVector.broadcast(SPECIES, smoothing / 2f);
    for (int i = 0; i < m; i += LANES) {
      FloatVector z = FloatVector.fromArray(SPECIES, scores, scoresAt + i);
      FloatVector e = FloatVector.fromArray(SPECIES, rowLoss, rowLossAt + i);
      FloatVector logarithm = VectorMath.log1pOfUnit(e);
      FloatVector y = FloatVector.fromArray(SPECIES, targets, targetsAt + i).fma(keep, shift);
      FloatVector loss = z.neg().fma(y, VectorMath.relu(z)).add(logarithm);
      loss.add(0f).intoArray(rowLoss, rowLossAt + i);
      FloatVector factor = FloatVector.fromArray(SPECIES, weights, weightsAt + i).mul(scale);
      VectorMath.sigmoid(z, e).sub(y).mul(factor).intoArray(gradient, gradientAt + i);
    }
  }

  @Override
  public void softmaxCrossEntropy(
      float[] scores,
      int scoresAt,
      float[] targets,
      int targetsAt,
      float[] weights,
      int weightsAt,
      float scale,
      float smoothing,
      float[] gradient,
      int gradientAt,
      float[] rowLoss,
      int rowLossAt,
      int m,
      int n) {
    float keep = 1f - smoothing;
    float shift = smoothing / n;
    for (int i = 0; i < m; i++) {
      int row = gradientAt + i * n;
      subtractMaximum(scores, scoresAt + i * n, gradient, row, n);
      // what belongs to the loss but must be summed before the exponentials take its place
      rowLoss[rowLossAt + i] =
          labelledSum(gradient, row, targets, targetsAt + i * n, n, keep, shift);
    }
    decays(gradient, gradientAt, m * n);
    for (int i = 0; i < m; i++) {
      int row = gradientAt + i * n;
      float exponentials = sum(gradient, row, n);
      float labels = labelSum(targets, targetsAt + i * n, n, keep, shift);
      float labelled = rowLoss[rowLossAt + i];
      rowLoss[rowLossAt + i] = Math.fma(labels, ScalarMath.log(exponentials), -labelled);
      softmaxGradient(
          gradient,
          row,
          targets,
          targetsAt + i * n,
          n,
          exponentials,
          labels,
          keep,
          shift,
          weights[weightsAt + i] * scale);
    }
  }

  /** Σ y·z, where y are the smoothed targets. */
  private static float labelledSum(
      float[] z, int zAt, float[] targets, int targetsAt, int n, float keep, float shift) {
    float sum = 0f;
    for (int j = 0; j < n; j++) {
      float finite = z[zAt + j] < -Float.MAX_VALUE ? -Float.MAX_VALUE : z[zAt + j];
      sum = Math.fma(Math.fma(keep, targets[targetsAt + j], shift), finite, sum);
    }
    return sum;
  }

  /** Σ y, where y are the smoothed targets. */
  private static float labelSum(float[] targets, int targetsAt, int n, float keep, float shift) {
    float sum = 0f;
    for (int j = 0; j < n; j++) {
      sum += Math.fma(keep, targets[targetsAt + j], shift);
    }
    return sum;
  }

  /** gradient[j] ← (gradient[j] / exponentials · labels − y[j]) · factor. */
  private static void softmaxGradient(
      float[] gradient,
      int gradientAt,
      float[] targets,
      int targetsAt,
      int n,
      float exponentials,
      float labels,
      float keep,
      float shift,
      float factor) {
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      FloatVector t = FloatVector.fromArray(SPECIES, targets, targetsAt + j);
      FloatVector y =
          t.fma(FloatVector.broadcast(SPECIES, keep), FloatVector.broadcast(SPECIES, shift));
      FloatVector p = FloatVector.fromArray(SPECIES, gradient, gradientAt + j).div(exponentials);
      p.fma(FloatVector.broadcast(SPECIES, labels), y.neg())
          .mul(factor)
          .intoArray(gradient, gradientAt + j);
    }
    for (; j < n; j++) {
      float y = Math.fma(keep, targets[targetsAt + j], shift);
      gradient[gradientAt + j] =
          Math.fma(gradient[gradientAt + j] / exponentials, labels, -y) * factor;
    }
  }

  // ---- flat vectors

  /** Four vectors of four doubles are the sixteen lanes, on processors that have them. */
  @Override
  double sumOfSquaresInLanes(float[] x, int at, int n) {
    if (LANES < 8) {
      return super.sumOfSquaresInLanes(x, at, n);
    }
    DoubleVector s0 = DoubleVector.zero(FOUR_DOUBLES);
    DoubleVector s1 = DoubleVector.zero(FOUR_DOUBLES);
    DoubleVector s2 = DoubleVector.zero(FOUR_DOUBLES);
    DoubleVector s3 = DoubleVector.zero(FOUR_DOUBLES);
    // Written out: a helper that the JVM has compiled by itself is too big to be inlined here, and
    // its vectors would become objects.
    for (int i = at; i < at + n; i += 16) {
      FloatVector x0 = FloatVector.fromArray(FOUR_FLOATS, x, i);
      FloatVector x1 = FloatVector.fromArray(FOUR_FLOATS, x, i + 4);
      FloatVector x2 = FloatVector.fromArray(FOUR_FLOATS, x, i + 8);
      FloatVector x3 = FloatVector.fromArray(FOUR_FLOATS, x, i + 12);
      DoubleVector d0 = (DoubleVector) x0.convertShape(F2D, FOUR_DOUBLES, 0);
      DoubleVector d1 = (DoubleVector) x1.convertShape(F2D, FOUR_DOUBLES, 0);
      DoubleVector d2 = (DoubleVector) x2.convertShape(F2D, FOUR_DOUBLES, 0);
      DoubleVector d3 = (DoubleVector) x3.convertShape(F2D, FOUR_DOUBLES, 0);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      s2 = d2.fma(d2, s2);
      s3 = d3.fma(d3, s3);
    }
    DoubleVector sums = s0.add(s2).add(s1.add(s3));
    return (sums.lane(0) + sums.lane(2)) + (sums.lane(1) + sums.lane(3));
  }

  @Override
  public void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int n) {
    FloatVector factors = FloatVector.broadcast(SPECIES, factor);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, y, yAt + i);
      factors.fma(FloatVector.fromArray(SPECIES, x, xAt + i), sum).intoArray(y, yAt + i);
    }
    for (; i < n; i++) {
      y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
    }
  }

  // ---- optimizers

  @Override
  public UpdateKernels updates() {
    return UPDATES;
  }
}
