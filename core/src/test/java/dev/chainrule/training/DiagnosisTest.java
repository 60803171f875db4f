package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Diagnosis;
import dev.chainrule.model.Diagnosis.Figures;
import dev.chainrule.model.Diagnosis.Finding;
import dev.chainrule.model.Diagnosis.Trouble;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.Initializer;
import dev.chainrule.tensor.Shape;
import dev.chainrule.training.TrainingEvent.Diagnosed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every trouble made for real, and trainings without any. */
class DiagnosisTest {

  static List<Optimizer> optimizers() {
    return Optimizer.all();
  }

  @Test
  void aHugeLearningRateKillsRectifiers() {
    List<Finding> findings = findings(Trainer.sgd(30).withEpochs(5), Circle.network());

    assertThat(findings)
        .filteredOn(it -> it.trouble() == Trouble.DEAD_UNITS)
        .isNotEmpty()
        .first()
        .satisfies(it -> assertThat(it.hint()).contains("relu units are 0", "leaky_relu"));
  }

  @Test
  void gradientsVanishInADeepNetworkOfSigmoids() {
    List<Finding> findings =
        findings(
            Trainer.adam(0.001).withEpochs(2), deep(12, Activation.sigmoid(), Optional.empty()));

    assertThat(findings)
        .filteredOn(it -> it.trouble() == Trouble.VANISHING_GRADIENTS)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.epoch()).isEqualTo(1);
          assertThat(it.layer()).isEqualTo(1);
          assertThat(it.hint()).contains("vanish", "relu");
        });
  }

  @Test
  void largeFirstWeightsSaturateTanh() {
    List<Finding> findings =
        findings(
            Trainer.adam(0.001).withEpochs(2),
            deep(3, Activation.tanh(), Optional.of(new Initializer.Normal(5))));

    assertThat(findings)
        .filteredOn(it -> it.trouble() == Trouble.SATURATION)
        .extracting(Finding::layer)
        .contains(2, 3);
  }

  @Test
  void gradientsGrowFromEpochToEpochWhereEveryStepGoesTooFar() {
    float[][] numbers = {{1}, {2}, {3}, {4}};
    List<Finding> findings =
        findingsOf(
            Trainer.sgd(0.3).withEpochs(40).withDiagnosis(Diagnose.FIGURES),
            Network.of(Architecture.of(1, Dense.of(1)), 0.5f, 0),
            Loss.meanSquaredError(),
            Dataset.of(numbers, numbers));

    assertThat(findings)
        .filteredOn(it -> it.trouble() == Trouble.EXPLODING_GRADIENTS)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.epoch()).isGreaterThan(1);
          assertThat(it.hint()).contains("what it was at first", "smaller learning rate");
        });
  }

  @Test
  void gradientsGrowOnTheirWayBackThroughManyLayersOfLargeWeights() {
    List<Finding> findings =
        findings(
            Trainer.sgd(1e-6).withEpochs(1),
            deep(30, Activation.tanh(), Optional.of(new Initializer.Normal(1.2))));

    assertThat(findings)
        .filteredOn(it -> it.trouble() == Trouble.EXPLODING_GRADIENTS)
        .singleElement()
        .satisfies(it -> assertThat(it.hint()).contains("that of the last layer"));
  }

  @Test
  void stepsCanBeTooLargeAndTooSmall() {
    assertThat(
            findings(
                Trainer.adam(0.8).withBatchSize(Integer.MAX_VALUE).withEpochs(1), Circle.network()))
        .extracting(Finding::trouble)
        .contains(Trouble.LARGE_STEPS);
    assertThat(findings(Trainer.sgd(1e-9).withEpochs(1), Circle.network()))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.trouble()).isEqualTo(Trouble.SMALL_STEPS);
          assertThat(it.hint()).contains("larger learning rate");
        });
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aTrainingThatGoesWellGivesNoHint(Optimizer optimizer) {
    assertThat(
            findings(
                Trainer.of(optimizer, optimizer.defaultRate()).withEpochs(40), Circle.network()))
        .isEmpty();
  }

  @Test
  void everythingIsSaidOnce() {
    List<Finding> findings = findings(Trainer.sgd(30).withEpochs(60), Circle.network());

    assertThat(findings.stream().map(it -> it.layer() + it.trouble().label()))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void figuresAreThoseOfTheLastStep() {
    // ŷ = wx + b with w = 2, b = 0; x = 1, y = 0: ∂ℒ/∂w = ŷ − y = 2, w ← 2 − 0.1 · 2.
    Dataset row = Dataset.of(new float[][] {{1}}, new float[][] {{0}});
    Fit fit =
        Trainer.sgd(0.1)
            .withEpochs(1)
            .withDiagnosis(Diagnose.FIGURES)
            .fit(Network.of(Architecture.of(1, Dense.of(1)), 2, 0), Loss.meanSquaredError(), row);

    Figures figures = fit.history().diagnosis().figures().getFirst();
    assertThat(figures.gradientNorm()).isCloseTo(2, within(1e-6));
    assertThat(figures.weightNorm()).isCloseTo(1.8, within(1e-6));
    assertThat(figures.updateRatio()).isCloseTo(0.2 / 1.8, within(1e-6));
    assertThat(figures.dead()).isZero();
    assertThat(figures.saturated()).isZero();
  }

  @Test
  void aStepIsMeasuredByTheParametersThemselvesWhereTheirAverageIsKept() {
    Trainer recipe = Trainer.adam(0.01).withEpochs(5).withDiagnosis(Diagnose.FIGURES);
    Fit plain = fit(recipe, new ArrayList<>());
    Fit averaged = fit(recipe.withAveraging(new Averaging(0.99)), new ArrayList<>());

    assertThat(averaged.history().diagnosis()).isEqualTo(plain.history().diagnosis());
  }

  @Test
  void theSharesAreThoseOfTheRows() {
    // Two relu units of one input: one is 0 for every x > 0, the other never.
    Network network =
        Network.of(
            Architecture.of(1, Dense.of(2, Activation.relu()), Dense.of(1)), -1, 1, 0, 0, 1, 1, 0);
    Dataset rows = Dataset.of(new float[][] {{1}, {2}, {3}}, new float[][] {{0}, {0}, {0}});
    Fit fit =
        Trainer.sgd(1e-3)
            .withBatchSize(2)
            .withEpochs(1)
            .withDiagnosis(Diagnose.FIGURES)
            .fit(network, Loss.meanSquaredError(), rows);
    assertThat(fit.history().diagnosis().figures().getFirst().dead()).isEqualTo(0.5);

    // σ(wx) with w = 5: beyond 0.985 for x = 1, 2 and not for x = 0.1.
    Network sigmoid =
        Network.of(Architecture.of(1, Dense.of(1, Activation.sigmoid()), Dense.of(1)), 5, 0, 1, 0);
    Dataset spread = Dataset.of(new float[][] {{1}, {2}, {0.1f}}, new float[][] {{1}, {1}, {1}});
    Fit flat =
        Trainer.sgd(1e-3)
            .withEpochs(1)
            .withDiagnosis(Diagnose.FIGURES)
            .fit(sigmoid, Loss.meanSquaredError(), spread);
    assertThat(flat.history().diagnosis().figures().getFirst().saturated())
        .isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void lookingChangesNoBitAndFiguresAreOfEveryEpochAndLayer() {
    Trainer recipe = Trainer.adam(0.01).withEpochs(7);
    Fit off = fit(recipe.withDiagnosis(Diagnose.OFF), new ArrayList<>());
    Fit hints = fit(recipe, new ArrayList<>());
    Fit figures = fit(recipe.withDiagnosis(Diagnose.FIGURES), new ArrayList<>());

    assertThat(off.network().parameters().sha256())
        .isEqualTo(hints.network().parameters().sha256())
        .isEqualTo(figures.network().parameters().sha256());
    assertThat(off.history().diagnosis()).isEqualTo(Diagnosis.none());
    assertThat(figures.history().diagnosis().figures()).hasSize(7 * 3);
  }

  // ---- numbers that are not finite

  @Test
  void numbersInTheDataThatAreNotFiniteAreNoDivergence() {
    Dataset rows = Dataset.of(new float[][] {{1, 1}, {1, Float.NaN}}, new float[][] {{1}, {2}});
    assertThatThrownBy(() ->
            Trainer.sgd(0.1)
                .fit(
                    Network.initialize(Architecture.of(2, Dense.of(1)), 1),
                    Loss.meanSquaredError(),
                    rows))
        .isInstanceOfSatisfying(
            BadDataException.class,
            bad -> {
              assertThat(bad.row()).isEqualTo(2);
              assertThat(bad.column()).isEqualTo(2);
            })
        .hasMessageContaining("Training row 2 has NaN as input 2")
        .hasMessageContaining("leave it out");
    Dataset good = Dataset.of(new float[][] {{1, 1}}, new float[][] {{1}});
    Dataset target = Dataset.of(new float[][] {{1, 1}}, new float[][] {{Float.POSITIVE_INFINITY}});
    assertThatThrownBy(() ->
            Trainer.sgd(0.1)
                .fit(
                    Network.initialize(Architecture.of(2, Dense.of(1)), 1),
                    Loss.meanSquaredError(),
                    good,
                    target,
                    TrainingListener.none()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Validation row 1 has Infinity as target 1");
  }

  // ---- helpers

  private static Network deep(
      int hidden, Activation activation, Optional<Initializer> initializer) {
    Dense dense = Dense.of(16, activation);
    List<Layer> layers =
        new ArrayList<>(
            Collections.nCopies(hidden, initializer.map(dense::withInitializer).orElse(dense)));
    layers.add(Dense.of(2));
    return Network.initialize(new Architecture(Shape.vector(2), layers), 1);
  }

  private static Fit fit(Trainer recipe, List<TrainingEvent> events) {
    return recipe.fit(
        Circle.network(),
        Loss.softmaxCrossEntropy(),
        Circle.rows(200, 1),
        Circle.rows(50, 2),
        events::add);
  }

  private static List<Finding> findings(Trainer recipe, Network network) {
    return findingsOf(recipe, network, Loss.softmaxCrossEntropy(), Circle.rows(400, 1));
  }

  /** What was told, which is also what the history keeps. */
  private static List<Finding> findingsOf(Trainer recipe, Network start, Loss loss, Dataset rows) {
    List<Finding> told = new ArrayList<>();
    Fit fit =
        recipe.fit(
            start,
            loss,
            rows,
            Optional.empty(),
            event -> {
              if (event instanceof Diagnosed diagnosed) {
                told.add(diagnosed.finding());
              }
            },
            () -> false);
    assertThat(fit.history().diagnosis().findings()).isEqualTo(told);
    return told;
  }
}
