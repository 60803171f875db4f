package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorKernels}: C is cut into tiles that stay in registers while the
 * summation index runs.
 *
 * <p>One set of tiles serves A and Aᵀ, because a tile steps through A with a row step and a column
 * step; B is read in rows of vectors. For Bᵀ a panel of B is transposed into the scratch first.
 * Every tile starts from C and adds in increasing order of the summation index, so blocks and tile
 * shapes do not show in the result. The sums of a tile are local variables, written out: the
 * compiler keeps only those in registers.
 */
final class VectorProducts {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns of a full tile. */
  private static final int PANEL = 2 * LANES;

  /**
   * Summation indices before the tiles start again: a panel of B of this depth stays in the first
   * cache.
   */
  private static final int DEPTH = 256;

  /** The tall tile wants 27 registers; processors with vectors of 16 floats have 32. */
  private static final boolean TALL = LANES >= 16;

  /**
   * Below this many columns (or rows) a product is a few sums of products, one scalar chain each.
   */
  private static final int NARROW = 3;

  // Of two vectors of four: 0…3 are the lanes of the first, 4…7 those of the second.
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
  private static final VectorShuffle<Float> LOW_PAIRS = VectorShuffle.fromValues(FOUR, 0, 4, 1, 5);
  private static final VectorShuffle<Float> HIGH_PAIRS = VectorShuffle.fromValues(FOUR, 2, 6, 3, 7);
  private static final VectorShuffle<Float> LOW_HALVES = VectorShuffle.fromValues(FOUR, 0, 1, 4, 5);
  private static final VectorShuffle<Float> HIGH_HALVES =
      VectorShuffle.fromValues(FOUR, 2, 3, 6, 7);

  private VectorProducts() {}

  /**
   * C ← C + A·B, where {@code rowStep} leads from row to row of A and {@code columnStep} from
   * column to column.
   */
  static void multiply(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k) {
    if (n < NARROW) {
      if (n == 1 && ldc == 1 && rowStep == 1) {
        row(b, bAt, ldb, a, aAt, columnStep, c, cAt, m, k); // Cᵀ = Bᵀ·Aᵀ, a row
        return;
      }
      for (int j = 0; j < n; j++) {
        column(a, aAt, rowStep, columnStep, b, bAt + j, ldb, c, cAt + j, ldc, m, k);
      }
      return;
    }
    for (int p = 0; p < k; p += DEPTH) {
      block(
          a,
          aAt + p * columnStep,
          rowStep,
          columnStep,
          b,
          bAt + p * ldb,
          ldb,
          c,
          cAt,
          ldc,
          m,
          n,
          Math.min(DEPTH, k - p));
    }
  }

