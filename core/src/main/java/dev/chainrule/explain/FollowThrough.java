package dev.chainrule.explain;

import dev.chainrule.explain.Answers.Item;
import dev.chainrule.explain.Answers.Quantity;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss.Link;
import dev.chainrule.reference.Activations;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Links;
import dev.chainrule.reference.Losses;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoublePredicate;
import java.util.function.IntToDoubleFunction;

/**
 * A calculation that goes on from somebody's own numbers: each value from the ones given before it,
 * and where one was not given, from the one that follows.
 */
final class FollowThrough {

  private final Answers answers;
  private final Problem problem;
  private final int layers;

  /** What was given, and what follows where nothing was. */
  private final Map<Item, DoubleMatrix> carried = new HashMap<>();

  FollowThrough(Answers answers) {
    this.answers = answers;
    problem = answers.problem();
    layers = problem.architecture().layers().size();
  }

  double given(Item item, int row, int column) {
    return answers.value(item.quantity(), item.layer(), row, column);
  }

  /** The values that follow from those before; what was given of them is carried on. */
  DoubleMatrix next(Item item) {
    DoubleMatrix following = following(item.quantity(), item.layer());
    carried.put(
        item,
        DoubleMatrix.of(
            following.rows(),
            following.columns(),
            (i, j) -> {
              double given = given(item, i, j);
              return Double.isNaN(given) ? following.get(i, j) : given;
            }));
    return following;
  }

  private DoubleMatrix following(Quantity quantity, int l) {
    return switch (quantity) {
      case Z -> row(units(l), j -> bias(l, j) + sumOfInputs(l, j));
      case A ->
          l == layers
              ? DoubleMatrix.of(Links.prediction(problem.loss().link(), scores()))
              : row(units(l), j -> Activations.value(activation(l), get(Quantity.Z, l, j)));
      case LOSS ->
          DoubleMatrix.of(
              new double[] {
                Losses.value(problem.loss(), scoresOfPrediction(), problem.y().row(0))
              });
      case DELTA -> row(units(l), j -> slopeFromAbove(l, j) * slope(l, j));
      case WEIGHT_GRADIENT ->
          DoubleMatrix.of(units(l), inputs(l), (j, k) -> get(Quantity.DELTA, l, j) * input(l, k));
      case BIAS_GRADIENT -> get(Quantity.DELTA, l);
      case WEIGHTS_AFTER ->
          DoubleMatrix.of(
              units(l),
              inputs(l),
              (j, k) ->
                  weight(l, j, k)
                      - problem.learningRate() * get(Quantity.WEIGHT_GRADIENT, l).get(j, k));
      case BIASES_AFTER ->
          row(
              units(l),
              j -> bias(l, j) - problem.learningRate() * get(Quantity.BIAS_GRADIENT, l, j));
    };
  }

  // ---- the formulas, with the numbers that were given

  private double sumOfInputs(int l, int unit) {
    double sum = 0;
    for (int k = 0; k < inputs(l); k++) {
      sum += weight(l, unit, k) * input(l, k);
    }
    return sum;
  }

  /** The scores of the last layer: f(z) where it has an activation of its own. */
  private double[] scores() {
    double[] z = get(Quantity.Z, layers).row(0);
    return Arrays.stream(z).map(value -> Activations.value(activation(layers), value)).toArray();
  }

  /** Scores that give the prediction that was given: the link, turned round. */
  private double[] scoresOfPrediction() {
    Link link = problem.loss().link();
    return Arrays.stream(get(Quantity.A, layers).row(0))
        .map(p ->
            switch (link) {
              case IDENTITY -> p;
              case SIGMOID -> Math.log(p / (1 - p));
              case SOFTMAX, EXPONENTIAL -> Math.log(p);
            })
        .toArray();
  }

