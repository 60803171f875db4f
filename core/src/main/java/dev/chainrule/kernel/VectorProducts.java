package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The products of {@link VectorKernels}: C is cut into tiles ({@link VectorTiles}), and A and B
 * into blocks that the caches hold.
 *
 * <p>B is read in panels, two vectors wide. Copied into the scratch first ({@link VectorPanels})
 * are panels of Bᵀ, which are transposed; the last panel of a row where it is narrower than two
 * vectors, and the columns of C that belong to it, so that tiles need not know; and panels, and
 * strips of A, whose rows lie so far apart that the caches cannot hold them side by side. Every
 * tile starts from S and adds in increasing order of the summation index, so nothing of this shows
 * in the result.
 */
final class VectorProducts {

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /** Columns of a panel. */
  private static final int PANEL = 2 * LANES;

  /** The tallest tiles want 27 registers; processors with vectors of 16 floats have 32. */
  private static final boolean TALL = LANES >= 16;

  /** Rows of the tallest tile; tiles of 6 rows want 15 registers. */
  private static final int STRIP = TALL ? 12 : 6;

  /**
   * At most so many summation indices before the tiles start again. A panel so deep stays in the
   * first cache; for the tallest tiles, which need less of it at a time, in the second.
   */
  private static final int DEPTH = TALL ? 512 : 256;

  /** The same for strips without gaps, which the second cache serves well enough. */
  private static final int STRIPS_DEPTH = 512;

  /** The same for strips and panels without gaps. */
  private static final int PACKED_DEPTH = 1024;

  /** So many rows of A, so deep, fill a second cache of one MiB. */
  private static final int BLOCK_ROWS = 264;

  /**
   * So many panels are copied together: in pieces of rows of 512 bytes what is far away comes in
   * two thirds of the time that it takes in pieces of 128, or less.
   */
  private static final int TOGETHER = 128 / PANEL;

  /** Rows that lie about a page of memory apart are too far apart for the caches. */
  private static final int FAR = 768;

  /**
   * Copying strips of A pays from so many columns on, and copying panels of B from so many rows.
   */
  private static final int MANY_COLUMNS = 256;

  private static final int MANY_ROWS = 64;

  /** Products of fewer columns or rows are taken one by one: {@link VectorThinProducts}. */
  private static final int NARROW = 3;

  private VectorProducts() {}

  /** How many floats of scratch a product needs: panels, the columns of C of one, a block of A. */
  static int scratch(int m, int n, int k) {
    int rows = STRIP * Math.ceilDiv(Math.min(m, BLOCK_ROWS), STRIP);
    int depth = Math.min(k, PACKED_DEPTH);
    return PANEL * (2 + together(n) * depth + rows) + rows * depth;
  }

  /** How many panels of n columns are copied together. */
  private static int together(int n) {
    return Math.min(TOGETHER, Math.ceilDiv(n, PANEL));
  }

  /**
   * C ← S + A·B, where {@code rowStep} leads from row to row of A and {@code columnStep} from
   * column to column; one of them is 1.
   */
  static void multiply(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    if (n < NARROW) {
      for (int j = 0; j < n; j++) {
        if (rowStep == 1) { // a row: Cᵀ = Bᵀ·Aᵀ
          VectorThinProducts.row(
              b,
              bAt + j,
              ldb,
              a,
              aAt,
              columnStep,
              start,
              startAt + j,
              startStep,
              c,
              cAt + j,
              ldc,
              m,
              k,
              scratch);
        } else {
          VectorThinProducts.column(
              a,
              aAt,
              rowStep,
              b,
              bAt + j,
              ldb,
              start,
              startAt + j,
              startStep,
              c,
              cAt + j,
              ldc,
              m,
              k,
              scratch);
        }
      }
    } else if (m < NARROW) {
      for (int i = 0; i < m; i++) {
        VectorThinProducts.row(
            a,
            aAt + i * rowStep,
            columnStep,
            b,
            bAt,
            ldb,
            start,
            startAt + i * startStep,
            1,
            c,
            cAt + i * ldc,
            1,
            n,
            k,
            scratch);
      }
    } else {
      blocks(
          false,
          a,
          aAt,
          rowStep,
          columnStep,
          b,
          bAt,
          ldb,
          start,
          startAt,
          startStep,
          c,
          cAt,
          ldc,
          m,
          n,
          k,
          scratch);
    }
  }

