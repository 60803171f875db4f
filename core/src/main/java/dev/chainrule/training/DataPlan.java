package dev.chainrule.training;

import static dev.chainrule.training.Decisions.counted;
import static dev.chainrule.training.Decisions.percent;

import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Split;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.TargetEncoding.Amount;
import dev.chainrule.data.TargetEncoding.Classes;
import dev.chainrule.data.TargetEncoding.Count;
import dev.chainrule.data.TargetEncoding.Quantiles;
import dev.chainrule.data.TargetEncoding.Several;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which rows are learnt from, which are held out, and how rows become inputs.
 *
 * @param trainingRows the numbers of the rows to learn from
 * @param validation the rows to judge by
 * @param preparation fitted to the training rows
 * @param seed of the split, the first weights and the shuffling
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record DataPlan(int[] trainingRows, Table validation, Preparation preparation, long seed) {

  /**
   * Decides.
   *
   * @param kept the preparation of a model that is trained further; without it one is fitted
   */
  static DataPlan decide(
      Table table,
      Schema schema,
      Optional<Table> validation,
      Optional<Preparation> kept,
      Decisions decisions) {
    int[] all = IntStream.range(0, table.rows()).toArray();
    Preparation everything = kept.orElseGet(() -> fitted(table, schema, all, decisions));
    TargetEncoding target = everything.target();
    decisions.note("task", target.task().label(), TargetPlan.reason(target));
    long seed = decisions.decide(Choices.SEED, 0L, String::valueOf, "the default");
    int[] trainingRows = all;
    Table heldOut;
    if (validation.isPresent()) {
      heldOut = validation.get();
      decisions.refuse(
          Choices.VALIDATION,
          "A share of validation rows was given beside a table of them: leave one out.");
      decisions.noteGiven(
          "validation", "%s rows of %s".formatted(heldOut.rows(), heldOut.source()));
    } else {
      Split split = split(table, everything, all, seed, decisions);
      trainingRows = split.training();
      heldOut = table.select(split.validation());
    }
    int[] learnt = trainingRows;
    Preparation preparation = kept.orElseGet(() -> fitted(table, schema, learnt, decisions));
    decisions.note(
        "inputs",
        counted(preparation.inputs(), "number"),
        "from "
            + counted(schema.inputs().size(), "column")
            + (kept.isPresent() ? ", as the model was made for" : ""));
    return new DataPlan(trainingRows, heldOut, preparation, seed);
  }

  private static Preparation fitted(Table table, Schema schema, int[] rows, Decisions decisions) {
    return TargetPlan.preparation(Preparation.fit(table, schema, rows), decisions);
  }

  private static Split split(
      Table table, Preparation everything, int[] all, long seed, Decisions decisions) {
    double fraction =
        decisions.decide(
            Choices.VALIDATION,
            0.2,
            share -> "%s of %s rows".formatted(percent(share), all.length),
            everything.target() instanceof Classes
                ? "held out, stratified by class"
                : "held out at random");
    if (!(fraction > 0 && fraction < 1)) {
      throw new ChoiceException(
          "The share of validation rows must be above 0 and below 1, got " + fraction + ".");
    }
    Split split =
        switch (everything.target()) {
          case Classes _ -> Split.stratified(everything.classIndices(table, all), fraction, seed);
          case Amount _, Quantiles _, Count _, Several _ ->
              Split.random(all.length, fraction, seed);
        };
    if (split.training().length == 0 || split.validation().length == 0) {
      throw new IllegalArgumentException(
          "%s: %s rows are too few to train on some and hold out others. Add rows, or give a table of validation rows."
              .formatted(table.source(), all.length));
    }
    return split;
  }
}
