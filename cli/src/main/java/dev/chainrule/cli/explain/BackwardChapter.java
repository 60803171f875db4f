package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.call;
import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.hadamard;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.partial;
import static dev.chainrule.cli.document.Formula.times;
import static dev.chainrule.cli.document.Formula.transposed;

import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;

/** The backward pass of one step: δ layer by layer, then the gradients that follow from it. */
final class BackwardChapter {

  private final Look look;
  private final Notation notation;
  private final Grids grids;
  private final DocumentBuilder page;
  private final DescentStep step;

  BackwardChapter(Look look, DocumentBuilder page, DescentStep step) {
    this.look = look;
    this.notation = look.notation();
    this.grids = look.grids();
    this.page = page;
    this.step = step;
  }

  void write() {
    page.heading(3, "Backward");
    new OutputChapter(look, page, step).write();
    for (int layer = look.layers() - 1; layer >= 1; layer--) {
      hidden(layer);
    }
    page.heading(4, "Gradients of weights and biases");
    page.paragraph(
        notation.batch()
            ? "A weight enters z once a row, multiplied by the activation below; a bias enters it as"
                + " it is:"
            : "A weight enters z multiplied by the activation below; a bias enters it as it is:");
    page.display(gradientSymbols());
    for (int layer = look.layers(); layer >= 1; layer--) {
      gradients(layer);
    }
    inputs();
  }

  // ---------------------------------------------------------------- δ of hidden layers

  private void hidden(int layer) {
    page.heading(4, "Layer " + layer + ": ", notation.vectorDelta(layer));
    if (step.number() == 1 && look.isDense(layer + 1)) {
      page.paragraph(
          "Every unit of layer %d takes part in every unit of layer %d, so the chain rule sums over these:"
              .formatted(layer, layer + 1));
      page.display(chain(layer));
    }
    Formula prime = look.applied(layer, "′", notation.vectorZ(layer));
    Formula down = handedDown(layer);
    boolean plain = look.curve(layer).isIdentity();
    page.display(equal(notation.vectorDelta(layer), plain ? down : hadamard(down, prime)));
    switch (look.detail()) {
      case SCALAR -> {
        List<Formula> lines = new ArrayList<>();
        for (int row = 0; row < look.shown(look.rows()); row++) {
          for (int unit = 0; unit < look.shown(look.units(layer)); unit++) {
            lines.addAll(scalarDelta(layer, row, unit));
          }
        }
        page.display(lines);
      }
      case MATRIX -> page.display(matrixDelta(layer));
      case SUMMARY ->
          page.display(equal(notation.vectorDelta(layer), grids.rows(step.pass().delta(layer))));
    }
  }

  /** ∂ℒ/∂zⱼ = Σₖ ∂ℒ/∂zₖ · ∂zₖ/∂aⱼ · ∂aⱼ/∂zⱼ. */
  private static Formula chain(int layer) {
    Formula above = indexed("z", layer + 1, "k");
    Formula a = indexed("a", layer, "j");
    Formula z = indexed("z", layer, "j");
    Formula loss = Notation.loss();
    return equal(
        indexed("δ", layer, "j"),
        partial(loss, z),
        new Formula.Total("k", dot(partial(loss, above), partial(above, a), partial(a, z))),
        dot(
            new Formula.Total(
                "k", times(indexed("δ", layer + 1, "k"), indexed("w", layer + 1, "k", "j"))),
            call("f′", z)));
  }

  private static Formula indexed(String letter, int layer, String... indices) {
    return new Formula.Symbol(letter, Integer.toString(layer), List.of(indices));
  }

  /** ∂ℒ/∂A of a layer, which the layer above hands down: Wᵀδ, if it is dense. */
  private Formula handedDown(int layer) {
    return switch (look.layer(layer + 1)) {
      case Dense _ -> throughWeights(layer);
      case Dropout _ -> notation.vectorDelta(layer + 1);
      case BatchNorm _, LayerNorm _ -> new NormChapter(look, page, step, layer + 1).inputGradient();
    };
  }

  private Formula throughWeights(int layer) {
    Formula w = notation.weights(layer + 1);
    Formula delta = notation.vectorDelta(layer + 1);
    return notation.batch() ? times(delta, w) : times(transposed(w), delta);
  }

  private List<Formula> scalarDelta(int layer, int row, int unit) {
    if (!look.isDense(layer + 1)) {
      return List.of(
          equal(
              notation.delta(layer, row, unit),
              dot(
                  number(handed(layer).get(row, unit)),
                  number(look.curve(layer).slope(step.pass().z(layer).get(row, unit)))),
              number(step.pass().delta(layer).get(row, unit))));
    }
    DoubleMatrix w = step.weightsBefore(layer + 1);
    DoubleMatrix above = step.pass().delta(layer + 1);
    double z = step.pass().z(layer).get(row, unit);
    double slope = look.curve(layer).slope(z);
    Formula symbols =
        dot(
            grids.sum(
                w.rows(),
                k -> times(notation.delta(layer + 1, row, k), notation.weight(layer + 1, k, unit))),
            look.applied(layer, "′", notation.z(layer, row, unit)));
    Formula numbers =
        dot(
            grids.sum(w.rows(), k -> dot(number(above.get(row, k)), number(w.get(k, unit)))),
            number(slope));
    return List.of(
        equal(
            notation.delta(layer, row, unit),
            symbols,
            numbers,
            number(step.pass().delta(layer).get(row, unit))));
  }

  /** ∂ℒ/∂A of a layer as numbers. */
  private DoubleMatrix handed(int layer) {
    return step.pass().backward().layers().get(layer).inputGradient();
  }

