package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.BatchNormAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Normalization;

/**
 * The workspace of batch norm. In a training its rows depend on each other twice, so a pass stops
 * for {@link #takeStatistics} before it goes forward, and for {@link #sumGradients} before it goes
 * back.
 */
final class BatchNormLayer implements LayerWork {

  private final BatchNormAt at;
  private final UnitValues values;
  private final float[] normalized;

  // Of each unit: what x is normalised by …
  private final double[] batchMean;
  private final double[] batchVariance;
  private final float[] mean;
  private final float[] inverse;

  // … what comes back …
  private final double[] deltaSum;
  private final double[] productSum;
  private final float[] deltaMean;
  private final float[] productMean;
  private final float[] factor;

  // … and γ and β with the running statistics in them.
  private final float[] runningScale;
  private final float[] runningShift;

  BatchNormLayer(BatchNormAt at, Kernels kernels, int capacity) {
    this.at = at;
    int units = at.units();
    values = new UnitValues(at.layer().activation(), units, kernels, capacity);
    normalized = new float[values.a().length];
    batchMean = new double[units];
    batchVariance = new double[units];
    mean = new float[units];
    inverse = new float[units];
    deltaSum = new double[units];
    productSum = new double[units];
    deltaMean = new float[units];
    productMean = new float[units];
    factor = new float[units];
    runningScale = new float[units];
    runningShift = new float[units];
  }

  @Override
  public int units() {
    return at.units();
  }

  @Override
  public float[] a() {
    return values.a();
  }

  @Override
  public float[] delta() {
    return values.delta();
  }

  // ---- evaluation

  /** γ′ = γ/√(r_σ² + ε), β′ = β − γ′·r_μ. */
  static void runningScaleAndShift(BatchNormAt at, float[] theta, float[] scale, float[] shift) {
    for (int j = 0; j < at.units(); j++) {
      double factor =
          theta[at.scaleAt() + j] / Math.sqrt(theta[at.varianceAt() + j] + at.layer().epsilon());
      scale[j] = (float) factor;
      shift[j] = (float) (theta[at.shiftAt() + j] - factor * theta[at.meanAt() + j]);
    }
  }

  @Override
  public void prepare(float[] theta) {
    runningScaleAndShift(at, theta, runningScale, runningShift);
  }

  /** Z = γ′ ⊙ X + β′, A = f(Z). */
  @Override
  public void evaluate(float[] theta, float[] x, int from, int to, float[] scratch) {
    Normalization.scaleAndShift(
        x, runningScale, 0, runningShift, 0, values.z(), at.units(), from, to);
    values.activate(from, to);
  }

  // ---- training

  /** Units from … to: the mean and the variance of all rows. */
  void takeStatistics(float[] x, int rows, int from, int to) {
    Normalization.columnMoments(x, rows, at.units(), from, to, batchMean, batchVariance);
    for (int j = from; j < to; j++) {
      mean[j] = (float) batchMean[j];
      inverse[j] = (float) (1 / Math.sqrt(batchVariance[j] + at.layer().epsilon()));
    }
  }

  /** X̂ = (X − μ)/√(σ² + ε), Z = γ ⊙ X̂ + β, A = f(Z), with the statistics that were taken. */
  @Override
  public void train(
      float[] theta, float[] x, int from, int to, long key, int firstRow, float[] scratch) {
    int n = at.units();
    Normalization.normalizeColumns(x, mean, inverse, normalized, n, from, to);
    Normalization.scaleAndShift(
        normalized, theta, at.scaleAt(), theta, at.shiftAt(), values.z(), n, from, to);
    values.activate(from, to);
  }

  @Override
  public void multiplyByDerivative(int from, int to) {
    values.multiplyByDerivative(from, to);
  }

  /**
   * Units from … to, over all rows: ∂ℒ/∂γ ← ∂ℒ/∂γ + Σδx̂, ∂ℒ/∂β ← ∂ℒ/∂β + Σδ, which the way back
   * needs too.
   */
  void sumGradients(float[] theta, int rows, int from, int to, float[] gradient) {
    Normalization.columnSums(
        values.delta(), normalized, rows, at.units(), from, to, deltaSum, productSum);
    for (int j = from; j < to; j++) {
      gradient[at.scaleAt() + j] += (float) productSum[j];
      gradient[at.shiftAt() + j] += (float) deltaSum[j];
      deltaMean[j] = (float) (deltaSum[j] / rows);
      productMean[j] = (float) (productSum[j] / rows);
      factor[j] = theta[at.scaleAt() + j] * inverse[j];
    }
  }

  /** ∂ℒ/∂X = γ/√(σ² + ε) ⊙ (δ − mean(δ) − X̂ ⊙ mean(δX̂)), with the sums that were taken. */
  @Override
  public void backward(float[] theta, float[] dX, int from, int to, float[] scratch) {
    Normalization.backThroughColumns(
        values.delta(), normalized, factor, deltaMean, productMean, dX, at.units(), from, to);
  }

  /**
   * r ← (1−m)·r + m·batch, with the statistics that were taken of so many rows and the unbiased
   * variance.
   */
  void moveStatistics(float[] theta, int rows) {
    double momentum = at.layer().momentum();
    double unbiased = (double) rows / (rows - 1);
    for (int j = 0; j < at.units(); j++) {
      int meanAt = at.meanAt() + j;
      int varianceAt = at.varianceAt() + j;
      theta[meanAt] = (float) ((1 - momentum) * theta[meanAt] + momentum * batchMean[j]);
      theta[varianceAt] =
          (float) ((1 - momentum) * theta[varianceAt] + momentum * unbiased * batchVariance[j]);
    }
  }
}
