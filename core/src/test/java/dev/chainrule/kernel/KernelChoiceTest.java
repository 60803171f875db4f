package dev.chainrule.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelChoiceTest {

  private static final double SMALL = 1e6;
  private static final double LARGE = 1e12;

  @Test
  void largeWorkGetsVectorsAndSmallWorkDoesNotWaitForThem() {
    KernelChoice choice = new KernelChoice(null, true);
    assertThat(choice.forWork(LARGE)).isInstanceOf(VectorKernels.class);
    assertThat(choice.forWork(SMALL)).isExactlyInstanceOf(ScalarKernels.class);
    assertThat(choice.notice()).isEmpty();
  }

  @Test
  void withoutTheModulePlainLoopsRunAndTheNoticeSaysHowToGetVectors() {
    KernelChoice choice = new KernelChoice(null, false);
    assertThat(choice.forWork(LARGE)).isExactlyInstanceOf(ScalarKernels.class);
    assertThat(choice.notice())
        .hasValueSatisfying(line ->
            assertThat(line).contains("--add-modules jdk.incubator.vector").doesNotContain("\n"));
  }

  @Test
  void thePropertyWinsOverTheAmountOfWork() {
    assertThat(new KernelChoice("scalar", true).forWork(LARGE))
        .isExactlyInstanceOf(ScalarKernels.class);
    assertThat(new KernelChoice("vector", true).forWork(SMALL)).isInstanceOf(VectorKernels.class);
    assertThat(new KernelChoice("scalar", false).notice()).isEmpty();
  }

  @Test
  void anyOtherValueOfThePropertyIsAnErrorThatNamesThePropertyAndItsValues() {
    assertThatThrownBy(() -> new KernelChoice("fast", true).forWork(LARGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The system property chainrule.kernel must be scalar or vector, got \"fast\".");
  }

  @Test
  void namesSayWhichKernelsRan() {
    assertThat(Kernels.scalar().name()).isEqualTo("scalar");
    assertThat(Kernels.vector().name()).matches("vector-(64|128|256|512)");
  }
}
