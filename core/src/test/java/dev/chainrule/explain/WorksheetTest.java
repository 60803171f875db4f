package dev.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.loss.Loss;
import dev.chainrule.reference.Agreement;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ReferenceFixtures;
import dev.chainrule.reference.ReferenceFixtures.WorkedStep;
import dev.chainrule.reference.ReferencePass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorksheetTest {

  private static final String LECTURE =
      """
      {"activations": ["sigmoid", "sigmoid"], "loss": "bce", "learning_rate": 0.5,
       "weights": [[[0.1, 0.4], [0.2, 0.5]], [[0.7, 0.8]]], "biases": [[0.3, 0.6], [0.9]],
       "x": [1, 2], "y": 1}\
      """;

  static List<WorkedExample> examples() {
    return WorkedExample.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theWorkedExamplesAreTheReferences(WorkedExample example) {
    List<WorkedStep> expected = ReferenceFixtures.workedExamples().named(example.name()).steps();
    Worksheet sheet = Worksheet.of(example.problem());
    Agreement agreement = Agreement.byEntry(1e-12);

    assertThat(sheet.steps()).hasSameSizeAs(expected);
    for (DescentStep step : sheet.steps()) {
      ReferencePass pass = step.pass();
      WorkedStep recorded = expected.get(step.number() - 1);
      agreement.check("loss", pass.loss(), recorded.loss());
      for (int l = 1; l <= pass.layers(); l++) {
        agreement.check("z", pass.z(l), recorded.z().get(l - 1));
        agreement.check("dW", pass.weightGradient(l), recorded.weightGradients().get(l - 1));
      }
      agreement.check("θ after", step.after().row(0), recorded.parametersAfter());
    }
  }

  @Test
  void theLossAfterAStepIsTheLossInFrontOfTheNext() {
    Problem problem = WorkedExample.named("lecture-2-2-1").problem();
    Worksheet three = Worksheet.of(problem.withSteps(3));
    Worksheet two = Worksheet.of(problem.withSteps(2));

    assertThat(three.lossAfter(three.steps().get(1))).isEqualTo(three.steps().get(2).pass().loss());
    assertThat(two.lossAfter(two.steps().get(1))).isEqualTo(three.steps().get(2).pass().loss());
    assertThat(three.lossAfter(three.steps().get(2)))
        .isLessThan(three.steps().get(2).pass().loss());
  }

  @Test
  void aProblemIsReadAsItWasTyped() {
    assertThat(Problem.parse(LECTURE).withName("lecture-2-2-1").withSteps(3))
        .isEqualTo(WorkedExample.named("lecture-2-2-1").problem());
  }

  @Test
  void aBatchOfRowsHasTheMeanLoss() {
    Problem batch =
        Problem.parse(
            LECTURE.replace("\"x\": [1, 2], \"y\": 1", "\"x\": [[1, 2], [0, 1]], \"y\": [1, 0]"));
    Problem first = Problem.parse(LECTURE);
    Problem second =
        Problem.parse(LECTURE.replace("\"x\": [1, 2], \"y\": 1", "\"x\": [0, 1], \"y\": 0"));
    double mean = (lossOf(first) + lossOf(second)) / 2;

    assertThat(batch.rows()).isEqualTo(2);
    assertThat(lossOf(batch)).isCloseTo(mean, within(1e-15));
  }

  @Test
  void sampleWeightsWeigh() {
    Problem weighted =
        Problem.parse(
            LECTURE.replace(
                "\"x\": [1, 2], \"y\": 1",
                "\"x\": [[1, 2], [0, 1]], \"y\": [1, 0], \"sample_weights\": [1, 0]"));

    assertThat(lossOf(weighted)).isEqualTo(lossOf(Problem.parse(LECTURE)));
  }

  private static double lossOf(Problem problem) {
    return Worksheet.of(problem).steps().getFirst().pass().loss();
  }

  @Test
  void anElementWiseOutputIsALayerOfTheNetwork() {
    Problem squared = Problem.parse(LECTURE.replace("bce", "mse"));

    assertThat(squared.loss()).isEqualTo(Loss.meanSquaredError());
    assertThat(squared.activationName(2)).isEqualTo("sigmoid");
    ReferencePass pass = Worksheet.of(squared).steps().getFirst().pass();
    double a = pass.prediction().get(0, 0);
    assertThat(pass.delta(2).get(0, 0)).isCloseTo((a - 1) * a * (1 - a), within(1e-15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"y\": 1}            | \"y\": \"one\"}           | y: expected a list: targets, got \"one\".",
        "\"y\": 1}            | \"y\": [1, 0]}            | y: expected 1 (one number an output), got 2.",
        "\"x\": [1, 2],       |                           | x: expected a value, got nothing.",
        "\"x\": [1, 2]        | \"x\": [1, 2, 3]          | x: expected 2 (one number an input), got 3.",
        "[0.2, 0.5]           | [0.2, \"a\"]              | weights[0][1][1]: expected a number, got \"a\".",
        "[0.2, 0.5]           | [0.2]                     | weights[0][1]: expected 2 (as many as in the first row), got 1.",
        "[[0.7, 0.8]]         | [[0.7]]                   | weights[1]: layer 1 has 2 units, so expected 2 weights in each row of layer 2, got 1.",
        "[0.9]                | [0.9, 1]                  | biases[1]: expected 1 (one bias a unit), got 2.",
        "\"sigmoid\", \"sigmoid\" | \"sigmod\", \"sigmoid\" | activations[0]: There is no activation 'sigmod'; there are identity",
        "\"sigmoid\", \"sigmoid\" | \"sigmoid\", \"relu\"   | activations[1]: expected the output activation sigmoid, as the loss bce needs it, got \"relu\".",
        "\"sigmoid\", \"sigmoid\" | \"softmax\", \"sigmoid\" | activations[0]: expected an element-wise activation",
        "\"bce\"              | \"entropy\"               | loss: There is no loss 'entropy'; there are bce, cce",
        "\"bce\"              | \"bce\", \"rate\": 1      | rate: there is no such key; there are name, notes, sizes",
        "\"learning_rate\": 0.5 | \"learning_rate\": 0    | learning_rate: expected a positive number, got 0.",
        "\"loss\"             | \"sizes\": [2, 3, 1], \"loss\" | sizes[1]: the weights are for 2 units, got the size 3.",
        "\"loss\"             | \"steps\": 0, \"loss\"    | steps: expected a whole number from 1 to 1000, got 0.",
      })
  void whatDoesNotFitIsNamedWithItsPlace(String typed, String instead, String message) {
    String json = LECTURE.replace(typed, instead == null ? "" : instead);
    assertThat(json).isNotEqualTo(LECTURE);
    assertThatThrownBy(() -> Problem.parse(json))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void theSlipsOfTheLectureAreKnown() {
    WorkedExample lecture = WorkedExample.named("lecture-2-2-1");
    Worksheet sheet = Worksheet.of(lecture.problem());
    WorkedExample.Slip first = lecture.slips().getFirst();

    assertThat(lecture.slips()).hasSize(11);
    assertThat(first).isEqualTo(new WorkedExample.Slip(1, "loss", List.of(0.1122)));
    for (WorkedExample.Slip slip : lecture.slips()) {
      assertThat(slip.right(sheet)).hasSameSizeAs(slip.printed());
      assertThat(slip.right(sheet).getFirst())
          .isNotCloseTo(slip.printed().getFirst(), within(5e-5));
    }
  }

  @Test
  void anExampleThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> WorkedExample.named("lecture"))
        .hasMessage(
            "There is no example 'lecture'; there are forward-2-1-1, walkthrough-2-2-2-1,"
                + " lecture-2-2-1, exercise-2-2-1.");
  }

  @Test
  void problemsThatDoNotFitAreRefused() {
    Problem problem = Problem.parse(LECTURE);
    assertThatThrownBy(() ->
            Problem.of(
                problem.architecture(),
                problem.parameters().row(0),
                problem.loss(),
                DoubleMatrix.of(new double[] {1}),
                problem.y()))
        .hasMessage("The network has 2 inputs a row, got 1.");
    assertThatThrownBy(() -> problem.withSteps(0)).hasMessageContaining("at least 1 step");
    assertThatThrownBy(() -> problem.withLearningRate(-1)).hasMessageContaining("positive");
  }
}
