package dev.chainrule.training;

import dev.chainrule.optimizer.Optimizer;
import java.util.List;

/**
 * What a {@link TablePlan} decides when nothing else is said. Chosen by the mean of several seeds
 * on the sample data sets.
 */
final class Defaults {

  static final List<Integer> HIDDEN = List.of(64, 32);
  static final Optimizer OPTIMIZER = Optimizer.adam();

  private Defaults() {}

  static int batchSize(int rows) {
    return rows < 20_000 ? 32 : 128;
  }

  static int epochs(int rows) {
    return rows < 20_000 ? 300 : 30;
  }

  static int patience(int rows) {
    return rows < 20_000 ? 30 : 5;
  }
}
