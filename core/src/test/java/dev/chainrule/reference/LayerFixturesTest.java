package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.layer.Mode;
import dev.chainrule.loss.Loss;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.ReferenceFixtures.LayerCase;
import dev.chainrule.reference.ReferenceFixtures.LayerStep;
import dev.chainrule.tensor.RandomStreams;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch norm and layer norm are those of the recorded trainings. */
class LayerFixturesTest {

  private final Agreement agreement = Agreement.byTensor(1e-10);

  static List<LayerCase> cases() {
    return ReferenceFixtures.layers();
  }

  @Test
  void bothNormalisationsAreRecorded() {
    assertThat(cases()).extracting(LayerCase::kind).containsExactly("batch_norm", "layer_norm");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyStepAndTheEvaluationBehindThemAreTheReferences(LayerCase given) {
    BatchLoss objective = BatchLoss.of(Loss.softmaxCrossEntropy(), given.y());
    ReferenceOptimizer descent =
        ReferenceOptimizer.of(Optimizer.sgd(), given.architecture().layout());
    double[] theta = given.parameters();
    for (int step = 0; step < given.steps().size(); step++) {
      Mode mode = Mode.training(new RandomStreams(0), step);
      ReferencePass pass =
          ReferencePass.of(given.architecture(), theta, given.x(), objective, Penalty.none(), mode);
      theta = pass.forward().withRunningStatistics(theta);
      theta = descent.step(theta, pass.gradient(), LayerCase.RATE);

      LayerStep expected = given.steps().get(step);
      agreement.check("loss", pass.loss(), expected.loss());
      agreement.check("scores", pass.forward().scores(), expected.logits());
      agreement.check("gradient", pass.gradient(), given.gradient(step));
      agreement.check("parameters", theta, given.parametersAfter(step));
    }
    agreement.check(
        "scores in evaluation",
        ForwardPass.of(given.architecture(), theta, given.x()).scores(),
        given.scoresInEvaluation());
  }
}
