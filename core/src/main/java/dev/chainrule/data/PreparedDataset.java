package dev.chainrule.data;

/**
 * Encoded rows. The inputs lie row after row in blocks, so that they may be more than 2³¹ numbers;
 * classes are kept as indices.
 */
final class PreparedDataset implements Dataset {

  /** About how many numbers a block holds. */
  private static final int BLOCK = 1 << 16;

  private final int rows;
  private final int inputs;
  private final int shift;
  private final float[][] blocks;
  private final Targets targets;

  /** What the rows have as targets. */
  @SuppressWarnings("ArrayRecordComponent") // one number a row, never compared
  sealed interface Targets {
    /** How many targets a row has. */
    int outputs();

    /** Unknown targets. */
    record None() implements Targets {
      @Override
      public int outputs() {
        return 0;
      }
    }

    /** Class indices. */
    record Indices(int[] classes, int outputs) implements Targets {}

    /** Standardised amounts. */
    record Amounts(float[] amounts) implements Targets {
      @Override
      public int outputs() {
        return 1;
      }
    }
  }

  /** Writes the inputs of one row of a table into an array of zeros. */
  interface RowWriter {
    void write(int row, float[] to, int at);
  }

  private PreparedDataset(int rows, int inputs, int shift, Targets targets) {
    this.rows = rows;
    this.inputs = inputs;
    this.shift = shift;
    this.blocks = new float[Math.ceilDiv(rows, 1 << shift)][];
    this.targets = targets;
  }

  /**
   * Encodes rows.
   *
   * @param widths how many inputs each writer writes
   */
  static PreparedDataset of(int[] rows, RowWriter[] writers, int[] widths, Targets targets) {
    int inputs = 0;
    for (int width : widths) {
      inputs = Math.addExact(inputs, width);
    }
    // The largest power of two of rows that fits a block, and one row at least.
    int shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, BLOCK / inputs));
    PreparedDataset dataset = new PreparedDataset(rows.length, inputs, shift, targets);
    for (int b = 0; b < dataset.blocks.length; b++) {
      int first = b << shift;
      int count = Math.min(rows.length - first, 1 << shift);
      float[] block = new float[count * inputs];
      int at = 0;
      for (int w = 0; w < writers.length; w++) {
        for (int i = 0; i < count; i++) {
          writers[w].write(rows[first + i], block, i * inputs + at);
        }
        at += widths[w];
      }
      dataset.blocks[b] = block;
    }
    return dataset;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return targets.outputs();
  }

  @Override
  public void copyInputs(int row, float[] to, int at) {
    int within = row & ((1 << shift) - 1);
    System.arraycopy(blocks[row >> shift], within * inputs, to, at, inputs);
  }

  @Override
  public void copyTargets(int row, float[] to, int at) {
    switch (targets) {
      case Targets.None() -> {}
      case Targets.Amounts(float[] amounts) -> to[at] = amounts[row];
      case Targets.Indices(int[] classes, int outputs) -> {
        if (outputs == 1) {
          to[at] = classes[row];
        } else {
          for (int j = 0; j < outputs; j++) {
            to[at + j] = j == classes[row] ? 1 : 0;
          }
        }
      }
    }
  }
}
