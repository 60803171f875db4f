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
import dev.chainrule.tensor.RandomStreams;
import java.util.Optional;

/**
 * Which rows are learnt from, which are held out, and how rows become inputs.
 *
 * @param trainingRows the numbers of the rows to learn from
 * @param validation the rows to judge by
 * @param setAside the rows to fit calibrations and thresholds to, if they are not to be those to
 *     judge by
 * @param preparation fitted to the training rows
 * @param rows how many rows train: of a large table about as many of all as of its sample, where
 *     each row says itself what it is for
 * @param seed of the split, the first weights and the shuffling
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record DataPlan(
    int[] trainingRows,
    Table validation,
    Optional<Table> setAside,
    Preparation preparation,
    int rows,
    long seed) {

  /**
   * Decides.
   *
   * @param table all rows, or the sample of a large table
   * @param allRows how many rows there are
   * @param kept the preparation of a model that is trained further; without it one is fitted
   */
  static DataPlan decide(
      Table table,
      int allRows,
      Schema schema,
      HeldOut heldOut,
      Optional<Preparation> kept,
      Decisions decisions) {
    int[] known = heldOut.known(table);
    TargetEncoding target =
        kept.map(Preparation::target)
            .orElseGet(
                () -> TargetPlan.encoding(TargetEncoding.fit(table, schema, known), decisions));
    decisions.note("task", target.task().label(), TargetPlan.reason(target));
    long seed = decisions.decide(Choices.SEED, 0L, String::valueOf, "the default");
    int[] trainingRows;
    Table validation;
    int others = allRows - table.rows();
    switch (heldOut) {
      case HeldOut.Share(int[] rows) -> {
        Split split = split(table, target, rows, seed, decisions);
        trainingRows = split.training();
        validation = table.select(split.validation());
      }
      case HeldOut.Given(Split split) -> {
        decisions.refuse(
            Choices.VALIDATION,
            "A share of validation rows was given beside a split that names them: leave one out.");
        decisions.noteGiven(
            "validation", "%s of %s rows".formatted(split.validation().length, known.length));
        trainingRows = split.training();
        validation = table.select(split.validation());
        others = (int) Math.round((double) others * trainingRows.length / table.rows());
      }
      case HeldOut.Rows(Table rows) -> {
        decisions.refuse(
            Choices.VALIDATION,
            "A share of validation rows was given beside a table of them: leave one out.");
        decisions.noteGiven("validation", "%s rows of %s".formatted(rows.rows(), rows.source()));
        trainingRows = known;
        validation = rows;
      }
    }
    Optional<Split> divided = setAside(table, target, trainingRows, seed, decisions);
    int[] learnt = divided.map(Split::training).orElse(trainingRows);
    Preparation preparation = kept.orElseGet(() -> fitted(table, schema, learnt, decisions));
    decisions.note(
        "inputs",
        counted(preparation.inputs(), "number"),
        "from "
            + counted(schema.inputs().size(), "column")
            + (kept.isPresent() ? ", as the model was made for" : ""));
    return new DataPlan(
        learnt,
        validation,
        divided.map(split -> table.select(split.validation())),
        preparation,
        learnt.length + others,
        seed);
  }

  private static Preparation fitted(Table table, Schema schema, int[] rows, Decisions decisions) {
    Preparation fitted = Preparation.fit(table, schema, rows);
    return fitted.withTarget(TargetPlan.encoding(fitted.target(), decisions));
  }

  private static Split split(
      Table table, TargetEncoding target, int[] rows, long seed, Decisions decisions) {
    double fraction =
        decisions.decide(
            Choices.VALIDATION,
            0.2,
            share -> "%s of %s rows".formatted(percent(share), rows.length),
            target instanceof Classes ? "held out, stratified by class" : "held out at random");
    if (!(fraction > 0 && fraction < 1)) {
      throw new ChoiceException(
          "The share of validation rows must be above 0 and below 1, got " + fraction + ".");
    }
    Split split = divided(table, target, rows, fraction, seed);
    if (split.training().length == 0 || split.validation().length == 0) {
      throw new IllegalArgumentException(
          "%s: %s rows are too few to train on some and hold out others. Add rows, or give a table of validation rows."
              .formatted(table.source(), rows.length));
    }
    return split;
  }

  /** A share of some rows, of each class if there are classes. */
  private static Split divided(
      Table table, TargetEncoding target, int[] rows, double fraction, long seed) {
    return switch (target) {
      case Classes classes ->
          Split.stratified(classes.indices(table, rows), fraction, seed).of(rows);
      case Amount _, Quantiles _, Count _, Several _ ->
          Split.random(rows.length, fraction, seed).of(rows);
    };
  }

  /** The share of the rows to learn from that is set aside, if the user chose one. */
  private static Optional<Split> setAside(
      Table table, TargetEncoding target, int[] rows, long seed, Decisions decisions) {
    return decisions
        .given(
            Choices.CALIBRATION_SHARE,
            share -> "%s of the %s rows not held out".formatted(percent(share), rows.length))
        .map(share -> {
          if (!(share > 0 && share < 1)) {
            throw new ChoiceException(
                "The share of calibration rows must be above 0 and below 1, got " + share + ".");
          }
          long own = new RandomStreams(seed).key(RandomStreams.Purpose.CALIBRATION, 0);
          Split split = divided(table, target, rows, share, own);
          if (split.training().length == 0 || split.validation().length == 0) {
            throw new ChoiceException(
                "%s rows are too few to set %s of them aside: leave the calibration share out, or add rows."
                    .formatted(rows.length, percent(share)));
          }
          return split;
        });
  }
}
