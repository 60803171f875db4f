package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.reference.ReferenceFixtures.DescentRun;
import dev.chainrule.reference.ReferenceFixtures.GradientDescent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientDescentFixturesTest {

  private static final GradientDescent FIXTURES = ReferenceFixtures.gradientDescent();

  private final Agreement agreement = Agreement.byEntry(1e-10);

  static List<DescentRun> fullBatchRuns() {
    return FIXTURES.runs().stream().filter(DescentRun::isLogisticRegression).toList();
  }

  static List<DescentRun> rowByRowRuns() {
    return FIXTURES.runs().stream().filter(run -> !run.isLogisticRegression()).toList();
  }

  @Test
  void thereAreTwelveRuns() {
    assertThat(fullBatchRuns()).hasSize(4);
    assertThat(rowByRowRuns()).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("fullBatchRuns")
  void logisticRegressionByFullBatchesGoesTheWayOfTheReference(DescentRun run) {
    DoubleMatrix targets =
        DoubleMatrix.of(FIXTURES.y().columns(), 1, (i, one) -> FIXTURES.y().get(0, i));
    Architecture architecture = run.architecture();
    ReferenceOptimizer sgd = ReferenceOptimizer.of(Optimizer.sgd(), architecture.layout());
    double[] parameters = run.parametersBefore();
    List<Double> losses = new ArrayList<>();
    for (int iteration = 0; iteration < run.iterations(); iteration++) {
      ReferencePass pass = pass(architecture, parameters, FIXTURES.x(), targets);
      losses.add(pass.loss());
      parameters = sgd.step(parameters, pass.gradient(), run.lr());
    }

    agreement.check("losses", everyNth(losses, 100), run.losses());
    agreement.check("parameters", parameters, run.parametersAfter());
    double finalLoss = pass(architecture, parameters, FIXTURES.x(), targets).loss();
    agreement.check("final loss", finalLoss, run.finalLoss());
  }

  @ParameterizedTest
  @MethodSource("rowByRowRuns")
  void aNetworkTrainedRowByRowGoesTheWayOfTheReference(DescentRun run) {
    Architecture architecture = run.architecture();
    ReferenceOptimizer sgd = ReferenceOptimizer.of(Optimizer.sgd(), architecture.layout());
    double[] parameters = run.parametersBefore();
    List<Double> losses = new ArrayList<>();
    for (int epoch = 0; epoch < run.iterations(); epoch++) {
      double sum = 0;
      for (int row = 0; row < FIXTURES.x().rows(); row++) {
        ReferencePass pass =
            pass(
                architecture,
                parameters,
                DoubleMatrix.of(FIXTURES.x().row(row)),
                DoubleMatrix.of(new double[] {FIXTURES.y().get(0, row)}));
        sum += pass.loss();
        parameters = sgd.step(parameters, pass.gradient(), run.lr());
      }
      losses.add(sum / FIXTURES.x().rows());
    }

    agreement.check("losses", everyNth(losses, 50), run.losses());
    agreement.check("parameters", parameters, run.parametersAfter());
    agreement.check("loss of the last epoch", losses.getLast(), run.finalEpochLoss());
  }

  private static ReferencePass pass(
      Architecture architecture, double[] parameters, DoubleMatrix x, DoubleMatrix y) {
    return ReferencePass.of(architecture, parameters, Loss.sigmoidCrossEntropy(), x, y, null);
  }

  private static double[] everyNth(List<Double> values, int n) {
    return IntStream.range(0, values.size() / n).mapToDouble(i -> values.get(n * i)).toArray();
  }
}
