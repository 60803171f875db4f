package dev.chainrule.engine;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Mode;

/** The gradient of the mean loss over some rows: what a step of a training descends along. */
public sealed interface BatchGradient permits Pass, RowByRow {

  /**
   * The gradient of the mean loss over some rows. Rows that all weigh 0 have a loss and a gradient
   * of 0.
   *
   * @param theta the parameters in working order
   * @param data the rows
   * @param order row numbers; the batch is {@code order[first]} to before {@code order[first +
   *     size]}
   * @param key what the random numbers of the step derive from, {@link Mode.Training#key}
   * @param gradient where the gradient is put, in working order
   * @return ℒ, the weighted mean loss of the rows, without penalties
   */
  double gradient(
      float[] theta, Dataset data, int[] order, int first, int size, long key, float[] gradient);

  /** What the rows of the last {@link #gradient} weigh together. */
  double weight();

  /** What some rows weigh together. */
  static double weight(Dataset data, int[] order, int first, int size) {
    double total = 0;
    for (int i = 0; i < size; i++) {
      total += data.weight(order[first + i]);
    }
    return total;
  }
}
