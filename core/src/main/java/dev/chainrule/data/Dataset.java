package dev.chainrule.data;

/**
 * Rows ready for a network: inputs, targets and weights as floats. Storage is the implementation's
 * own affair; a training copies the rows of each batch. Implementations do not change and are safe
 * for many threads.
 */
public interface Dataset {

  /** How many rows there are. */
  int rows();

  /** How many inputs n₀ a row has. */
  int inputs();

  /**
   * How many targets n_L a row has: one a class for classification, 0 where the targets are not
   * known.
   */
  int outputs();

  /** Copies the inputs of a row into {@code to} from {@code at} on. */
  void copyInputs(int row, float[] to, int at);

  /** Copies the targets of a row into {@code to} from {@code at} on: one-hot for classes. */
  void copyTargets(int row, float[] to, int at);

  /** The weight of a row in the mean loss. */
  default float weight(int row) {
    return 1;
  }

  /**
   * How many neighbouring rows are best read together; 1 where any row is as near as another, as in
   * memory. {@link Batches} shuffles by it.
   */
  default int blockRows() {
    return 1;
  }

  /** Rows with numbers as targets. The arrays are copied. */
  static Dataset of(float[][] inputs, float[][] targets) {
    return ArrayDataset.of(inputs, targets);
  }

  /**
   * Rows with a class index 0 … {@code classes} − 1 as target, given as one-hot targets. The arrays
   * are copied.
   */
  static Dataset ofClasses(float[][] inputs, int[] labels, int classes) {
    return ArrayDataset.of(inputs, labels, classes);
  }

  /** Rows whose targets are not known. The array is copied. */
  static Dataset ofInputs(float[][] inputs) {
    return ArrayDataset.of(inputs, new float[inputs.length][0]);
  }

  /** A view of the given rows, in that order. */
  default Dataset select(int... rows) {
    return new SelectedRows(this, rows.clone());
  }

  /**
   * A view of these rows with other weights, one a row; none if all count alike.
   *
   * @throws IllegalArgumentException if a weight is negative or not finite, or all are 0
   */
  default Dataset withWeights(double... weights) {
    return weights.length == 0 ? this : new WeightedRows(this, weights);
  }
}
