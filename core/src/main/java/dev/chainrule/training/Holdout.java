package dev.chainrule.training;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.metric.Report;
import dev.chainrule.model.History;
import dev.chainrule.model.Predictions;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A training that knows some rows of a table, judged on others, which it has never seen: neither to
 * learn from, nor to choose the epoch, nor for the statistics of its preparation.
 *
 * @param training how it does on the rows that it learnt from
 * @param report how it does on the others
 * @param baseline how a predictor does on the others that knows only the distribution of the target
 * @param predictions what it says about the others
 * @param history its course
 */
record Holdout(
    Report training, Report report, Report baseline, Predictions predictions, History history) {

  /**
   * Trains on one thread and judges; empty if it was stopped before its end, for a training that is
   * cut short says nothing about whole ones.
   *
   * @param known the rows that training may know, of which it holds out a share as always
   * @param unseen the rows to judge by
   */
  static Optional<Holdout> of(
      Table table,
      Schema schema,
      int[] known,
      int[] unseen,
      Choices choices,
      BooleanSupplier stopRequested) {
    if (stopRequested.getAsBoolean()) {
      return Optional.empty();
    }
    boolean[] stopped = new boolean[1];
    TablePlan plan = TablePlan.of(table, schema, known, choices.with(Choices.THREADS, 1));
    TablePlan.Outcome outcome =
        plan.train(TrainingListener.none(), () -> stopped[0] |= stopRequested.getAsBoolean());
    if (stopped[0]) {
      return Optional.empty();
    }
    Table others = table.select(unseen);
    return Optional.of(
        new Holdout(
            outcome.model().evaluate(table.select(plan.trainingRows())),
            outcome.model().evaluate(others),
            outcome.model().baseline(table, plan.trainingRows(), others),
            outcome.model().predict(others),
            outcome.model().history()));
  }
}
