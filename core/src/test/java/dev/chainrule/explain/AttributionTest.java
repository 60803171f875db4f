package dev.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Encoder;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.explain.Attribution.Method;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ForwardPass;
import dev.chainrule.reference.NetworkCase;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttributionTest {

  private static final double[] X = {0.7, -1.1, 0.4};
  private static final double[] BASELINE = {-0.2, 0.3, 0.9};

  static Stream<Activation> activations() {
    return NetworkCase.activations();
  }

  static List<Loss> losses() {
    return Loss.all();
  }

  private static NetworkCase network(Loss loss, Activation f) {
    return NetworkCase.of(
        "", loss, Architecture.of(3, Dense.of(4, f), Dense.of(4, f), Dense.of(2)), 1);
  }

  private static Attribution integrated(NetworkCase given, Explained explained, int steps) {
    return Attribution.integratedGradients(
        given.architecture(), given.parameters().row(0), explained, X, BASELINE, steps);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void integratedGradientsAreCompleteForEveryActivation(Activation f) {
    NetworkCase given = network(Loss.softmaxCrossEntropy(), f);
    Explained second = Explained.output(given.loss(), 1);

    Attribution attribution = integrated(given, second, 5_000);

    assertThat(Math.abs(attribution.difference())).isGreaterThan(1e-3);
    assertThat(attribution.gap()).isCloseTo(0, within(1e-4));
    assertThat(attribution.sum() + attribution.gap()).isEqualTo(attribution.difference());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theGradientIsTheMeasuredSlopeBehindTheLinkOfEveryLoss(Loss loss) {
    NetworkCase given = network(loss, Activation.tanh());
    Explained first = new Explained("F", loss.link(), 0, -3, 2);

    Attribution attribution =
        Attribution.gradient(given.architecture(), given.parameters().row(0), first, X);

    for (int k = 0; k < X.length; k++) {
      double above = value(given, first, k, 1e-6);
      double below = value(given, first, k, -1e-6);
      assertThat(attribution.shares().get(k)).isCloseTo((above - below) / 2e-6, within(1e-7));
    }
    assertThat(attribution.value()).isEqualTo(value(given, first, 0, 0));
  }

  private static double value(NetworkCase given, Explained explained, int input, double move) {
    double[] x = X.clone();
    x[input] += move;
    DoubleMatrix scores =
        ForwardPass.of(given.architecture(), given.parameters().row(0), DoubleMatrix.of(x))
            .scores();
    return explained.values(scores)[0];
  }

  @Test
  void forALinearNetworkAllMethodsAreExactWithOneStep() {
    NetworkCase given =
        NetworkCase.of("", Loss.meanSquaredError(), Architecture.of(3, Dense.of(1)), 1);
    Explained output = Explained.output(given.loss(), 0);
    double[] theta = given.parameters().row(0);
    List<Double> exact =
        IntStream.range(0, 3).mapToObj(k -> theta[k] * (X[k] - BASELINE[k])).toList();

    assertThat(integrated(given, output, 1).shares()).isEqualTo(exact);
    assertThat(
            Attribution.gradientTimesInput(given.architecture(), theta, output, X, BASELINE)
                .shares())
        .isEqualTo(exact);
    assertThat(Attribution.gradient(given.architecture(), theta, output, X).shares())
        .containsExactly(theta[0], theta[1], theta[2]);
  }

  @Test
  void moreStepsCloseTheGap() {
    NetworkCase given = network(Loss.sigmoidCrossEntropy(), Activation.tanh());
    Explained output = Explained.output(given.loss(), 0);

    double coarse = Math.abs(integrated(given, output, 4).gap());
    double fine = Math.abs(integrated(given, output, 200).gap());

    assertThat(fine).isLessThan(coarse / 1000);
    assertThat(fine).isLessThan(1e-6);
  }

  @Test
  void anInputThatIsAsInTheBaselineGetsNothing() {
    NetworkCase given = network(Loss.softmaxCrossEntropy(), Activation.relu());

    Attribution attribution =
        Attribution.integratedGradients(
            given.architecture(),
            given.parameters().row(0),
            Explained.output(given.loss(), 0),
            X,
            new double[] {X[0], 0, 0},
            10);

    assertThat(attribution.shares().getFirst()).isZero();
    assertThat(attribution.shares().get(1)).isNotZero();
  }

  @Test
  void theInputsOfAColumnAreSummedUp() {
    Preparation preparation =
        new Preparation(
            List.of(
                new Encoder.Standardize("age", 30, 5, true),
                new Encoder.OneHot("sex", List.of("female", "male"), false)),
            new TargetEncoding.Amount("fare", 10, 2));
    Attribution attribution =
        new Attribution(
            Method.INTEGRATED_GRADIENTS,
            Explained.output(Loss.meanSquaredError(), 0),
            1,
            0,
            List.of(0.5, 1.0, 1.0, 0.0, 0.0),
            List.of(0.0, 0.0, 0.0, 0.0, 0.0),
            List.of(0.5, -0.125, 1.0, 2.0, 4.0));

    List<ColumnShare> columns = ColumnShare.of(preparation, attribution);

    assertThat(columns).extracting(ColumnShare::column).containsExactly("age", "sex");
    assertThat(columns).extracting(ColumnShare::share).containsExactly(0.375, 7.0);
    assertThat(columns.get(1).inputs().getFirst())
        .isEqualTo(new ColumnShare.InputShare("sex=female", 1, 1));
    assertThat(columns.getFirst().perUnit()).isEmpty();
  }

  @Test
  void aGradientIsAlsoGivenByOneUnitOfItsColumn() {
    Preparation preparation =
        new Preparation(
            List.of(
                new Encoder.Standardize("age", 30, 5, false),
                new Encoder.OneHot("sex", List.of("female"), false)),
            new TargetEncoding.Amount("fare", 10, 2));
    Attribution attribution =
        new Attribution(
            Method.GRADIENT,
            Explained.output(Loss.meanSquaredError(), 0),
            1,
            1,
            List.of(0.5, 1.0, 0.0),
            List.of(),
            List.of(3.0, 1.0, 2.0));

    List<ColumnShare> columns = ColumnShare.of(preparation, attribution);

    assertThat(columns.getFirst().perUnit().orElseThrow()).isEqualTo(0.6);
    assertThat(columns.get(1).perUnit()).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    NetworkCase given = network(Loss.meanSquaredError(), Activation.tanh());
    Explained output = Explained.output(given.loss(), 0);

    assertThatThrownBy(() -> integrated(given, output, 0)).hasMessageContaining("1 step");
    assertThatThrownBy(() ->
            Attribution.gradientTimesInput(
                given.architecture(), given.parameters().row(0), output, X, new double[] {1}))
        .hasMessage("The row has 3 inputs, the baseline 1.");
    assertThatThrownBy(() -> Method.of("shap"))
        .hasMessageContaining("gradient, gradient-x-input, integrated-gradients");
  }
}
