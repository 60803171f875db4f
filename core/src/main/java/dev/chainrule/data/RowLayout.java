package dev.chainrule.data;

import java.util.Arrays;
import java.util.List;

/**
 * How an encoded row is kept, in memory and in files: numbers as such; of one-hot inputs, which are
 * zeros but for one, only the place of the 1; of one-hot targets the index.
 */
final class RowLayout {

  /**
   * The widths of neighbouring numbers, taken together, and of single one-hot inputs, negative; in
   * the order of the inputs.
   */
  private final int[] runs;

  private final int inputs;
  private final int numbers;
  private final int slots;
  private final int outputs;
  private final boolean indices;

  private RowLayout(int[] runs, int outputs, boolean indices) {
    this.runs = runs;
    this.outputs = outputs;
    this.indices = indices;
    inputs = Arrays.stream(runs).map(Math::abs).reduce(0, Math::addExact);
    numbers = Arrays.stream(runs).filter(width -> width > 0).sum();
    slots = (int) Arrays.stream(runs).filter(width -> width < 0).count();
  }

  /**
   * A layout.
   *
   * @param widths of the inputs that each column becomes, negative where they are one-hot
   * @param outputs how many targets a row has
   * @param indices whether the targets are a class, kept as its index
   */
  static RowLayout of(List<Integer> widths, int outputs, boolean indices) {
    int[] runs = new int[widths.size()];
    int count = 0;
    for (int width : widths) {
      if (width > 0 && count > 0 && runs[count - 1] > 0) {
        runs[count - 1] = Math.addExact(runs[count - 1], width);
      } else {
        runs[count++] = width;
      }
    }
    return new RowLayout(Arrays.copyOf(runs, count), outputs, indices);
  }

  /** Numbers alone. */
  static RowLayout plain(int inputs, int outputs) {
    return of(List.of(inputs), outputs, false);
  }

  /** The runs; not to be changed. */
  int[] runs() {
    return runs;
  }

  /** How many inputs a row has. */
  int inputs() {
    return inputs;
  }

  /** How many of them are kept as numbers. */
  int numbers() {
    return numbers;
  }

  /** How many places of a 1 a row has. */
  int slots() {
    return slots;
  }

  /** How many targets a row has. */
  int outputs() {
    return outputs;
  }

  /** Whether the targets are a class, kept as its index. */
  boolean indices() {
    return indices;
  }

  /** How many numbers of four bytes the targets take. */
  int targets() {
    return indices ? 1 : outputs;
  }

  /** Whether rows of one layout can stand among rows of the other. */
  boolean isLike(RowLayout other) {
    return Arrays.equals(runs, other.runs) && outputs == other.outputs && indices == other.indices;
  }

  /** Writes the targets that a class index stands for: itself for two classes, else one-hot. */
  void expand(int index, float[] to, int at) {
    if (outputs == 1) {
      to[at] = index;
    } else {
      for (int j = 0; j < outputs; j++) {
        to[at + j] = j == index ? 1 : 0;
      }
    }
  }
}
