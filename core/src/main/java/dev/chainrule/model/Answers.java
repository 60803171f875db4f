package dev.chainrule.model;

import dev.chainrule.data.TargetEncoding;
import dev.chainrule.data.TargetEncoding.Amount;
import dev.chainrule.data.TargetEncoding.Classes;
import dev.chainrule.data.TargetEncoding.Count;
import dev.chainrule.data.TargetEncoding.Quantiles;
import dev.chainrule.data.TargetEncoding.Several;
import dev.chainrule.decision.DecisionRule;
import dev.chainrule.model.Predictions.ClassPredictions;
import dev.chainrule.model.Predictions.NumberPredictions;
import dev.chainrule.model.Predictions.QuantilePredictions;
import dev.chainrule.model.Predictions.SeveralPredictions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the outputs of a network, behind the link, say about its target. */
final class Answers {

  private Answers() {}

  /**
   * The predictions that rows of outputs stand for.
   *
   * @param outputs row after row, as many a row as the target needs
   */
  static Predictions of(TargetEncoding target, DecisionRule rule, float[] outputs) {
    return of(target, rule, 0, outputs);
  }

  private static Predictions of(
      TargetEncoding target, DecisionRule rule, int number, float[] outputs) {
    return switch (target) {
      case Classes(String column, List<String> labels) ->
          new ClassPredictions(
              column,
              labels,
              labels.size() == 2 ? bothSides(outputs) : outputs,
              labels.size() == 2 ? rule.threshold(number) : 0.5);
      case Amount amount -> new NumberPredictions(amount.column(), unscaled(amount, outputs));
      case Quantiles(Amount amount, List<Double> levels) ->
          new QuantilePredictions(amount.column(), levels, unscaled(amount, outputs));
      case Count(String column) -> new NumberPredictions(column, wide(outputs));
      case Several(List<TargetEncoding> each) ->
          new SeveralPredictions(
              IntStream.range(0, each.size())
                  .mapToObj(j -> of(each.get(j), rule, j, column(outputs, j, each.size())))
                  .toList());
    };
  }

  private static float[] column(float[] outputs, int j, int columns) {
    float[] column = new float[outputs.length / columns];
    for (int row = 0; row < column.length; row++) {
      column[row] = outputs[row * columns + j];
    }
    return column;
  }

  /** p of the second label becomes 1 − p, p. */
  private static float[] bothSides(float[] outputs) {
    float[] both = new float[Math.multiplyExact(outputs.length, 2)];
    for (int row = 0; row < outputs.length; row++) {
      both[2 * row] = 1 - outputs[row];
      both[2 * row + 1] = outputs[row];
    }
    return both;
  }

  private static double[] unscaled(Amount target, float[] outputs) {
    double[] amounts = new double[outputs.length];
    Arrays.setAll(amounts, i -> target.unscale(outputs[i]));
    return amounts;
  }

  private static double[] wide(float[] outputs) {
    double[] wide = new double[outputs.length];
    Arrays.setAll(wide, i -> outputs[i]);
    return wide;
  }
}
