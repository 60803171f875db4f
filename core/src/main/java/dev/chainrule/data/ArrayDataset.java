package dev.chainrule.data;

/** Rows that were given as arrays. */
final class ArrayDataset implements Dataset {

  private final float[][] inputs;
  private final float[][] targets;
  private final int inputWidth;
  private final int targetWidth;

  private ArrayDataset(float[][] inputs, float[][] targets) {
    if (inputs.length == 0) {
      throw new IllegalArgumentException("A data set needs at least one row.");
    }
    if (inputs.length != targets.length) {
      throw new IllegalArgumentException(
          "There must be as many rows of targets as of inputs, got %d and %d."
              .formatted(targets.length, inputs.length));
    }
    this.inputs = copy("inputs", inputs);
    this.targets = copy("targets", targets);
    inputWidth = inputs[0].length;
    targetWidth = targets[0].length;
  }

  static ArrayDataset of(float[][] inputs, float[][] targets) {
    return new ArrayDataset(inputs, targets);
  }

  static ArrayDataset of(float[][] inputs, int[] labels, int classes) {
    float[][] targets = new float[labels.length][classes];
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "Row %d has the class %d; classes run from 0 to %d."
                .formatted(row, labels[row], classes - 1));
      }
      targets[row][labels[row]] = 1;
    }
    return new ArrayDataset(inputs, targets);
  }

  private static float[][] copy(String what, float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != rows[0].length) {
        throw new IllegalArgumentException(
            "Row %d has %d %s, row 0 has %d: all rows must be equally long."
                .formatted(row, rows[row].length, what, rows[0].length));
      }
      copy[row] = rows[row].clone();
    }
    return copy;
  }

  @Override
  public int rows() {
    return inputs.length;
  }

  @Override
  public int inputs() {
    return inputWidth;
  }

  @Override
  public int outputs() {
    return targetWidth;
  }

  @Override
  public void copyInputs(int row, float[] to, int at) {
    Numbers.copy(inputs[row], 0, to, at, inputWidth);
  }

  @Override
  public void copyTargets(int row, float[] to, int at) {
    Numbers.copy(targets[row], 0, to, at, targetWidth);
  }
}
