package dev.chainrule.training;

import static dev.chainrule.training.Decisions.counted;

import dev.chainrule.metric.Metric;
import java.util.Optional;

/**
 * How a plan watches and ends a training, what it keeps of it, and what it needs to go on later.
 */
final class EndingPlan {

  private EndingPlan() {}

  static Trainer decide(Trainer descent, DataPlan data, Decisions decisions) {
    Trainer recipe = withEarlyStopping(descent, data, decisions);
    Optional<Trainer> limited =
        decisions.given(Choices.TIME_LIMIT, TimeLimit::text).map(recipe::withTimeLimit);
    recipe = limited.orElse(recipe);
    Optional<Trainer> inspected =
        decisions.given(Choices.DIAGNOSE, Diagnose::label).map(recipe::withDiagnosis);
    recipe = inspected.orElse(recipe);
    return decisions
        .given(Choices.CHECKPOINTS, EndingPlan::text)
        .map(recipe::withCheckpoints)
        .orElse(recipe);
  }

  private static Trainer withEarlyStopping(Trainer descent, DataPlan data, Decisions decisions) {
    int rows = data.rows();
    Optional<Metric> metric = decisions.given(Choices.BEST_BY, Metric::label);
    Trainer recipe =
        metric
            .map(it -> descent.withBestBy(BestBy.of(it, data.preparation().target())))
            .orElse(descent);
    String judge = metric.map(Metric::label).orElse("validation loss");
    int patience =
        decisions.decide(
            Choices.PATIENCE,
            patienceByDefault(rows, descent),
            number ->
                number == 0
                    ? "none"
                    : "after %s without a better %s".formatted(counted(number, "epoch"), judge),
            "for %s rows".formatted(rows));
    if (patience == 0) {
      decisions.refuse(
          Choices.MINIMAL_IMPROVEMENT,
          "A minimal improvement was given, but there is no early stopping that it could matter to: leave it out, or give a patience.");
      return recipe;
    }
    double minimal = decisions.given(Choices.MINIMAL_IMPROVEMENT, Decisions::plain).orElse(0.0);
    return recipe.withEarlyStopping(new EarlyStopping(patience, minimal));
  }

  /** Long enough that a plateau can lower the learning rate before the training ends. */
  private static int patienceByDefault(int rows, Trainer descent) {
    int usual = Defaults.patience(rows);
    return descent
        .schedule()
        .plateau()
        .map(plateau -> Math.max(usual, 3 * plateau.patience()))
        .orElse(usual);
  }

  private static String text(Checkpoints policy) {
    return "%s in %s, the last %s kept%s"
        .formatted(
            policy.every(),
            policy.folder(),
            policy.keep(),
            policy.resume() ? "; going on from the newest" : "");
  }
}