  /** C ← S + A·Bᵀ, where B is n×k. */
  static void multiplyTransposedB(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    if (m < NARROW) {
      for (int i = 0; i < m; i++) {
        Chains.column(
            b,
            bAt,
            ldb,
            a,
            aAt + i * lda,
            start,
            startAt + i * startStep,
            1,
            c,
            cAt + i * ldc,
            1,
            n,
            k);
      }
    } else if (n < NARROW) {
      for (int j = 0; j < n; j++) {
        Chains.column(
            a, aAt, lda, b, bAt + j * ldb, start, startAt + j, startStep, c, cAt + j, ldc, m, k);
      }
    } else {
      boolean transposed = k > 1 || ldb > 1; // else B is a column without gaps, and Bᵀ a row
      blocks(
          transposed,
          a,
          aAt,
          lda,
          1,
          b,
          bAt,
          ldb,
          start,
          startAt,
          startStep,
          c,
          cAt,
          ldc,
          m,
          n,
          k,
          scratch);
    }
  }

  // ---- blocks

  private static void blocks(
      boolean transposedB,
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    boolean packA = Math.max(rowStep, columnStep) >= FAR && n >= MANY_COLUMNS;
    boolean packB = transposedB || (ldb >= FAR && m >= MANY_ROWS);
    int deepest = !packA ? DEPTH : packB ? PACKED_DEPTH : STRIPS_DEPTH;
    int parts = Math.max(1, Math.ceilDiv(k, deepest));
    int depth = Math.ceilDiv(k, parts);
    for (int part = 0; part < parts; part++) {
      boolean first = part == 0;
      int p = part * depth;
      for (int i = 0; i < m; i += BLOCK_ROWS) {
        block(
            packA,
            packB,
            transposedB,
            a,
            aAt + i * rowStep + p * columnStep,
            rowStep,
            columnStep,
            b,
            transposedB ? bAt + p : bAt + p * ldb,
            ldb,
            first ? start : c,
            first ? startAt + i * startStep : cAt + i * ldc,
            first ? startStep : ldc,
            c,
            cAt + i * ldc,
            ldc,
            Math.min(BLOCK_ROWS, m - i),
            n,
            Math.min(depth, k - p),
            scratch);
      }
    }
  }

  /** C ← S + A·B for so many rows and summation indices that the second cache holds A. */
  private static void block(
      boolean packA,
      boolean packB,
      boolean transposedB,
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    int tailAt = together(n) * PANEL * k;
    int stripsAt = tailAt + PANEL * m;
    if (packA) {
      packStrips(a, aAt, rowStep, columnStep, m, k, scratch, stripsAt);
    }
    float[] left = packA ? scratch : a;
    int leftAt = packA ? stripsAt : aAt;
    int ahead = packA ? k : rowStep; // from strip to strip, for each of its rows
    int down = packA ? 1 : rowStep;
    int across = packA ? STRIP : columnStep;
    for (int j = 0; j < n; j += PANEL) {
      int width = Math.min(PANEL, n - j);
      boolean whole = width == PANEL;
      int vectors = width > LANES ? 2 : 1;
      boolean packed = packB || !whole;
      int copyAt = 0;
      if (transposedB) {
        VectorPanels.transpose(b, bAt + j * ldb, ldb, scratch, 0, PANEL, width, k);
      } else if (!whole) {
        VectorPanels.copy(b, bAt + j, ldb, scratch, 0, PANEL, k, width);
      } else if (packed) {
        int number = j / PANEL % TOGETHER;
        if (number == 0) {
          int panels = Math.min(TOGETHER, (n - j) / PANEL);
          VectorPanels.copyPanels(b, bAt + j, ldb, scratch, k, panels);
        }
        copyAt = number * PANEL * k;
      }
      float[] panel = packed ? scratch : b;
      int panelAt = packed ? copyAt : bAt + j;
      int panelStep = packed ? PANEL : ldb;
      float[] sums = whole ? c : scratch;
      int sumsAt = whole ? cAt + j : tailAt;
      int sumsStep = whole ? ldc : PANEL;
      float[] from = whole ? start : scratch;
      int fromAt = whole ? startAt + j : tailAt;
      int fromStep = whole ? startStep : PANEL;
      if (!whole) {
        VectorPanels.copy(start, startAt + j, startStep, scratch, tailAt, PANEL, m, width);
      }
      for (int i = 0; i < m; i += STRIP) {
        strip(
            vectors,
            left,
            leftAt + i * ahead,
            down,
            across,
            panel,
            panelAt,
            panelStep,
            from,
            fromAt + i * fromStep,
            fromStep,
            sums,
            sumsAt + i * sumsStep,
            sumsStep,
            Math.min(STRIP, m - i),
            k);
      }
      if (!whole) {
        VectorPanels.copy(scratch, tailAt, PANEL, c, cAt + j, ldc, m, width);
      }
    }
  }

