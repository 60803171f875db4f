package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.network.Architecture;
import dev.chainrule.reference.OptimizerCases.Rule;
import dev.chainrule.reference.ReferenceFixtures.OptimizerRun;
import dev.chainrule.reference.ReferenceFixtures.OptimizerRuns;
import dev.chainrule.reference.ReferenceFixtures.Problem;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerFixturesTest {

  private static final OptimizerRuns FIXTURES = ReferenceFixtures.optimizers();

  static Set<String> built() {
    return OptimizerCases.BUILT.keySet();
  }

  @Test
  void everyRunIsEitherReplayedOrListedAsNotBuiltYet() {
    Set<String> listed = new HashSet<>(OptimizerCases.BUILT.keySet());
    listed.addAll(OptimizerCases.NOT_BUILT_YET);

    assertThat(FIXTURES.runs().keySet()).isEqualTo(listed);
    assertThat(OptimizerCases.BUILT.keySet())
        .doesNotContainAnyElementsOf(OptimizerCases.NOT_BUILT_YET);
  }

  @ParameterizedTest
  @MethodSource("built")
  void everyTrajectoryIsTheReferences(String name) {
    Rule rule = OptimizerCases.rule(name);
    Problem problem = FIXTURES.problem();
    OptimizerRun run = FIXTURES.run(name);
    Architecture architecture = problem.architecture();
    ReferenceOptimizer optimizer = ReferenceOptimizer.of(rule.optimizer(), architecture.layout());
    BatchLoss objective = BatchLoss.of(problem.loss(), problem.y());
    Agreement agreement = Agreement.byEntry(1e-10);

    double[] parameters = problem.parameters();
    for (int step = 0; step < run.lr().size(); step++) {
      ReferencePass pass =
          ReferencePass.of(architecture, parameters, problem.x(), objective, rule.penalty());
      agreement.check("loss before step " + step, pass.meanLoss(), run.lossBeforeStep().get(step));
      parameters = optimizer.step(parameters, pass.gradient(), run.lr().get(step));
      agreement.check("parameters after step " + step, parameters, run.parametersAfter(step));
    }
    assertThat(run.lr()).hasSize(12);
  }
}
