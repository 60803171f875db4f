package dev.chainrule.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Encoded rows, in blocks of rows, so that they may be more than 2³¹ numbers. Numbers are kept as
 * such; of one-hot inputs, which are zeros but for one, only the place of the 1 is kept; classes
 * are kept as indices.
 */
final class PreparedDataset implements Dataset {

  /** About how many numbers a block holds. */
  private static final int BLOCK = 1 << 16;

  private final int rows;
  private final int inputs;
  private final int shift;
  private final int[] runs;
  private final int numbers;
  private final int slots;
  private final float[][] numberBlocks;
  private final int[][] slotBlocks;
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

    /** Numbers, {@code outputs} a row, row after row. */
    record Amounts(int outputs, float[] amounts) implements Targets {}
  }

  /** Writes the inputs of one row of a table into an array of zeros. */
  interface RowWriter {
    void write(int row, float[] to, int at);
  }

  /** The inputs that one column of a table becomes. */
  sealed interface Part {
    /** How many there are. */
    int width();

    /** Numbers. */
    record Dense(int width, RowWriter writer) implements Part {}

    /** Zeros and a single 1. */
    record OneHot(int width, IntUnaryOperator slotOfRow) implements Part {}
  }

  private PreparedDataset(int rows, List<Part> parts, int shift, Targets targets) {
    this.rows = rows;
    this.shift = shift;
    this.targets = targets;
    runs = runs(parts);
    inputs = parts.stream().mapToInt(Part::width).reduce(0, Math::addExact);
    numbers = Arrays.stream(runs).filter(width -> width > 0).sum();
    slots = (int) Arrays.stream(runs).filter(width -> width < 0).count();
    numberBlocks = new float[Math.ceilDiv(rows, 1 << shift)][];
    slotBlocks = new int[numberBlocks.length][];
  }

  /** The widths of neighbouring numbers, taken together, and of single one-hot parts, negative. */
  private static int[] runs(List<Part> parts) {
    int[] runs = new int[parts.size()];
    int count = 0;
    for (Part part : parts) {
      if (part instanceof Part.OneHot) {
        runs[count++] = -part.width();
      } else if (count > 0 && runs[count - 1] > 0) {
        runs[count - 1] += part.width();
      } else {
        runs[count++] = part.width();
      }
    }
    return Arrays.copyOf(runs, count);
  }

  /** Encodes rows. */
  static PreparedDataset of(int[] rows, List<Part> parts, Targets targets) {
    int inputs = parts.stream().mapToInt(Part::width).sum();
    // The largest power of two of rows that fits a block, and one row at least.
    int shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, BLOCK / inputs));
    PreparedDataset dataset = new PreparedDataset(rows.length, parts, shift, targets);
    for (int b = 0; b < dataset.numberBlocks.length; b++) {
      int first = b << shift;
      int count = Math.min(rows.length - first, 1 << shift);
      dataset.encode(b, Arrays.copyOfRange(rows, first, first + count), parts);
    }
    return dataset;
  }

  private void encode(int b, int[] rowsOfBlock, List<Part> parts) {
    float[] numberBlock = new float[rowsOfBlock.length * numbers];
    int[] slotBlock = new int[rowsOfBlock.length * slots];
    int number = 0;
    int slot = 0;
    for (Part part : parts) {
      switch (part) {
        case Part.Dense(int width, RowWriter writer) -> {
          for (int i = 0; i < rowsOfBlock.length; i++) {
            writer.write(rowsOfBlock[i], numberBlock, i * numbers + number);
          }
          number += width;
        }
        case Part.OneHot(int _, IntUnaryOperator slotOfRow) -> {
          for (int i = 0; i < rowsOfBlock.length; i++) {
            slotBlock[i * slots + slot] = slotOfRow.applyAsInt(rowsOfBlock[i]);
          }
          slot++;
        }
      }
    }
    numberBlocks[b] = numberBlock;
    slotBlocks[b] = slotBlock;
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
    float[] numberBlock = numberBlocks[row >> shift];
    int[] slotBlock = slotBlocks[row >> shift];
    int number = within * numbers;
    int slot = within * slots;
    int next = at;
    for (int width : runs) {
      if (width > 0) {
        System.arraycopy(numberBlock, number, to, next, width);
        number += width;
        next += width;
      } else {
        Arrays.fill(to, next, next - width, 0);
        to[next + slotBlock[slot++]] = 1;
        next -= width;
      }
    }
  }

  @Override
  public void copyTargets(int row, float[] to, int at) {
    switch (targets) {
      case Targets.None() -> {}
      case Targets.Amounts(int outputs, float[] amounts) ->
          System.arraycopy(amounts, row * outputs, to, at, outputs);
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
