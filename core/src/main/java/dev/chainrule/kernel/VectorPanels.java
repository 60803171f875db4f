package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies of parts of a matrix, laid out as {@link VectorTiles} reads them fastest: without gaps, so
 * that they stay in the caches, and wide enough for whole vectors.
 */
final class VectorPanels {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Whether whole blocks are transposed in registers. */
  private static final boolean WIDE = LANES == VectorTransposition.SIDE;

  private VectorPanels() {}

  /**
   * to[i·toStep + j] ← from[i·fromStep + j], for i below {@code rows} and j below {@code width}.
   */
  static void copy(
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep,
      int rows,
      int width) {
    int whole = width - width % LANES;
    for (int j = 0; j < whole; j += LANES) {
      int source = fromAt + j;
      int target = toAt + j;
      for (int i = 0; i < rows; i++) {
        FloatVector.fromArray(SPECIES, from, source).intoArray(to, target);
        source += fromStep;
        target += toStep;
      }
    }
    if (whole < width) {
      copyMasked(from, fromAt + whole, fromStep, to, toAt + whole, toStep, rows, width - whole);
    }
  }

  /** Less than a vector of each row. */
  private static void copyMasked(
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep,
      int rows,
      int width) {
    VectorMask<Float> columns = SPECIES.indexInRange(0, width);
    int source = fromAt;
    int target = toAt;
    for (int i = 0; i < rows; i++) {
      FloatVector.fromArray(SPECIES, from, source, columns).intoArray(to, target, columns);
      source += fromStep;
      target += toStep;
    }
  }

  /**
   * Panels two vectors wide that lie side by side in {@code from}, one behind the other in {@code
   * to}, which they fill from its beginning.
   */
  static void copyPanels(float[] from, int fromAt, int fromStep, float[] to, int rows, int panels) {
    int size = rows * 2 * LANES;
    for (int i = 0; i < rows; i++) {
      int source = fromAt + i * fromStep;
      int target = i * 2 * LANES;
      for (int panel = 0; panel < panels; panel++) {
        FloatVector.fromArray(SPECIES, from, source).intoArray(to, target);
        FloatVector.fromArray(SPECIES, from, source + LANES).intoArray(to, target + LANES);
        source += 2 * LANES;
        target += size;
      }
    }
  }

  /**
   * to[j·toStep + i] ← from[i·fromStep + j], for i below {@code rows} and j below {@code columns}:
   * block after block where there are vectors for it, the rest in plain loops.
   */
  static void transpose(
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep,
      int rows,
      int columns) {
    int side = VectorTransposition.SIDE;
    int tall = WIDE ? rows - rows % side : 0;
    for (int i = 0; i < tall; i += side) {
      transposeBlocks(from, fromAt + i * fromStep, fromStep, to, toAt + i, toStep, side, columns);
    }
    transposePlain(
        from, fromAt + tall * fromStep, fromStep, to, toAt + tall, toStep, rows - tall, columns);
  }

  /**
   * As {@link #transpose}, for the first {@code strip} of the rows that there are: at most as many
   * as a block has. Where a block finds more, too much is written behind each column of the strip,
   * which the next column writes over, and behind the last one the next strip.
   */
  static void transposeStrip(
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int strip,
      int rows,
      int columns) {
    if (WIDE && rows >= VectorTransposition.SIDE) {
      transposeBlocks(from, fromAt, fromStep, to, toAt, strip, strip, columns);
    } else {
      transposePlain(from, fromAt, fromStep, to, toAt, strip, Math.min(strip, rows), columns);
    }
  }

  /** As many columns of a row of blocks as fill blocks, and {@code rows} of what is left. */
  private static void transposeBlocks(
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep,
      int rows,
      int columns) {
    int side = VectorTransposition.SIDE;
    int wide = columns - columns % side;
    for (int j = 0; j < wide; j += side) {
      VectorTransposition.block(from, fromAt + j, fromStep, to, toAt + j * toStep, toStep);
    }
    transposePlain(
        from, fromAt + wide, fromStep, to, toAt + wide * toStep, toStep, rows, columns - wide);
  }

  /**
   * Four rows at a time, without vectors: storing small ones would spoil the large ones, see {@link
   * VectorKernels}.
   */
  private static void transposePlain(
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep,
      int rows,
      int columns) {
    int fours = rows - rows % 4;
    for (int i = 0; i < fours; i += 4) {
      transposeFour(from, fromAt + i * fromStep, fromStep, to, toAt + i, toStep, columns);
    }
    for (int i = fours; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[toAt + j * toStep + i] = from[fromAt + i * fromStep + j];
      }
    }
  }

  /** Four rows become four columns. */
  private static void transposeFour(
      float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep, int columns) {
    int from1 = fromAt + fromStep;
    int from2 = from1 + fromStep;
    int from3 = from2 + fromStep;
    int target = toAt;
    for (int j = 0; j < columns; j++) {
      to[target] = from[fromAt + j];
      to[target + 1] = from[from1 + j];
      to[target + 2] = from[from2 + j];
      to[target + 3] = from[from3 + j];
      target += toStep;
    }
  }
}
