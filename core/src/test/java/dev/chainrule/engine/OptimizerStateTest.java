package dev.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.layer.Activation;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStateTest {

  private static final WorkingLayout LAYOUT =
      new WorkingLayout(Architecture.dense(3, List.of(5), Activation.tanh(), 2));

  static List<Optimizer.Elementwise> optimizers() {
    return Optimizer.all().stream()
        .filter(Optimizer.Elementwise.class::isInstance)
        .map(Optimizer.Elementwise.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anOptimizerThatTakesOverGoesOnToTheSameBits(Optimizer.Elementwise optimizer) {
    try (Execution execution = Execution.single(1)) {
      Updater whole = updater(optimizer, execution);
      float[] theta = numbers(0);
      steps(whole, theta, 1, 6);

      Updater before = updater(optimizer, execution);
      float[] part = numbers(0);
      steps(before, part, 1, 4);
      Updater after = updater(optimizer, execution);
      after.restore(before.state());
      steps(after, part, 4, 6);

      assertThat(after.state().steps()).isEqualTo(5);
      assertThat(part).containsExactly(theta);
    }
  }

  @Test
  void whatAnotherOptimizerRemembersIsRefused() {
    try (Execution execution = Execution.single(1)) {
      OptimizerState nothing = new OptimizerState(3, new LinkedHashMap<>());
      assertThatThrownBy(() -> updater(Optimizer.adam(), execution).restore(nothing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The optimizer needs its array 'm'; what was kept has none.");
    }
  }

  private static Updater updater(Optimizer.Elementwise optimizer, Execution execution) {
    return new Updater(optimizer, LAYOUT, execution);
  }

  /** The steps from … to before to, each with a gradient of its own. */
  private static void steps(Updater updater, float[] theta, int from, int to) {
    for (int step = from; step < to; step++) {
      float[] gradient = numbers(step);
      updater.update(theta, gradient, 1, 0.05);
    }
  }

  private static float[] numbers(long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[LAYOUT.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
