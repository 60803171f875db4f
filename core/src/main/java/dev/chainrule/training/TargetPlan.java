package dev.chainrule.training;

import dev.chainrule.data.Column;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.TargetEncoding.Amount;
import dev.chainrule.data.TargetEncoding.Count;
import dev.chainrule.data.TargetEncoding.Quantiles;
import dev.chainrule.data.Task;
import dev.chainrule.loss.Loss;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is learnt of the target where the loss decides that: quantiles of a number, or counts. All
 * else the schema says.
 */
final class TargetPlan {

  private TargetPlan() {}

  /**
   * The schema with a target that suits the loss: whole numbers that look like classes are amounts
   * to a loss of quantiles or counts.
   */
  static Schema schema(Table table, Schema schema, Decisions decisions) {
    Optional<Loss> loss = decisions.chosen(Choices.LOSS).filter(TargetPlan::decides);
    if (loss.isEmpty()) {
      return schema;
    }
    if (schema.targets().size() > 1) {
      throw new ChoiceException(
          "The loss %s predicts one column, and there are the targets %s: train a model each."
              .formatted(loss.get().label(), schema.targetNames()));
    }
    for (Field target : schema.targets()) {
      if (!(table.column(target.name()) instanceof Column.Numbers)) {
        throw new ChoiceException(
            "The loss %s is for numbers, and the target '%s' holds labels: choose another loss or target."
                .formatted(loss.get().label(), target.name()));
      }
    }
    return schema.targets().isEmpty() ? schema : schema.withTask(Task.REGRESSION);
  }

  private static boolean decides(Loss loss) {
    return loss instanceof Loss.Quantile || loss instanceof Loss.Poisson;
  }

  /** The encoding with outputs for the loss. */
  static TargetEncoding encoding(TargetEncoding fitted, Decisions decisions) {
    if (!(fitted instanceof Amount amount)) {
      return fitted;
    }
    return switch (decisions.chosen(Choices.LOSS).orElse(null)) {
      case Loss.Quantile(List<Double> levels) -> new Quantiles(amount, levels);
      case Loss.Poisson() -> new Count(amount.column());
      case null, default -> fitted;
    };
  }

  /** Why this is the task, for people. */
  static String reason(TargetEncoding target) {
    return switch (target) {
      case TargetEncoding.Classes classes ->
          "%s has the %s labels %s"
              .formatted(classes.column(), classes.labels().size(), shortened(classes.labels()));
      case Amount amount -> amount.column() + " holds numbers";
      case Quantiles quantiles ->
          "the quantiles %s of %s"
              .formatted(
                  quantiles.levels().stream()
                      .map(Decisions::plain)
                      .collect(Collectors.joining(", ")),
                  quantiles.column());
      case Count count -> count.column() + " counts";
      case TargetEncoding.Several several ->
          "%s targets %s"
              .formatted(
                  several.each().size(),
                  several.task() == Task.MULTILABEL ? "of two labels each" : "that hold numbers");
    };
  }

  private static String shortened(List<String> labels) {
    return labels.size() <= 6
        ? String.join(", ", labels)
        : String.join(", ", labels.subList(0, 5)) + " …";
  }
}
