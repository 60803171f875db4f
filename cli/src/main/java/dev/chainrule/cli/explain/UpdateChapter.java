package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.becomes;
import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.minus;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.partial;
import static dev.chainrule.cli.document.Formula.symbol;
import static dev.chainrule.cli.document.Formula.times;

import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The update of one step, the largest gradients, and the loss that it leads to. */
final class UpdateChapter {

  private static final int LARGEST = 10;

  private final Look look;
  private final Notation notation;
  private final DocumentBuilder page;
  private final DescentStep step;
  private final double rate;

  UpdateChapter(Look look, DocumentBuilder page, DescentStep step) {
    this.look = look;
    this.notation = look.notation();
    this.page = page;
    this.step = step;
    this.rate = look.problem().learningRate();
  }

  void write() {
    page.heading(3, "Update");
    Formula theta = symbol("θ");
    page.display(
        becomes(
            theta,
            equal(
                minus(theta, times(symbol("α"), partial(Notation.loss(), theta))),
                minus(theta, dot(number(rate), partial(Notation.loss(), theta))))));
    switch (look.detail()) {
      case SCALAR -> eachLayer(this::scalars);
      case MATRIX -> eachLayer(this::matrices);
      case SUMMARY -> {}
    }
    if (look.detail() == Detail.SUMMARY || look.isCut()) {
      largest();
    }
    outcome();
  }

  private void eachLayer(IntConsumer layer) {
    for (int l = 1; l <= look.layers(); l++) {
      if (look.isDense(l)) {
        layer.accept(l);
      } else {
        new NormChapter(look, page, step, l).update();
      }
    }
  }

  private void scalars(int layer) {
    DoubleMatrix w = step.weightsBefore(layer);
    DoubleMatrix weightsAfter = step.weightsAfter(layer);
    List<Formula> lines = new ArrayList<>();
    for (int j = 0; j < look.shown(w.rows()); j++) {
      for (int k = 0; k < look.shown(w.columns()); k++) {
        lines.add(
            scalar(
                notation.weight(layer, j, k),
                w.get(j, k),
                step.pass().weightGradient(layer).get(j, k),
                weightsAfter.get(j, k)));
      }
      lines.add(
          scalar(
              notation.bias(layer, j),
              step.biasesBefore(layer).get(0, j),
              step.pass().biasGradient(layer).get(0, j),
              step.biasesAfter(layer).get(0, j)));
    }
    page.display(lines);
  }

  private Formula scalar(Formula name, double before, double gradient, double after) {
    return new Formula.Relation(
        "←",
        List.of(
            name,
            equal(minus(number(before), dot(number(rate), number(gradient))), number(after))));
  }

  private void matrices(int layer) {
    Grids grids = look.grids();
    page.display(
        matrix(
            notation.weights(layer),
            grids.matrix(step.weightsBefore(layer)),
            grids.matrix(step.pass().weightGradient(layer)),
            grids.matrix(step.weightsAfter(layer))),
        matrix(
            notation.biases(layer),
            vector(step.biasesBefore(layer)),
            vector(step.pass().biasGradient(layer)),
            vector(step.biasesAfter(layer))));
  }

  private Formula vector(DoubleMatrix row) {
    return notation.batch() ? look.grids().matrix(row) : look.grids().transposed(row);
  }

  private Formula matrix(Formula name, Formula before, Formula gradient, Formula after) {
    return new Formula.Relation(
        "←", List.of(name, equal(minus(before, times(number(rate), gradient)), after)));
  }

  // ---------------------------------------------------------------- the largest

  /** A parameter with its gradient. */
  record Move(Formula name, double before, double gradient, double after) {}

  private void largest() {
    List<Move> moves = new ArrayList<>();
    for (int layer = 1; layer <= look.layers(); layer++) {
      moves.addAll(
          look.isDense(layer)
              ? largestOf(layer)
              : new NormChapter(look, page, step, layer).moves());
    }
    moves.sort(Comparator.comparingDouble(move -> -Math.abs(move.gradient())));
    var table =
        page.table(
            "The largest of the %,d gradients:".formatted(look.learned()),
            "lrrr",
            "parameter",
            "before",
            partial(Notation.loss(), symbol("θ")),
            "after");
    moves.stream()
        .limit(LARGEST)
        .forEach(move ->
            table.row(
                move.name(), number(move.before()), number(move.gradient()), number(move.after())));
    table.end();
  }

  private List<Move> largestOf(int layer) {
    DoubleMatrix gradient = step.pass().weightGradient(layer);
    DoubleMatrix bias = step.pass().biasGradient(layer);
    double[] all = gradient.toArray();
    int columns = gradient.columns();
    List<Move> moves = new ArrayList<>();
    DoubleMatrix before = step.weightsBefore(layer);
    DoubleMatrix after = step.weightsAfter(layer);
    IntStream.range(0, all.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(all[i])))
        .limit(LARGEST)
        .forEach(i ->
            moves.add(
                new Move(
                    notation.weight(layer, i / columns, i % columns),
                    before.get(i / columns, i % columns),
                    all[i],
                    after.get(i / columns, i % columns))));
    for (int j = 0; j < bias.columns(); j++) {
      moves.add(
          new Move(
              notation.bias(layer, j),
              step.biasesBefore(layer).get(0, j),
              bias.get(0, j),
              step.biasesAfter(layer).get(0, j)));
    }
    return moves;
  }

  // ---------------------------------------------------------------- the outcome

  private void outcome() {
    double before = step.pass().loss();
    double after = look.sheet().lossAfter(step);
    String verdict =
        after < before
            ? "The step has made the loss smaller: from "
            : after > before
                ? "The step has made the loss larger, as too large a learning rate does: from "
                : "The step has left the loss as it was: ";
    if (after == before) {
      page.paragraph(verdict, number(before), ".");
    } else {
      page.paragraph(
          verdict,
          number(before),
          " to ",
          number(after),
          ", a change of ",
          number(after - before),
          ".");
    }
  }
}
