package dev.chainrule.engine;

import dev.chainrule.data.Augmentation;
import dev.chainrule.data.Batch;
import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Gaussian;
import dev.chainrule.tensor.RandomStreams;

/**
 * Does to the rows of a batch what an {@link Augmentation} says. What it draws depends on the step
 * and the row's place in the batch alone.
 */
final class Augmenter {

  /** Places in the stream of a step that no layer has. */
  private static final long NOISE = -1;

  private static final long MIXTURE = -2;

  private final Augmentation augmentation;
  private final float[][] others;
  private long noiseKey;
  private float share = 1;
  private int shift;
  private int size;

  /** For rows of that many inputs and targets, on that many threads. */
  Augmenter(Augmentation augmentation, int inputs, int outputs, int threads) {
    this.augmentation = augmentation;
    others = new float[threads][augmentation.mixup() > 0 ? Math.max(inputs, outputs) : 0];
  }

  /**
   * Draws what the whole batch has in common: λ, and how many places further on the partner of each
   * row stands. Rows come shuffled, so any turn of the batch pairs rows at random, and each row is
   * a partner exactly once.
   */
  void begin(long key, int size) {
    this.size = size;
    noiseKey = RandomStreams.derive(key, NOISE);
    if (augmentation.mixup() > 0) {
      long mixture = RandomStreams.derive(key, MIXTURE);
      share = (float) Beta.symmetric(augmentation.mixup(), mixture);
      long bits = RandomStreams.derive(mixture, -1);
      shift = size == 1 ? 0 : 1 + (int) (((bits >>> 32) * (size - 1)) >>> 32);
    }
  }

  /**
   * Rows from … to of the tile, which have been loaded.
   *
   * @param order row numbers; the batch begins at {@code order[first]}
   * @param firstRow which row of the batch the first row of the tile is
   */
  void apply(
      Batch batch,
      Dataset rows,
      int[] order,
      int first,
      int firstRow,
      int from,
      int to,
      int worker) {
    if (augmentation.mixup() > 0) {
      for (int i = from; i < to; i++) {
        int partner = order[first + (int) (((long) firstRow + i + shift) % size)];
        batch.mix(i, rows, partner, share, others[worker]);
      }
    }
    if (augmentation.inputNoise() > 0) {
      addNoise(batch.x(), rows.inputs(), firstRow, from, to);
    }
  }

  private void addNoise(float[] x, int inputs, int firstRow, int from, int to) {
    float deviation = (float) augmentation.inputNoise();
    for (int i = from; i < to; i++) {
      long rowKey = RandomStreams.derive(noiseKey, firstRow + i);
      int at = i * inputs;
      for (int k = 0; k < inputs; k++) {
        int bits = (int) (RandomStreams.derive(rowKey, k) >>> 32);
        x[at + k] = Math.fma(deviation, Gaussian.ofBits(bits), x[at + k]);
      }
    }
  }
}
