package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.minus;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.over;
import static dev.chainrule.cli.document.Formula.partial;
import static dev.chainrule.cli.document.Formula.symbol;

import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * δ of the output layer: the derivative of the loss, the derivative of the activation, and what is
 * left when they meet.
 */
final class OutputChapter {

  private final Look look;
  private final Notation notation;
  private final LossFormulas formulas;
  private final DocumentBuilder page;
  private final DescentStep step;
  private final int last;

  OutputChapter(Look look, DocumentBuilder page, DescentStep step) {
    this.look = look;
    this.notation = look.notation();
    this.formulas = look.loss();
    this.page = page;
    this.step = step;
    this.last = look.layers();
  }

  void write() {
    page.heading(4, "Output layer: ", notation.vectorDelta(last));
    if (step.number() == 1) {
      derive();
    }
    numbers();
  }

  // ---------------------------------------------------------------- symbols

  private void derive() {
    page.paragraph(
        "The error signal is the derivative of the loss by ",
        notation.vectorZ(last),
        ". By the chain rule it goes through the prediction:");
    switch (look.link()) {
      case SOFTMAX -> softmax();
      case EXPONENTIAL -> {
        product();
        page.paragraph(
            "The derivative of the exponential is ŷ itself, which cancels the denominator of the loss: the"
                + " plain difference is left.");
      }
      case SIGMOID -> {
        product();
        page.paragraph(
            "The factor ",
            dot(prediction(), minus(number(1), prediction())),
            " of the sigmoid cancels the denominator of the cross-entropy: that is why this pair"
                + " leaves the plain difference, and never learns slowly because a unit is"
                + " saturated.");
      }
      case IDENTITY -> {
        product();
        elementWise();
      }
    }
    if (!look.singleRow()) {
      page.paragraph(
          "ℒ is the mean over the rows, so each row of ",
          notation.vectorDelta(last),
          look.problem().sampleWeights().isEmpty()
              ? " carries the factor 1/m = 1/" + look.rows() + "."
              : " carries its share of the weights, w/Σw.");
    }
  }

  /** ∂ℓ/∂z = ∂ℓ/∂ŷ · ∂ŷ/∂z, factor by factor. */
  private void product() {
    Formula loss = symbol("ℓ");
    Formula z = score();
    page.display(
        equal(
            delta(), partial(loss, z), dot(partial(loss, prediction()), partial(prediction(), z))),
        formulas.derivative(),
        equal(partial(prediction(), z), slope()),
        equal(delta(), collapsed()));
  }

  private Formula slope() {
    return look.curve(last).derivative(score(), prediction());
  }

  /** What is left of the product. */
  private Formula collapsed() {
    Formula difference = minus(prediction(), formulas.output(formulas.target()));
    boolean plain = look.curve(last).isIdentity();
    return switch (look.problem().loss()) {
      case Loss.SigmoidCrossEntropy _, Loss.SoftmaxCrossEntropy _, Loss.Poisson _ -> difference;
      case Loss.MeanSquaredError() -> plain ? difference : dot(difference, primed());
      case Loss.MeanAbsoluteError _, Loss.Huber _, Loss.Quantile _ -> {
        Formula derivative = formulas.derivativeShort();
        yield plain ? derivative : dot(derivative, primed());
      }
    };
  }

  private Formula primed() {
    return look.curve(last).isSigmoid()
        ? dot(prediction(), minus(number(1), prediction()))
        : look.applied(last, "′", score());
  }

  private void elementWise() {
    boolean plain = look.curve(last).isIdentity();
    boolean squared = look.problem().loss() instanceof Loss.MeanSquaredError;
    if (plain && squared) {
      page.paragraph(
          "The output is z itself, whose derivative is 1: half the squared error leaves the plain"
              + " difference.");
    } else if (plain) {
      page.paragraph("The output is z itself, whose derivative is 1.");
    } else if (squared && look.curve(last).isSigmoid()) {
      page.paragraph(
          "Nothing cancels here: the factor of the sigmoid stays. Where ŷ is close to 0 or 1 it is"
              + " close to 0, and the unit hardly learns, however wrong it is. Cross-entropy has no"
              + " such factor.");
    } else {
      page.paragraph("Nothing cancels here: the derivative of the activation stays as a factor.");
    }
  }

