package dev.chainrule.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Calls of every kernel on random data: what two implementations must answer with the same bits.
 */
final class KernelCases {

  /** One call; the data are made from the seed alone, so every run starts from the same bits. */
  record Case(String name, Call call) {
    float[] run(Kernels kernels) {
      return call.run(kernels);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Runs a kernel and returns every array that it wrote, gaps between rows included, end to end.
   */
  interface Call {
    float[] run(Kernels kernels);
  }

  /** How often a value is one of {@link #SPECIAL}. */
  enum Data {
    ORDINARY(0),
    SPRINKLED(0.02),
    WILD(0.4);

    private final double special;

    Data(double special) {
      this.special = special;
    }
  }

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    -1e-40f,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e20f,
    -1e20f,
    88.8f,
    -88.8f,
    -87.3f,
    17f,
    -17f,
    1e-20f,
    1e-30f
  };

  private KernelCases() {}

  /** Every kernel, on the three kinds of data, with sizes up to about {@code size}. */
  static List<Case> all(int size, long seed) {
    List<Case> cases = new ArrayList<>();
    for (Data data : Data.values()) {
      SplittableRandom sizes = new SplittableRandom(seed + data.name().hashCode());
      for (int i = 0; i < 12; i++) {
        products(
            cases,
            data,
            1 + sizes.nextInt(size),
            1 + sizes.nextInt(size),
            1 + sizes.nextInt(size),
            sizes.nextLong());
      }
      products(
          cases,
          data,
          64 + sizes.nextInt(8),
          256 + sizes.nextInt(40),
          1 + sizes.nextInt(20),
          1024,
          sizes.nextLong());
      // More rows and summation indices than the caches hold: several blocks of both.
      if (data == Data.ORDINARY) {
        products(cases, data, 270, 260, 1030, 1040, sizes.nextLong());
      }
      for (int i = 0; i < 3; i++) {
        flat(cases, data, sizes.nextInt(4 * size), sizes.nextLong());
        rows(cases, data, 1 + sizes.nextInt(size), 1 + sizes.nextInt(size), sizes.nextLong());
        rows(cases, data, 1 + sizes.nextInt(4 * size), 1, sizes.nextLong());
      }
    }
    return cases;
  }

  /** The products with gaps around and between the rows of every matrix. */
  static void products(List<Case> cases, Data data, int m, int n, int k, long seed) {
    products(cases, data, m, n, k, 0, seed);
  }

  /**
   * The products with gaps around and between the rows, which begin at least {@code stride} floats
   * apart.
   */
  static void products(List<Case> cases, Data data, int m, int n, int k, int stride, long seed) {
    String sizes = " m=" + m + " n=" + n + " k=" + k + " stride≥" + stride + " " + data;
    for (Start start : Start.values()) {
      cases.add(
          new Case(
              "multiply" + sizes + " " + start,
              kernels -> {
                Source source = new Source(seed, data);
                Block a = source.block(m, k, stride);
                Block b = source.block(k, n, stride);
                return product(kernels, kernels::multiply, source, start, a, b, m, n, k, stride);
              }));
      cases.add(
          new Case(
              "multiplyTransposedA" + sizes + " " + start,
              kernels -> {
                Source source = new Source(seed, data);
                Block a = source.block(k, m, stride);
                Block b = source.block(k, n, stride);
                return product(
                    kernels, kernels::multiplyTransposedA, source, start, a, b, m, n, k, stride);
              }));
      cases.add(
          new Case(
              "multiplyTransposedB" + sizes + " " + start,
              kernels -> {
                Source source = new Source(seed, data);
                Block a = source.block(m, k, stride);
                Block b = source.block(n, k, stride);
                return product(
                    kernels, kernels::multiplyTransposedB, source, start, a, b, m, n, k, stride);
              }));
    }
    cases.add(
        new Case(
            "innerProducts" + sizes,
            kernels -> {
              Source source = new Source(seed, data);
              Block a = source.block(m, k, stride);
              Block b = source.block(1, k);
              Block c = source.block(1, m);
              kernels.innerProducts(
                  source.block(1, 1).x[0], a.x, a.at, a.ld, b.x, b.at, c.x, c.at, m, k);
              return c.x;
            }));
  }

