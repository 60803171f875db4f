import org.bytedeco.javacpp.FloatPointer;

/** The plain products of OpenBLAS and MKL at the shapes of a training; C ← A·B, row-major.
 * The number of threads comes from OPENBLAS_NUM_THREADS and MKL_NUM_THREADS. */
final class Blas {

  private static final int[][] SHAPES = {
    {64, 64, 64}, {256, 256, 256}, {512, 512, 512}, {2048, 2048, 2048},
    {128, 512, 784}, {128, 10, 256}, {32, 64, 30}, {512, 4096, 4096}
  };
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  /** How a library multiplies. */
  interface Product {
    void run(int ta, int tb, int m, int n, int k, FloatPointer a, int lda, FloatPointer b, int ldb, FloatPointer c);
  }

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    boolean mkl = contender.files[0].equals("mkl");
    if (!contender.workload.equals("products")) {
      return;
    }
    Product product;
    if (mkl) {
      product =
          (ta, tb, m, n, k, a, lda, b, ldb, c) ->
              org.bytedeco.mkl.global.mkl_rt.cblas_sgemm(
                  ROW_MAJOR, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    } else {
      product =
          (ta, tb, m, n, k, a, lda, b, ldb, c) ->
              org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm(
                  ROW_MAJOR, ta, tb, m, n, k, 1, a, lda, b, ldb, 0, c, n);
    }
    // Once for warming up, at least three seconds, and once to measure.
    sweep(Math.max(3, 0.4 * contender.seconds), false, product);
    sweep(0.6 * contender.seconds, true, product);
  }

  private static void sweep(double seconds, boolean told, Product product) throws Exception {
    double share = seconds / (3 * SHAPES.length);
    for (int[] shape : SHAPES) {
      int m = shape[0];
      int n = shape[1];
      int k = shape[2];
      String name = told ? " " + m + "x" + n + "x" + k : "";
      measure("Y" + name, share, told, product, PLAIN, PLAIN, m, n, k);
      measure("dX" + name, share, told, product, PLAIN, TRANSPOSED, m, k, n);
      measure("dW" + name, share, told, product, TRANSPOSED, PLAIN, k, n, m);
    }
  }

  private static void measure(
      String what, double seconds, boolean told, Product product, int ta, int tb, int m, int n, int k)
      throws Exception {
    FloatPointer a = filled((long) m * k);
    FloatPointer b = filled((long) k * n);
    FloatPointer c = filled((long) m * n);
    int repeats = (int) Math.max(1, 2e7 / ((double) m * n * k));
    double[] measured =
        Contender.timed(
            seconds,
            () -> {
              for (int i = 0; i < repeats; i++) {
                product.run(ta, tb, m, n, k, a, ta == PLAIN ? k : m, b, tb == PLAIN ? n : k, c);
              }
            });
    if (told) {
      Contender.figure(what, 2e-9 * m * n * k * repeats / Contender.median(measured), "GFLOP/s");
    }
    a.close();
    b.close();
    c.close();
  }

  private static FloatPointer filled(long size) {
    FloatPointer pointer = new FloatPointer(size);
    for (long i = 0; i < size; i++) {
      pointer.put(i, (float) (1e-3 * (i % 7 - 3)));
    }
    return pointer;
  }
}