  private void softmax() {
    Formula loss = symbol("ℓ");
    Formula target = indexed(formulas.target(), "j");
    page.display(
        equal(
            indexed("δ", "j"),
            partial(loss, indexed("z", "j")),
            new Formula.Total(
                "k",
                dot(
                    partial(loss, indexed("ŷ", "k")),
                    partial(indexed("ŷ", "k"), indexed("z", "j"))))),
        equal(
            partial(loss, indexed("ŷ", "k")),
            Formula.negative(over(indexed(formulas.target(), "k"), indexed("ŷ", "k")))),
        equal(
            partial(indexed("ŷ", "k"), indexed("z", "j")),
            new Formula.Cases(
                List.of(
                    new Formula.Case(
                        dot(indexed("ŷ", "j"), minus(number(1), indexed("ŷ", "j"))),
                        equal(symbol("k"), symbol("j"))),
                    new Formula.Case(
                        Formula.negative(dot(indexed("ŷ", "k"), indexed("ŷ", "j"))),
                        Formula.relation(symbol("k"), "≠", symbol("j")))))),
        equal(
            indexed("δ", "j"),
            Formula.sum(
                Formula.negative(target),
                dot(indexed("ŷ", "j"), new Formula.Total("k", indexed(formulas.target(), "k")))),
            minus(indexed("ŷ", "j"), target)));
    page.paragraph(
        "Every prediction depends on every score, so the chain rule sums over all of them. The"
            + " denominators cancel, and because the targets sum to 1 the plain difference is left.");
  }

  private static Formula indexed(String letter, String index) {
    return new Formula.Symbol(letter, "", List.of(index));
  }

  private Formula delta() {
    return formulas.output("δ");
  }

  private Formula score() {
    return formulas.output("z");
  }

  private Formula prediction() {
    return formulas.output("ŷ");
  }

  // ---------------------------------------------------------------- numbers

  private void numbers() {
    switch (look.detail()) {
      case SCALAR -> {
        List<Formula> lines = new ArrayList<>();
        for (int row = 0; row < look.shown(look.rows()); row++) {
          for (int unit = 0; unit < look.shown(look.units(last)); unit++) {
            lines.add(scalar(row, unit));
          }
        }
        page.display(lines);
      }
      case MATRIX, SUMMARY ->
          page.display(
              equal(notation.vectorDelta(last), look.grids().rows(step.pass().delta(last))));
    }
  }

  private Formula scalar(int row, int unit) {
    double prediction = step.pass().prediction().get(row, unit);
    double[] targets = formulas.targets(look.problem().y().row(row));
    List<Formula> factors = new ArrayList<>();
    if (!look.singleRow()) {
      factors.add(number(look.share(row)));
    }
    factors.add(difference(prediction, targets, unit));
    if (look.link() == Loss.Link.IDENTITY && !look.curve(last).isIdentity()) {
      double z = step.pass().z(last).get(row, unit);
      factors.add(number(look.curve(last).slope(z)));
    }
    return equal(
        notation.delta(last, row, unit),
        factors.size() == 1 ? factors.getFirst() : dot(factors.toArray(Formula[]::new)),
        number(step.pass().delta(last).get(row, unit)));
  }

  /** ŷ − y, or ŷ·Σy − y where the targets of softmax do not sum to 1. */
  private Formula difference(double prediction, double[] targets, int unit) {
    double total = Arrays.stream(targets).sum();
    if (look.link() == Loss.Link.SOFTMAX && Math.abs(total - 1) > 1e-12) {
      return minus(dot(number(prediction), number(total)), number(targets[unit]));
    }
    return formulas.derivativeAt(prediction, targets[unit], unit);
  }
}
