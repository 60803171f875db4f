package dev.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.explain.Comparison.Verdict;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.Mode;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;
import dev.chainrule.reference.Activations;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.NetworkCase;
import dev.chainrule.reference.Objective;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.RandomStreams;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientCheckTest {

  private static final int INPUTS = 3;
  private static final int OUTPUTS = 2;
  private static final int ROWS = 4;

  static Stream<Activation> activations() {
    return NetworkCase.activations();
  }

  static List<NetworkCase> networks() {
    return NetworkCase.everyLayerActivationAndLoss();
  }

  static Stream<Arguments> networksInEachMode() {
    Mode training = Mode.training(new RandomStreams(5), 2);
    return networks().stream()
        .flatMap(
            given -> Stream.of(Mode.evaluation(), training).map(mode -> Arguments.of(given, mode)));
  }

  @ParameterizedTest
  @MethodSource("networksInEachMode")
  void everyGradientOfEveryLayerActivationAndLossAgrees(NetworkCase given, Mode mode) {
    GradientCheck check =
        GradientCheck.of(
            given.architecture(),
            given.parameters().row(0),
            given.x(),
            BatchLoss.of(given.loss(), given.y()),
            Penalty.none(),
            Sampling.all(),
            mode);

    assertThat(check.comparisons()).hasSize(learned(given.architecture()) + ROWS * INPUTS);
    assertThat(check.passed()).as(check.toString()).isTrue();
    assertThat(check.with(Verdict.KINK)).as("the numbers are drawn clear of kinks").isEmpty();
    // Rounding drowns the smallest gradients, below about 1e−4; that must stay the exception.
    assertThat(check.with(Verdict.TOO_SMALL))
        .filteredOn(c -> !isTakenAway(c.place(), given, mode))
        .as(check.toString())
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(c -> Math.abs(c.analytic()) < 1e-3);
    assertThat(check.comparisons())
        .filteredOn(c -> isTakenAway(c.place(), given, mode))
        .allMatch(c -> Math.abs(c.analytic()) < 1e-12);
  }

  /**
   * A bias right in front of batch norm, which takes the mean of the batch away, and so the bias.
   */
  private static boolean isTakenAway(Place place, NetworkCase given, Mode mode) {
    List<Layer> layers = given.architecture().layers();
    return mode instanceof Mode.Training
        && place instanceof Place.Bias bias
        && bias.layer() < layers.size()
        && layers.get(bias.layer()) instanceof BatchNorm;
  }

  private static int learned(Architecture architecture) {
    return architecture.layout().slices().stream()
        .filter(slice -> slice.role().isLearned())
        .mapToInt(ParameterLayout.Slice::size)
        .sum();
  }

  @Test
  void sampleWeightsAndPenaltiesArePartOfWhatIsChecked() {
    NetworkCase given = network(Loss.softmaxCrossEntropy(), Activation.tanh(), OUTPUTS);
    Objective objective = BatchLoss.of(given.loss(), given.y(), new double[] {1, 0.2, 3, 0.7});
    for (Scope scope : Scope.values()) {
      GradientCheck check =
          GradientCheck.of(
              given.architecture(),
              given.parameters().row(0),
              given.x(),
              objective,
              Penalty.l2(0.3).withScope(scope));
      assertThat(check.passed()).as(check.toString()).isTrue();
    }
  }

  /**
   * A derivative that is one per cent off, for each activation: the check must not be satisfied.
   */
  @ParameterizedTest
  @MethodSource("activations")
  void aWrongDerivativeIsCaught(Activation f) {
    NetworkCase given = network(Loss.meanSquaredError(), f, OUTPUTS);
    ReferencePass right = pass(given);
    double[] wrong = right.gradient();
    for (int j = 0; j < 4; j++) {
      for (int k = 0; k < INPUTS; k++) {
        wrong[j * INPUTS + k] = 0;
        for (int i = 0; i < ROWS; i++) {
          double wrongDerivative = 1.01 * Activations.derivative(f, right.z(1).get(i, j));
          double delta =
              right.backward().layers().get(1).inputGradient().get(i, j) * wrongDerivative;
          wrong[j * INPUTS + k] += delta * given.x().get(i, k);
        }
      }
    }

    GradientCheck check = compare(given, right, wrong);

    assertThat(check.passed()).isFalse();
    assertThat(check.with(Verdict.DISAGREES))
        .isNotEmpty()
        .allMatch(c -> c.place() instanceof Place.Weight weight && weight.layer() == 1);
  }

  @Test
  void theWorstGradientIsNamedByLayerUnitAndInput() {
    NetworkCase given = network(Loss.meanSquaredError(), Activation.tanh(), OUTPUTS);
    ReferencePass pass = pass(given);
    double[] gradient = pass.gradient();
    int secondLayer = 4 * INPUTS + 4;
    gradient[secondLayer + 4 + 2] *= 1.001; // unit 2, input 3

    GradientCheck check = compare(given, pass, gradient);

    assertThat(check.worst().orElseThrow().place()).isEqualTo(new Place.Weight(2, 2, 3));
    assertThat(check.toString())
        .startsWith("Gradient check FAILED: 38 gradients")
        .contains(
            "1 disagrees:\n  layer 2, unit 2, weight of input 3: relative error 5.0e-04 (formula ");
  }

  private static NetworkCase network(Loss loss, Activation hidden, int outputs) {
    return NetworkCase.of(
        "", loss, Architecture.of(INPUTS, Dense.of(4, hidden), Dense.of(outputs)), ROWS);
  }

  private static ReferencePass pass(NetworkCase given) {
    return ReferencePass.of(
        given.architecture(), given.parameters().row(0), given.loss(), given.x(), given.y(), null);
  }

  /** Other gradients than those of the pass, held against differences. */
  private static GradientCheck compare(NetworkCase given, ReferencePass pass, double[] gradient) {
    return compare(given, gradient, pass.inputGradient());
  }

  private static GradientCheck compare(
      NetworkCase given, double[] gradient, DoubleMatrix inputGradient) {
    return GradientCheck.ofGradients(
        given.architecture(),
        given.parameters().row(0),
        given.x(),
        BatchLoss.of(given.loss(), given.y()),
        Penalty.none(),
        gradient,
        inputGradient);
  }

  /**
   * Every layer × activation × loss with the gradient of one tensor after the other broken: each
   * break must be noticed, and where it is.
   */
  @ParameterizedTest
  @MethodSource("networks")
  void aGradientBrokenOnPurposeIsCaughtInEveryTensorOfEveryNetwork(NetworkCase given) {
    ReferencePass right = pass(given);
    for (ParameterLayout.Slice slice : given.architecture().layout().slices()) {
      if (!slice.role().isLearned()) {
        continue; // running statistics have no gradient
      }
      double[] wrong = right.gradient();
      for (int i = slice.offset(); i < slice.offset() + slice.size(); i++) {
        wrong[i] *= 1.001;
      }

      GradientCheck check = compare(given, wrong, right.inputGradient());

      assertThat(check.passed()).as(slice.name()).isFalse();
      assertThat(disagreeing(check))
          .containsExactly(
              slice.name().replaceAll("layers\\.\\d+\\.", "layer " + layer(slice) + ", "));
    }
    DoubleMatrix dx = right.inputGradient();
    GradientCheck check =
        compare(
            given,
            right.gradient(),
            DoubleMatrix.of(dx.rows(), dx.columns(), (i, k) -> -dx.get(i, k)));
    assertThat(disagreeing(check)).containsExactly("inputs");
  }

  private static int layer(ParameterLayout.Slice slice) {
    return Integer.parseInt(slice.name().split("\\.", -1)[1]) + 1;
  }

  private static List<String> disagreeing(GradientCheck check) {
    return check.tensors().stream()
        .filter(tensor -> tensor.count(Verdict.DISAGREES) > 0)
        .map(TensorCheck::name)
        .toList();
  }

  @Test
  void aSampleMeasuresSoManyOfEveryTensorAndSaysSo() {
    NetworkCase given = network(Loss.meanSquaredError(), Activation.tanh(), OUTPUTS);

    GradientCheck check = sampled(given, new Sampling(3, 7));

    assertThat(check.tensors())
        .extracting(tensor -> tensor.comparisons().size())
        .containsExactly(3, 3, 3, 2, 3);
    assertThat(check.comparisons()).extracting(Comparison::place).doesNotHaveDuplicates();
    assertThat(check.gradients()).isEqualTo(38);
    assertThat(check.toString()).contains("14 of 38 gradients were measured", "3 of 12", "2");
    assertThat(sampled(given, new Sampling(3, 7))).isEqualTo(check);
    assertThat(sampled(given, new Sampling(3, 8))).isNotEqualTo(check);
  }

  private static GradientCheck sampled(NetworkCase given, Sampling sampling) {
    return GradientCheck.of(
        given.architecture(),
        given.parameters().row(0),
        given.x(),
        BatchLoss.of(given.loss(), given.y()),
        Penalty.none(),
        sampling);
  }

  @Test
  void onlyALargeNetworkIsSampled() {
    Architecture small = Architecture.dense(30, List.of(20, 10), Activation.relu(), 3);
    Architecture large = Architecture.dense(784, List.of(512), Activation.relu(), 10);

    assertThat(Sampling.affordable(small, 8, 0).isAll()).isTrue();
    assertThat(Sampling.affordable(large, 8, 0).perTensor()).isBetween(20, 1000);
  }

  @Test
  void aUnitThatStandsOnItsKinkIsReportedApart() {
    // z = 1·1 − 1·1 = 0 in the only unit: each of its own numbers moves it across 0, what lies
    // behind it does not.
    Network network =
        Network.of(
            Architecture.of(2, Dense.of(1, Activation.relu()), Dense.of(1)), 1f, -1f, 0f, 2f, 0.5f);

    GradientCheck check =
        GradientCheck.of(network, Loss.meanSquaredError(), new double[] {1, 1}, new double[] {2});

    assertThat(check.passed()).isTrue();
    assertThat(check.with(Verdict.KINK))
        .extracting(Comparison::place)
        .containsExactly(
            new Place.Weight(1, 1, 1),
            new Place.Weight(1, 1, 2),
            new Place.Bias(1, 1),
            new Place.Input(1, 1),
            new Place.Input(1, 2));
    assertThat(check.toString())
        .contains("5 at a kink, not compared")
        .contains("layer 1, unit 1, bias: z of layer 1, unit 1 crosses 0 in row 1");
  }

  @Test
  void aKinkNearerThanTheStepCountsAndOneFurtherDoesNot() {
    Architecture architecture = Architecture.of(1, Dense.of(1, Activation.relu()), Dense.of(1));
    BatchLoss objective = BatchLoss.of(Loss.meanSquaredError(), DoubleMatrix.of(new double[] {2}));
    DoubleMatrix one = DoubleMatrix.of(new double[] {1});

    assertThat(
            kinks(
                GradientCheck.of(
                    architecture,
                    new double[] {0.5, -0.5 + 0.9e-6, 1, 0},
                    one,
                    objective,
                    Penalty.none())))
        .as("the weight and the bias move z by h, the input by half of it")
        .isEqualTo(2);
    assertThat(
            kinks(
                GradientCheck.of(
                    architecture,
                    new double[] {0.5, -0.5 + 1.1e-6, 1, 0},
                    one,
                    objective,
                    Penalty.none())))
        .isZero();
  }

  private static int kinks(GradientCheck check) {
    assertThat(check.passed()).as(check.toString()).isTrue();
    return check.with(Verdict.KINK).size();
  }

  @Test
  void kinksOfTheLossAreReportedApart() {
    Network network = Network.of(Architecture.of(1, Dense.of(1)), 1f, 0f);
    double[] x = {3};

    assertThat(kinks(GradientCheck.of(network, new Loss.MeanAbsoluteError(), x, new double[] {3})))
        .isEqualTo(3);
    assertThat(kinks(GradientCheck.of(network, new Loss.Huber(1), x, new double[] {2})))
        .isEqualTo(3);
    assertThat(kinks(GradientCheck.of(network, new Loss.Huber(1), x, new double[] {4})))
        .isEqualTo(3);
    assertThat(kinks(GradientCheck.of(network, new Loss.Huber(1), x, new double[] {3}))).isZero();
  }

  @Test
  void aGradientTooSmallForDifferencesIsNotAFailure() {
    Network network =
        Network.of(
            Architecture.of(1, Dense.of(1, Activation.sigmoid()), Dense.of(1)), 1f, -17f, 1f, 5f);

    GradientCheck check =
        GradientCheck.of(network, Loss.meanSquaredError(), new double[] {0.3}, new double[] {0});

    assertThat(check.passed()).as(check.toString()).isTrue();
    assertThat(check.with(Verdict.TOO_SMALL)).isNotEmpty();
  }

  @Test
  void aGradientThatIsNotANumberFails() {
    Comparison comparison = new Comparison(new Place.Bias(1, 1), Double.NaN, 0.5, 1e-9, "");

    assertThat(comparison.verdict()).isEqualTo(Verdict.DISAGREES);
    assertThat(
            new GradientCheck(
                    List.of(new TensorCheck("layer 1, bias", "[1]", 1, List.of(comparison))))
                .worst())
        .contains(comparison);
  }

  @Test
  void aLossOfOnesOwnIsCheckedLikeAnyOther() {
    Objective right =
        scores ->
            new Objective.Evaluation(
                logCosh(scores), DoubleMatrix.of(ROWS, 1, (i, j) -> Math.tanh(scores.get(i, j))));
    Objective wrong =
        scores ->
            new Objective.Evaluation(
                logCosh(scores), DoubleMatrix.of(ROWS, 1, (i, j) -> scores.get(i, j)));

    assertThat(checked(right).passed()).isTrue();
    assertThat(checked(wrong).passed()).isFalse();
  }

  private static GradientCheck checked(Objective objective) {
    NetworkCase given = network(Loss.meanSquaredError(), Activation.tanh(), 1);
    return GradientCheck.of(
        Network.of(given.architecture(), floats(given.parameters())), given.x(), objective);
  }

  private static float[] floats(DoubleMatrix parameters) {
    float[] floats = new float[parameters.columns()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) parameters.get(0, i);
    }
    return floats;
  }

  private static double logCosh(DoubleMatrix scores) {
    double sum = 0;
    for (double score : scores.toArray()) {
      sum += Math.log(Math.cosh(score));
    }
    return sum;
  }
}
