package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.call;
import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.minus;
import static dev.chainrule.cli.document.Formula.negative;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.over;
import static dev.chainrule.cli.document.Formula.partial;
import static dev.chainrule.cli.document.Formula.relation;
import static dev.chainrule.cli.document.Formula.square;
import static dev.chainrule.cli.document.Formula.sum;
import static dev.chainrule.cli.document.Formula.symbol;
import static dev.chainrule.cli.document.Formula.times;
import static dev.chainrule.cli.document.Formula.words;

import dev.chainrule.cli.document.Formula;
import dev.chainrule.loss.Loss;
import dev.chainrule.loss.Loss.Huber;
import dev.chainrule.loss.Loss.MeanAbsoluteError;
import dev.chainrule.loss.Loss.MeanSquaredError;
import dev.chainrule.loss.Loss.Poisson;
import dev.chainrule.loss.Loss.Quantile;
import dev.chainrule.loss.Loss.SigmoidCrossEntropy;
import dev.chainrule.loss.Loss.SoftmaxCrossEntropy;
import dev.chainrule.reference.Losses;
import java.util.List;

/**
 * The losses of one sample as formulas: in symbols, at numbers, and how their derivatives meet the
 * activation of the output layer.
 *
 * @param loss which
 * @param outputs n_L
 */
record LossFormulas(Loss loss, int outputs) {

  private static final Formula LOSS = symbol("ℓ");

  /** The loss in full. */
  String title() {
    return switch (loss) {
      case SigmoidCrossEntropy _ -> "binary cross-entropy";
      case SoftmaxCrossEntropy _ -> "categorical cross-entropy";
      case MeanSquaredError() -> "half the squared error";
      case MeanAbsoluteError() -> "the absolute error";
      case Huber _ -> "the Huber loss";
      case Quantile _ -> "the pinball loss of quantiles";
      case Poisson() -> "Poisson's loss of counts";
    };
  }

  /** ε of label smoothing. */
  double smoothing() {
    return switch (loss) {
      case SigmoidCrossEntropy(double epsilon) -> epsilon;
      case SoftmaxCrossEntropy(double epsilon) -> epsilon;
      case MeanSquaredError _, MeanAbsoluteError _, Huber _, Quantile _, Poisson _ -> 0;
    };
  }

  /** The letter of the targets, y, or ỹ where labels are smoothed. */
  String target() {
    return smoothing() == 0 ? "y" : "ỹ";
  }

  /** The targets that the loss compares with: smoothed, if they are. */
  double[] targets(double[] y) {
    return smoothing() == 0 ? y : Losses.smooth(y, smoothing(), classes(y.length));
  }

  /** k, in (1−ε)y + ε/k. */
  int classes(int outputs) {
    return loss instanceof SigmoidCrossEntropy ? 2 : outputs;
  }

  // ---------------------------------------------------------------- the value

  /** ℓ in symbols. */
  Formula definition() {
    Formula prediction = output("ŷ");
    Formula target = output(target());
    return switch (loss) {
      case SigmoidCrossEntropy _ -> equal(LOSS, negative(total(logLikelihood(prediction, target))));
      case SoftmaxCrossEntropy _ ->
          equal(LOSS, negative(total(times(target, call("ln", prediction)))));
      case MeanSquaredError() ->
          equal(LOSS, times(over(number(1), number(2)), total(square(minus(prediction, target)))));
      case MeanAbsoluteError() ->
          equal(LOSS, total(new Formula.Absolute(minus(prediction, target))));
      case Huber(double delta) ->
          equal(
              LOSS,
              new Formula.Cases(
                  List.of(
                      new Formula.Case(
                          times(over(number(1), number(2)), square(symbol("d"))),
                          relation(new Formula.Absolute(symbol("d")), "≤", number(delta))),
                      new Formula.Case(
                          dot(
                              number(delta),
                              minus(new Formula.Absolute(symbol("d")), number(delta / 2))),
                          words(
                              "otherwise, with d = ŷ − y"
                                  + (outputs > 1 ? ", summed over the outputs" : ""))))));
      case Quantile quantile ->
          equal(
              LOSS,
              total(
                  call(
                      "max",
                      times(level(quantile), minus(target, prediction)),
                      times(minus(level(quantile), number(1)), minus(target, prediction)))));
      case Poisson() ->
          equal(
              LOSS,
              total(
                  sum(
                      prediction,
                      negative(target),
                      negative(times(target, call("ln", over(prediction, target)))))));
    };
  }

