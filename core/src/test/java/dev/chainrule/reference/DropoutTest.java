package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Mode;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.RandomStreams;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DropoutTest {

  private static final int ROWS = 200;
  private static final int UNITS = 301;

  private static double[] dropped(double rate, long step) {
    Architecture architecture = Architecture.of(UNITS, Dropout.of(rate), Dense.of(1));
    DoubleMatrix ones = DoubleMatrix.of(ROWS, UNITS, (i, j) -> 1);
    return ForwardPass.of(
            architecture, new double[UNITS + 1], ones, Mode.training(new RandomStreams(3), step))
        .layers()
        .getFirst()
        .a()
        .toArray();
  }

  @Test
  void theShareThatIsAskedForIsDroppedAndTheMeanStays() {
    for (double rate : new double[] {0.1, 0.5, 0.8}) {
      double[] a = dropped(rate, 0);
      double zeros = DoubleStream.of(a).filter(value -> value == 0).count();
      assertThat(zeros / a.length).isCloseTo(rate, within(0.01));
      assertThat(DoubleStream.of(a).average().orElseThrow()).isCloseTo(1, within(0.03));
      assertThat(DoubleStream.of(a).distinct()).hasSize(2).contains(0.0, 1 / (1 - rate));
    }
  }

  @Test
  void everyStepEveryRowAndEveryUnitHasADrawOfItsOwn() {
    double[] first = dropped(0.5, 0);
    double[] second = dropped(0.5, 1);
    assertThat(shareOfEqual(first, second, 0)).as("of steps").isCloseTo(0.5, within(0.01));
    assertThat(shareOfEqual(first, first, UNITS)).as("of rows").isCloseTo(0.5, within(0.01));
    assertThat(shareOfEqual(first, first, 1)).as("of units").isCloseTo(0.5, within(0.01));
    assertThat(shareOfEqual(first, first, 2)).as("of next but one").isCloseTo(0.5, within(0.01));
    assertThat(dropped(0.5, 0)).isEqualTo(first);
  }

  private static double shareOfEqual(double[] a, double[] b, int shift) {
    int equal = 0;
    for (int i = 0; i + shift < a.length; i++) {
      equal += a[i] == b[i + shift] ? 1 : 0;
    }
    return (double) equal / (a.length - shift);
  }

  @Test
  void twoLayersDropWithoutRegardToEachOther() {
    Architecture architecture =
        Architecture.of(UNITS, Dropout.of(0.5), Dropout.of(0.5), Dense.of(1));
    DoubleMatrix ones = DoubleMatrix.of(ROWS, UNITS, (i, j) -> 1);
    double[] a =
        ForwardPass.of(
                architecture, new double[UNITS + 1], ones, Mode.training(new RandomStreams(3), 0))
            .layers()
            .get(1)
            .a()
            .toArray();
    double kept = DoubleStream.of(a).filter(value -> value > 0).count();
    assertThat(kept / a.length).isCloseTo(0.25, within(0.01));
  }

  @Test
  void aRateOfAllAndANetworkThatEndsInDropoutAreRefused() {
    assertThatThrownBy(() -> Dropout.of(1)).hasMessageContaining("at least 0 and below 1, got 1.0");
    assertThatThrownBy(() -> Architecture.of(3, Dense.of(1), Dropout.of(0.5)))
        .hasMessageContaining("Layer 2, the last, is dropout");
  }

  @Test
  void batchNormOfOneRowIsRefusedInTrainingOnly() {
    Architecture architecture =
        Architecture.of(2, Dense.of(3), BatchNorm.of(Activation.relu()), Dense.of(1));
    double[] theta = new double[architecture.layout().size()];
    DoubleMatrix row = DoubleMatrix.of(new double[] {1, 2});
    assertThatThrownBy(
            () -> ForwardPass.of(architecture, theta, row, Mode.training(new RandomStreams(1), 0)))
        .hasMessageContaining("Layer 2 is batch norm")
        .hasMessageContaining("at least 2 rows, got 1");
    assertThat(ForwardPass.of(architecture, theta, row).scores().get(0, 0)).isZero();
  }
}
