package dev.chainrule.training;

import dev.chainrule.data.Augmentation;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;
import java.util.Optional;

/** What a plan does against over-fitting besides the layers of its network. */
final class RegularizationPlan {

  private final Decisions decisions;

  private RegularizationPlan(Decisions decisions) {
    this.decisions = decisions;
  }

  static Trainer decide(Trainer recipe, int rows, Decisions decisions) {
    RegularizationPlan plan = new RegularizationPlan(decisions);
    Trainer held = recipe.withPenalty(plan.penalty(rows)).withAugmentation(plan.augmentation());
    return plan.given(Choices.MAX_NORM).map(held::withMaxNorm).orElse(held);
  }

  private Penalty penalty(int rows) {
    double l2 =
        decisions.decide(
            Choices.L2, Defaults.l2(rows), Decisions::plain, "for %s rows".formatted(rows));
    double l1 = given(Choices.L1).orElse(0.0);
    Penalty penalty = Penalty.l2(l2).withL1(l1);
    Optional<Scope> scope = decisions.chosen(Choices.PENALTY_SCOPE);
    if (scope.isEmpty()) {
      return penalty;
    }
    if (l1 == 0 && l2 == 0) {
      throw new ChoiceException(
          "A scope of penalties was given, but both penalties are 0: leave it out, or give l1 or l2.");
    }
    decisions.noteGiven(
        Choices.PENALTY_SCOPE.name(), scope.get() == Scope.ALL ? "all parameters" : "weights");
    return penalty.withScope(scope.get());
  }

  private Augmentation augmentation() {
    return new Augmentation(
        given(Choices.INPUT_NOISE).orElse(0.0), given(Choices.MIXUP).orElse(0.0));
  }

  /** A number that is only there if the user gave it. */
  private Optional<Double> given(Choices.Choice<Double> choice) {
    Optional<Double> chosen = decisions.chosen(choice);
    chosen.ifPresent(value -> decisions.noteGiven(choice.name(), Decisions.plain(value)));
    return chosen;
  }

  /**
   * Refuses what the size of the batches leaves without effect or sense.
   *
   * @throws ChoiceException if there is such a choice
   */
  static void requireSuits(Trainer recipe, NetworkPlan network) {
    if (recipe.batchSize() < network.architecture().leastRows()) {
      throw new ChoiceException(
          "Batch norm needs batches of at least 2 rows, and the batch size is 1: give a larger one, or use layer norm.");
    }
    if (recipe.augmentation().mixup() > 0 && recipe.batchSize() == 1) {
      throw new ChoiceException(
          "Mixup mixes the rows of a batch, and the batch size is 1: give a larger one, or leave mixup out.");
    }
  }
}
