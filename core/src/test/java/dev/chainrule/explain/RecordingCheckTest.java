package dev.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.explain.RecordingCheck.Difference;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.DoubleMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingCheckTest {

  private static final String SMALL =
      """
      {"name": "small", "activations": ["sigmoid", "sigmoid"], "loss": "bce",
       "weights": [[[0.1, 0.4], [0.2, 0.5]], [[0.7, 0.8]]], "biases": [[0.3, 0.6], [0.9]],
       "x": [1, 2], "y": 1,
       "expected": %s}\
      """;

  static List<Recording> recordedWithPyTorch() {
    try (InputStream file =
        Objects.requireNonNull(
            RecordingCheckTest.class.getResourceAsStream("/reference/gradients.json"))) {
      return Recording.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("recordedWithPyTorch")
  void bothInterpretersHoldToEveryRecordedValue(Recording recording) {
    RecordingCheck check = RecordingCheck.of(recording);

    assertThat(check.byReference()).hasSameSizeAs(recording.expected());
    assertThat(check.reference().orElseThrow().relative()).isLessThan(1e-13);
    assertThat(check.byEngine()).hasSizeGreaterThan(3);
    assertThat(check.engine().orElseThrow().relative()).isBetween(1e-9, 1e-4);
  }

  private static RecordingCheck small(String expected) {
    return RecordingCheck.of(Recording.parse(SMALL.formatted(expected)).getFirst());
  }

  @Test
  void aNetworkThatComputesSomethingElseInTrainingIsRefused() {
    Architecture architecture = Architecture.of(2, BatchNorm.of(Activation.tanh()), Dense.of(1));
    DoubleMatrix one = DoubleMatrix.of(new double[] {1});
    Problem problem =
        Problem.of(
            architecture,
            new double[architecture.layout().size()],
            Loss.meanSquaredError(),
            DoubleMatrix.of(new double[] {1, 2}),
            one);
    List<Recording.Value> expected = List.of(new Recording.Value(Recording.Kind.LOSS, 0, one));

    assertThatThrownBy(() -> new Recording(problem, expected))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has a layer batch norm, tanh");
  }

  @Test
  void theEntryThatIsFurthestOffIsNamed() {
    RecordingCheck check =
        small(
            """
            {"dW": [[[-0.0150, -0.0301], [-0.0108, 1.9792]], [[-0.0845, -0.0916]]]}\
            """);

    Difference worst = check.reference().orElseThrow();
    assertThat(worst.place()).isEqualTo("dW of layer 1, row 2, column 2");
    assertThat(worst.recorded()).isEqualTo(1.9792);
    assertThat(worst.computed()).isBetween(-0.03, -0.02);
    assertThat(worst.relative()).isBetween(1.01, 1.02);
    assertThat(check.engine().orElseThrow().place()).isEqualTo(worst.place());
  }

  @Test
  void whereOnlySomeValuesWereRecordedOnlyTheseAreCompared() {
    RecordingCheck check = small("{\"z\": [[[1.2, 1.8]], [[2.1259]]], \"dx\": null}");

    assertThat(check.byReference()).hasSize(2);
    assertThat(check.reference().orElseThrow().relative()).isLessThan(1e-3);
    assertThat(check.engine()).as("the engine keeps no z").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}| expected: Nothing was recorded for 'small'",
        "{\"gradient\": 1}| expected.gradient: there is no such key; there are loss, z, a, delta, dW",
        "{\"dW\": [[[1, 2], [3, 4]]]}| expected.dW: expected 2 (one entry a layer), got 1.",
        "{\"dW\": [[[1, 2], [3]], [[5, 6]]]}| expected.dW[0][1]: expected 2 (numbers), got 1.",
        "{\"db\": [[1, 2], [\"x\"]]}| expected.db[1][0]: expected a number, got \"x\".",
        "{\"dx\": [[1, 2], [1, 2]]}| expected.dx: expected 1 (rows), got 2.",
        "{\"loss\": \"NaN\"}| expected.loss: expected a finite number, got \"NaN\"."
      })
  void anErrorNamesTheKey(String expected, String message) {
    assertThatThrownBy(() -> small(expected))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anErrorInOneOfSeveralCasesNamesTheCase() {
    String cases = "{\"cases\": [%s, %s]}".formatted(SMALL, SMALL);

    assertThatThrownBy(() -> Recording.parse(cases.formatted("{\"loss\": 1}", "{\"loss\": []}")))
        .hasMessage("cases[1].expected.loss: expected a number, got an array.");
    assertThatThrownBy(() -> Recording.parse("{\"cases\": [], \"made_by\": \"me\"}"))
        .hasMessage("made_by: there is no such key; there are cases, source, seed, notes.");
  }
}
