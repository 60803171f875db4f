package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.layer.Mode;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.Agreement;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Links;
import dev.chainrule.reference.NetworkCase;
import dev.chainrule.reference.OptimizerCases;
import dev.chainrule.reference.ReferenceFixtures;
import dev.chainrule.reference.ReferenceFixtures.Expected;
import dev.chainrule.reference.ReferenceFixtures.GradientCase;
import dev.chainrule.reference.ReferenceFixtures.LayerCase;
import dev.chainrule.reference.ReferenceFixtures.OptimizerRun;
import dev.chainrule.reference.ReferenceFixtures.OptimizerRuns;
import dev.chainrule.reference.ReferenceFixtures.Problem;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.tensor.ParameterLayout.Slice;
import dev.chainrule.tensor.Parameters;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine computes what the reference computes, with either set of kernels. */
class EngineContractTest {

  private static final OptimizerRuns OPTIMIZERS = ReferenceFixtures.optimizers();

  private final Agreement agreement = Agreement.byTensor(1e-4);

  static List<Kernels> kernels() {
    return List.of(Kernels.scalar(), Kernels.vector());
  }

  static List<Arguments> fixtures() {
    return withEachKernel(ReferenceFixtures.gradients());
  }

  static List<Arguments> networks() {
    return withEachKernel(NetworkCase.everyLayerActivationAndLoss());
  }

  /**
   * Width 1, widths around the length of a vector, no hidden layer, and more rows than a block or a
   * tile holds.
   */
  static List<Arguments> oddShapes() {
    return withEachKernel(
        List.of(
            shape(Loss.meanSquaredError(), 1, 1, 1),
            shape(Loss.sigmoidCrossEntropy(), 5, 1, 1, 1, 1),
            shape(Loss.softmaxCrossEntropy(), 2, 207, 13, 2),
            shape(Loss.softmaxCrossEntropy(), 13, 15, 16, 17, 31, 33, 5),
            shape(Loss.meanSquaredError(), 129, 3, 65, 1),
            shape(Loss.sigmoidCrossEntropy(), 257, 17, 3),
            shape(Loss.softmaxCrossEntropy(), Pass.TILE_ROWS + 1, 4, 9, 3),
            mixed(Loss.meanSquaredError(), 7, 3, 5),
            mixed(Loss.sigmoidCrossEntropy(), 131, 3, 17),
            mixed(Loss.softmaxCrossEntropy(), 300, 5, 129),
            mixed(Loss.softmaxCrossEntropy(), 2 * Pass.TILE_ROWS + 1, 4, 9)));
  }

  static List<Arguments> optimizers() {
    return withEachKernel(OptimizerCases.ALL.keySet());
  }