  /** The part of ℓ that one output gives, at its numbers. */
  Formula part(double prediction, double target, int output) {
    Formula p = number(prediction);
    Formula y = number(target);
    return switch (loss) {
      case SigmoidCrossEntropy _ -> negative(logLikelihood(p, y));
      case SoftmaxCrossEntropy _ -> negative(dot(y, call("ln", p)));
      case MeanSquaredError() -> times(over(number(1), number(2)), square(minus(p, y)));
      case MeanAbsoluteError() -> new Formula.Absolute(minus(p, y));
      case Huber(double delta) ->
          Math.abs(prediction - target) <= delta
              ? times(over(number(1), number(2)), square(minus(p, y)))
              : dot(number(delta), minus(new Formula.Absolute(minus(p, y)), number(delta / 2)));
      case Quantile quantile ->
          dot(
              number(target > prediction ? quantile.level(output) : quantile.level(output) - 1),
              minus(y, p));
      case Poisson() ->
          target == 0 ? p : sum(p, negative(y), negative(dot(y, call("ln", over(p, y)))));
    };
  }

  /** Whether an output gives a part at all: with cce only the classes with y &gt; 0 do. */
  boolean counts(double target) {
    return !(loss instanceof SoftmaxCrossEntropy) || target != 0;
  }

  private static Formula logLikelihood(Formula prediction, Formula target) {
    return sum(
        dot(target, call("ln", prediction)),
        dot(minus(number(1), target), call("ln", minus(number(1), prediction))));
  }

  private Formula total(Formula of) {
    return outputs == 1 ? of : new Formula.Total("j", of);
  }

  /** ŷ, or ŷⱼ where there are several. */
  Formula output(String letter) {
    return outputs == 1 ? symbol(letter) : new Formula.Symbol(letter, "", List.of("j"));
  }

  // ---------------------------------------------------------------- the derivative

  /** ∂ℓ/∂ŷ in symbols. */
  Formula derivative() {
    Formula prediction = output("ŷ");
    Formula target = output(target());
    Formula left = partial(LOSS, prediction);
    return switch (loss) {
      case SigmoidCrossEntropy _ ->
          equal(
              left,
              sum(
                  negative(over(target, prediction)),
                  over(minus(number(1), target), minus(number(1), prediction))),
              over(minus(prediction, target), dot(prediction, minus(number(1), prediction))));
      case SoftmaxCrossEntropy _ -> equal(left, negative(over(target, prediction)));
      case MeanSquaredError() -> equal(left, minus(prediction, target));
      case MeanAbsoluteError() -> equal(left, call("sign", minus(prediction, target)));
      case Huber(double delta) ->
          equal(
              left,
              call("max", number(-delta), call("min", number(delta), minus(prediction, target))));
      case Quantile quantile ->
          equal(
              left,
              new Formula.Cases(
                  List.of(
                      new Formula.Case(
                          negative(level(quantile)), relation(prediction, "<", target)),
                      new Formula.Case(
                          minus(number(1), level(quantile)), relation(prediction, ">", target)))));
      case Poisson() ->
          equal(
              left,
              minus(number(1), over(target, prediction)),
              over(minus(prediction, target), prediction));
    };
  }

  /** τ of the output; with several levels each output has its own. */
  private static Formula level(Quantile quantile) {
    return quantile.levels().size() == 1
        ? number(quantile.levels().getFirst())
        : new Formula.Symbol("τ", "", List.of("j"));
  }

  /** The right-hand side of {@link #derivative}, for another formula to go on with. */
  Formula derivativeShort() {
    return ((Formula.Relation) derivative()).sides().getLast();
  }

  /** ∂ℓ/∂ŷ of one output, at its numbers, where δ is not ŷ − y at once. */
  Formula derivativeAt(double prediction, double target, int output) {
    Formula difference = minus(number(prediction), number(target));
    return switch (loss) {
      case MeanAbsoluteError() -> call("sign", difference);
      case Huber(double delta) when Math.abs(prediction - target) > delta ->
          number(Math.copySign(delta, prediction - target));
      case Quantile quantile ->
          number(
              target == prediction
                  ? 0
                  : target > prediction ? -quantile.level(output) : 1 - quantile.level(output));
      case SigmoidCrossEntropy _, SoftmaxCrossEntropy _, MeanSquaredError _, Huber _, Poisson _ ->
          difference;
    };
  }
}
