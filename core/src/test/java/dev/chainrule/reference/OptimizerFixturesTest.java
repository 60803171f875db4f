package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.network.Architecture;
import dev.chainrule.reference.OptimizerCases.Rule;
import dev.chainrule.reference.ReferenceFixtures.OptimizerRun;
import dev.chainrule.reference.ReferenceFixtures.OptimizerRuns;
import dev.chainrule.reference.ReferenceFixtures.Problem;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerFixturesTest {

  private static final OptimizerRuns FIXTURES = ReferenceFixtures.optimizers();

  static Set<String> runs() {
    return OptimizerCases.ALL.keySet();
  }

  @Test
  void everyRunOfTheFileIsReplayed() {
    assertThat(FIXTURES.runs().keySet()).isEqualTo(OptimizerCases.ALL.keySet());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyTrajectoryIsTheReferences(String name) {
    Rule rule = OptimizerCases.rule(name);
    Problem problem = FIXTURES.problem();
    OptimizerRun run = FIXTURES.run(name);
    Architecture architecture = problem.architecture();
    ReferenceOptimizer optimizer =
        ReferenceOptimizer.of(rule.optimizer(), rule.clipping(), architecture.layout());
    BatchLoss objective = BatchLoss.of(problem.loss(), problem.y());
    Agreement agreement = Agreement.byEntry(1e-10);

    double[] parameters = problem.parameters();
    for (int step = 0; step < run.lr().size(); step++) {
      ReferencePass pass =
          ReferencePass.of(architecture, parameters, problem.x(), objective, rule.penalty());
      agreement.check("loss before step " + step, pass.meanLoss(), run.lossBeforeStep().get(step));
      agreement.check("rate of step " + step, rule.rate(step), run.lr().get(step));
      parameters = optimizer.step(parameters, pass.gradient(), rule.rate(step));
      agreement.check("parameters after step " + step, parameters, run.parametersAfter(step));
    }
    assertThat(run.lr()).hasSize(12);
  }

  static Set<String> averages() {
    return FIXTURES.averages().keySet();
  }

  @ParameterizedTest
  @MethodSource("averages")
  void everyAverageIsTheReferences(String name) {
    double[] mean = new double[FIXTURES.problem().parameters().length];
    for (int step = 0; step < 12; step++) {
      double[] parameters = FIXTURES.run(name).parametersAfter(step);
      double share = OptimizerCases.AVERAGING.share(step + 1L);
      Arrays.setAll(mean, i -> mean[i] + share * (parameters[i] - mean[i]));
      Agreement.byEntry(1e-10)
          .check("average after step " + step, mean, FIXTURES.averageAfter(name, step));
    }
  }
}