  /** Strip after strip of A, each with its columns one after the other; the last may have gaps. */
  private static void packStrips(
      float[] a, int aAt, int rowStep, int columnStep, int m, int k, float[] strips, int stripsAt) {
    for (int i = 0; i < m; i += STRIP) {
      int from = aAt + i * rowStep;
      int to = stripsAt + i * k;
      int rows = Math.min(STRIP, m - i);
      if (rowStep == 1) {
        VectorPanels.copy(a, from, columnStep, strips, to, STRIP, k, rows);
      } else {
        VectorPanels.transposeStrip(a, from, rowStep, strips, to, STRIP, m - i, k);
      }
    }
  }

  /**
   * The tallest tile for a whole strip, others for what is left at the end. One of the two steps
   * through A is 1.
   */
  private static void strip(
      int vectors,
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int k) {
    if (m < STRIP) {
      restOfRows(
          vectors,
          a,
          aAt,
          rowStep,
          columnStep,
          b,
          bAt,
          ldb,
          start,
          startAt,
          startStep,
          c,
          cAt,
          ldc,
          m,
          k);
    } else if (TALL) {
      VectorTiles12.strip(
          vectors,
          a,
          aAt,
          rowStep,
          columnStep,
          b,
          bAt,
          ldb,
          start,
          startAt,
          startStep,
          c,
          cAt,
          ldc,
          k);
    } else {
      VectorTiles6.strip(
          vectors,
          a,
          aAt,
          rowStep,
          columnStep,
          b,
          bAt,
          ldb,
          start,
          startAt,
          startStep,
          c,
          cAt,
          ldc,
          k);
    }
  }

  /** What is less than a strip: four rows at a time, then one. */
  private static void restOfRows(
      int vectors,
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      int startStep,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int k) {
    int i = 0;
    for (; i <= m - 4; i += 4) {
      int ai = aAt + i * rowStep;
      int si = startAt + i * startStep;
      int ci = cAt + i * ldc;
      if (vectors == 2) {
        VectorTiles.tile4x2(
            a, ai, rowStep, columnStep, b, bAt, ldb, start, si, startStep, c, ci, ldc, k);
      } else {
        VectorTiles.tile4x1(
            a, ai, rowStep, columnStep, b, bAt, ldb, start, si, startStep, c, ci, ldc, k);
      }
    }
    for (; i < m; i++) {
      int ai = aAt + i * rowStep;
      int si = startAt + i * startStep;
      int ci = cAt + i * ldc;
      if (vectors == 2) {
        VectorTiles.tile1x2(a, ai, columnStep, b, bAt, ldb, start, si, c, ci, k);
      } else {
        VectorTiles.tile1x1(a, ai, columnStep, b, bAt, ldb, start, si, c, ci, k);
      }
    }
  }
}
