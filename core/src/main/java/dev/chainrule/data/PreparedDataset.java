package dev.chainrule.data;

import java.nio.ByteBuffer;
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
  private final RowLayout layout;
  private final int shift;
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

    /** Numbers: a column an output. */
    record Amounts(List<float[]> columns) implements Targets {
      @Override
      public int outputs() {
        return columns.size();
      }
    }
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

  private PreparedDataset(int rows, RowLayout layout, int shift, Targets targets) {
    this.rows = rows;
    this.layout = layout;
    this.shift = shift;
    this.targets = targets;
    numberBlocks = new float[Math.ceilDiv(rows, 1 << shift)][];
    slotBlocks = new int[numberBlocks.length][];
  }

  /** Encodes rows. */
  static PreparedDataset of(int[] rows, List<Part> parts, Targets targets) {
    RowLayout layout =
        RowLayout.of(
            parts.stream()
                .map(part -> part instanceof Part.OneHot ? -part.width() : part.width())
                .toList(),
            targets.outputs(),
            targets instanceof Targets.Indices);
    // The largest power of two of rows that fits a block, and one row at least.
    int shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, BLOCK / layout.inputs()));
    PreparedDataset dataset = new PreparedDataset(rows.length, layout, shift, targets);
    for (int b = 0; b < dataset.numberBlocks.length; b++) {
      int first = b << shift;
      int count = Math.min(rows.length - first, 1 << shift);
      dataset.encode(b, Arrays.copyOfRange(rows, first, first + count), parts);
    }
    return dataset;
  }

  private void encode(int b, int[] rowsOfBlock, List<Part> parts) {
    int numbers = layout.numbers();
    int slots = layout.slots();
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
    return layout.inputs();
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
    int number = within * layout.numbers();
    int slot = within * layout.slots();
    int next = at;
    for (int width : layout.runs()) {
      if (width > 0) {
        Numbers.copy(numberBlock, number, to, next, width);
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
      case Targets.Amounts(List<float[]> columns) -> {
        for (int j = 0; j < columns.size(); j++) {
          to[at + j] = columns.get(j)[row];
        }
      }
      case Targets.Indices(int[] classes, int _) -> layout.expand(classes[row], to, at);
    }
  }

  // ---- into a file

  RowLayout layout() {
    return layout;
  }

  /** Writes a row as it is kept: numbers, places, targets. */
  void put(int row, ByteBuffer to) {
    int within = row & ((1 << shift) - 1);
    float[] numberBlock = numberBlocks[row >> shift];
    for (int i = within * layout.numbers(), n = i + layout.numbers(); i < n; i++) {
      to.putFloat(numberBlock[i]);
    }
    int[] slotBlock = slotBlocks[row >> shift];
    for (int i = within * layout.slots(), n = i + layout.slots(); i < n; i++) {
      to.putInt(slotBlock[i]);
    }
    switch (targets) {
      case Targets.None() -> {}
      case Targets.Amounts(List<float[]> columns) ->
          columns.forEach(column -> to.putFloat(column[row]));
      case Targets.Indices(int[] classes, int _) -> to.putInt(classes[row]);
    }
  }
}
