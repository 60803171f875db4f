package dev.chainrule.reference;

import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Horizon;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Optimizer.AdamW;
import dev.chainrule.optimizer.Optimizer.RmsProp;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.optimizer.Scope;
import java.util.Map;
import java.util.Objects;

/**
 * The runs of {@code optimizers.json} and the recipes that they stand for. Decay there reaches
 * every parameter.
 */
public final class OptimizerCases {

  /** The runs have twelve steps, each of all rows. */
  private static final Horizon TWELVE_STEPS = new Horizon(1, 12);

  /** A rule, and what it is run with. */
  public record Rule(
      Optimizer.Elementwise optimizer,
      Penalty penalty,
      Clipping clipping,
      double rate,
      Schedule schedule) {

    /** The learning rate of a step. */
    public double rate(int step) {
      return rate * schedule.factor(step, TWELVE_STEPS);
    }

    Rule withPenalty(Penalty other) {
      return new Rule(optimizer, other, clipping, rate, schedule);
    }

    Rule withClipping(Clipping other) {
      return new Rule(optimizer, penalty, other, rate, schedule);
    }

    Rule withSchedule(Schedule other) {
      return new Rule(optimizer, penalty, clipping, rate, other);
    }
  }

  /** All runs, by their names in the file. */
  public static final Map<String, Rule> ALL =
      Map.ofEntries(
          Map.entry("sgd lr=0.1", sgd(0.1)),
          Map.entry(
              "sgd lr=0.1 weight_decay=0.01 (L2 added to gradient)",
              sgd(0.1).withPenalty(Penalty.l2(0.01).withScope(Scope.ALL))),
          Map.entry("momentum lr=0.1 mu=0.9", run(new Optimizer.Momentum(0.9), 0.1)),
          Map.entry("nesterov lr=0.1 mu=0.9", run(new Optimizer.Nesterov(0.9), 0.1)),
          Map.entry("adagrad lr=0.1 eps=1e-10", run("adagrad", 0.1)),
          Map.entry("rmsprop lr=0.01 alpha=0.99 eps=1e-8", run("rmsprop", 0.01)),
          Map.entry(
              "rmsprop lr=0.01 alpha=0.9 momentum=0.9",
              run(new RmsProp(0.9, 1e-8, 0.9, false), 0.01)),
          Map.entry(
              "rmsprop lr=0.01 alpha=0.99 centred", run(new RmsProp(0.99, 1e-8, 0, true), 0.01)),
          Map.entry(
              "rmsprop lr=0.01 alpha=0.9 momentum=0.9 centred",
              run(new RmsProp(0.9, 1e-8, 0.9, true), 0.01)),
          Map.entry("adadelta lr=1.0 rho=0.9 eps=1e-6", run("adadelta", 1)),
          Map.entry("adam lr=0.01", run(Optimizer.adam(), 0.01)),
          Map.entry("amsgrad lr=0.01", run("amsgrad", 0.01)),
          Map.entry(
              "adamw lr=0.01 weight_decay=0.1 (decoupled)",
              run(new AdamW(0.9, 0.999, 1e-8, 0.1, Scope.ALL), 0.01)),
          Map.entry("nadam lr=0.01 momentum_decay=0.004", run("nadam", 0.01)),
          Map.entry("sgd lr=0.1 clip_norm=0.25", sgd(0.1).withClipping(Clipping.norm(0.25))),
          Map.entry("sgd lr=0.1 clip_value=0.05", sgd(0.1).withClipping(Clipping.value(0.05))),
          Map.entry(
              "sgd lr=0.1 step decay every 3 gamma=0.5",
              sgd(0.1).withSchedule(new Schedule.Step(3, 0.5))),
          Map.entry(
              "sgd lr=0.1 exponential gamma=0.9",
              sgd(0.1).withSchedule(new Schedule.Exponential(0.9))),
          Map.entry(
              "sgd lr=0.1 cosine T=12 to 0.001", sgd(0.1).withSchedule(new Schedule.Cosine(0.01))),
          Map.entry(
              "sgd one-cycle max=0.2 total=12 cosine pct_start=0.3 div=25 final_div=1e4",
              sgd(0.2).withSchedule(Schedule.of("one_cycle"))),
          Map.entry(
              "sgd lr=0.1 linear warm-up 4 steps from 0.25",
              sgd(0.1).withSchedule(new Schedule.Warmup(4, 0.25, Schedule.constant()))));

  /** Of the averages in the file. */
  public static final Averaging AVERAGING = new Averaging(0.8);

  private OptimizerCases() {}

  /** The rule of a run. */
  public static Rule rule(String run) {
    return Objects.requireNonNull(ALL.get(run), run);
  }

  private static Rule sgd(double rate) {
    return run(Optimizer.sgd(), rate);
  }

  private static Rule run(String optimizer, double rate) {
    return run((Optimizer.Elementwise) Optimizer.of(optimizer), rate);
  }

  private static Rule run(Optimizer.Elementwise optimizer, double rate) {
    return new Rule(optimizer, Penalty.none(), Clipping.none(), rate, Schedule.constant());
  }
}
