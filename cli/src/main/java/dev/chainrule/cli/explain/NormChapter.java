package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.hadamard;
import static dev.chainrule.cli.document.Formula.minus;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.over;
import static dev.chainrule.cli.document.Formula.partial;
import static dev.chainrule.cli.document.Formula.sum;
import static dev.chainrule.cli.document.Formula.symbol;

import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.cli.document.NetworkPicture;
import dev.chainrule.cli.explain.UpdateChapter.Move;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.reference.BatchNormForward;
import dev.chainrule.reference.DenseForward;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.DropoutForward;
import dev.chainrule.reference.LayerForward;
import dev.chainrule.reference.LayerNormForward;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers without weights, in every chapter: batch norm, whose statistics are the running ones
 * here, layer norm, and dropout, which passes everything on.
 */
final class NormChapter {

  private final Look look;
  private final DocumentBuilder page;
  private final DescentStep step;
  private final int layer;

  NormChapter(Look look, DocumentBuilder page, DescentStep step, int layer) {
    this.look = look;
    this.page = page;
    this.step = step;
    this.layer = layer;
  }

  /** What a normalisation computed; μ and σ² are one number a unit, or one a row. */
  private record Norm(
      DoubleMatrix scale,
      DoubleMatrix shift,
      DoubleMatrix mean,
      DoubleMatrix variance,
      DoubleMatrix normalized,
      double epsilon,
      boolean byUnit) {

    double mean(int row, int unit) {
      return byUnit ? mean.get(0, unit) : mean.get(row, 0);
    }

    double variance(int row, int unit) {
      return byUnit ? variance.get(0, unit) : variance.get(row, 0);
    }
  }

  private Norm norm() {
    LayerForward forward = step.pass().forward().layers().get(layer - 1);
    return switch (forward) {
      case BatchNormForward norm ->
          new Norm(
              norm.scale(),
              norm.shift(),
              norm.mean(),
              norm.variance(),
              norm.normalized(),
              norm.layer().epsilon(),
              true);
      case LayerNormForward norm ->
          new Norm(
              norm.scale(),
              norm.shift(),
              norm.mean(),
              norm.variance(),
              norm.normalized(),
              norm.layer().epsilon(),
              false);
      case DenseForward _, DropoutForward _ ->
          throw new IllegalStateException("Layer " + layer + " does not normalise.");
    };
  }

  private boolean isDropout() {
    return step.pass().forward().layers().get(layer - 1) instanceof DropoutForward;
  }

  private Formula letter(String letter) {
    return symbol(letter, Integer.toString(layer));
  }

  // ---------------------------------------------------------------- given

  void given() {
    if (isDropout()) {
      return;
    }
    Norm norm = norm();
    List<Formula> lines = new ArrayList<>();
    lines.add(equal(letter("γ"), look.grids().transposed(norm.scale())));
    lines.add(equal(letter("β"), look.grids().transposed(norm.shift())));
    if (norm.byUnit()) {
      lines.add(equal(letter("μ"), look.grids().transposed(norm.mean())));
      lines.add(equal(letter("σ²"), look.grids().transposed(norm.variance())));
    }
    page.display(lines);
  }

  // ---------------------------------------------------------------- forward

  /** ẑ = (a − μ)/√(σ² + ε) and z = γ ⊙ ẑ + β. */
  List<Formula> symbols() {
    Formula below = look.notation().vectorA(layer - 1);
    return List.of(
        equal(letter("ẑ"), over(minus(below, letter("μ")), deviation())),
        equal(
            look.notation().vectorZ(layer), sum(hadamard(letter("γ"), letter("ẑ")), letter("β"))));
  }

  private Formula deviation() {
    return new Formula.Root(sum(letter("σ²"), symbol("ε")));
  }

  void forward() {
    Norm norm = norm();
    page.paragraph(
        norm.byUnit()
            ? "The mean and the variance are the running ones that training has kept, with "
            : "The mean and the variance are those of the row over its units, with ",
        equal(symbol("ε"), number(norm.epsilon())),
        ".");
    List<Formula> lines = new ArrayList<>();
    for (int row = 0; row < look.shown(look.rows()); row++) {
      for (int unit = 0; unit < look.shown(look.units(layer)); unit++) {
        if (look.detail() == Detail.SCALAR) {
          lines.add(normalized(norm, row, unit));
          lines.add(scaled(norm, row, unit));
          lines.add(activation(row, unit));
        }
      }
    }
    if (look.detail() != Detail.SCALAR) {
      lines.add(equal(letter("ẑ"), look.grids().rows(norm.normalized())));
      lines.add(equal(look.notation().vectorZ(layer), look.grids().rows(step.pass().z(layer))));
      lines.add(equal(look.notation().vectorA(layer), look.grids().rows(step.pass().a(layer))));
    }
    page.display(lines);
  }

