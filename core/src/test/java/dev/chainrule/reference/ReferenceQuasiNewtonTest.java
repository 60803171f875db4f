package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Optimizer.Lbfgs;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.ReferenceQuasiNewton.Function;
import dev.chainrule.reference.ReferenceQuasiNewton.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceQuasiNewtonTest {

  /** The points that steps lead through, the first included, until nothing lower is found. */
  private static List<Point> path(Lbfgs rule, Function function, double[] start, int steps) {
    ReferenceQuasiNewton method = ReferenceQuasiNewton.of(rule);
    List<Point> path = new ArrayList<>(List.of(function.at(start)));
    for (int step = 0; step < steps; step++) {
      Optional<Point> next = method.step(path.getLast(), function);
      if (next.isEmpty()) {
        break;
      }
      path.add(next.get());
    }
    return path;
  }

  private static double norm(double[] x) {
    return Math.sqrt(DoubleStream.of(x).map(value -> value * value).sum());
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  @Test
  void aQuadraticFunctionOfNParametersIsMinimisedInNStepsOfExactSearches() {
    double[] eigenvalues = {1, 3, 10, 30, 100, 300};
    Function bowl =
        x -> {
          double[] gradient = new double[x.length];
          double value = 0;
          for (int i = 0; i < x.length; i++) {
            gradient[i] = eigenvalues[i] * (x[i] - i);
            value += gradient[i] * (x[i] - i) / 2;
          }
          return new Point(x, value, gradient);
        };
    Lbfgs exact = new Lbfgs(6, 1e-10, 1e-9, 60);
    List<Point> path = path(exact, bowl, new double[] {5, -3, 4, 7, 1, -4}, 7);
    assertThat(norm(path.get(5).gradient())).isGreaterThan(1e-2);
    assertThat(norm(path.getLast().gradient())).isLessThan(1e-6);
    assertThat(path.getLast().theta())
        .containsExactly(new double[] {0, 1, 2, 3, 4, 5}, within(1e-7));
  }

  @Test
  void rosenbrocksValleyIsFollowedToItsEnd() {
    Function valley =
        x -> {
          double across = x[1] - x[0] * x[0];
          double along = 1 - x[0];
          return new Point(
              x,
              100 * across * across + along * along,
              new double[] {-400 * x[0] * across - 2 * along, 200 * across});
        };
    List<Point> path = path(Optimizer.lbfgs(), valley, new double[] {-1.2, 1}, 60);
    assertThat(path.getLast().theta()).containsExactly(new double[] {1, 1}, within(1e-6));
  }

  @Property(tries = 20)
  void everyStepSatisfiesTheStrongWolfeConditions(@ForAll long seed) {
    Random random = new Random(seed);
    Architecture architecture = Architecture.dense(3, List.of(5), Activation.tanh(), 2);
    DoubleMatrix x = DoubleMatrix.of(12, 3, (i, j) -> random.nextGaussian());
    DoubleMatrix y = DoubleMatrix.of(12, 2, (i, j) -> random.nextGaussian());
    Lbfgs rule = new Lbfgs(4, 1e-4, 0.5, 80);
    BatchLoss loss = BatchLoss.of(Loss.meanSquaredError(), y);
    List<Point> path =
        path(
            rule,
            theta -> Optimum.point(theta, architecture, x, loss, Penalty.l2(1e-3)),
            Network.initialize(architecture, seed).parameters().toDoubleArray(),
            25);
    assertThat(path).hasSizeGreaterThan(20);
    for (int step = 1; step < path.size(); step++) {
      Point from = path.get(step - 1);
      Point to = path.get(step);
      double[] move = to.theta().clone();
      for (int i = 0; i < move.length; i++) {
        move[i] -= from.theta()[i];
      }
      double slope = dot(from.gradient(), move);
      assertThat(slope).isNegative();
      assertThat(to.value()).isLessThanOrEqualTo(from.value() + rule.c1() * slope * (1 - 1e-9));
      assertThat(Math.abs(dot(to.gradient(), move)))
          .isLessThanOrEqualTo(-rule.c2() * slope * (1 + 1e-9));
    }
  }

  static List<Optimum> optima() {
    return Optimum.recorded();
  }

  @ParameterizedTest
  @MethodSource("optima")
  void linearModelsComeToTheRecordedOptimum(Optimum optimum) {
    List<Point> path =
        path(Optimizer.lbfgs(), optimum::at, new double[optimum.parameters().length], 100);
    assertThat(norm(path.getLast().gradient())).isLessThan(1e-7);
    assertThat(path.getLast().value()).isCloseTo(optimum.least(), within(1e-12));
    assertThat(path.getLast().theta()).containsExactly(optimum.parameters(), within(1e-6));
  }

  @Test
  void aPairAlongWhichTheLossCurvesDownIsLeftOut() {
    Function hill = x -> new Point(x, -x[0] * x[0] / 2, new double[] {-x[0]});
    // One evaluation a search, so that none gets as far as the slope becomes flat: from x along
    // d = −g = x, at first by min(1, 1/|x|). A pair would have turned d round.
    assertThat(path(new Lbfgs(3, 1e-4, 0.9, 1), hill, new double[] {0.5}, 4))
        .extracting(point -> point.theta()[0])
        .containsExactly(0.5, 1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void aSearchThatFailsForgetsThePairsAndThenEnds() {
    Function bowl = x -> new Point(x, x[0] * x[0] / 2, new double[] {x[0]});
    ReferenceQuasiNewton method = ReferenceQuasiNewton.of(Optimizer.lbfgs());
    Point first = method.step(bowl.at(new double[] {8}), bowl).orElseThrow();
    Point wrong = new Point(first.theta(), first.value(), new double[] {-first.gradient()[0]});
    assertThat(method.step(wrong, bowl)).isEmpty();
    assertThat(method.step(first, bowl)).isPresent();
    assertThat(method.step(bowl.at(new double[] {0}), bowl)).isEmpty();
  }
}
