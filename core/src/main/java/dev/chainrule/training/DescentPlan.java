package dev.chainrule.training;

import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Schedule;
import java.util.Optional;

/** How gradients become parameters: the rule, the course of its rate, clipping, averages. */
final class DescentPlan {

  private DescentPlan() {}

  static Trainer decide(int rows, NetworkPlan network, Decisions decisions) {
    Optimizer usual = Defaults.optimizer(rows, network, decisions);
    Optimizer optimizer =
        decisions.decide(
            Choices.OPTIMIZER,
            usual,
            Optimizer::label,
            usual instanceof Optimizer.Lbfgs ? "for a linear model" : "the default");
    double rate = learningRate(rows, optimizer, decisions);
    Trainer recipe = Trainer.of(optimizer, rate).withSchedule(schedule(decisions));
    Optional<Clipping> clipping = clipping(decisions);
    Optional<Averaging> averaging =
        decisions
            .given(Choices.AVERAGE, decay -> "decay " + Decisions.plain(decay))
            .map(decay -> Decisions.checked(() -> new Averaging(decay)));
    recipe = clipping.map(recipe::withClipping).orElse(recipe);
    return averaging.map(recipe::withAveraging).orElse(recipe);
  }

  private static double learningRate(int rows, Optimizer optimizer, Decisions decisions) {
    double usual = Defaults.learningRate(rows, optimizer);
    if (optimizer instanceof Optimizer.Lbfgs) {
      decisions.refuse(
          Choices.LEARNING_RATE,
          "L-BFGS finds the length of each step itself: leave the learning rate out, or choose another optimizer.");
      return usual;
    }
    return decisions.decide(
        Choices.LEARNING_RATE,
        usual,
        Decisions::plain,
        "for %s and %s rows".formatted(optimizer.label(), rows));
  }

  private static Schedule schedule(Decisions decisions) {
    Schedule schedule =
        decisions.given(Choices.SCHEDULE, Schedule::label).orElse(Schedule.constant());
    Optional<Double> warmup =
        decisions.given(
            Choices.WARMUP,
            epochs -> Decisions.plain(epochs) + (epochs == 1 ? " epoch" : " epochs"));
    return warmup
        .map(epochs -> Decisions.checked(() -> schedule.afterWarmup(epochs)))
        .orElse(schedule);
  }

  private static Optional<Clipping> clipping(Decisions decisions) {
    Optional<Double> norm = decisions.given(Choices.CLIP_NORM, Decisions::plain);
    if (norm.isPresent()) {
      decisions.refuse(
          Choices.CLIP_VALUE,
          "A largest norm and a largest entry of the gradient were given: leave one out.");
      return norm.map(limit -> Decisions.checked(() -> Clipping.norm(limit)));
    }
    return decisions
        .given(Choices.CLIP_VALUE, Decisions::plain)
        .map(limit -> Decisions.checked(() -> Clipping.value(limit)));
  }
}
