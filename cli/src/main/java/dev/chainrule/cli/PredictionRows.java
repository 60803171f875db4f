package dev.chainrule.cli;

import dev.chainrule.json.Json;
import dev.chainrule.model.Predictions;
import dev.chainrule.model.Predictions.ClassPredictions;
import dev.chainrule.model.Predictions.NumberPredictions;
import dev.chainrule.model.Predictions.QuantilePredictions;
import dev.chainrule.model.Predictions.SeveralPredictions;
import java.util.ArrayList;
import java.util.List;

/** Predictions as cells and as JSON, row by row. */
final class PredictionRows {

  private PredictionRows() {}

  /** The names of the cells. */
  static List<String> header(Predictions predictions) {
    List<String> header = new ArrayList<>();
    switch (predictions) {
      case NumberPredictions _ -> header.add("prediction");
      case ClassPredictions classes -> {
        header.add("prediction");
        classes.labels().forEach(label -> header.add("p(" + label + ")"));
      }
      case QuantilePredictions quantiles ->
          quantiles.levels().forEach(level -> header.add("q(" + level + ")"));
      case SeveralPredictions(List<Predictions> each) -> {
        each.forEach(one -> header.add(one.column()));
        for (Predictions one : each) {
          if (one instanceof ClassPredictions classes) {
            header.add("p(%s=%s)".formatted(classes.column(), classes.labels().getLast()));
          }
        }
      }
    }
    return header;
  }

  /** The cells of a row. */
  static List<String> cells(Predictions predictions, int row) {
    List<String> cells = new ArrayList<>();
    switch (predictions) {
      case NumberPredictions numbers -> cells.add(single(numbers.value(row)));
      case ClassPredictions classes -> {
        cells.add(classes.label(row));
        for (int label = 0; label < classes.labels().size(); label++) {
          cells.add(single(classes.probability(row, label)));
        }
      }
      case QuantilePredictions quantiles -> {
        for (int level = 0; level < quantiles.levels().size(); level++) {
          cells.add(single(quantiles.value(row, level)));
        }
      }
      case SeveralPredictions(List<Predictions> each) -> {
        each.forEach(one -> cells.add(cells(one, row).getFirst()));
        for (Predictions one : each) {
          if (one instanceof ClassPredictions) {
            cells.add(cells(one, row).getLast());
          }
        }
      }
    }
    return cells;
  }

  /** A row as an object. */
  static Json json(Predictions predictions, int row) {
    return switch (predictions) {
      case NumberPredictions numbers ->
          Json.object().with("prediction", new Json.Numeral(single(numbers.value(row))));
      case ClassPredictions classes -> {
        Json.Members probabilities = Json.object();
        for (int label = 0; label < classes.labels().size(); label++) {
          probabilities =
              probabilities.with(
                  classes.labels().get(label),
                  new Json.Numeral(single(classes.probability(row, label))));
        }
        yield Json.object()
            .with("prediction", classes.label(row))
            .with("probabilities", probabilities);
      }
      case QuantilePredictions quantiles -> {
        Json.Members values = Json.object();
        for (int level = 0; level < quantiles.levels().size(); level++) {
          values =
              values.with(
                  String.valueOf(quantiles.levels().get(level)),
                  new Json.Numeral(single(quantiles.value(row, level))));
        }
        yield Json.object().with("quantiles", values);
      }
      case SeveralPredictions(List<Predictions> each) -> {
        Json.Members targets = Json.object();
        for (Predictions one : each) {
          targets = targets.with(one.column(), json(one, row));
        }
        yield Json.object().with("targets", targets);
      }
    };
  }

  /** A number in the digits of single precision, which is what the network computes in. */
  private static String single(double value) {
    return Float.toString((float) value);
  }
}