  /** Exactly as much as is needed, and what it holds must not matter. */
  private static float[] scratch(Kernels kernels, int m, int n, int k) {
    float[] scratch = new float[kernels.productScratch(m, n, k)];
    Arrays.fill(scratch, Float.NaN);
    return scratch;
  }

  /** Element functions, flat vectors and optimizers on n values. */
  static void flat(List<Case> cases, Data data, int n, long seed) {
    String size = " n=" + n + " " + data;
    for (ElementFunction f : ElementFunction.values()) {
      cases.add(
          new Case(
              "activate " + f + size,
              kernels -> {
                Source source = new Source(seed, data);
                Block z = source.block(1, n);
                Block a = source.block(1, n);
                kernels.activate(f, 0.3f, z.x, z.at, a.x, a.at, n);
                return a.x;
              }));
      cases.add(
          new Case(
              "multiplyByDerivative " + f + size,
              kernels -> {
                Source source = new Source(seed, data);
                Block z = source.block(1, n);
                Block a = source.block(1, n);
                Block delta = source.block(1, n);
                kernels.multiplyByDerivative(f, 0.3f, z.x, z.at, a.x, a.at, delta.x, delta.at, n);
                return delta.x;
              }));
    }
    cases.add(
        new Case(
            "sumOfSquares" + size,
            kernels -> {
              Block x = new Source(seed, data).block(1, n);
              long bits = Double.doubleToLongBits(kernels.sumOfSquares(x.x, x.at, n));
              return new float[] {
                Float.intBitsToFloat((int) (bits >>> 40)), (bits >>> 20) & 0xFFFFF, bits & 0xFFFFF
              };
            }));
    cases.add(
        new Case(
            "exponential" + size,
            kernels -> {
              Block x = new Source(seed, data).block(1, n);
              kernels.exponential(x.x, x.at, n);
              return x.x;
            }));
    cases.add(
        new Case(
            "addScaled" + size,
            kernels -> {
              Source source = new Source(seed, data);
              Block x = source.block(1, n);
              Block y = source.block(1, n);
              kernels.addScaled(0.7f, x.x, x.at, y.x, y.at, n);
              return y.x;
            }));
    UpdateCases.add(cases, data, n, seed);
  }

  /** What the sums of a product begin with. */
  private enum Start {
    ONTO_C,
    FROM_A_MATRIX,
    FROM_A_ROW
  }

  /** A kernel for products. */
  private interface Product {
    void run(
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
        float[] scratch);
  }

  private static float[] product(
      Kernels kernels,
      Product product,
      Source source,
      Start start,
      Block a,
      Block b,
      int m,
      int n,
      int k,
      int stride) {
    Block c = source.block(m, n, stride);
    Block s =
        switch (start) {
          case ONTO_C -> c;
          case FROM_A_MATRIX -> source.block(m, n, stride);
          case FROM_A_ROW -> source.row(n);
        };
    product.run(
        a.x,
        a.at,
        a.ld,
        b.x,
        b.at,
        b.ld,
        s.x,
        s.at,
        s.ld,
        c.x,
        c.at,
        c.ld,
        m,
        n,
        k,
        scratch(kernels, m, n, k));
    return c.x;
  }