  /** ∂ℒ/∂a of a unit: from the loss in the last layer, Σ δ_k w_kj elsewhere. */
  private double slopeFromAbove(int l, int unit) {
    if (l == layers) {
      return Losses.gradient(problem.loss(), scoresOfPrediction(), problem.y().row(0))[unit];
    }
    double sum = 0;
    for (int k = 0; k < units(l + 1); k++) {
      sum += get(Quantity.DELTA, l + 1, k) * weight(l + 1, k, unit);
    }
    return sum;
  }

  private double slope(int l, int unit) {
    return Activations.derivative(activation(l), get(Quantity.Z, l, unit));
  }

  // ---- other ways to the same number, and to wrong ones

  /** δ as it comes out if f′ is taken from a rather than from z; else what follows. */
  double alternative(Item item, int row, int column) {
    int l = item.layer();
    if (item.quantity() != Quantity.DELTA) {
      return Double.NaN;
    }
    double a = get(Quantity.A, l, column);
    double slope =
        switch (activation(l)) {
          case Activation.Sigmoid() -> a * (1 - a);
          case Activation.Tanh() -> 1 - a * a;
          case Activation.Relu() -> a > 0 ? 1 : 0;
          default -> slope(l, column);
        };
    return slopeFromAbove(l, column) * slope;
  }

  /** A slip that leads to the number that was given, if one of the usual ones does. */
  String hint(Item item, int row, int column, DoublePredicate leadsHere) {
    int l = item.layer();
    Map<String, Double> slips = new LinkedHashMap<>();
    switch (item.quantity()) {
      case Z -> slips.put("is the bias left out?", sumOfInputs(l, column));
      case DELTA -> {
        slips.put("is f′(z) left out?", slopeFromAbove(l, column));
        slips.put("is the sign turned round?", -following(Quantity.DELTA, l).get(0, column));
      }
      case LOSS -> slips.put("is the minus left out?", -following(Quantity.LOSS, 0).get(0, 0));
      case WEIGHT_GRADIENT -> {
        slips.put("is this δ alone, without the input?", get(Quantity.DELTA, l, row));
        slips.put(
            "is the sign turned round?", -following(Quantity.WEIGHT_GRADIENT, l).get(row, column));
      }
      case WEIGHTS_AFTER ->
          slips.put(
              "is the step uphill? θ − α·gradient",
              2 * weight(l, row, column) - following(Quantity.WEIGHTS_AFTER, l).get(row, column));
      case BIASES_AFTER ->
          slips.put(
              "is the step uphill? θ − α·gradient",
              2 * bias(l, column) - following(Quantity.BIASES_AFTER, l).get(0, column));
      case A, BIAS_GRADIENT -> {}
    }
    return slips.entrySet().stream()
        .filter(slip -> leadsHere.test(slip.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  // ---- the numbers

  private DoubleMatrix get(Quantity quantity, int layer) {
    return Objects.requireNonNull(carried.get(new Item(quantity, layer)));
  }

  private double get(Quantity quantity, int layer, int unit) {
    return get(quantity, layer).get(0, unit);
  }

  private double input(int l, int k) {
    return l == 1 ? problem.x().get(0, k) : get(Quantity.A, l - 1, k);
  }

  private double weight(int l, int unit, int input) {
    return parameter(l, "weight", unit * inputs(l) + input);
  }

  private double bias(int l, int unit) {
    return parameter(l, "bias", unit);
  }

  private double parameter(int l, String tensor, int at) {
    int offset = problem.architecture().layout().slice("layers." + (l - 1) + "." + tensor).offset();
    return problem.parameters().get(0, offset + at);
  }

  private int units(int l) {
    return problem.architecture().shapes().get(l).size();
  }

  private int inputs(int l) {
    return units(l - 1);
  }

  private Activation activation(int l) {
    return problem.architecture().layers().get(l - 1).activation();
  }

  private static DoubleMatrix row(int columns, IntToDoubleFunction element) {
    return DoubleMatrix.of(1, columns, (one, j) -> element.applyAsDouble(j));
  }
}
