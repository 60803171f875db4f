package dev.chainrule.data;

/**
 * Room for the rows of one batch, side by side: x (m×n₀), y (m×n_L) and a weight a row. Filled
 * again and again.
 */
public final class Batch {

  private final int inputs;
  private final int outputs;
  private final float[] x;
  private final float[] y;
  private final float[] weights;

  /** Room for {@code capacity} rows. */
  public Batch(int capacity, int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    x = new float[Math.multiplyExact(capacity, inputs)];
    y = new float[Math.multiplyExact(capacity, outputs)];
    weights = new float[capacity];
  }

  /** How many rows there is room for. */
  public int capacity() {
    return weights.length;
  }

  /** How many targets a row has. */
  public int outputs() {
    return outputs;
  }

  /** The inputs, row after row. */
  public float[] x() {
    return x;
  }

  /** The targets, row after row. */
  public float[] y() {
    return y;
  }

  /** The weight of each row. */
  public float[] weights() {
    return weights;
  }

  /**
   * Row i of this batch ← row {@code order[first + i]} of the data set, for i from {@code from} to
   * before {@code to}.
   */
  public void load(Dataset rows, int[] order, int first, int from, int to) {
    // One loop each: the processor then waits for the inputs of several rows at a time.
    for (int i = from; i < to; i++) {
      rows.copyInputs(order[first + i], x, i * inputs);
    }
    for (int i = from; i < to; i++) {
      rows.copyTargets(order[first + i], y, i * outputs);
    }
    for (int i = from; i < to; i++) {
      weights[i] = rows.weight(order[first + i]);
    }
  }

  /**
   * Row i of this batch ← share·row i + (1 − share)·row {@code partner} of the data set: inputs,
   * targets and weight.
   *
   * @param other room for the inputs of a row, and for its targets
   */
  public void mix(int i, Dataset rows, int partner, float share, float[] other) {
    rows.copyInputs(partner, other, 0);
    mix(x, i * inputs, inputs, share, other);
    rows.copyTargets(partner, other, 0);
    mix(y, i * outputs, outputs, share, other);
    weights[i] = Math.fma(share, weights[i], (1 - share) * rows.weight(partner));
  }

  private static void mix(float[] values, int at, int n, float share, float[] other) {
    for (int k = 0; k < n; k++) {
      values[at + k] = Math.fma(share, values[at + k], (1 - share) * other[k]);
    }
  }
}