  private Formula matrixDelta(int layer) {
    return equal(
        notation.vectorDelta(layer),
        hadamard(numbersHandedDown(layer), grids.rows(look.slopes(step, layer))),
        grids.rows(step.pass().delta(layer)));
  }

  private Formula numbersHandedDown(int layer) {
    if (!look.isDense(layer + 1)) {
      return grids.rows(handed(layer));
    }
    DoubleMatrix w = step.weightsBefore(layer + 1);
    DoubleMatrix above = step.pass().delta(layer + 1);
    return notation.batch()
        ? times(grids.matrix(above), grids.matrix(w))
        : times(grids.transposed(w), grids.rows(above));
  }

  // ---------------------------------------------------------------- gradients

  private List<Formula> gradientSymbols() {
    Formula loss = Notation.loss();
    Formula delta = Formula.symbol("δ", "l");
    Formula below = new Formula.Symbol(notation.batch() ? "A" : "a", "l−1", List.of());
    Formula weights = partial(loss, Formula.symbol("W", "l"));
    Formula biases = partial(loss, Formula.symbol("b", "l"));
    return notation.batch()
        ? List.of(
            equal(weights, times(transposed(delta), below)),
            equal(biases, Formula.times(Formula.words("column sums of "), delta)))
        : List.of(equal(weights, times(delta, transposed(below))), equal(biases, delta));
  }

  private void gradients(int layer) {
    if (!look.isDense(layer)) {
      new NormChapter(look, page, step, layer).gradients();
      return;
    }
    switch (look.detail()) {
      case SCALAR -> page.display(scalarGradients(layer));
      case MATRIX -> page.display(matrixGradients(layer));
      case SUMMARY ->
          page.display(
              equal(
                  partial(Notation.loss(), notation.weights(layer)),
                  grids.matrix(step.pass().weightGradient(layer))),
              equal(partial(Notation.loss(), notation.biases(layer)), biasGradient(layer)));
    }
  }

  private List<Formula> scalarGradients(int layer) {
    DoubleMatrix delta = step.pass().delta(layer);
    DoubleMatrix a = look.a(step, layer - 1);
    List<Formula> lines = new ArrayList<>();
    for (int j = 0; j < look.shown(delta.columns()); j++) {
      int unit = j;
      for (int k = 0; k < look.shown(a.columns()); k++) {
        int input = k;
        lines.add(
            equal(
                partial(Notation.loss(), notation.weight(layer, unit, input)),
                grids.sum(
                    look.rows(),
                    i -> times(notation.delta(layer, i, unit), notation.a(layer - 1, i, input))),
                grids.sum(
                    look.rows(), i -> dot(number(delta.get(i, unit)), number(a.get(i, input)))),
                number(step.pass().weightGradient(layer).get(unit, input))));
      }
      List<Formula> bias = new ArrayList<>();
      bias.add(partial(Notation.loss(), notation.bias(layer, unit)));
      bias.add(grids.sum(look.rows(), i -> notation.delta(layer, i, unit)));
      if (notation.batch()) {
        bias.add(grids.sum(look.rows(), i -> number(delta.get(i, unit))));
      }
      bias.add(number(step.pass().biasGradient(layer).get(0, unit)));
      lines.add(equal(bias));
    }
    return lines;
  }

  private List<Formula> matrixGradients(int layer) {
    DoubleMatrix delta = step.pass().delta(layer);
    DoubleMatrix a = look.a(step, layer - 1);
    Formula d = notation.vectorDelta(layer);
    Formula below = notation.vectorA(layer - 1);
    return List.of(
        equal(
            partial(Notation.loss(), notation.weights(layer)),
            notation.batch() ? times(transposed(d), below) : times(d, transposed(below)),
            times(grids.transposed(delta), grids.matrix(a)),
            grids.matrix(step.pass().weightGradient(layer))),
        equal(partial(Notation.loss(), notation.biases(layer)), biasGradient(layer)));
  }

  private Formula biasGradient(int layer) {
    DoubleMatrix gradient = step.pass().biasGradient(layer);
    return notation.batch() ? grids.matrix(gradient) : grids.transposed(gradient);
  }

  // ---------------------------------------------------------------- inputs

  private void inputs() {
    page.heading(4, "Gradient of the input");
    page.paragraph("How the loss would change with the input itself:");
    Formula w = notation.weights(1);
    Formula d = notation.vectorDelta(1);
    Formula left = partial(Notation.loss(), notation.vectorA(0));
    DoubleMatrix gradient = step.pass().inputGradient();
    if (!look.isDense(1)) {
      page.display(equal(left, handedDown(0), grids.rows(gradient)));
      return;
    }
    Formula symbols = notation.batch() ? times(d, w) : times(transposed(w), d);
    if (look.detail() == Detail.SCALAR) {
      List<Formula> lines = new ArrayList<>(List.of(equal(left, symbols)));
      for (int i = 0; i < look.shown(look.rows()); i++) {
        for (int k = 0; k < look.shown(gradient.columns()); k++) {
          lines.add(scalarInput(i, k));
        }
      }
      page.display(lines);
    } else {
      page.display(equal(left, symbols, grids.rows(gradient)));
    }
  }

  private Formula scalarInput(int row, int input) {
    DoubleMatrix w = step.weightsBefore(1);
    DoubleMatrix delta = step.pass().delta(1);
    return equal(
        partial(Notation.loss(), notation.x(row, input)),
        grids.sum(w.rows(), j -> times(notation.delta(1, row, j), notation.weight(1, j, input))),
        grids.sum(w.rows(), j -> dot(number(delta.get(row, j)), number(w.get(j, input)))),
        number(step.pass().inputGradient().get(row, input)));
  }
}
