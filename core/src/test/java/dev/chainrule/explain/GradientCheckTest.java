package dev.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.explain.Comparison.Verdict;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;
import dev.chainrule.reference.Activations;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Links;
import dev.chainrule.reference.Objective;
import dev.chainrule.reference.ReferencePass;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GradientCheckTest {

  private static final int INPUTS = 3;
  private static final int OUTPUTS = 2;
  private static final int ROWS = 4;

  private static final List<Loss> LOSSES =
      Stream.concat(
              Loss.ALL.stream(),
              Stream.of(
                  new Loss.SigmoidCrossEntropy(0.2), new Loss.SoftmaxCrossEntropy(0.2), new Loss.Huber(0.4)))
          .toList();

  static Stream<Activation> activations() {
    return Stream.concat(
        Activation.ALL.stream(), Stream.of(new Activation.LeakyRelu(0.3), new Activation.Elu(0.6)));
  }

  /** Each activation in the hidden layers with each loss, and in the output layer where the loss leaves it free. */
  static List<Arguments> networks() {
    List<Arguments> networks = new ArrayList<>();
    for (Loss loss : LOSSES) {
      networks.add(Arguments.of(loss, Architecture.of(INPUTS, Dense.of(OUTPUTS))));
      activations()
          .forEach(
              f -> {
                Architecture hidden = Architecture.of(INPUTS, Dense.of(4, f), Dense.of(3, f), Dense.of(OUTPUTS));
                networks.add(Arguments.of(loss, hidden));
                if (loss.link() == Loss.Link.IDENTITY) {
                  Architecture output =
                      Architecture.of(INPUTS, Dense.of(3, Activation.tanh()), Dense.of(OUTPUTS, f));
                  networks.add(Arguments.of(loss, output));
                }
              });
    }
    return networks;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyGradientOfEveryLayerActivationAndLossAgrees(Loss loss, Architecture architecture) {
    GradientCheck check = check(loss, architecture);

    assertThat(check.comparisons()).hasSize(architecture.layout().size() + ROWS * INPUTS);
    assertThat(check.passed()).as(check.toString()).isTrue();
    assertThat(check.with(Verdict.KINK)).as("the numbers are drawn away from kinks").isEmpty();
    // Rounding drowns the smallest gradients, below about 1e−4; that must stay the exception.
    assertThat(check.with(Verdict.TOO_SMALL)).as(check.toString()).hasSizeLessThanOrEqualTo(1);
    assertThat(check.comparisons()).allMatch(c -> Math.abs(c.analytic() - c.numeric()) < 1e-9);
  }

  private static GradientCheck check(Loss loss, Architecture architecture) {
    return GradientCheck.of(
        architecture, parameters(architecture), inputs(), BatchLoss.of(loss, targets(loss)), Penalty.none());
  }

  private static double[] parameters(Architecture architecture) {
    RandomGenerator random = random(3);
    return random.doubles(architecture.layout().size(), -1.2, 1.2).toArray();
  }

  private static DoubleMatrix inputs() {
    RandomGenerator random = random(5);
    return DoubleMatrix.of(ROWS, INPUTS, (i, k) -> random.nextDouble(-2, 2));
  }

  private static DoubleMatrix targets(Loss loss) {
    RandomGenerator random = random(7);
    return DoubleMatrix.ofRows(
        ROWS, i -> Links.prediction(loss.link(), random.doubles(OUTPUTS, -2, 2).toArray()));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Test
  void sampleWeightsAndPenaltiesArePartOfWhatIsChecked() {
    Architecture architecture = Architecture.of(INPUTS, Dense.of(3, Activation.tanh()), Dense.of(OUTPUTS));
    Objective objective =
        BatchLoss.of(Loss.softmaxCrossEntropy(), targets(Loss.softmaxCrossEntropy()), new double[] {1, 0.2, 3, 0.7});
    for (Scope scope : Scope.values()) {
      GradientCheck check =
          GradientCheck.of(
              architecture, parameters(architecture), inputs(), objective, Penalty.l2(0.3).withScope(scope));
      assertThat(check.passed()).as(check.toString()).isTrue();
    }
  }

  /** A derivative that is one per cent off, for each activation: the check must not be satisfied. */
  @ParameterizedTest
  @MethodSource("activations")
  void aWrongDerivativeIsCaught(Activation f) {
    Architecture architecture = Architecture.of(INPUTS, Dense.of(4, f), Dense.of(OUTPUTS));
    double[] parameters = parameters(architecture);
    Objective objective = BatchLoss.of(Loss.meanSquaredError(), targets(Loss.meanSquaredError()));
    ReferencePass right = ReferencePass.of(architecture, parameters, inputs(), objective, Penalty.none());
    double[] wrong = right.gradient();
    DoubleMatrix w2 = right.forward().layers().get(1).weights();
    DoubleMatrix delta1 =
        DoubleMatrix.of(
            ROWS,
            4,
            (i, j) ->
                (right.delta(2).get(i, 0) * w2.get(0, j) + right.delta(2).get(i, 1) * w2.get(1, j))
                    * (Activations.derivative(f, right.z(1).get(i, j)) * 1.01));
    for (int j = 0; j < 4; j++) {
      for (int k = 0; k < INPUTS; k++) {
        wrong[j * INPUTS + k] = 0;
        for (int i = 0; i < ROWS; i++) {
          wrong[j * INPUTS + k] += delta1.get(i, j) * inputs().get(i, k);
        }
      }
    }

    GradientCheck check =
        GradientCheck.compare(
            new CentralDifferences(
                architecture, DoubleMatrix.of(parameters), inputs(), objective, Penalty.none()),
            wrong,
            right.inputGradient(),
            CentralDifferences.roundingError(right));

    assertThat(check.passed()).isFalse();
    assertThat(check.with(Verdict.DISAGREES))
        .isNotEmpty()
        .allMatch(c -> c.place() instanceof Place.Weight weight && weight.layer() == 1);
  }

  @Test
  void theWorstGradientIsNamedByLayerUnitAndInput() {
    Architecture architecture = Architecture.of(INPUTS, Dense.of(4, Activation.tanh()), Dense.of(OUTPUTS));
    double[] parameters = parameters(architecture);
    Objective objective = BatchLoss.of(Loss.meanSquaredError(), targets(Loss.meanSquaredError()));
    ReferencePass pass = ReferencePass.of(architecture, parameters, inputs(), objective, Penalty.none());
    double[] gradient = pass.gradient();
    gradient[4 * INPUTS + 4 + 4 + 2] *= 1.001; // W⁽²⁾ begins behind W⁽¹⁾ and b⁽¹⁾; its row of unit 2 behind four weights

    GradientCheck check =
        GradientCheck.compare(
            new CentralDifferences(
                architecture, DoubleMatrix.of(parameters), inputs(), objective, Penalty.none()),
            gradient,
            pass.inputGradient(),
            CentralDifferences.roundingError(pass));

    assertThat(check.worst().orElseThrow().place()).isEqualTo(new Place.Weight(2, 2, 3));
    assertThat(check.toString())
        .startsWith("Gradient check FAILED: 38 gradients")
        .contains("1 disagree:\n    layer 2, unit 2, weight of input 3: relative error 5.0e-04 (formula ");
  }

  @Test
  void aUnitThatStandsOnItsKinkIsReportedApart() {
    // z = 1·1 − 1·1 = 0 in the only unit: each of its own numbers moves it across 0, what lies behind it does not.
    Network network =
        Network.of(Architecture.of(2, Dense.of(1, Activation.relu()), Dense.of(1)), 1f, -1f, 0f, 2f, 0.5f);

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
        .contains("5 at a kink, not compared:")
        .contains("layer 1, unit 1, bias: z of layer 1, unit 1 crosses 0 in row 1");
  }

  @Test
  void aKinkNearerThanTheStepCountsAndOneFurtherDoesNot() {
    Architecture architecture = Architecture.of(1, Dense.of(1, Activation.relu()), Dense.of(1));
    BatchLoss objective = BatchLoss.of(Loss.meanSquaredError(), DoubleMatrix.of(new double[] {2}));
    DoubleMatrix one = DoubleMatrix.of(new double[] {1});

    assertThat(kinks(GradientCheck.of(architecture, new double[] {0.5, -0.5 + 0.9e-6, 1, 0}, one, objective, Penalty.none())))
        .as("the weight and the bias move z by h, the input by half of it")
        .isEqualTo(2);
    assertThat(kinks(GradientCheck.of(architecture, new double[] {0.5, -0.5 + 1.1e-6, 1, 0}, one, objective, Penalty.none())))
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

    assertThat(kinks(GradientCheck.of(network, new Loss.MeanAbsoluteError(), x, new double[] {3}))).isEqualTo(3);
    assertThat(kinks(GradientCheck.of(network, new Loss.Huber(1), x, new double[] {2}))).isEqualTo(3);
    assertThat(kinks(GradientCheck.of(network, new Loss.Huber(1), x, new double[] {4}))).isEqualTo(3);
    assertThat(kinks(GradientCheck.of(network, new Loss.Huber(1), x, new double[] {3}))).isZero();
  }

  @Test
  void aGradientTooSmallForDifferencesIsNotAFailure() {
    Network network =
        Network.of(Architecture.of(1, Dense.of(1, Activation.sigmoid()), Dense.of(1)), 1f, -17f, 1f, 5f);

    GradientCheck check = GradientCheck.of(network, Loss.meanSquaredError(), new double[] {0.3}, new double[] {0});

    assertThat(check.passed()).as(check.toString()).isTrue();
    assertThat(check.with(Verdict.TOO_SMALL)).isNotEmpty();
  }

  @Test
  void aGradientThatIsNotANumberFails() {
    Comparison comparison = new Comparison(new Place.Bias(1, 1), Double.NaN, 0.5, 1e-9, "");

    assertThat(comparison.verdict()).isEqualTo(Verdict.DISAGREES);
    assertThat(new GradientCheck(List.of(comparison)).worst()).contains(comparison);
  }

  @Test
  void aLossOfOnesOwnIsCheckedLikeAnyOther() {
    Architecture architecture = Architecture.of(INPUTS, Dense.of(3, Activation.tanh()), Dense.of(1));
    Objective right = scores -> new Objective.Evaluation(
        logCosh(scores), DoubleMatrix.of(ROWS, 1, (i, j) -> Math.tanh(scores.get(i, j))));
    Objective wrong = scores -> new Objective.Evaluation(
        logCosh(scores), DoubleMatrix.of(ROWS, 1, (i, j) -> scores.get(i, j)));

    assertThat(checked(architecture, right).passed()).isTrue();
    assertThat(checked(architecture, wrong).passed()).isFalse();
  }

  private static GradientCheck checked(Architecture architecture, Objective objective) {
    return GradientCheck.of(architecture, parameters(architecture), inputs(), objective, Penalty.none());
  }

  private static double logCosh(DoubleMatrix scores) {
    double sum = 0;
    for (double score : scores.toArray()) {
      sum += Math.log(Math.cosh(score));
    }
    return sum;
  }
}
