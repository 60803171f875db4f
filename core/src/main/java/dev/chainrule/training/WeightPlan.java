package dev.chainrule.training;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.data.Field;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.RowWeights;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding.Classes;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How much each row counts in the loss: its own weight times that of its class. In judging only its
 * own weight counts.
 *
 * @param training one a training row; none if all count alike
 * @param validation one a validation row; none if all count alike
 * @param byClass one a class; none if all count alike
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record WeightPlan(double[] training, double[] validation, double... byClass) {

  static WeightPlan decide(Table table, Schema schema, DataPlan data, Decisions decisions) {
    double[] training = RowWeights.of(table, schema, data.trainingRows());
    double[] validation = RowWeights.of(data.validation(), schema);
    schema
        .weight()
        .map(Field::name)
        .ifPresent(column ->
            decisions.noteGiven("weight", "each row counts as its '%s' says".formatted(column)));
    Optional<ClassWeights> chosen = decisions.chosen(Choices.CLASS_WEIGHTS);
    if (chosen.isEmpty()) {
      return new WeightPlan(training, validation);
    }
    Preparation preparation = data.preparation();
    if (!(preparation.target() instanceof Classes classes)) {
      throw new ChoiceException(
          "Class weights are for one target with classes, and this is %s of %s: leave them out, or weigh the rows by a column."
              .formatted(preparation.target().task().label(), preparation.target().column()));
    }
    int[] trainingTruth = preparation.classIndices(table, data.trainingRows());
    double[] byClass =
        Decisions.checked(() -> chosen.get().weights(classes, trainingTruth, training));
    decisions.noteGiven("class weights", text(chosen.get(), classes, byClass));
    return new WeightPlan(
        ClassWeights.ofRows(byClass, trainingTruth, training),
        ClassWeights.ofRows(
            byClass,
            preparation.classIndices(data.validation(), data.validation().allRows()),
            validation),
        byClass);
  }

  /** The weights of some rows of a piece of the table; none if all count alike. */
  double[] of(Table piece, Schema schema, Preparation preparation, int[] rows) {
    double[] own = RowWeights.ofPiece(piece, schema, rows);
    return byClass.length == 0
        ? own
        : ClassWeights.ofRows(byClass, preparation.classIndices(piece, rows), own);
  }

  private static String text(ClassWeights chosen, Classes classes, double[] byClass) {
    return switch (chosen) {
      case ClassWeights.Given given -> given.label();
      case ClassWeights.Balanced balanced ->
          balanced.label()
              + IntStream.range(0, byClass.length)
                  .limit(6)
                  .mapToObj(c -> classes.labels().get(c) + "=" + Decisions.short4(byClass[c]))
                  .collect(Collectors.joining(", ", ": ", byClass.length > 6 ? " …" : ""));
    };
  }
}
