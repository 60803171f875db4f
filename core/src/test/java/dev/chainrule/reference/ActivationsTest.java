package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.layer.Activation;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationsTest {

  private static final double[] EXTREMES = {
    0,
    Double.MIN_VALUE,
    1e-300,
    1e-8,
    19,
    37,
    40,
    709.7,
    710,
    745.2,
    1e4,
    1e154,
    1.4e154,
    1e300,
    Double.MAX_VALUE
  };

  static List<Activation> activations() {
    return Activation.all();
  }

  @Test
  void theListHoldsEveryKindOfActivation() {
    assertThat(activations().stream().map(Object::getClass))
        .containsExactlyInAnyOrder(Activation.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void noFiniteInputGivesNanOrInfinity(Activation f) {
    DoubleStream.of(EXTREMES)
        .flatMap(z -> DoubleStream.of(z, -z))
        .forEach(z -> {
          // selu stretches by λ, so the very largest double leaves its range.
          if (!(f instanceof Activation.Selu && z > 1e307)) {
            assertThat(Activations.value(f, z)).as("%s at %s", f, z).isFinite();
          }
          assertThat(Activations.derivative(f, z)).as("%s′ at %s", f, z).isFinite();
        });
  }

  @ParameterizedTest
  @MethodSource("activations")
  void nanStaysNan(Activation f) {
    assertThat(Activations.value(f, Double.NaN)).isNaN();
  }

  /** Differences over five points, which miss f′ by the fourth power of the step. */
  @ParameterizedTest
  @MethodSource("activations")
  void theDerivativeIsTheSlope(Activation f) {
    double h = 1e-3;
    for (double z = -8.05; z < 8; z += 0.1) {
      double slope =
          (8 * (Activations.value(f, z + h) - Activations.value(f, z - h))
                  - (Activations.value(f, z + 2 * h) - Activations.value(f, z - 2 * h)))
              / (12 * h);
      assertThat(Activations.derivative(f, z))
          .as("%s′ at %s", f, z)
          .isCloseTo(slope, within(1e-11));
    }
  }

  @Test
  void atTheirKinksDerivativesAreThoseFromTheLeft() {
    assertThat(Activations.reluDerivative(0)).isZero();
    assertThat(Activations.leakyReluDerivative(0, 0.2)).isEqualTo(0.2);
    assertThat(Activations.eluDerivative(0, 0.7)).isEqualTo(0.7);
  }

  @Test
  void theirDefinitionsHoldWhereNothingOverflows() {
    for (double z = -20; z <= 20; z += 0.37) {
      double sigmoid = 1 / (1 + Math.exp(-z));
      assertClose(Activations.sigmoid(z), sigmoid);
      assertClose(Activations.sigmoidDerivative(z), sigmoid * (1 - sigmoid));
      assertClose(Activations.softplus(z), Math.log(1 + Math.exp(z)));
      assertClose(Activations.silu(z), z * sigmoid);
      assertClose(Activations.mish(z), z * Math.tanh(Math.log(1 + Math.exp(z))));
      assertClose(Activations.eluDerivative(z, 1.5), z > 0 ? 1 : Activations.elu(z, 1.5) + 1.5);
    }
  }

  /** Values computed with forty digits. */
  @Test
  void theSmoothReluLikeFunctionsHaveTheirValues() {
    assertClose(Activations.gelu(1), 0.8413447460685429);
    assertClose(Activations.geluDerivative(1), 1.0833154705876864);
    assertClose(Activations.gelu(-3), -0.00404969409489028);
    assertClose(Activations.silu(1), 0.7310585786300049);
    assertClose(Activations.siluDerivative(1), 0.9276705118714867);
    assertClose(Activations.mish(1), 0.8650983882673103);
    assertClose(Activations.mishDerivative(1), 1.0490362200997922);
    assertClose(Activations.selu(-1), -1.1113307378125628);
  }

  @Property
  void sigmoidIsSymmetric(@ForAll double z) {
    assertThat(Activations.sigmoid(z) + Activations.sigmoid(-z)).isCloseTo(1, within(3e-16));
  }

  @Property
  void softplusIsAboveReluByAtMostLnTwo(@ForAll double z) {
    assertThat(Activations.softplus(z) - Activations.relu(z)).isBetween(0.0, Math.log(2));
  }

  @Test
  void onlyPiecewiseFunctionsHaveAKink() {
    assertThat(Stream.of("relu", "leaky_relu", "elu", "selu").map(Activation::of))
        .allMatch(Activations::hasKinkAtZero);
    assertThat(activations().stream().filter(Activations::hasKinkAtZero)).hasSize(4);
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(5e-15 * Math.max(1, Math.abs(expected))));
  }
}
