package dev.chainrule.bench.kernels;

import dev.chainrule.kernel.Kernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The products of a layer: Y = X·W, dX = δ·Wᵀ and dW = Xᵀ·δ. */
public class ProductKernels extends MeasuredKernel {

  /** Which product. */
  public enum Form {
    Y,
    DX,
    DW
  }

  /** Which product. */
  @Param public Form form = Form.Y;

  /** Rows × units × inputs. */
  @Param({
    "1x1x1",
    "13x13x13",
    "207x207x207",
    "702x702x702",
    "64x64x64",
    "256x256x256",
    "512x512x512",
    "2048x2048x2048",
    "128x512x784",
    "128x10x256",
    "32x64x30"
  })
  public String shape = "";

  private int m;
  private int n;
  private int k;
  private float[] zeros = new float[0];
  private float[] scratch = new float[0];

  @Override
  int[] lengths() {
    int[] sizes = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
    zeros = new float[Math.max(n, k)];
    Kernels vector = Kernels.vector();
    scratch =
        new float
            [Math.max(
                vector.productScratch(m, n, k),
                Math.max(vector.productScratch(m, k, n), vector.productScratch(k, n, m)))];
    return new int[] {m * k, k * n, m * n};
  }

  @Override
  void call(Kernels kernels, float[][] arrays) {
    float[] x = arrays[0];
    float[] w = arrays[1];
    float[] y = arrays[2];
    switch (form) {
      case Y -> kernels.multiply(x, 0, k, w, 0, n, zeros, 0, 0, y, 0, n, m, n, k, scratch);
      case DX ->
          kernels.multiplyTransposedB(y, 0, n, w, 0, n, zeros, 0, 0, x, 0, k, m, k, n, scratch);
      case DW ->
          kernels.multiplyTransposedA(x, 0, k, y, 0, n, zeros, 0, 0, w, 0, n, k, n, m, scratch);
    }
  }

  /** A product. */
  @Benchmark
  public void product() {
    run();
  }
}