  /** Row and column kernels, softmax and the losses on m rows of n values. */
  static void rows(List<Case> cases, Data data, int m, int n, long seed) {
    String sizes = " m=" + m + " n=" + n + " " + data;
    cases.add(
        new Case(
            "addColumnSums" + sizes,
            kernels -> {
              Source source = new Source(seed, data);
              Block c = source.block(m, n);
              Block sums = source.block(1, n);
              kernels.addColumnSums(c.x, c.at, c.ld, m, n, sums.x, sums.at);
              return sums.x;
            }));
    cases.add(
        new Case(
            "softmax" + sizes,
            kernels -> {
              float[] scores = new Source(seed, data).array(m * n + 7);
              kernels.softmax(scores, 3, m, n);
              return scores;
            }));
    for (float smoothing : new float[] {0f, 0.1f}) {
      String what = " smoothing=" + smoothing + sizes;
      loss(
          cases,
          "sigmoidCrossEntropy" + what,
          data,
          m,
          n,
          seed,
          (k, s, t, w, g, l) ->
              k.sigmoidCrossEntropy(s, 3, t, 2, w, 1, 0.5f, smoothing, g, 3, l, 4, m, n));
      loss(
          cases,
          "softmaxCrossEntropy" + what,
          data,
          m,
          n,
          seed,
          (k, s, t, w, g, l) ->
              k.softmaxCrossEntropy(s, 3, t, 2, w, 1, 0.5f, smoothing, g, 3, l, 4, m, n));
    }
    loss(
        cases,
        "squaredError" + sizes,
        data,
        m,
        n,
        seed,
        (k, s, t, w, g, l) -> k.squaredError(s, 3, t, 2, w, 1, 0.5f, g, 3, l, 4, m, n));
    loss(
        cases,
        "absoluteError" + sizes,
        data,
        m,
        n,
        seed,
        (k, s, t, w, g, l) -> k.absoluteError(s, 3, t, 2, w, 1, 0.5f, g, 3, l, 4, m, n));
    loss(
        cases,
        "huberError" + sizes,
        data,
        m,
        n,
        seed,
        (k, s, t, w, g, l) -> k.huberError(s, 3, t, 2, w, 1, 0.5f, 0.8f, g, 3, l, 4, m, n));
    float[] levels = {0.1f, 0.5f, 0.9f};
    loss(
        cases,
        "pinballError" + sizes,
        data,
        m,
        n,
        seed,
        (k, s, t, w, g, l) -> k.pinballError(s, 3, t, 2, w, 1, 0.5f, levels, g, 3, l, 4, m, n));
    loss(
        cases,
        "poissonDeviance" + sizes,
        data,
        m,
        n,
        seed,
        (k, s, t, w, g, l) -> k.poissonDeviance(s, 3, t, 2, w, 1, 0.5f, g, 3, l, 4, m, n));
  }

  private interface LossCall {
    void run(
        Kernels kernels,
        float[] scores,
        float[] targets,
        float[] weights,
        float[] gradient,
        float[] rowLoss);
  }

  /** The loss with a gradient array of its own, and with the gradient over the scores. */
  private static void loss(
      List<Case> cases, String name, Data data, int m, int n, long seed, LossCall call) {
    for (boolean inPlace : new boolean[] {false, true}) {
      cases.add(
          new Case(
              name + (inPlace ? " in place" : ""),
              kernels -> {
                Source source = new Source(seed, data);
                float[] scores = source.array(m * n + 7);
                float[] targets = source.array(m * n + 7);
                float[] weights = source.array(m + 7);
                float[] gradient = inPlace ? scores : source.array(m * n + 7);
                float[] rowLoss = source.array(m + 7);
                call.run(kernels, scores, targets, weights, gradient, rowLoss);
                return concatenated(gradient, rowLoss);
              }));
    }
  }

  static float[] concatenated(float[]... arrays) {
    int length = 0;
    for (float[] array : arrays) {
      length += array.length;
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] array : arrays) {
      System.arraycopy(array, 0, all, at, array.length);
      at += array.length;
    }
    return all;
  }

  /** A matrix inside a larger array: {@code at} is its first element, {@code ld} its row stride. */
  static final class Block {
    final float[] x;
    final int at;
    final int ld;

    Block(float[] x, int at, int ld) {
      this.x = x;
      this.at = at;
      this.ld = ld;
    }
  }

  static final class Source {
    private final SplittableRandom random;
    private final Data data;

    Source(long seed, Data data) {
      this.random = new SplittableRandom(seed);
      this.data = data;
    }

    Block block(int rows, int columns) {
      return block(rows, columns, 0);
    }

    /** The rows begin at least {@code stride} floats apart. */
    Block block(int rows, int columns, int stride) {
      int at = random.nextInt(6);
      int ld = Math.max(columns, stride) + random.nextInt(4);
      return new Block(array(at + rows * ld + random.nextInt(3)), at, ld);
    }

    /** A matrix whose rows are all one. */
    Block row(int columns) {
      int at = random.nextInt(6);
      return new Block(array(at + columns + random.nextInt(3)), at, 0);
    }

    float[] array(int length) {
      float[] x = new float[length];
      for (int i = 0; i < length; i++) {
        x[i] = value();
      }
      return x;
    }

    private float value() {
      if (random.nextDouble() < data.special) {
        return SPECIAL[random.nextInt(SPECIAL.length)];
      }
      double magnitude = Math.exp(3 * random.nextDouble() - 2);
      return (float) (random.nextBoolean() ? magnitude : -magnitude);
    }
  }
}
