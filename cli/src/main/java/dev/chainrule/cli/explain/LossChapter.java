package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.minus;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.over;
import static dev.chainrule.cli.document.Formula.sum;
import static dev.chainrule.cli.document.Formula.symbol;
import static dev.chainrule.cli.document.Formula.times;

import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.reference.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The loss of one step: its definition, then this row's numbers. */
final class LossChapter {

  private final Look look;
  private final LossFormulas formulas;
  private final DocumentBuilder page;
  private final DescentStep step;

  LossChapter(Look look, DocumentBuilder page, DescentStep step) {
    this.look = look;
    this.formulas = look.loss();
    this.page = page;
    this.step = step;
  }

  void write() {
    page.heading(3, "Loss");
    page.paragraph("The loss of a row is " + formulas.title() + ":");
    page.display(formulas.definition());
    smoothing();
    List<Formula> lines = new ArrayList<>();
    for (int row = 0; row < look.shown(look.rows()); row++) {
      lines.add(ofRow(row));
    }
    if (!look.singleRow()) {
      lines.add(mean());
    }
    page.display(lines);
  }

  private void smoothing() {
    if (formulas.smoothing() == 0) {
      return;
    }
    double epsilon = formulas.smoothing();
    int classes = formulas.classes(look.problem().y().columns());
    page.paragraph("Label smoothing replaces y:");
    page.display(
        equal(
            formulas.output("ỹ"),
            sum(
                times(minus(number(1), symbol("ε")), formulas.output("y")),
                over(symbol("ε"), symbol("k"))),
            sum(
                dot(number(1 - epsilon), formulas.output("y")),
                over(number(epsilon), number(classes)))));
  }

  private Formula ofRow(int row) {
    double[] prediction = step.pass().prediction().row(row);
    double[] y = look.problem().y().row(row);
    double[] target = formulas.targets(y);
    int[] counting =
        IntStream.range(0, target.length).filter(j -> formulas.counts(target[j])).toArray();
    Formula left = look.singleRow() ? Notation.loss() : symbol("ℓ", "", row + 1);
    List<Formula> sides = new ArrayList<>(List.of(left));
    if (counting.length > 0) {
      sides.add(
          look.grids()
              .sum(
                  counting.length,
                  n -> formulas.part(prediction[counting[n]], target[counting[n]], counting[n])));
    }
    sides.add(number(Losses.value(look.problem().loss(), scores(row), y)));
    return equal(sides);
  }

  private double[] scores(int row) {
    return step.pass().forward().scores().row(row);
  }

  /** ℒ = Σᵢ shareᵢ·ℓᵢ. */
  private Formula mean() {
    boolean equalShares = look.problem().sampleWeights().isEmpty();
    Formula sum =
        look.grids()
            .sum(
                look.rows(),
                i -> {
                  Formula loss = symbol("ℓ", "", i + 1);
                  return equalShares ? loss : dot(number(look.share(i)), loss);
                });
    Formula mean = equalShares ? times(over(number(1), number(look.rows())), sum) : sum;
    return equal(Notation.loss(), mean, number(step.pass().loss()));
  }
}
