package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies of parts of a matrix, laid out as {@link VectorTiles} reads them fastest: without gaps, so
 * that they stay in the caches, and wide enough for whole vectors.
 */
final class VectorPanels {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  // Of two vectors of four: 0…3 are the lanes of the first, 4…7 those of the second.
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final VectorShuffle<Float> LOW_PAIRS = VectorShuffle.fromValues(FOUR, 0, 4, 1, 5);
  private static final VectorShuffle<Float> HIGH_PAIRS = VectorShuffle.fromValues(FOUR, 2, 6, 3, 7);
  private static final VectorShuffle<Float> LOW_HALVES = VectorShuffle.fromValues(FOUR, 0, 1, 4, 5);
  private static final VectorShuffle<Float> HIGH_HALVES =
      VectorShuffle.fromValues(FOUR, 2, 3, 6, 7);

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
   * to[j·toStep + i] ← from[i·fromStep + j], for i below {@code rows} and j below {@code columns}:
   * squares of four by four, then what they leave.
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
    int squareRows = rows - rows % 4;
    int squareColumns = columns - columns % 4;
    for (int i = 0; i < squareRows; i += 4) {
      transposeSquares(from, fromAt + i * fromStep, fromStep, to, toAt + i, toStep, squareColumns);
    }
    for (int i = 0; i < rows; i++) {
      for (int j = i < squareRows ? squareColumns : 0; j < columns; j++) {
        to[toAt + j * toStep + i] = from[fromAt + i * fromStep + j];
      }
    }
  }

  /** Four rows become four columns. */
  private static void transposeSquares(
      float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep, int columns) {
    int from1 = fromAt + fromStep;
    int from2 = from1 + fromStep;
    int from3 = from2 + fromStep;
    int target = toAt;
    for (int j = 0; j < columns; j += 4) {
      FloatVector r0 = FloatVector.fromArray(FOUR, from, fromAt + j);
      FloatVector r1 = FloatVector.fromArray(FOUR, from, from1 + j);
      FloatVector r2 = FloatVector.fromArray(FOUR, from, from2 + j);
      FloatVector r3 = FloatVector.fromArray(FOUR, from, from3 + j);
      FloatVector low01 = r0.rearrange(LOW_PAIRS, r1);
      FloatVector high01 = r0.rearrange(HIGH_PAIRS, r1);
      FloatVector low23 = r2.rearrange(LOW_PAIRS, r3);
      FloatVector high23 = r2.rearrange(HIGH_PAIRS, r3);
      low01.rearrange(LOW_HALVES, low23).intoArray(to, target);
      low01.rearrange(HIGH_HALVES, low23).intoArray(to, target + toStep);
      high01.rearrange(LOW_HALVES, high23).intoArray(to, target + 2 * toStep);
      high01.rearrange(HIGH_HALVES, high23).intoArray(to, target + 3 * toStep);
      target += 4 * toStep;
    }
  }
}
