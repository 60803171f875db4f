package dev.chainrule.model;

import dev.chainrule.data.Preparation;
import dev.chainrule.data.RowWeights;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.TargetEncoding.Classes;
import dev.chainrule.data.YesNo;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.CountReport;
import dev.chainrule.metric.MultiLabelReport;
import dev.chainrule.metric.QuantileReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Predictions.ClassPredictions;
import dev.chainrule.model.Predictions.NumberPredictions;
import dev.chainrule.model.Predictions.QuantilePredictions;
import dev.chainrule.model.Predictions.SeveralPredictions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predictions held against the truth in a table, and what a predictor reaches that knows only how
 * the target is distributed. Rows count by the schema's column of weights.
 */
final class Judging {

  private final Schema schema;
  private final Preparation preparation;

  Judging(Schema schema, Preparation preparation) {
    this.schema = schema;
    this.preparation = preparation;
  }

  /** Judges predictions for all rows of a table. */
  Report report(Table table, Predictions predictions) {
    double[] weights = RowWeights.of(table, schema);
    int[] rows = table.allRows();
    return switch (predictions) {
      case ClassPredictions classes -> {
        ClassificationReport report =
            ClassificationReport.of(
                classes.labels(),
                preparation.classIndices(table, rows),
                wide(classes.probabilities()),
                weights);
        yield classes.labels().size() == 2 ? report.withThreshold(classes.threshold()) : report;
      }
      case NumberPredictions numbers -> {
        double[] truth = preparation.amounts(table, rows);
        List<String> name = List.of(numbers.column());
        yield preparation.target() instanceof TargetEncoding.Count
            ? CountReport.of(name, truth, numbers.values(), weights)
            : RegressionReport.of(name, truth, numbers.values(), weights);
      }
      case QuantilePredictions quantiles ->
          QuantileReport.of(
              quantiles.levels(), preparation.amounts(table, rows), quantiles.values(), weights);
      case SeveralPredictions(List<Predictions> each)
          when each.getFirst() instanceof ClassPredictions -> {
        List<ClassPredictions> labels = each.stream().map(ClassPredictions.class::cast).toList();
        yield MultiLabelReport.of(labelNames(), labelTruth(table, rows), positives(labels), weights)
            .withThresholds(labels.stream().mapToDouble(ClassPredictions::threshold).toArray());
      }
      case SeveralPredictions(List<Predictions> each) ->
          RegressionReport.of(
              preparation.target().columns(),
              amountsOfAll(table, rows),
              interleaved(each.stream().map(one -> ((NumberPredictions) one).values()).toList()),
              weights);
    };
  }

  /**
   * What a predictor reaches on a table that knows the targets of some training rows but no input.
   */
  Report baseline(Table training, int[] trainingRows, Table table) {
    double[] trainingWeights = RowWeights.of(training, schema, trainingRows);
    double[] weights = RowWeights.of(table, schema);
    int[] rows = table.allRows();
    TargetEncoding target = preparation.target();
    return switch (target.task()) {
      case BINARY, MULTICLASS ->
          ClassificationReport.baseline(
              ((Classes) target).labels(),
              preparation.classIndices(training, trainingRows),
              trainingWeights,
              preparation.classIndices(table, rows),
              weights);
      case MULTILABEL ->
          MultiLabelReport.baseline(
              labelNames(),
              labelTruth(training, trainingRows),
              trainingWeights,
              labelTruth(table, rows),
              weights);
      case REGRESSION ->
          RegressionReport.baseline(
              target.columns(),
              preparation.amounts(training, trainingRows),
              trainingWeights,
              preparation.amounts(table, rows),
              weights);
      case MULTIOUTPUT ->
          RegressionReport.baseline(
              target.columns(),
              amountsOfAll(training, trainingRows),
              trainingWeights,
              amountsOfAll(table, rows),
              weights);
      case QUANTILES ->
          QuantileReport.baseline(
              ((TargetEncoding.Quantiles) target).levels(),
              preparation.amounts(training, trainingRows),
              trainingWeights,
              preparation.amounts(table, rows),
              weights);
      case COUNTS ->
          CountReport.baseline(
              target.columns(),
              preparation.amounts(training, trainingRows),
              trainingWeights,
              preparation.amounts(table, rows),
              weights);
    };
  }

  /** The column of each target, and its second label unless that just says yes. */
  private List<String> labelNames() {
    return preparation.targets().stream()
        .map(one -> (Classes) one.target())
        .map(classes ->
            saysYes(classes.labels())
                ? classes.column()
                : classes.column() + "=" + classes.labels().get(1))
        .toList();
  }

  private static boolean saysYes(List<String> labels) {
    return labels.equals(List.of("0", "1")) || YesNo.isPair(labels.get(0), labels.get(1));
  }

  private boolean[] labelTruth(Table table, int[] rows) {
    List<int[]> columns =
        preparation.targets().stream().map(one -> one.classIndices(table, rows)).toList();
    boolean[] truth = new boolean[Math.multiplyExact(rows.length, columns.size())];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = columns.get(i % columns.size())[i / columns.size()] == 1;
    }
    return truth;
  }

  private static double[] positives(List<ClassPredictions> labels) {
    return interleaved(
        labels.stream()
            .map(one ->
                IntStream.range(0, one.rows())
                    .mapToDouble(row -> one.probability(row, 1))
                    .toArray())
            .toList());
  }

  private double[] amountsOfAll(Table table, int[] rows) {
    return interleaved(
        preparation.targets().stream().map(one -> one.amounts(table, rows)).toList());
  }

  /** Columns as rows. */
  private static double[] interleaved(List<double[]> columns) {
    double[] values = new double[Math.multiplyExact(columns.getFirst().length, columns.size())];
    Arrays.setAll(values, i -> columns.get(i % columns.size())[i / columns.size()]);
    return values;
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
