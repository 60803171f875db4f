package dev.chainrule.training;

import dev.chainrule.data.Preparation;
import dev.chainrule.data.RowWeights;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.Task;
import dev.chainrule.decision.Calibration;
import dev.chainrule.decision.CalibrationMethod;
import dev.chainrule.decision.ThresholdRule;
import dev.chainrule.decision.ThresholdSearch;
import dev.chainrule.model.Model;
import dev.chainrule.model.Predictions;
import dev.chainrule.model.Predictions.ClassPredictions;
import dev.chainrule.model.Predictions.SeveralPredictions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How the scores of a trained classifier become answers; what is not given is fitted to the
 * validation rows, or to rows that are set aside for it.
 *
 * @param calibration how probabilities are corrected, if at all
 * @param threshold where two labels are divided, if not at ½
 */
record DecisionPlan(Optional<CalibrationMethod> calibration, Optional<ThresholdRule> threshold) {

  static DecisionPlan decide(DataPlan data, Decisions decisions) {
    TargetEncoding target = data.preparation().target();
    String fitted =
        data.setAside()
            .map(rows ->
                "given; fitted to the %s set aside for it"
                    .formatted(Decisions.counted(rows.rows(), "row")))
            .orElse("given; fitted to the validation rows, whose metrics it therefore flatters");
    Optional<CalibrationMethod> calibration = decisions.chosen(Choices.CALIBRATION);
    Optional<ThresholdRule> threshold = decisions.chosen(Choices.THRESHOLD);
    Task task = target.task();
    calibration.ifPresent(method -> {
      if (!task.isClassification()) {
        throw new ChoiceException(
            "Calibration corrects probabilities, and %s of %s gives none: leave it out."
                .formatted(task.label(), target.column()));
      }
      decisions.noteGiven(Choices.CALIBRATION.name(), method.label(), fitted);
    });
    threshold.ifPresent(rule -> {
      if (task != Task.BINARY && task != Task.MULTILABEL) {
        throw new ChoiceException(
            "A threshold divides two labels, and %s of %s has none to divide: leave it out."
                .formatted(task.label(), target.column()));
      }
      int targets = target.columns().size();
      if (rule instanceof ThresholdRule.Given(List<Double> values)
          && values.size() != 1
          && values.size() != targets) {
        throw new ChoiceException(
            "Expected one threshold, or one for each of %d targets, got %d."
                .formatted(targets, values.size()));
      }
      decisions.noteGiven(
          Choices.THRESHOLD.name(),
          rule.label(),
          rule instanceof ThresholdRule.Best ? fitted : "given");
    });
    if (calibration.isEmpty() && !(threshold.orElse(null) instanceof ThresholdRule.Best)) {
      decisions.refuse(
          Choices.CALIBRATION_SHARE,
          "A calibration share was given, but there is nothing to fit to it: leave it out, or give a calibration or a threshold that is searched.");
    }
    return new DecisionPlan(calibration, threshold);
  }

  /** The model with the rule that some rows call for. */
  Model apply(Model model, Table rows) {
    Schema schema = model.schema().orElseThrow();
    Preparation preparation = model.preparation().orElseThrow();
    double[] weights = RowWeights.of(rows, schema);
    Model decided = model;
    if (calibration.isPresent()) {
      decided =
          decided.withDecision(
              decided
                  .decision()
                  .withCalibrations(
                      calibrations(calibration.get(), decided, preparation, rows, weights)));
    }
    if (threshold.isPresent()) {
      decided =
          decided.withDecision(
              decided
                  .decision()
                  .withThresholds(
                      thresholds(threshold.get(), decided, preparation, rows, weights)));
    }
    return decided;
  }

  private static List<Calibration> calibrations(
      CalibrationMethod method,
      Model model,
      Preparation preparation,
      Table rows,
      double[] weights) {
    float[] scores = model.scores(preparation.inputs(rows));
    List<Preparation> targets = preparation.targets();
    int columns = preparation.target().outputs();
    int width = columns / targets.size();
    List<Calibration> calibrations = new ArrayList<>();
    for (int t = 0; t < targets.size(); t++) {
      double[] own = new double[rows.rows() * width];
      for (int i = 0; i < own.length; i++) {
        own[i] = scores[i / width * columns + t * width + i % width];
      }
      calibrations.add(method.fit(own, truth(targets.get(t), rows), weights));
    }
    return calibrations;
  }

  private static List<Double> thresholds(
      ThresholdRule rule, Model model, Preparation preparation, Table rows, double[] weights) {
    List<Preparation> targets = preparation.targets();
    return switch (rule) {
      case ThresholdRule.Given(List<Double> values) ->
          values.size() == targets.size()
              ? values
              : Collections.nCopies(targets.size(), values.getFirst());
      case ThresholdRule.Best(ThresholdRule.Measure measure) -> {
        List<Predictions> predictions =
            switch (model.predict(rows)) {
              case SeveralPredictions(List<Predictions> each) -> each;
              case Predictions single -> List.of(single);
            };
        List<Double> thresholds = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
          ClassPredictions classes = (ClassPredictions) predictions.get(t);
          int[] truth = truth(targets.get(t), rows);
          boolean[] positive = new boolean[truth.length];
          double[] probabilities = new double[truth.length];
          for (int row = 0; row < truth.length; row++) {
            positive[row] = truth[row] == 1;
            probabilities[row] = classes.probability(row, 1);
          }
          thresholds.add(ThresholdSearch.best(measure, positive, probabilities, weights));
        }
        yield thresholds;
      }
    };
  }

  private static int[] truth(Preparation target, Table rows) {
    return target.classIndices(rows, rows.allRows());
  }
}
