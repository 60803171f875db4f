package dev.chainrule.engine;

import dev.chainrule.engine.WorkingLayout.BatchNormAt;
import dev.chainrule.engine.WorkingLayout.DenseAt;
import dev.chainrule.engine.WorkingLayout.DropoutAt;
import dev.chainrule.engine.WorkingLayout.LayerAt;
import dev.chainrule.engine.WorkingLayout.LayerNormAt;
import dev.chainrule.kernel.Kernels;

/**
 * The workspace of a layer in a training, for a tile of rows, and what the layer does with some of
 * them.
 */
sealed interface LayerWork permits DenseLayer, BatchNormLayer, LayerNormLayer, DropoutLayer {

  /** Room for {@code capacity} rows. */
  static LayerWork of(LayerAt at, Kernels kernels, int capacity) {
    return switch (at) {
      case DenseAt dense -> new DenseLayer(dense, kernels, capacity);
      case BatchNormAt norm -> new BatchNormLayer(norm, kernels, capacity);
      case LayerNormAt norm -> new LayerNormLayer(norm, kernels, capacity);
      case DropoutAt dropout -> new DropoutLayer(dropout, capacity);
    };
  }

  /** n_l. */
  int units();

  /** A, row after row. */
  float[] a();

  /** ∂ℒ/∂A, which the layer above puts there, and then δ. */
  float[] delta();

  /** What an evaluation with these parameters needs to have worked out before its rows. */
  default void prepare(float[] theta) {}

  /** How many floats of working memory a thread needs for at most so many rows. */
  default int scratch(int rows) {
    return 0;
  }

  /**
   * Rows from … to: A from the layer's input, as a finished network does it.
   *
   * @param scratch working memory of the thread, at least {@link #scratch} floats, here and below
   */
  void evaluate(float[] theta, float[] x, int from, int to, float[] scratch);

  /**
   * Rows from … to: A from the layer's input, as a step of a training does it.
   *
   * @param key what the random numbers of the step derive from
   * @param firstRow which row of the batch the first row of the tile is
   */
  default void train(
      float[] theta, float[] x, int from, int to, long key, int firstRow, float[] scratch) {
    evaluate(theta, x, from, to, scratch);
  }

  /** Rows from … to: ∂ℒ/∂A, which stands in δ, becomes δ. */
  default void multiplyByDerivative(int from, int to) {}

  /** Rows from … to: δ becomes ∂ℒ/∂X, which is the layer below's ∂ℒ/∂A. */
  void backward(float[] theta, float[] dX, int from, int to, float[] scratch);

  /** Into how many parts {@link #addGradient} can be cut. */
  default int gradientParts() {
    return 0;
  }

  /**
   * Adds the gradients of the parts from … to before {@code to}, each the sum over the rows from …
   * to in row order.
   *
   * @param anew whether the sums of weights begin with 0, not with what is there
   */
  default void addGradient(
      float[] x,
      int fromRow,
      int toRow,
      int from,
      int to,
      boolean anew,
      float[] gradient,
      float[] scratch) {}
}
