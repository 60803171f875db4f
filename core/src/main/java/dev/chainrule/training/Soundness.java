package dev.chainrule.training;

import dev.chainrule.data.Dataset;

/** Tells numbers that are not finite in the data from those that a training has come to. */
final class Soundness {

  private Soundness() {}

  /**
   * Complains about the first number of a data set that is not finite, if there is one.
   *
   * @param which what the rows are for
   */
  static void require(Dataset rows, String which) {
    float[] inputs = new float[rows.inputs()];
    float[] targets = new float[rows.outputs()];
    for (int row = 0; row < rows.rows(); row++) {
      rows.copyInputs(row, inputs, 0);
      rows.copyTargets(row, targets, 0);
      require(inputs, "input", row, which);
      require(targets, "target", row, which);
      require(new float[] {rows.weight(row)}, "weight", row, which);
    }
  }

  private static void require(float[] numbers, String what, int row, String which) {
    for (int column = 0; column < numbers.length; column++) {
      if (!Float.isFinite(numbers[column])) {
        throw new BadDataException(row + 1, what, column + 1, numbers[column], which);
      }
    }
  }
}
