package dev.chainrule.training;

import dev.chainrule.engine.Execution;

/** How a plan trains: decides the {@link Trainer} for so many rows, one concern a method. */
final class RecipePlan {

  private final int rows;
  private final String reason;
  private final Decisions decisions;

  private RecipePlan(int rows, Decisions decisions) {
    this.rows = rows;
    this.decisions = decisions;
    reason = "for %s rows".formatted(rows);
  }

  static Trainer decide(DataPlan data, NetworkPlan network, Decisions decisions) {
    RecipePlan plan = new RecipePlan(data.rows(), decisions);
    Trainer recipe = DescentPlan.decide(plan.rows, network, decisions);
    recipe = RegularizationPlan.decide(recipe, plan.rows, decisions);
    recipe = plan.withSteps(recipe);
    recipe = EndingPlan.decide(recipe, data, decisions);
    LearningRate.requireEffect(recipe);
    return plan.withThreads(recipe).withSeed(data.seed());
  }

  private Trainer withSteps(Trainer recipe) {
    int batchSize =
        decisions.decide(
            Choices.BATCH_SIZE,
            Defaults.batchSize(rows, recipe.optimizer()),
            size -> size >= rows ? "all %s rows".formatted(rows) : String.valueOf(size),
            recipe.optimizer().takesAllRows() ? "for " + recipe.optimizer().label() : reason);
    int epochs =
        decisions.decide(
            Choices.EPOCHS, Defaults.epochs(rows), number -> "at most " + number, reason);
    return recipe.withBatchSize(batchSize).withEpochs(epochs);
  }

  private Trainer withThreads(Trainer recipe) {
    return recipe.withThreads(
        decisions.decide(
            Choices.THREADS,
            Execution.processors(),
            number -> "at most " + number,
            "the processors"));
  }
}