  private static NetworkCase shape(Loss loss, int rows, int inputs, int... units) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < units.length - 1; l++) {
      layers.add(Dense.of(units[l], Activation.tanh()));
    }
    layers.add(Dense.of(units[units.length - 1]));
    Architecture architecture = new Architecture(Shape.vector(inputs), layers);
    String name = rows + " rows through " + architecture.shapes();
    return NetworkCase.of(name, loss, architecture, rows);
  }

  /** Every kind of layer in one network, batch norm of the inputs included. */
  private static NetworkCase mixed(Loss loss, int rows, int inputs, int units) {
    Architecture architecture =
        Architecture.of(
            inputs,
            BatchNorm.of(Activation.identity()),
            Dropout.of(0.2),
            Dense.of(units),
            BatchNorm.of(Activation.tanh()),
            Dropout.of(0.4),
            Dense.of(units + 1),
            LayerNorm.of(new Activation.Gelu()),
            Dense.of(3, Activation.tanh()),
            BatchNorm.of(Activation.identity()),
            Dense.of(2));
    String name = rows + " rows through every kind of layer, " + units + " units";
    return NetworkCase.of(name, loss, architecture, rows);
  }

  private static List<Arguments> withEachKernel(Iterable<?> cases) {
    List<Arguments> all = new ArrayList<>();
    for (Kernels kernels : kernels()) {
      cases.forEach(one -> all.add(Arguments.of(one, kernels)));
    }
    return all;
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("fixtures")
  void theReferenceValuesHold(GradientCase given, Kernels kernels) {
    EngineRun run =
        EngineRun.of(
            given.architecture(),
            given.parameters(),
            given.loss(),
            new EngineRun.Rows(given.x(), given.y(), given.sampleWeights()),
            kernels,
            1);
    Expected expected = given.expected();

    agreement.check("loss", run.loss(), expected.loss());
    agreement.check("loss of the evaluation", run.evaluatedLoss(), expected.loss());
    agreement.check("prediction", run.prediction(), expected.a().getLast());
    int layers = expected.z().size();
    for (int l = 1; l <= layers; l++) {
      if (l < layers) {
        agreement.check("a of layer " + l, run.activations().get(l - 1), expected.a().get(l - 1));
      }
      agreement.check("δ of layer " + l, run.deltas().get(l - 1), expected.delta().get(l - 1));
      Slice weights = given.architecture().layout().slice("layers." + (l - 1) + ".weight");
      Slice biases = given.architecture().layout().slice("layers." + (l - 1) + ".bias");
      agreement.check(
          "dW of layer " + l, tensor(weights, run), expected.weightGradients().get(l - 1));
      agreement.check("db of layer " + l, tensor(biases, run), expected.biasGradients().get(l - 1));
    }
  }

  private static DoubleMatrix tensor(Slice slice, EngineRun run) {
    return DoubleMatrix.of(slice, run.gradient().row(0));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("networks")
  void everyLayerActivationAndLossIsTheReferences(NetworkCase given, Kernels kernels) {
    checkAgainstReference(given, kernels, 1);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("oddShapes")
  void everyShapeIsTheReferencesOnAnyNumberOfThreads(NetworkCase given, Kernels kernels) {
    EngineRun alone = checkAgainstReference(given, kernels, 1);

    for (int threads : new int[] {2, 3}) {
      assertThat(engineRun(given, kernels, threads))
          .as("the same bits on %d threads", threads)
          .isEqualTo(alone);
    }
    assertThat(engineRun(given, Kernels.scalar(), 1))
        .as("the same bits as the scalar kernels")
        .isEqualTo(alone);
  }

  private EngineRun checkAgainstReference(NetworkCase given, Kernels kernels, int threads) {
    EngineRun run = engineRun(given, kernels, threads);
    ReferencePass evaluation = pass(given, Mode.evaluation());
    ReferencePass pass = pass(given, new Mode.Training(EngineRun.KEY));

    agreement.check("loss", run.loss(), pass.loss());
    agreement.check("loss of the evaluation", run.evaluatedLoss(), evaluation.loss());
    agreement.check("prediction", run.prediction(), evaluation.prediction());
    for (Slice slice : given.architecture().layout().slices()) {
      checkTensor(
          "gradient of " + slice.name(),
          tensor(slice, run),
          DoubleMatrix.of(slice, pass.gradient()),
          pass.gradient());
    }
    return run;
  }

  private static ReferencePass pass(NetworkCase given, Mode mode) {
    return ReferencePass.of(
        given.architecture(),
        given.parameters().row(0),
        given.x(),
        BatchLoss.of(given.loss(), given.y()),
        Penalty.none(),
        mode);
  }

  private static EngineRun engineRun(NetworkCase given, Kernels kernels, int threads) {
    return EngineRun.of(
        given.architecture(),
        given.parameters().row(0),
        given.loss(),
        new EngineRun.Rows(given.x(), given.y(), null),
        kernels,
        threads);
  }

  static List<Arguments> normalisations() {
    return withEachKernel(ReferenceFixtures.layers());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("normalisations")
  void everyNormalisationIsTheReferences(LayerCase given, Kernels kernels) {
    Architecture architecture = given.architecture();
    Loss loss = Loss.softmaxCrossEntropy();
    Dataset rows = new EngineRun.Rows(given.x(), given.y(), null);
    int m = rows.rows();
    int[] order = IntStream.range(0, m).toArray();
    try (Execution execution = Execution.of(kernels, 2)) {
      Pass pass = new Pass(architecture, loss, rows, m, execution);
      Updater descent = new Updater(Optimizer.sgd(), pass.layout(), execution);
      float[] theta =
          pass.layout()
              .working(
                  Parameters.of(architecture.layout(), EngineRun.narrowed(given.parameters())));
      for (int step = 0; step < given.steps().size(); step++) {
        float[] gradient = new float[theta.length];
        double value = pass.gradient(theta, rows, order, 0, m, step, gradient);
        agreement.check("loss", value, given.steps().get(step).loss());
        checkTensors(
            architecture, pass.layout().parameters(gradient), given.gradient(step), "gradient");
        pass.moveStatistics(theta);
        descent.update(theta, gradient, 0, LayerCase.RATE);
        checkTensors(
            architecture, pass.layout().parameters(theta), given.parametersAfter(step), "value");
      }
      float[] predictions = new float[m * 3];
      pass.evaluate(theta, rows, order, 0, m, predictions);
      double[] expected =
          IntStream.range(0, m)
              .mapToObj(i -> Links.prediction(loss.link(), given.scoresInEvaluation().row(i)))
              .flatMapToDouble(DoubleStream::of)
              .toArray();
      agreement.check("predictions", widened(predictions), expected);
      assertThat(
              Predictor.of(new Network(architecture, pass.layout().parameters(theta)), loss)
                  .predict(rows))
          .as("a predictor says the same bits")
          .isEqualTo(predictions);
    }
  }

  private void checkTensors(
      Architecture architecture, Parameters actual, double[] expected, String what) {
    for (Slice slice : architecture.layout().slices()) {
      checkTensor(
          what + " of " + slice.name(),
          DoubleMatrix.of(slice, actual.toDoubleArray()),
          DoubleMatrix.of(slice, expected),
          expected);
    }
  }

  /** Where only rounding is left, as of a bias that batch norm takes away, it must be small. */
  private void checkTensor(String what, DoubleMatrix actual, DoubleMatrix expected, double[] all) {
    if (largest(expected.toArray()) < 1e-12) {
      assertThat(largest(actual.toArray())).as(what).isLessThan(1e-5 * largest(all));
    } else {
      agreement.check(what, actual, expected);
    }
  }

  private static double largest(double[] values) {
    return DoubleStream.of(values).map(Math::abs).max().orElseThrow();
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("optimizers")
  void everyTrajectoryIsTheReferences(String name, Kernels kernels) {
    OptimizerCases.Rule rule = OptimizerCases.rule(name);
    OptimizerRun expected = OPTIMIZERS.run(name);
    descend(
        rule,
        kernels,
        (step, loss, theta, average) -> {
          agreement.check("loss before step " + step, loss, expected.lossBeforeStep().get(step));
          checkByTensor("after step " + step, theta, expected.parametersAfter(step));
        });
  }

  static List<Arguments> averages() {
    return withEachKernel(OPTIMIZERS.averages().keySet());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("averages")
  void everyAverageIsTheReferences(String name, Kernels kernels) {
    descend(
        OptimizerCases.rule(name),
        kernels,
        (step, loss, theta, average) ->
            checkByTensor("average " + step, average, OPTIMIZERS.averageAfter(name, step)));
  }

  /** What a step came to: the loss before it, and the parameters and their average behind it. */
  private interface Watcher {
    void see(int step, double loss, double[] theta, double[] average);
  }

  /** Twelve steps on the recorded problem. */
  private static void descend(OptimizerCases.Rule rule, Kernels kernels, Watcher watcher) {
    Problem problem = OPTIMIZERS.problem();
    Architecture architecture = problem.architecture();
    Dataset rows = new EngineRun.Rows(problem.x(), problem.y(), null);
    int[] order = IntStream.range(0, rows.rows()).toArray();
    try (Execution execution = Execution.of(kernels, 1)) {
      Pass pass = new Pass(architecture, problem.loss(), rows, rows.rows(), execution);
      WorkingLayout layout = pass.layout();
      PenalizedGradient penalized = new PenalizedGradient(rule.penalty(), layout, execution);
      Updater updater =
          new Updater(
              rule.optimizer(),
              rule.clipping(),
              Optional.of(OptimizerCases.AVERAGING),
              layout,
              execution);
      float[] theta =
          layout.working(
              Parameters.of(architecture.layout(), EngineRun.narrowed(problem.parameters())));
      for (int step = 0; step < 12; step++) {
        float[] gradient = new float[theta.length];
        double loss = pass.gradient(theta, rows, order, 0, rows.rows(), 0, gradient);
        double norm = penalized.finish(theta, gradient);
        updater.update(theta, gradient, norm, rule.rate(step));
        watcher.see(
            step,
            loss,
            layout.parameters(theta).toDoubleArray(),
            layout.parameters(updater.kept(theta)).toDoubleArray());
      }
    }
  }

  private void checkByTensor(String when, double[] actual, double[] expected) {
    for (Slice slice : OPTIMIZERS.problem().architecture().layout().slices()) {
      agreement.check(
          slice.name() + " " + when,
          DoubleMatrix.of(slice, actual),
          DoubleMatrix.of(slice, expected));
    }
  }
}
