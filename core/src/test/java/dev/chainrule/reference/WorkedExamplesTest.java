package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.reference.ReferenceFixtures.WorkedExample;
import dev.chainrule.reference.ReferenceFixtures.WorkedStep;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkedExamplesTest {

  private static final Offset<Double> FOUR_DECIMALS = within(0.00005);

  /** A step of gradient descent and the parameters behind it. */
  private record Replayed(ReferencePass pass, DoubleMatrix parametersAfter) {}

  static List<WorkedExample> examples() {
    return ReferenceFixtures.workedExamples().examples();
  }

  @Test
  void thereAreFourExamples() {
    assertThat(examples())
        .extracting(WorkedExample::name)
        .containsExactly("forward-2-1-1", "walkthrough-2-2-2-1", "lecture-2-2-1", "exercise-2-2-1");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyStepIsTheReferences(WorkedExample example) {
    Agreement agreement = Agreement.byEntry(1e-12);
    List<Replayed> replayed = replay(example);
    for (int s = 0; s < replayed.size(); s++) {
      ReferencePass pass = replayed.get(s).pass();
      WorkedStep expected = example.steps().get(s);
      String step = " of step " + (s + 1);

      for (int l = 1; l <= pass.layers(); l++) {
        String where = step + ", layer " + l;
        agreement.check("z" + where, pass.z(l), expected.z().get(l - 1));
        agreement.check("a" + where, pass.a(l), expected.a().get(l - 1));
        agreement.check("δ" + where, pass.delta(l), expected.delta().get(l - 1));
        agreement.check(
            "dW" + where, pass.weightGradient(l), expected.weightGradients().get(l - 1));
        agreement.check("db" + where, pass.biasGradient(l), expected.biasGradients().get(l - 1));
      }
      agreement.check("prediction" + step, pass.prediction().get(0, 0), expected.prediction());
      agreement.check("loss" + step, pass.loss(), expected.loss());
      agreement.check(
          "parameters" + step,
          replayed.get(s).parametersAfter().row(0),
          expected.parametersAfter());
    }
  }

  /**
   * The lecture prints 0.1122 in step 1; from step 2 on its forward pass does not follow from its
   * own weights.
   */
  @Test
  void theSlipsOfTheLectureAreNotReproduced() {
    List<Replayed> steps = replay(ReferenceFixtures.workedExamples().named("lecture-2-2-1"));

    assertThat(steps.get(0).pass().loss()).isCloseTo(0.1129, FOUR_DECIMALS);
    assertStep(steps.get(1).pass(), 2.2571, 0.9053, 0.0995);
    assertStep(steps.get(2).pass(), 2.3760, 0.9150, 0.0889);
  }

  private static void assertStep(ReferencePass pass, double z, double prediction, double loss) {
    assertThat(pass.z(2).get(0, 0)).isCloseTo(z, FOUR_DECIMALS);
    assertThat(pass.prediction().get(0, 0)).isCloseTo(prediction, FOUR_DECIMALS);
    assertThat(pass.loss()).isCloseTo(loss, FOUR_DECIMALS);
  }

  /**
   * The loss is y ln(1+e^{−z}) + (1−y) ln(1+e^z), positive in both terms: notes with one sign for
   * all have lost a minus.
   */
  @Test
  void crossEntropyIsTheNegativeLogLikelihoodTermByTerm() {
    for (double z : new double[] {-3, -0.5, 0, 1.25, 4}) {
      for (double y : new double[] {0, 0.3, 1}) {
        double byTheDefinition = y * Math.log1p(Math.exp(-z)) + (1 - y) * Math.log1p(Math.exp(z));
        assertThat(Losses.sigmoidCrossEntropy(new double[] {z}, new double[] {y}))
            .isCloseTo(byTheDefinition, within(1e-14))
            .isPositive();
      }
    }
  }

  /** W⁽¹⁾x and not W⁽¹⁾ᵀx: a row of W holds the weights into one unit. */
  @Test
  void rowsOfTheWeightsAreUnits() {
    WorkedExample lecture = ReferenceFixtures.workedExamples().named("lecture-2-2-1");
    ReferencePass pass = replay(lecture).getFirst().pass();

    // 0.1·1 + 0.4·2 + 0.3 and 0.2·1 + 0.5·2 + 0.6; the transpose would give 0.8 and 2.
    assertThat(pass.z(1).row(0)).containsExactly(new double[] {1.2, 1.8}, within(1e-12));
  }

  private static List<Replayed> replay(WorkedExample example) {
    ReferenceOptimizer optimizer =
        ReferenceOptimizer.of(Optimizer.sgd(), example.architecture().layout());
    DoubleMatrix y = DoubleMatrix.of(new double[] {example.y()});
    double[] parameters = example.parameters();
    List<Replayed> steps = new ArrayList<>();
    for (WorkedStep ignored : example.steps()) {
      ReferencePass pass =
          ReferencePass.of(
              example.architecture(), parameters, example.loss(), example.x(), y, null);
      parameters = optimizer.step(parameters, pass.gradient(), example.learningRate());
      steps.add(new Replayed(pass, DoubleMatrix.of(parameters)));
    }
    return steps;
  }
}
