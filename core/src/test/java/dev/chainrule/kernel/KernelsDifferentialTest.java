package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vector kernels give the bits of the scalar kernels, which are their specification. */
class KernelsDifferentialTest {

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @Test
  void everyKernelGivesTheBitsOfTheSpecificationOnRandomSizes() {
    for (long seed = 1; seed <= 6; seed++) {
      compare(KernelCases.all(60, seed));
    }
  }

  @Test
  void productsGiveTheBitsOfTheSpecificationAtAwkwardSizes() {
    int[] sizes = {1, 2, 3, 4, 13, 16, 31, 207};
    List<KernelCases.Case> cases = new ArrayList<>();
    for (int m : sizes) {
      for (int n : sizes) {
        for (int k : sizes) {
          KernelCases.products(
              cases, KernelCases.Data.ORDINARY, m, n, k, m + 1000L * n + 1000_000L * k);
        }
      }
    }
    KernelCases.products(cases, KernelCases.Data.ORDINARY, 702, 13, 207, 1);
    KernelCases.products(cases, KernelCases.Data.ORDINARY, 13, 702, 1, 2);
    KernelCases.products(cases, KernelCases.Data.SPRINKLED, 13, 207, 702, 3);
    KernelCases.products(cases, KernelCases.Data.ORDINARY, 1, 1, 702, 4);
    compare(cases);
  }

  @Test
  void productsOfMatricesWhoseRowsLieFarApartGiveTheBitsOfTheSpecification() {
    List<KernelCases.Case> cases = new ArrayList<>();
    int[][] sizes = {{12, 256, 512}, {64, 256, 20}, {67, 289, 31}, {300, 5, 40}, {5, 300, 600}};
    for (int[] size : sizes) {
      for (KernelCases.Data data : KernelCases.Data.values()) {
        KernelCases.products(cases, data, size[0], size[1], size[2], 1024, size[0] + size[1]);
      }
    }
    KernelCases.products(cases, KernelCases.Data.ORDINARY, 281, 271, 527, 1030, 5);
    KernelCases.products(cases, KernelCases.Data.SPRINKLED, 530, 260, 3, 4096, 6);
    compare(cases);
  }

  @Test
  void emptyArgumentsGiveTheBitsOfTheSpecification() {
    List<KernelCases.Case> cases = new ArrayList<>();
    KernelCases.products(cases, KernelCases.Data.ORDINARY, 0, 5, 5, 1);
    KernelCases.products(cases, KernelCases.Data.ORDINARY, 5, 0, 5, 2);
    KernelCases.products(cases, KernelCases.Data.ORDINARY, 20, 40, 0, 3);
    KernelCases.flat(cases, KernelCases.Data.ORDINARY, 0, 4);
    compare(cases);
  }

  private void compare(List<KernelCases.Case> cases) {
    for (KernelCases.Case each : cases) {
      float[] expected = each.run(scalar);
      float[] actual = each.run(vector);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
          assertThat(actual[i]).as("%s, element %d", each, i).isEqualTo(expected[i]);
        }
      }
    }
  }
}
