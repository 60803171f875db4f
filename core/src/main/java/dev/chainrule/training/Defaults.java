package dev.chainrule.training;

import dev.chainrule.layer.Activation;
import dev.chainrule.optimizer.Optimizer;
import java.util.List;

/**
 * What a {@link TablePlan} decides when nothing else is said, by the number of training rows.
 *
 * <p>Chosen by the mean of ten seeds on the sample data sets: on few rows a small network of smooth
 * units over-fits less, on many a wider one of rectifiers learns more.
 */
final class Defaults {

  /** Fewer training rows than this are few. */
  private static final int FEW = 500;

  /** From so many training rows on, an epoch has enough steps that fewer epochs do. */
  private static final int SOME = 3_000;

  /** And from so many on, few epochs, of larger and more careful steps. */
  private static final int MANY = 20_000;

  private Defaults() {}

  static List<Integer> hidden(int rows) {
    return rows < FEW ? List.of(64, 32) : List.of(128, 64);
  }

  static Activation activation(int rows) {
    return rows < FEW ? Activation.tanh() : Activation.relu();
  }

  /**
   * L-BFGS for a linear model of few or many rows, whose loss has a single minimum: it comes to it
   * sooner, and does a little better. With hidden layers it ends sooner, too, but not better.
   */
  static Optimizer optimizer(int rows, NetworkPlan network, Decisions decisions) {
    return network.architecture().layers().size() == 1
            && rows < MANY
            && LbfgsConditions.suits(network.loss(), decisions)
        ? Optimizer.lbfgs()
        : Optimizer.adam();
  }

  static double learningRate(int rows, Optimizer optimizer) {
    double rate = optimizer.defaultRate();
    return switch (optimizer) {
      case Optimizer.Adam _, Optimizer.AmsGrad _, Optimizer.AdamW _, Optimizer.Nadam _ ->
          rows < FEW ? 3 * rate : rows < MANY ? rate : 0.3 * rate;
      case Optimizer.Sgd _,
          Optimizer.Momentum _,
          Optimizer.Nesterov _,
          Optimizer.Adagrad _,
          Optimizer.Adadelta _,
          Optimizer.RmsProp _,
          Optimizer.Lbfgs _ ->
          rate;
    };
  }

  static double l2(int rows) {
    return rows < FEW ? 1e-2 : rows < MANY ? 1e-3 : 1e-4;
  }

  static int batchSize(int rows, Optimizer optimizer) {
    return optimizer.takesAllRows() ? Integer.MAX_VALUE : rows < MANY ? 32 : 128;
  }

  static int epochs(int rows) {
    return rows < SOME ? 500 : rows < MANY ? 200 : 50;
  }

  static int patience(int rows) {
    return rows < SOME ? 50 : rows < MANY ? 20 : 5;
  }
}
