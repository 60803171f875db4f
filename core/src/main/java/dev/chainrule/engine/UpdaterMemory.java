package dev.chainrule.engine;

import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.Parameters;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What an {@link Updater} remembers from step to step, in working order: the arrays of its rule,
 * the average of the parameters, and how many steps there were.
 */
final class UpdaterMemory {

  private static final String AVERAGE = "average";

  private final WorkingLayout layout;
  private final Optional<Averaging> averaging;
  private final SequencedMap<String, float[]> arrays = new LinkedHashMap<>();
  private final float[] average;
  private long steps;

  UpdaterMemory(
      Optimizer.Elementwise optimizer, Optional<Averaging> averaging, WorkingLayout layout) {
    this.layout = layout;
    this.averaging = averaging;
    for (String name : optimizer.memory()) {
      arrays.put(name, new float[layout.size()]);
    }
    average = new float[averaging.isPresent() ? layout.size() : 0];
    averaging.ifPresent(_ -> arrays.put(AVERAGE, average));
  }

  // ---- going on later

  OptimizerState state() {
    SequencedMap<String, Parameters> kept = new LinkedHashMap<>();
    arrays.forEach((name, array) -> kept.put(name, layout.parameters(array)));
    return new OptimizerState(steps, kept);
  }

  void restore(OptimizerState state) {
    arrays.forEach((name, array) -> {
      float[] kept = layout.working(state.array(name));
      System.arraycopy(kept, 0, array, 0, array.length);
    });
    steps = state.steps();
  }

  // ---- a step

  /** Counts one more step and returns its number, from 1. */
  long countStep() {
    return ++steps;
  }

  /** The arrays of the rule, in the order of {@link Optimizer.Elementwise#memory}. */
  float[][] ofRule(Optimizer.Elementwise optimizer) {
    return optimizer.memory().stream().map(arrays::get).toArray(float[][]::new);
  }

  /** The share of the newest parameters in the average, or 0 where there is no average. */
  double averageShare() {
    return averaging.isPresent() ? averaging.get().share(steps) : 0;
  }

  /** θ̄, empty where parameters are not averaged. */
  float[] average() {
    return average;
  }

  /** The parameters to judge and to keep: θ̄ where there is one, else θ itself. */
  float[] kept(float[] theta) {
    return averages() ? average : theta;
  }

  /** Whether there is an average by now. */
  boolean averages() {
    return averaging.isPresent() && steps > 0;
  }
}
