package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Dataset;
import dev.chainrule.kernel.Kernels;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.Agreement;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.ReferenceFixtures;
import dev.chainrule.reference.ReferenceFixtures.Problem;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.reference.ReferenceQuasiNewton;
import dev.chainrule.reference.ReferenceQuasiNewton.Point;
import dev.chainrule.tensor.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuasiNewtonTest {

  private static final Problem PROBLEM = ReferenceFixtures.optimizers().problem();
  private static final Architecture ARCHITECTURE = PROBLEM.architecture();
  private static final Penalty PENALTY = Penalty.l2(0.01);
  private static final Optimizer.Lbfgs RULE = new Optimizer.Lbfgs(3, 1e-4, 0.9, 20);

  static List<Kernels> kernels() {
    return EngineContractTest.kernels();
  }

  /** The engine at work on the problem: θ, its gradient and the loss go from step to step. */
  private static final class Descent implements AutoCloseable {

    private final Execution execution;
    private final Pass pass;
    private final PenalizedGradient penalized;
    private final Dataset rows = new EngineRun.Rows(PROBLEM.x(), PROBLEM.y(), null);
    private final int[] order = IntStream.range(0, rows.rows()).toArray();
    private final float[] theta;
    private final float[] gradient;
    private QuasiNewton method;
    private double loss;

    Descent(Kernels kernels) {
      execution = Execution.of(kernels, 1);
      pass = new Pass(ARCHITECTURE, PROBLEM.loss(), rows, rows.rows(), execution);
      penalized = new PenalizedGradient(PENALTY, pass.layout(), execution);
      theta =
          pass.layout()
              .working(
                  Parameters.of(ARCHITECTURE.layout(), EngineRun.narrowed(PROBLEM.parameters())));
      gradient = new float[theta.length];
      method = new QuasiNewton(RULE, pass.layout(), execution);
      loss = at(theta, gradient);
    }

    private double at(float[] theta, float[] gradient) {
      Arrays.fill(gradient, 0);
      double data = pass.gradient(theta, rows, order, 0, rows.rows(), 0, gradient);
      loss = data + penalized.penalty(theta);
      penalized.finish(theta, gradient);
      return loss;
    }

    boolean step() {
      return method.step(theta, gradient, loss, this::at);
    }

    /** Goes on with another instance that knows what this one remembers. */
    void changeHands() {
      OptimizerState state = method.state();
      method = new QuasiNewton(RULE, pass.layout(), execution);
      method.restore(state);
    }

    double[] parameters() {
      return pass.layout().parameters(theta).toDoubleArray();
    }

    @Override
    public void close() {
      execution.close();
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void itGoesTheWayOfTheReference(Kernels kernels) {
    ReferenceQuasiNewton textbook = ReferenceQuasiNewton.of(RULE);
    BatchLoss objective = BatchLoss.of(PROBLEM.loss(), PROBLEM.y());
    ReferenceQuasiNewton.Function function =
        theta -> {
          ReferencePass pass =
              ReferencePass.of(ARCHITECTURE, theta, PROBLEM.x(), objective, PENALTY);
          return new Point(theta, pass.loss(), pass.gradient());
        };
    Agreement agreement = Agreement.byTensor(1e-4);
    Point expected = function.at(PROBLEM.parameters());
    try (Descent descent = new Descent(kernels)) {
      for (int step = 1; step <= 8; step++) {
        expected = textbook.step(expected, function).orElseThrow();
        assertThat(descent.step()).isTrue();
        agreement.check("loss after step " + step, descent.loss, expected.value());
        agreement.check("θ after step " + step, descent.parameters(), expected.theta());
      }
    }
  }

  @Test
  void everyKernelGoesToTheSameBitsAndEndsWhereNothingIsLower() {
    try (Descent scalar = new Descent(Kernels.scalar());
        Descent vector = new Descent(Kernels.vector())) {
      int steps = 0;
      double before = Double.POSITIVE_INFINITY;
      while (scalar.step()) {
        assertThat(vector.step()).isTrue();
        assertThat(vector.theta).containsExactly(scalar.theta);
        assertThat(scalar.loss).isLessThan(before);
        before = scalar.loss;
        steps++;
      }
      assertThat(vector.step()).isFalse();
      assertThat(steps).isGreaterThan(20);
      float[] theta = scalar.theta.clone();
      float[] gradient = scalar.gradient.clone();
      assertThat(scalar.step()).isFalse();
      assertThat(scalar.theta).containsExactly(theta);
      assertThat(scalar.gradient).containsExactly(gradient);
    }
  }

  @Test
  void anotherThatTakesOverGoesOnToTheSameBits() {
    try (Descent whole = new Descent(Kernels.scalar());
        Descent parts = new Descent(Kernels.scalar())) {
      for (int step = 1; step <= 9; step++) {
        assertThat(whole.step()).isTrue();
        assertThat(parts.step()).isTrue();
        parts.changeHands();
        assertThat(parts.method.state().steps()).isEqualTo(step);
        assertThat(parts.method.state().arrays()).hasSize(2 * Math.min(step, RULE.history()));
        assertThat(parts.theta).containsExactly(whole.theta);
      }
    }
  }
}
