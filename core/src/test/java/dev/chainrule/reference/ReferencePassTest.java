package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReferencePassTest {

  private static final Offset<Double> EXACT = within(1e-15);

  private final Architecture architecture =
      Architecture.of(2, Dense.of(2, Activation.relu()), Dense.of(1));
  private final double[] parameters = {0.5, 0.25, -1, 0.5, 0.1, 0.2, 1, -2, 0.3};
  private final DoubleMatrix x = DoubleMatrix.of(new double[][] {{1, 2}, {-1, 3}, {0.5, -0.25}});
  private final DoubleMatrix y = DoubleMatrix.of(new double[][] {{1}, {0}, {1}});

  @Test
  void oneSampleOfANetworkShowsEveryGradient() {
    Network network = Network.of(architecture, 0.5f, 0.25f, -1f, 0.5f, 0f, 0f, 1f, -2f, 0.5f);
    ReferencePass pass =
        ReferencePass.of(network, Loss.meanSquaredError(), new double[] {1, 2}, new double[] {3});

    assertThat(pass.a(0)).isEqualTo(DoubleMatrix.of(new double[] {1, 2}));
    assertThat(pass.z(1)).isEqualTo(DoubleMatrix.of(new double[] {1, 0}));
    assertThat(pass.prediction())
        .isEqualTo(pass.a(2))
        .isEqualTo(DoubleMatrix.of(new double[] {1.5}));
    assertThat(pass.loss()).isEqualTo(1.125);
    assertThat(pass.delta(2)).isEqualTo(DoubleMatrix.of(new double[] {-1.5}));
    assertThat(pass.delta(1).row(0)).containsExactly(-1.5, 0);
    assertThat(pass.weightGradient(2)).isEqualTo(DoubleMatrix.of(new double[] {-1.5, 0}));
    assertThat(pass.biasGradient(2)).isEqualTo(DoubleMatrix.of(new double[] {-1.5}));
    assertThat(pass.weightGradient(1).row(0)).containsExactly(-1.5, -3);
    assertThat(pass.inputGradient()).isEqualTo(DoubleMatrix.of(new double[] {-0.75, -0.375}));
    assertThat(pass.gradient())
        .containsExactly(new double[] {-1.5, -3, 0, 0, -1.5, 0, -1.5, 0, -1.5}, EXACT);
  }

  @Test
  void regressionsAreNetworksWithoutHiddenLayers() {
    Network network = Network.of(Architecture.of(2, Dense.of(1)), 1f, -1f, 0.5f);
    double[] sample = {0.75, 1.25};

    assertThat(
            ReferencePass.of(network, Loss.meanSquaredError(), sample, new double[] {0})
                .prediction()
                .get(0, 0))
        .isZero();
    assertThat(
            ReferencePass.of(network, Loss.sigmoidCrossEntropy(), sample, new double[] {0})
                .prediction()
                .get(0, 0))
        .isEqualTo(0.5);
  }

  @Test
  void aWeightOfTwoIsARowGivenTwice() {
    DoubleMatrix twice = DoubleMatrix.of(x.row(0), x.row(0), x.row(1), x.row(2));
    DoubleMatrix targets = DoubleMatrix.of(y.row(0), y.row(0), y.row(1), y.row(2));
    ReferencePass weighted = weighted(2, 1, 1);
    ReferencePass repeated =
        ReferencePass.of(
            architecture, parameters, Loss.sigmoidCrossEntropy(), twice, targets, null);

    assertThat(weighted.loss()).isCloseTo(repeated.loss(), EXACT);
    assertThat(weighted.gradient()).containsExactly(repeated.gradient(), EXACT);
  }

  @Test
  void onlyTheProportionsOfWeightsMatter() {
    assertThat(weighted(3, 1.5, 0.3).gradient())
        .containsExactly(weighted(10, 5, 1).gradient(), EXACT);
    assertThat(weighted(7, 7, 7).gradient())
        .containsExactly(
            ReferencePass.of(architecture, parameters, Loss.sigmoidCrossEntropy(), x, y, null)
                .gradient(),
            EXACT);
  }

  @Test
  void aRowOfWeightZeroLeavesNoTrace() {
    assertThat(weighted(1, 0, 1).inputGradient().row(1)).containsOnly(0);
  }

  private ReferencePass weighted(double... weights) {
    return ReferencePass.of(architecture, parameters, Loss.sigmoidCrossEntropy(), x, y, weights);
  }

  @Test
  void penaltiesAddToTheLossAndToTheGradientOfWeightsOnly() {
    BatchLoss objective = BatchLoss.of(Loss.meanSquaredError(), y);
    ReferencePass plain = ReferencePass.of(architecture, parameters, x, objective, Penalty.none());
    ReferencePass penalised =
        ReferencePass.of(architecture, parameters, x, objective, Penalty.l2(0.1));
    double[] added = {0.05, 0.025, -0.1, 0.05, 0, 0, 0.1, -0.2, 0};

    assertThat(penalised.loss())
        .isCloseTo(plain.loss() + 0.05 * (0.25 + 0.0625 + 1 + 0.25 + 1 + 4), EXACT);
    assertThat(penalised.meanLoss()).isEqualTo(plain.loss());
    for (int i = 0; i < added.length; i++) {
      assertThat(penalised.gradient()[i] - plain.gradient()[i]).isCloseTo(added[i], EXACT);
    }
  }

  @Test
  void theScopeAllPenalisesBiasesToo() {
    Penalty penalty = Penalty.l2(0.1).withScope(Scope.ALL);

    assertThat(Penalties.gradient(penalty, architecture.layout(), parameters))
        .containsExactly(
            new double[] {0.05, 0.025, -0.1, 0.05, 0.01, 0.02, 0.1, -0.2, 0.03}, EXACT);
  }

  @Test
  void aPassCannotBeChangedThroughWhatItGives() {
    ReferencePass pass = weighted(1, 1, 1);
    double before = pass.z(1).get(0, 0);
    pass.z(1).row(0)[0] = 99;
    pass.z(1).toArray()[0] = 99;

    assertThat(pass.z(1).get(0, 0)).isEqualTo(before);
  }

  @Test
  void errorsSayWhatWasExpectedAndWhatCame() {
    Loss loss = Loss.meanSquaredError();
    assertThatThrownBy(() -> ReferencePass.of(architecture, new double[8], loss, x, y, null))
        .hasMessage("The network has 9 parameters, got 8.");
    assertThatThrownBy(() -> ReferencePass.of(architecture, parameters, loss, y, y, null))
        .hasMessage("The network takes 2 inputs a sample, got rows of 1.");
    assertThatThrownBy(() -> ReferencePass.of(architecture, parameters, loss, x, x, null))
        .hasMessageContaining("3×1 scores")
        .hasMessageContaining("3×2");
    assertThatThrownBy(() -> weighted(1, 1))
        .hasMessageContaining("3 sample weights")
        .hasMessageContaining("[1.0, 1.0]");
    assertThatThrownBy(() -> weighted(0, 0, 0)).hasMessageContaining("not all 0");
    assertThatThrownBy(() -> weighted(1, -1, 1)).hasMessageContaining("none negative");
    assertThatThrownBy(() -> weighted(1, 1, 1).z(3))
        .hasMessage("This network has the layers 1 to 2, got 3.");
    Architecture linked = Architecture.dense(2, List.of(), Activation.identity(), 1);
    assertThatThrownBy(
            () -> ReferencePass.of(linked, new double[3], Loss.softmaxCrossEntropy(), x, y, null))
        .hasMessageContaining("at least 2 scores");
  }
}