  private Formula normalized(Norm norm, int row, int unit) {
    return equal(
        element("ẑ", row, unit),
        over(
            minus(number(step.pass().a(layer - 1).get(row, unit)), number(norm.mean(row, unit))),
            new Formula.Root(sum(number(norm.variance(row, unit)), number(norm.epsilon())))),
        number(norm.normalized().get(row, unit)));
  }

  private Formula scaled(Norm norm, int row, int unit) {
    return equal(
        look.notation().z(layer, row, unit),
        sum(
            dot(number(norm.scale().get(0, unit)), number(norm.normalized().get(row, unit))),
            number(norm.shift().get(0, unit))),
        number(step.pass().z(layer).get(row, unit)));
  }

  private Formula activation(int row, int unit) {
    Formula z = look.notation().z(layer, row, unit);
    return equal(
        look.notation().a(layer, row, unit),
        look.curve(layer).isIdentity() ? z : look.applied(layer, "", z),
        number(step.pass().a(layer).get(row, unit)));
  }

  private Formula element(String letter, int row, int unit) {
    return look.notation().batch()
        ? symbol(letter, Integer.toString(layer), row + 1, unit + 1)
        : symbol(letter, Integer.toString(layer), unit + 1);
  }

  // ---------------------------------------------------------------- backward

  /** ∂ℒ/∂A of the layer below. */
  Formula inputGradient() {
    Formula g = hadamard(letter("γ"), look.notation().vectorDelta(layer));
    if (norm().byUnit()) {
      return over(g, deviation());
    }
    Formula mean = Formula.call("mean", g);
    Formula product = Formula.call("mean", hadamard(g, letter("ẑ")));
    return over(
        sum(g, Formula.negative(mean), Formula.negative(hadamard(letter("ẑ"), product))),
        deviation());
  }

  void gradients() {
    if (isDropout()) {
      return;
    }
    Formula loss = Notation.loss();
    Formula delta = look.notation().vectorDelta(layer);
    String over = look.notation().batch() ? "column sums of " : "";
    page.display(
        equal(
            partial(loss, letter("γ")),
            Formula.times(Formula.words(over), hadamard(delta, letter("ẑ"))),
            look.grids().transposed(step.pass().scaleGradient(layer))),
        equal(
            partial(loss, letter("β")),
            Formula.times(Formula.words(over), delta),
            look.grids().transposed(step.pass().shiftGradient(layer))));
  }

  void update() {
    if (isDropout()) {
      return;
    }
    page.display(
        update("γ", "scale", step.pass().scaleGradient(layer)),
        update("β", "shift", step.pass().shiftGradient(layer)));
  }

  private Formula update(String letter, String name, DoubleMatrix gradient) {
    Formula step1 =
        minus(
            look.grids().transposed(step.before(layer, name)),
            Formula.times(
                number(look.problem().learningRate()), look.grids().transposed(gradient)));
    return new Formula.Relation(
        "←",
        List.of(letter(letter), equal(step1, look.grids().transposed(step.after(layer, name)))));
  }

  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    if (!isDropout()) {
      moves.addAll(moves("γ", "scale", step.pass().scaleGradient(layer)));
      moves.addAll(moves("β", "shift", step.pass().shiftGradient(layer)));
    }
    return moves;
  }

  private List<Move> moves(String letter, String name, DoubleMatrix gradient) {
    DoubleMatrix before = step.before(layer, name);
    DoubleMatrix after = step.after(layer, name);
    List<Move> moves = new ArrayList<>();
    for (int unit = 0; unit < gradient.columns(); unit++) {
      moves.add(
          new Move(
              symbol(letter, Integer.toString(layer), unit + 1),
              before.get(0, unit),
              gradient.get(0, unit),
              after.get(0, unit)));
    }
    return moves;
  }

  // ---------------------------------------------------------------- the picture

  /** A unit leads to its own successor only: with γ, or with 1 through dropout. */
  static NetworkPicture.Edge edge(Look look, DescentStep step, int layer, int unit) {
    NormChapter chapter = new NormChapter(look, new DocumentBuilder(""), step, layer);
    boolean dropout = chapter.isDropout();
    return new NetworkPicture.Edge(
        layer,
        unit,
        unit,
        symbol("γ", Integer.toString(layer), unit + 1),
        dropout ? 1 : chapter.norm().scale().get(0, unit),
        dropout ? 0 : step.pass().scaleGradient(layer).get(0, unit));
  }

  static NetworkPicture.Unit unit(Look look, DescentStep step, int layer, int unit) {
    NormChapter chapter = new NormChapter(look, new DocumentBuilder(""), step, layer);
    boolean dropout = chapter.isDropout();
    return new NetworkPicture.Unit(
        look.notation().a(layer, 0, unit),
        step.pass().a(layer).get(0, unit),
        dropout ? 0 : chapter.norm().shift().get(0, unit),
        dropout ? 0 : step.pass().shiftGradient(layer).get(0, unit));
  }
}
