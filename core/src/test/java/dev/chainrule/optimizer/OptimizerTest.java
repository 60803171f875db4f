package dev.chainrule.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {

  @Test
  void everyOptimizerIsListedAndReadsItsOwnLabel() {
    Set<Class<?>> listed =
        Optimizer.all().stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Optimizer.class.getPermittedSubclasses())
                .flatMap(type ->
                    type.isInterface() ? Stream.of(type.getPermittedSubclasses()) : Stream.of(type))
                .toList());
    assertThat(Optimizer.all())
        .allSatisfy(optimizer -> assertThat(Optimizer.of(optimizer.label())).isEqualTo(optimizer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "momentum(0.95)",
        "rmsprop(momentum=0.9,centred)",
        "rmsprop(rho=0.9,epsilon=1.0E-6)",
        "adamw(weight_decay=0.05,scope=all)",
        "nadam(beta1=0.8,momentum_decay=0)",
        "lbfgs(history=20)",
        "lbfgs(c2=0.5,evaluations=30)"
      })
  void constantsThatDifferFromTheDefaultAreWrittenAsTheyAreRead(String text) {
    assertThat(Optimizer.of(text).label()).isEqualTo(text);
  }

  @Test
  void constantsThatAreNotNamedKeepTheirDefaults() {
    assertThat(Optimizer.of(" RMSProp( Momentum = 0.9, centred ) "))
        .isEqualTo(new Optimizer.RmsProp(0.99, 1e-8, 0.9, true));
    assertThat(Optimizer.of("adamw(weight-decay=0.1)"))
        .isEqualTo(new Optimizer.AdamW(0.9, 0.999, 1e-8, 0.1, Scope.WEIGHTS));
    assertThat(Optimizer.of("rmsprop(centred=false)")).isEqualTo(Optimizer.of("rmsprop"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          adamm                    | There is no optimizer 'adamm'; there are sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam, amsgrad, adamw, nadam, lbfgs
          sgd(0.1)                 | The optimizer sgd takes no constants, got 'sgd(0.1)'.
          momentum(x)              | Expected mu to be a number, such as mu=0.9, got 'momentum(x)'.
          momentum(1.5)            | μ must be at least 0 and below 1, got 1.5.
          momentum(0.9             | Expected a name or a name with constants in parentheses
          adam()                   | Expected a name or a name with constants in parentheses
          adam(0.9)                | The optimizer adam has no constant '0.9' (in 'adam(0.9)'); it has beta1 (0.9), beta2 (0.999), epsilon (1.0E-8).
          adam(beta=0.9)           | The optimizer adam has no constant 'beta'
          adam(beta1=0.9,beta1=0.8)| beta1 is given twice
          adam(beta1=)             | Expected beta1 to be a number
          adam(epsilon=0)          | ε must be a positive number, got 0.0.
          rmsprop(centred=yes)     | Expected centred to stand alone
          adamw(scope=biases)      | Expected scope to be weights or all, got 'adamw(scope=biases)'.
          lbfgs(history=0)         | The history of lbfgs must be at least 1, got 0.
          lbfgs(history=2.5)       | history of lbfgs must be a whole number, got 2.5.
          lbfgs(evaluations=0)     | The number of evaluations of lbfgs must be at least 1, got 0.
          lbfgs(c1=0.9)            | The constants of the line search must be 0 < c₁ < c₂ < 1, got c₁ = 0.9 and c₂ = 0.9.
          adamw(weight_decay=-1)   | The weight decay of adamw must be a number of at least 0, got -1.0.
          """)
  void complaintsSayWhatWasExpectedAndWhatCame(String text, String message) {
    assertThatThrownBy(() -> Optimizer.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theMemoryHasAnArrayForEachSymbolOfTheRule() {
    assertThat(Arrays.asList("sgd", "rmsprop", "rmsprop(momentum=0.9,centred)", "amsgrad"))
        .extracting(text -> ((Optimizer.Elementwise) Optimizer.of(text)).memory().size())
        .containsExactly(0, 1, 3, 3);
  }

  @Test
  void anAverageIsAWeightedMeanOfTheParametersSoFar() {
    Averaging averaging = new Averaging(0.9);
    double[] theta = {3, 5, 4, 10};
    double mean = 0;
    for (int t = 1; t <= theta.length; t++) {
      mean += averaging.share(t) * (theta[t - 1] - mean);
    }
    double expected = (0.729 * 3 + 0.81 * 5 + 0.9 * 4 + 10) / (0.729 + 0.81 + 0.9 + 1);
    assertThat(mean).isCloseTo(expected, within(1e-12));
    assertThatThrownBy(() -> new Averaging(1)).hasMessageContaining("above 0 and below 1, got 1.0");
  }

  @Test
  void clippingLimitsArePositive() {
    assertThatThrownBy(() -> Clipping.norm(0))
        .hasMessage("The largest norm of a gradient must be a positive number, got 0.0.");
    assertThatThrownBy(() -> Clipping.value(Double.NaN))
        .hasMessage("The largest entry of a gradient must be a positive number, got NaN.");
  }
}
