package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.DropoutAt;
import dev.chainrule.layer.Dropout;
import dev.chainrule.tensor.RandomStreams;

/**
 * The workspace of dropout: A = X ⊙ M. The mask M follows {@link Dropout#keeps} number by number,
 * so it depends on neither tiles nor threads.
 */
final class DropoutLayer implements LayerWork {

  private final DropoutAt at;
  private final long threshold;
  private final float factor;
  private final float[] a;
  private final float[] mask;
  private final float[] delta;

  DropoutLayer(DropoutAt at, int capacity) {
    this.at = at;
    threshold = at.layer().threshold();
    factor = (float) at.layer().factor();
    a = new float[Math.multiplyExact(capacity, at.units())];
    mask = new float[a.length];
    delta = new float[mask.length];
  }

  @Override
  public int units() {
    return at.units();
  }

  @Override
  public float[] a() {
    return a;
  }

  @Override
  public float[] delta() {
    return delta;
  }

  /** A = X. */
  @Override
  public void evaluate(float[] theta, float[] x, int from, int to, float[] scratch) {
    int begin = from * at.units();
    System.arraycopy(x, begin, a, begin, to * at.units() - begin);
  }

  /** A = X ⊙ M. */
  @Override
  public void train(
      float[] theta, float[] x, int from, int to, long key, int firstRow, float[] scratch) {
    int n = at.units();
    long layerKey = RandomStreams.derive(key, at.number());
    for (int i = from; i < to; i++) {
      drawMask(RandomStreams.derive(layerKey, firstRow + i), i * n);
    }
    for (int k = from * n; k < to * n; k++) {
      a[k] = x[k] * mask[k];
    }
  }

  /** The mask of one row: two units share a random number. */
  private void drawMask(long rowKey, int begin) {
    int n = at.units();
    for (int j = 0; j < n; j += 2) {
      long bits = RandomStreams.derive(rowKey, j >> 1);
      mask[begin + j] = (bits & 0xffffffffL) >= threshold ? factor : 0;
      if (j + 1 < n) {
        mask[begin + j + 1] = bits >>> 32 >= threshold ? factor : 0;
      }
    }
  }

  /** ∂ℒ/∂X = ∂ℒ/∂A ⊙ M. */
  @Override
  public void backward(float[] theta, float[] dX, int from, int to, float[] scratch) {
    int n = at.units();
    for (int k = from * n; k < to * n; k++) {
      dX[k] = delta[k] * mask[k];
    }
  }
}
