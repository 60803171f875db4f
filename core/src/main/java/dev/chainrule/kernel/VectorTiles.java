package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of {@link VectorProducts}: a tile of C, some rows of some vectors, stays in
 * registers while the summation index runs: C ← S + A·B.
 *
 * <p>A tile steps through A with a row step and a column step, so that A, Aᵀ and packed strips are
 * all the same to it; B is read in rows of vectors. The sums of a tile are local variables, written
 * out: the compiler keeps only those in registers.
 *
 * <p>Here are the small ones; whole strips have {@link VectorTiles12} or {@link VectorTiles6}.
 */
final class VectorTiles {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorTiles() {}

  /** 4 rows of two vectors. */
  static void tile4x2(
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
      int k) {
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    FloatVector s0a = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s0b = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector s1a = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s1b = FloatVector.fromArray(SPECIES, start, startAt + startStep + LANES);
    FloatVector s2a = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s2b = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep + LANES);
    FloatVector s3a = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
    FloatVector s3b = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep + LANES);
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

  /** 4 rows of one vector. */
  static void tile4x1(
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
      int k) {
    int a1 = aAt + rowStep;
    int a2 = a1 + rowStep;
    int a3 = a2 + rowStep;
    int c1 = cAt + ldc;
    int c2 = c1 + ldc;
    int c3 = c2 + ldc;
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + startStep);
    FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * startStep);
    FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * startStep);
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
    s0.intoArray(c, cAt);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
  }

  /** One row of four vectors. */
  static void tile1x4(
      float[] a,
      int aAt,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      float[] c,
      int cAt,
      int k) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    FloatVector s2 = FloatVector.fromArray(SPECIES, start, startAt + 2 * LANES);
    FloatVector s3 = FloatVector.fromArray(SPECIES, start, startAt + 3 * LANES);
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

  /** One row of two vectors. */
  static void tile1x2(
      float[] a,
      int aAt,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      float[] c,
      int cAt,
      int k) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, start, startAt);
    FloatVector s1 = FloatVector.fromArray(SPECIES, start, startAt + LANES);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bi + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      s0 = x.fma(b0, s0);
      s1 = x.fma(b1, s1);
      bi += ldb;
      q += columnStep;
    }
    s0.intoArray(c, cAt);
    s1.intoArray(c, cAt + LANES);
  }

  /** One row of one vector. */
  static void tile1x1(
      float[] a,
      int aAt,
      int columnStep,
      float[] b,
      int bAt,
      int ldb,
      float[] start,
      int startAt,
      float[] c,
      int cAt,
      int k) {
    FloatVector sum = FloatVector.fromArray(SPECIES, start, startAt);
    int bi = bAt;
    int q = 0;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aAt + q]);
      sum = x.fma(b0, sum);
      bi += ldb;
      q += columnStep;
    }
    sum.intoArray(c, cAt);
  }
}
