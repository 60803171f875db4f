package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.LayerNormAt;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.kernel.Normalization;

/** The workspace of layer norm, whose rows do not depend on each other. */
final class LayerNormLayer implements LayerWork {

  private final LayerNormAt at;
  private final UnitValues values;
  private final float[] normalized;
  private final float[] inverse;

  LayerNormLayer(LayerNormAt at, Kernels kernels, int capacity) {
    this.at = at;
    values = new UnitValues(at.layer().activation(), at.units(), kernels, capacity);
    normalized = new float[values.a().length];
    inverse = new float[capacity];
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

  /** X̂ = (X − μ)/√(σ² + ε) row by row, Z = γ ⊙ X̂ + β, A = f(Z). */
  @Override
  public void evaluate(float[] theta, float[] x, int from, int to, float[] scratch) {
    int n = at.units();
    Normalization.normalizeRows(x, at.layer().epsilon(), normalized, inverse, n, from, to);
    Normalization.scaleAndShift(
        normalized, theta, at.scaleAt(), theta, at.shiftAt(), values.z(), n, from, to);
    values.activate(from, to);
  }

  @Override
  public void multiplyByDerivative(int from, int to) {
    values.multiplyByDerivative(from, to);
  }

  /** ∂ℒ/∂X = (ĝ − mean(ĝ) − X̂ ⊙ mean(ĝX̂))/√(σ² + ε) row by row, ĝ = δ ⊙ γ. */
  @Override
  public void backward(float[] theta, float[] dX, int from, int to, float[] scratch) {
    Normalization.backThroughRows(
        values.delta(), normalized, theta, at.scaleAt(), inverse, dX, at.units(), from, to);
  }

  /** A single part: the work is too little to share. */
  @Override
  public int gradientParts() {
    return 1;
  }

  /** ∂ℒ/∂γ ← ∂ℒ/∂γ + Σδx̂, ∂ℒ/∂β ← ∂ℒ/∂β + Σδ. */
  @Override
  public void addGradient(
      float[] x,
      int fromRow,
      int toRow,
      int from,
      int to,
      boolean anew,
      float[] gradient,
      float[] scratch) {
    int n = at.units();
    float[] delta = values.delta();
    for (int i = fromRow; i < toRow; i++) {
      int row = i * n;
      for (int j = 0; j < n; j++) {
        float d = delta[row + j];
        gradient[at.scaleAt() + j] = Math.fma(d, normalized[row + j], gradient[at.scaleAt() + j]);
        gradient[at.shiftAt() + j] += d;
      }
    }
  }
}
