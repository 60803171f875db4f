package dev.chainrule.tensor;

import java.util.function.Consumer;

/**
 * All parameters of a network: one flat array of floats with a layout that names its parts. Weights
 * stand as W ∈ ℝ^{out×in}, row j being the weights into unit j. Immutable.
 */
public final class Parameters {

  private final ParameterLayout layout;
  private final float[] values;

  private Parameters(ParameterLayout layout, float[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "The layout has %d parameters, got %d values.".formatted(layout.size(), values.length));
    }
    this.layout = layout;
    this.values = values;
  }

  /** Parameters with a copy of the given values. */
  public static Parameters of(ParameterLayout layout, float[] values) {
    return new Parameters(layout, values.clone());
  }

  /**
   * Parameters that {@code fill} writes into their array, which it must not keep: no copy is made.
   */
  public static Parameters filled(ParameterLayout layout, Consumer<float[]> fill) {
    float[] values = new float[layout.size()];
    fill.accept(values);
    return new Parameters(layout, values);
  }

  /**
   * Freshly drawn parameters: each tensor from its initializer and from a random stream of its own.
   */
  public static Parameters initialize(ParameterLayout layout, RandomStreams streams) {
    float[] values = new float[layout.size()];
    for (int i = 0; i < layout.slices().size(); i++) {
      ParameterLayout.Slice slice = layout.slices().get(i);
      slice
          .initializer()
          .fill(
              values,
              slice.offset(),
              slice.shape(),
              slice.fanIn(),
              slice.fanOut(),
              streams.generator(RandomStreams.Purpose.INITIALIZATION, i));
    }
    return new Parameters(layout, values);
  }

  /** Where each tensor lies. */
  public ParameterLayout layout() {
    return layout;
  }

  /** How many parameters there are. */
  public int size() {
    return values.length;
  }

  /** A copy of all values, in layout order. */
  public float[] toArray() {
    return values.clone();
  }

  /** A copy of all values in double precision, in layout order. */
  public double[] toDoubleArray() {
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  /** Copies {@code count} values from position {@code from} on into {@code to} at {@code at}. */
  public void copy(int from, int count, float[] to, int at) {
    System.arraycopy(values, from, to, at, count);
  }

  /** One value by its position in the flat array. */
  public float get(int index) {
    return values[index];
  }

  /** A copy of one tensor as a matrix; a vector becomes a single row. */
  public Matrix matrix(String name) {
    ParameterLayout.Slice slice = layout.slice(name);
    float[] copy = new float[slice.size()];
    copy(slice.offset(), copy.length, copy, 0);
    int columns = slice.shape().extents().getLast();
    return Matrix.of(copy.length / columns, columns, copy);
  }

  /**
   * The SHA-256 of the values as little-endian bytes, in layout order: equal for equal bits only.
   */
  public String sha256() {
    return new Sha256().add(values).hex();
  }
}
