package dev.chainrule.training;

import dev.chainrule.data.Augmentation;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;

/** What a plan does against over-fitting besides the layers of its network. */
final class RegularizationPlan {

  private RegularizationPlan() {}

  static Trainer decide(Trainer recipe, int rows, Decisions decisions) {
    Trainer held =
        recipe.withPenalty(penalty(rows, decisions)).withAugmentation(augmentation(decisions));
    return decisions.given(Choices.MAX_NORM, Decisions::plain).map(held::withMaxNorm).orElse(held);
  }

  private static Penalty penalty(int rows, Decisions decisions) {
    double l2 =
        decisions.decide(
            Choices.L2, Defaults.l2(rows), Decisions::plain, "for %s rows".formatted(rows));
    double l1 = decisions.given(Choices.L1, Decisions::plain).orElse(0.0);
    Penalty penalty = Penalty.l2(l2).withL1(l1);
    if (l1 == 0 && l2 == 0) {
      decisions.refuse(
          Choices.PENALTY_SCOPE,
          "A scope of penalties was given, but both penalties are 0: leave it out, or give l1 or l2.");
    }
    return decisions
        .given(Choices.PENALTY_SCOPE, scope -> scope == Scope.ALL ? "all parameters" : "weights")
        .map(penalty::withScope)
        .orElse(penalty);
  }

  private static Augmentation augmentation(Decisions decisions) {
    return new Augmentation(
        decisions.given(Choices.INPUT_NOISE, Decisions::plain).orElse(0.0),
        decisions.given(Choices.MIXUP, Decisions::plain).orElse(0.0));
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
