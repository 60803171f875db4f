package dev.chainrule.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes blocks of 16 rows and 16 columns in 16 registers, on processors with vectors of 16
 * floats: in four rounds, each of which swaps the corners off the diagonal of all squares of 16, 8,
 * 4 and then 2 elements a side. That is 64 instructions for 256 elements; plain loops take as many
 * loads and stores as there are elements.
 */
final class VectorTransposition {

  /** Rows, and columns, of a block. */
  static final int SIDE = 16;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

  // Which elements of two rows of a square, side by side 0 … 31, its upper row is made of, and its
  // lower row.
  private static final FloatVector UPPER_8 = upper(8);
  private static final FloatVector LOWER_8 = lower(8);
  private static final FloatVector UPPER_4 = upper(4);
  private static final FloatVector LOWER_4 = lower(4);
  private static final FloatVector UPPER_2 = upper(2);
  private static final FloatVector LOWER_2 = lower(2);
  private static final FloatVector UPPER_1 = upper(1);
  private static final FloatVector LOWER_1 = lower(1);

  private VectorTransposition() {}

  /** Left half of the upper row, then left half of the lower row, where a half has d elements. */
  private static FloatVector upper(int d) {
    float[] from = new float[SIDE];
    for (int lane = 0; lane < SIDE; lane++) {
      from[lane] = (lane & d) == 0 ? lane : SIDE + lane - d;
    }
    return FloatVector.fromArray(SPECIES, from, 0);
  }

  /** Right half of the upper row, then right half of the lower row. */
  private static FloatVector lower(int d) {
    float[] from = new float[SIDE];
    for (int lane = 0; lane < SIDE; lane++) {
      from[lane] = (lane & d) == 0 ? lane + d : SIDE + lane;
    }
    return FloatVector.fromArray(SPECIES, from, 0);
  }