  /** C ← C + A·Bᵀ, where B is n×k. */
  static void multiplyTransposedB(
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k,
      float[] scratch) {
    if (m < NARROW) {
      for (int i = 0; i < m; i++) {
        column(b, bAt, ldb, 1, a, aAt + i * lda, 1, c, cAt + i * ldc, 1, n, k);
      }
      return;
    }
    if (n < NARROW) {
      for (int j = 0; j < n; j++) {
        column(a, aAt, lda, 1, b, bAt + j * ldb, 1, c, cAt + j, ldc, m, k);
      }
      return;
    }
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int j = 0; j < n; j += PANEL) {
        int width = Math.min(PANEL, n - j);
        transpose(b, bAt + j * ldb + p, ldb, width, depth, scratch);
        block(a, aAt + p, lda, 1, scratch, 0, PANEL, c, cAt + j, ldc, m, width, depth);
      }
    }
  }

  /** How many floats of scratch {@link #multiplyTransposedB} needs: one panel. */
  static int transposedBScratch(int k) {
    return PANEL * Math.min(DEPTH, k);
  }

  /**
   * scratch[p·PANEL + j] ← b[j·ldb + p], for j below {@code rows} and p below {@code columns}:
   * squares of four by four, then what they leave.
   */
  private static void transpose(
      float[] b, int bAt, int ldb, int rows, int columns, float[] scratch) {
    int squareRows = rows - rows % 4;
    int squareColumns = columns - columns % 4;
    for (int j = 0; j < squareRows; j += 4) {
      transposeSquares(b, bAt + j * ldb, ldb, squareColumns, scratch, j);
    }
    for (int j = 0; j < rows; j++) {
      for (int p = j < squareRows ? squareColumns : 0; p < columns; p++) {
        scratch[p * PANEL + j] = b[bAt + j * ldb + p];
      }
    }
  }

  /** Four rows of b become four columns of the scratch. */
  private static void transposeSquares(
      float[] b, int bAt, int ldb, int columns, float[] scratch, int scratchAt) {
    int b1 = bAt + ldb;
    int b2 = b1 + ldb;
    int b3 = b2 + ldb;
    int to = scratchAt;
    for (int p = 0; p < columns; p += 4) {
      FloatVector r0 = FloatVector.fromArray(FOUR, b, bAt + p);
      FloatVector r1 = FloatVector.fromArray(FOUR, b, b1 + p);
      FloatVector r2 = FloatVector.fromArray(FOUR, b, b2 + p);
      FloatVector r3 = FloatVector.fromArray(FOUR, b, b3 + p);
      FloatVector low01 = r0.rearrange(LOW_PAIRS, r1);
      FloatVector high01 = r0.rearrange(HIGH_PAIRS, r1);
      FloatVector low23 = r2.rearrange(LOW_PAIRS, r3);
      FloatVector high23 = r2.rearrange(HIGH_PAIRS, r3);
      low01.rearrange(LOW_HALVES, low23).intoArray(scratch, to);
      low01.rearrange(HIGH_HALVES, low23).intoArray(scratch, to + PANEL);
      high01.rearrange(LOW_HALVES, high23).intoArray(scratch, to + 2 * PANEL);
      high01.rearrange(HIGH_HALVES, high23).intoArray(scratch, to + 3 * PANEL);
      to += 4 * PANEL;
    }
  }

  /** C ← C + A·B for a summation short enough that a panel of B stays in the first cache. */
  private static void block(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      int m,
      int n,
      int k) {
    int tallRows = TALL ? m - m % 12 : 0;
    int tiledRows = m - (m - tallRows) % 4;
    int j = 0;
    for (; j <= n - PANEL; j += PANEL) {
      int i = 0;
      for (; i < tallRows; i += 12) {
        tile12x2(
            a,
            aAt + i * rowStep,
            rowStep,
            columnStep,
            b,
            bAt + j,
            ldb,
            c,
            cAt + i * ldc + j,
            ldc,
            k);
      }
      for (; i < tiledRows; i += 4) {
        tile4x2(
            a,
            aAt + i * rowStep,
            rowStep,
            columnStep,
            b,
            bAt + j,
            ldb,
            c,
            cAt + i * ldc + j,
            ldc,
            k);
      }
    }
    for (; j < n; j += LANES) {
      int width = Math.min(LANES, n - j);
      int whole = wholeRows(b, bAt + j, ldb, k);
      int i = 0;
      for (; i < tiledRows; i += 4) {
        tile4x1(
            a,
            aAt + i * rowStep,
            rowStep,
            columnStep,
            b,
            bAt + j,
            ldb,
            c,
            cAt + i * ldc + j,
            ldc,
            whole,
            width);
      }
      for (i = 0; i < tiledRows; i++) {
        int ai = aAt + i * rowStep + whole * columnStep;
        rest(
            a,
            ai,
            columnStep,
            b,
            bAt + j + whole * ldb,
            ldb,
            c,
            cAt + i * ldc + j,
            width,
            k - whole);
      }
    }
    for (int i = tiledRows; i < m; i++) {
      row(a, aAt + i * rowStep, columnStep, b, bAt, ldb, c, cAt + i * ldc, n, k);
    }
  }

  /** One row of C: c[j] ← c[j] + Σ a[p·step]·B[p][j]. */
  private static void row(
      float[] a, int aAt, int step, float[] b, int bAt, int ldb, float[] c, int cAt, int n, int k) {
    int j = 0;
    for (; j <= n - 4 * LANES; j += 4 * LANES) {
      tile1x4(a, aAt, step, b, bAt + j, ldb, c, cAt + j, k);
    }
    for (; j < n; j += LANES) {
      int width = Math.min(LANES, n - j);
      int whole = wholeRows(b, bAt + j, ldb, k);
      tile1x1(a, aAt, step, b, bAt + j, ldb, c, cAt + j, whole, width);
      rest(
          a, aAt + whole * step, step, b, bAt + j + whole * ldb, ldb, c, cAt + j, width, k - whole);
    }
  }

  /**
   * How many of the k rows of B hold a whole vector from {@code bAt} on: all but the last few of
   * the array. What a vector reads beyond the row of a matrix stays in lanes that are not stored.
   */
  private static int wholeRows(float[] b, int bAt, int ldb, int k) {
    int room = b.length - LANES - bAt;
    return room < 0 ? 0 : Math.min(k, room / Math.max(1, ldb) + 1);
  }

  /** One row of C, less than a vector wide, for rows of B at the end of its array. */
  private static void rest(
      float[] a, int aAt, int step, float[] b, int bAt, int ldb, float[] c, int cAt, int n, int k) {
    for (int p = 0; p < k; p++) {
      float x = a[aAt + p * step];
      int bi = bAt + p * ldb;
      for (int j = 0; j < n; j++) {
        c[cAt + j] = Math.fma(x, b[bi + j], c[cAt + j]);
      }
    }
  }

  /**
   * One column of C: c[i·cStep] ← c[i·cStep] + Σ A[i][p]·b[p·bStep], eight scalar chains at a time.
   */
  private static void column(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int bStep,
      float[] c,
      int cAt,
      int cStep,
      int m,
      int k) {
    int i = 0;
    for (; i <= m - 8; i += 8) {
      column8(
          a, aAt + i * rowStep, rowStep, columnStep, b, bAt, bStep, c, cAt + i * cStep, cStep, k);
    }
    for (; i < m; i++) {
      int ai = aAt + i * rowStep;
      int ci = cAt + i * cStep;
      float sum = c[ci];
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[ai + p * columnStep], b[bAt + p * bStep], sum);
      }
      c[ci] = sum;
    }
  }

  private static void column8(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int bStep,
      float[] c,
      int cAt,
      int cStep,
      int k) {
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int a4 = a3 + rowStep;
    int a5 = a4 + rowStep;
    int a6 = a5 + rowStep;
    int a7 = a6 + rowStep;
    float s0 = c[cAt];
    float s1 = c[cAt + cStep];
    float s2 = c[cAt + 2 * cStep];
    float s3 = c[cAt + 3 * cStep];
    float s4 = c[cAt + 4 * cStep];
    float s5 = c[cAt + 5 * cStep];
    float s6 = c[cAt + 6 * cStep];
    float s7 = c[cAt + 7 * cStep];
    int q = 0;
    for (int p = 0; p < k; p++) {
      float x = b[bAt + p * bStep];
      s0 = Math.fma(a[aAt + q], x, s0);
      s1 = Math.fma(a[a1 + q], x, s1);
      s2 = Math.fma(a[a2 + q], x, s2);
      s3 = Math.fma(a[a3 + q], x, s3);
      s4 = Math.fma(a[a4 + q], x, s4);
      s5 = Math.fma(a[a5 + q], x, s5);
      s6 = Math.fma(a[a6 + q], x, s6);
      s7 = Math.fma(a[a7 + q], x, s7);
      q += columnStep;
    }
    c[cAt] = s0;
    c[cAt + cStep] = s1;
    c[cAt + 2 * cStep] = s2;
    c[cAt + 3 * cStep] = s3;
    c[cAt + 4 * cStep] = s4;
    c[cAt + 5 * cStep] = s5;
    c[cAt + 6 * cStep] = s6;
    c[cAt + 7 * cStep] = s7;
  }

  // ---- tiles: rows × vectors

  /** 12 rows of two vectors. */
  private static void tile12x2(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      int k) {
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int a4 = a3 + rowStep;
    int a5 = a4 + rowStep;
    int a6 = a5 + rowStep;
    int a7 = a6 + rowStep;
    int a8 = a7 + rowStep;
    int a9 = a8 + rowStep;
    int a10 = a9 + rowStep;
    int a11 = a10 + rowStep;
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    int c4 = c3 + ldc;
    int c5 = c4 + ldc;
    int c6 = c5 + ldc;
    int c7 = c6 + ldc;
    int c8 = c7 + ldc;
    int c9 = c8 + ldc;
    int c10 = c9 + ldc;
    int c11 = c10 + ldc;
    FloatVector s0a = FloatVector.fromArray(SPECIES, c, cAt);
    FloatVector s0b = FloatVector.fromArray(SPECIES, c, cAt + LANES);
    FloatVector s1a = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s1b = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector s2a = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s2b = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector s3a = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s3b = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    FloatVector s4a = FloatVector.fromArray(SPECIES, c, c4);
    FloatVector s4b = FloatVector.fromArray(SPECIES, c, c4 + LANES);
    FloatVector s5a = FloatVector.fromArray(SPECIES, c, c5);
    FloatVector s5b = FloatVector.fromArray(SPECIES, c, c5 + LANES);
    FloatVector s6a = FloatVector.fromArray(SPECIES, c, c6);
    FloatVector s6b = FloatVector.fromArray(SPECIES, c, c6 + LANES);
    FloatVector s7a = FloatVector.fromArray(SPECIES, c, c7);
    FloatVector s7b = FloatVector.fromArray(SPECIES, c, c7 + LANES);
    FloatVector s8a = FloatVector.fromArray(SPECIES, c, c8);
    FloatVector s8b = FloatVector.fromArray(SPECIES, c, c8 + LANES);
    FloatVector s9a = FloatVector.fromArray(SPECIES, c, c9);
    FloatVector s9b = FloatVector.fromArray(SPECIES, c, c9 + LANES);
    FloatVector s10a = FloatVector.fromArray(SPECIES, c, c10);
    FloatVector s10b = FloatVector.fromArray(SPECIES, c, c10 + LANES);
    FloatVector s11a = FloatVector.fromArray(SPECIES, c, c11);
    FloatVector s11b = FloatVector.fromArray(SPECIES, c, c11 + LANES);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      s0a = x.fma(b0, s0a);
      s0b = x.fma(b1, s0b);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      s1a = x.fma(b0, s1a);
      s1b = x.fma(b1, s1b);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      s2a = x.fma(b0, s2a);
      s2b = x.fma(b1, s2b);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      s3a = x.fma(b0, s3a);
      s3b = x.fma(b1, s3b);
      x = FloatVector.broadcast(SPECIES, a[a4 + q]);
      s4a = x.fma(b0, s4a);
      s4b = x.fma(b1, s4b);
      x = FloatVector.broadcast(SPECIES, a[a5 + q]);
      s5a = x.fma(b0, s5a);
      s5b = x.fma(b1, s5b);
      x = FloatVector.broadcast(SPECIES, a[a6 + q]);
      s6a = x.fma(b0, s6a);
      s6b = x.fma(b1, s6b);
      x = FloatVector.broadcast(SPECIES, a[a7 + q]);
      s7a = x.fma(b0, s7a);
      s7b = x.fma(b1, s7b);
      x = FloatVector.broadcast(SPECIES, a[a8 + q]);
      s8a = x.fma(b0, s8a);
      s8b = x.fma(b1, s8b);
      x = FloatVector.broadcast(SPECIES, a[a9 + q]);
      s9a = x.fma(b0, s9a);
      s9b = x.fma(b1, s9b);
      x = FloatVector.broadcast(SPECIES, a[a10 + q]);
      s10a = x.fma(b0, s10a);
      s10b = x.fma(b1, s10b);
      x = FloatVector.broadcast(SPECIES, a[a11 + q]);
      s11a = x.fma(b0, s11a);
      s11b = x.fma(b1, s11b);
      bi += ldb;
      q += columnStep;
    }
    s0a.intoArray(c, cAt);
    s0b.intoArray(c, cAt + LANES);
    s1a.intoArray(c, c1);
    s1b.intoArray(c, c1 + LANES);
    s2a.intoArray(c, c2);
    s2b.intoArray(c, c2 + LANES);
    s3a.intoArray(c, c3);
    s3b.intoArray(c, c3 + LANES);
    s4a.intoArray(c, c4);
    s4b.intoArray(c, c4 + LANES);
    s5a.intoArray(c, c5);
    s5b.intoArray(c, c5 + LANES);
    s6a.intoArray(c, c6);
    s6b.intoArray(c, c6 + LANES);
    s7a.intoArray(c, c7);
    s7b.intoArray(c, c7 + LANES);
    s8a.intoArray(c, c8);
    s8b.intoArray(c, c8 + LANES);
    s9a.intoArray(c, c9);
    s9b.intoArray(c, c9 + LANES);
    s10a.intoArray(c, c10);
    s10b.intoArray(c, c10 + LANES);
    s11a.intoArray(c, c11);
    s11b.intoArray(c, c11 + LANES);
  }

  /** 4 rows of two vectors. */
  private static void tile4x2(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      int k) {
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    FloatVector s0a = FloatVector.fromArray(SPECIES, c, cAt);
    FloatVector s0b = FloatVector.fromArray(SPECIES, c, cAt + LANES);
    FloatVector s1a = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s1b = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector s2a = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s2b = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector s3a = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s3b = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      s0a = x.fma(b0, s0a);
      s0b = x.fma(b1, s0b);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      s1a = x.fma(b0, s1a);
      s1b = x.fma(b1, s1b);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      s2a = x.fma(b0, s2a);
      s2b = x.fma(b1, s2b);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      s3a = x.fma(b0, s3a);
      s3b = x.fma(b1, s3b);
      bi += ldb;
      q += columnStep;
    }
    s0a.intoArray(c, cAt);
    s0b.intoArray(c, cAt + LANES);
    s1a.intoArray(c, c1);
    s1b.intoArray(c, c1 + LANES);
    s2a.intoArray(c, c2);
    s2b.intoArray(c, c2 + LANES);
    s3a.intoArray(c, c3);
    s3b.intoArray(c, c3 + LANES);
  }

  /** One row of four vectors. */
  private static void tile1x4(
      float[] a, int aAt, int columnStep, float[] b, int bAt, int ldb, float[] c, int cAt, int k) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, c, cAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, c, cAt + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, c, cAt + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, c, cAt + 3 * LANES);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bi + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, bi + 3 * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      s0 = x.fma(b0, s0);
      s1 = x.fma(b1, s1);
      s2 = x.fma(b2, s2);
      s3 = x.fma(b3, s3);
      bi += ldb;
      q += columnStep;
    }
    s0.intoArray(c, cAt);
    s1.intoArray(c, cAt + LANES);
    s2.intoArray(c, cAt + 2 * LANES);
    s3.intoArray(c, cAt + 3 * LANES);
  }

  /**
   * Four rows of one vector, of which only some columns count. With more rows the masked loads and
   * stores outgrow what the compiler inlines, and every vector would become an object.
   */
  private static void tile4x1(
      float[] a,
      int aAt,
      int rowStep,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      int k,
      int width) {
    VectorMask<Float> columns = SPECIES.indexInRange(0, width);
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    FloatVector s0 = FloatVector.fromArray(SPECIES, c, cAt, columns);
    FloatVector s1 = FloatVector.fromArray(SPECIES, c, c1, columns);
    FloatVector s2 = FloatVector.fromArray(SPECIES, c, c2, columns);
    FloatVector s3 = FloatVector.fromArray(SPECIES, c, c3, columns);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      s0 = x.fma(b0, s0);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      s1 = x.fma(b0, s1);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      s2 = x.fma(b0, s2);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      s3 = x.fma(b0, s3);
      bi += ldb;
      q += columnStep;
    }
    s0.intoArray(c, cAt, columns);
    s1.intoArray(c, c1, columns);
    s2.intoArray(c, c2, columns);
    s3.intoArray(c, c3, columns);
  }

  /** One vector, of which only some columns count. */
  private static void tile1x1(
      float[] a,
      int aAt,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int k,
      int width) {
    VectorMask<Float> columns = SPECIES.indexInRange(0, width);
    FloatVector sum = FloatVector.fromArray(SPECIES, c, cAt, columns);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      sum = x.fma(b0, sum);
      bi += ldb;
      q += columnStep;
    }
    sum.intoArray(c, cAt, columns);
  }
}
