package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.call;
import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.exp;
import static dev.chainrule.cli.document.Formula.minus;
import static dev.chainrule.cli.document.Formula.negative;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.over;
import static dev.chainrule.cli.document.Formula.relation;
import static dev.chainrule.cli.document.Formula.square;
import static dev.chainrule.cli.document.Formula.sum;
import static dev.chainrule.cli.document.Formula.symbol;
import static dev.chainrule.cli.document.Formula.words;

import dev.chainrule.cli.document.Formula;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Activation.Elu;
import dev.chainrule.layer.Activation.Gelu;
import dev.chainrule.layer.Activation.Identity;
import dev.chainrule.layer.Activation.LeakyRelu;
import dev.chainrule.layer.Activation.Mish;
import dev.chainrule.layer.Activation.Relu;
import dev.chainrule.layer.Activation.Selu;
import dev.chainrule.layer.Activation.Sigmoid;
import dev.chainrule.layer.Activation.Silu;
import dev.chainrule.layer.Activation.Softplus;
import dev.chainrule.layer.Activation.Tanh;
import java.util.List;

/** The activations and their derivatives as formulas, in symbols and at a number. */
final class ActivationFormulas {

  private ActivationFormulas() {}

  /** The letter or word that stands for f. */
  static String name(Activation f) {
    return switch (f) {
      case Sigmoid() -> "σ";
      case Identity() -> "id";
      case LeakyRelu _ -> "lrelu";
      case Elu _ -> "elu";
      case Tanh _, Relu _, Selu _, Softplus _, Silu _, Gelu _, Mish _ -> f.label();
    };
  }

  /** f(z). */
  static Formula value(Activation f, Formula z) {
    return switch (f) {
      case Identity() -> z;
      case Sigmoid() -> over(number(1), sum(number(1), exp(negative(z))));
      case Tanh() -> over(minus(exp(z), exp(negative(z))), sum(exp(z), exp(negative(z))));
      case Relu() -> call("max", number(0), z);
      case LeakyRelu(double alpha) -> byPiece(z, z, dot(number(alpha), z));
      case Elu(double alpha) -> byPiece(z, z, dot(number(alpha), minus(exp(z), number(1))));
      case Selu() ->
          byPiece(
              z,
              dot(number(Selu.LAMBDA), z),
              dot(number(Selu.LAMBDA), number(Selu.ALPHA), minus(exp(z), number(1))));
      case Softplus() -> softplus(z);
      case Silu() -> dot(z, call("σ", z));
      case Gelu() -> dot(z, call("Φ", z));
      case Mish() -> dot(z, call("tanh", softplus(z)));
    };
  }

  /** f′(z), from a = f(z) where that is enough. */
  static Formula derivative(Activation f, Formula z, Formula a) {
    return switch (f) {
      case Identity() -> number(1);
      case Sigmoid() -> dot(a, minus(number(1), a));
      case Tanh() -> minus(number(1), square(a));
      case Relu() -> byPiece(z, number(1), number(0));
      case LeakyRelu(double alpha) -> byPiece(z, number(1), number(alpha));
      case Elu(double alpha) -> byPiece(z, number(1), sum(a, number(alpha)));
      case Selu() ->
          byPiece(z, number(Selu.LAMBDA), sum(a, dot(number(Selu.LAMBDA), number(Selu.ALPHA))));
      case Softplus() -> call("σ", z);
      case Silu() -> dot(call("σ", z), sum(number(1), dot(z, minus(number(1), call("σ", z)))));
      case Gelu() -> sum(call("Φ", z), dot(z, call("φ", z)));
      case Mish() ->
          sum(
              call("tanh", softplus(z)),
              dot(z, minus(number(1), square(call("tanh", softplus(z)))), call("σ", z)));
    };
  }

  /** What else must be known to read the formulas. */
  static List<Object> remark(Activation f) {
    return switch (f) {
      case Gelu() ->
          List.of(
              symbol("Φ"),
              " and ",
              symbol("φ"),
              " are the distribution function and the density of the normal distribution.");
      case Relu(), LeakyRelu _, Elu _, Selu() -> List.of();
      case Identity(), Sigmoid(), Tanh(), Softplus(), Silu(), Mish() -> List.of();
    };
  }

  /** The piece that holds at this number; the formula itself, if it is of one piece. */
  static Formula at(Formula formula, double z) {
    return formula instanceof Formula.Cases(List<Formula.Case> cases)
        ? cases.get(z > 0 ? 0 : 1).value()
        : formula;
  }

  private static Formula softplus(Formula z) {
    return call("ln", sum(number(1), exp(z)));
  }

  private static Formula byPiece(Formula z, Formula right, Formula left) {
    return new Formula.Cases(
        List.of(
            new Formula.Case(right, relation(z, ">", number(0))),
            new Formula.Case(left, words("otherwise"))));
  }
}