  /** to[j·toStep + i] ← from[i·fromStep + j], for i and j below 16. */
  static void block(float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep) {
    FloatVector r0 = FloatVector.fromArray(SPECIES, from, fromAt);
    FloatVector r1 = FloatVector.fromArray(SPECIES, from, fromAt + fromStep);
    FloatVector r2 = FloatVector.fromArray(SPECIES, from, fromAt + 2 * fromStep);
    FloatVector r3 = FloatVector.fromArray(SPECIES, from, fromAt + 3 * fromStep);
    FloatVector r4 = FloatVector.fromArray(SPECIES, from, fromAt + 4 * fromStep);
    FloatVector r5 = FloatVector.fromArray(SPECIES, from, fromAt + 5 * fromStep);
    FloatVector r6 = FloatVector.fromArray(SPECIES, from, fromAt + 6 * fromStep);
    FloatVector r7 = FloatVector.fromArray(SPECIES, from, fromAt + 7 * fromStep);
    FloatVector r8 = FloatVector.fromArray(SPECIES, from, fromAt + 8 * fromStep);
    FloatVector r9 = FloatVector.fromArray(SPECIES, from, fromAt + 9 * fromStep);
    FloatVector r10 = FloatVector.fromArray(SPECIES, from, fromAt + 10 * fromStep);
    FloatVector r11 = FloatVector.fromArray(SPECIES, from, fromAt + 11 * fromStep);
    FloatVector r12 = FloatVector.fromArray(SPECIES, from, fromAt + 12 * fromStep);
    FloatVector r13 = FloatVector.fromArray(SPECIES, from, fromAt + 13 * fromStep);
    FloatVector r14 = FloatVector.fromArray(SPECIES, from, fromAt + 14 * fromStep);
    FloatVector r15 = FloatVector.fromArray(SPECIES, from, fromAt + 15 * fromStep);

    FloatVector s0 = UPPER_8.selectFrom(r0, r8);
    FloatVector s1 = UPPER_8.selectFrom(r1, r9);
    FloatVector s2 = UPPER_8.selectFrom(r2, r10);
    FloatVector s3 = UPPER_8.selectFrom(r3, r11);
    FloatVector s4 = UPPER_8.selectFrom(r4, r12);
    FloatVector s5 = UPPER_8.selectFrom(r5, r13);
    FloatVector s6 = UPPER_8.selectFrom(r6, r14);
    FloatVector s7 = UPPER_8.selectFrom(r7, r15);
    FloatVector s8 = LOWER_8.selectFrom(r0, r8);
    FloatVector s9 = LOWER_8.selectFrom(r1, r9);
    FloatVector s10 = LOWER_8.selectFrom(r2, r10);
    FloatVector s11 = LOWER_8.selectFrom(r3, r11);
    FloatVector s12 = LOWER_8.selectFrom(r4, r12);
    FloatVector s13 = LOWER_8.selectFrom(r5, r13);
    FloatVector s14 = LOWER_8.selectFrom(r6, r14);
    FloatVector s15 = LOWER_8.selectFrom(r7, r15);

    FloatVector t0 = UPPER_4.selectFrom(s0, s4);
    FloatVector t1 = UPPER_4.selectFrom(s1, s5);
    FloatVector t2 = UPPER_4.selectFrom(s2, s6);
    FloatVector t3 = UPPER_4.selectFrom(s3, s7);
    FloatVector t4 = LOWER_4.selectFrom(s0, s4);
    FloatVector t5 = LOWER_4.selectFrom(s1, s5);
    FloatVector t6 = LOWER_4.selectFrom(s2, s6);
    FloatVector t7 = LOWER_4.selectFrom(s3, s7);
    FloatVector t8 = UPPER_4.selectFrom(s8, s12);
    FloatVector t9 = UPPER_4.selectFrom(s9, s13);
    FloatVector t10 = UPPER_4.selectFrom(s10, s14);
    FloatVector t11 = UPPER_4.selectFrom(s11, s15);
    FloatVector t12 = LOWER_4.selectFrom(s8, s12);
    FloatVector t13 = LOWER_4.selectFrom(s9, s13);
    FloatVector t14 = LOWER_4.selectFrom(s10, s14);
    FloatVector t15 = LOWER_4.selectFrom(s11, s15);

    FloatVector u0 = UPPER_2.selectFrom(t0, t2);
    FloatVector u1 = UPPER_2.selectFrom(t1, t3);
    FloatVector u2 = LOWER_2.selectFrom(t0, t2);
    FloatVector u3 = LOWER_2.selectFrom(t1, t3);
    FloatVector u4 = UPPER_2.selectFrom(t4, t6);
    FloatVector u5 = UPPER_2.selectFrom(t5, t7);
    FloatVector u6 = LOWER_2.selectFrom(t4, t6);
    FloatVector u7 = LOWER_2.selectFrom(t5, t7);
    FloatVector u8 = UPPER_2.selectFrom(t8, t10);
    FloatVector u9 = UPPER_2.selectFrom(t9, t11);
    FloatVector u10 = LOWER_2.selectFrom(t8, t10);
    FloatVector u11 = LOWER_2.selectFrom(t9, t11);
    FloatVector u12 = UPPER_2.selectFrom(t12, t14);
    FloatVector u13 = UPPER_2.selectFrom(t13, t15);
    FloatVector u14 = LOWER_2.selectFrom(t12, t14);
    FloatVector u15 = LOWER_2.selectFrom(t13, t15);

    FloatVector v0 = UPPER_1.selectFrom(u0, u1);
    FloatVector v1 = LOWER_1.selectFrom(u0, u1);
    FloatVector v2 = UPPER_1.selectFrom(u2, u3);
    FloatVector v3 = LOWER_1.selectFrom(u2, u3);
    FloatVector v4 = UPPER_1.selectFrom(u4, u5);
    FloatVector v5 = LOWER_1.selectFrom(u4, u5);
    FloatVector v6 = UPPER_1.selectFrom(u6, u7);
    FloatVector v7 = LOWER_1.selectFrom(u6, u7);
    FloatVector v8 = UPPER_1.selectFrom(u8, u9);
    FloatVector v9 = LOWER_1.selectFrom(u8, u9);
    FloatVector v10 = UPPER_1.selectFrom(u10, u11);
    FloatVector v11 = LOWER_1.selectFrom(u10, u11);
    FloatVector v12 = UPPER_1.selectFrom(u12, u13);
    FloatVector v13 = LOWER_1.selectFrom(u12, u13);
    FloatVector v14 = UPPER_1.selectFrom(u14, u15);
    FloatVector v15 = LOWER_1.selectFrom(u14, u15);

    v0.intoArray(to, toAt);
    v1.intoArray(to, toAt + toStep);
    v2.intoArray(to, toAt + 2 * toStep);
    v3.intoArray(to, toAt + 3 * toStep);
    v4.intoArray(to, toAt + 4 * toStep);
    v5.intoArray(to, toAt + 5 * toStep);
    v6.intoArray(to, toAt + 6 * toStep);
    v7.intoArray(to, toAt + 7 * toStep);
    v8.intoArray(to, toAt + 8 * toStep);
    v9.intoArray(to, toAt + 9 * toStep);
    v10.intoArray(to, toAt + 10 * toStep);
    v11.intoArray(to, toAt + 11 * toStep);
    v12.intoArray(to, toAt + 12 * toStep);
    v13.intoArray(to, toAt + 13 * toStep);
    v14.intoArray(to, toAt + 14 * toStep);
    v15.intoArray(to, toAt + 15 * toStep);
  }
}
