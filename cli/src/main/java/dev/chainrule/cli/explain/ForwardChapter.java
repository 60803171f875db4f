package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.call;
import static dev.chainrule.cli.document.Formula.dot;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.exp;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.over;
import static dev.chainrule.cli.document.Formula.sum;
import static dev.chainrule.cli.document.Formula.symbol;
import static dev.chainrule.cli.document.Formula.times;
import static dev.chainrule.cli.document.Formula.transposed;

import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.layer.Dropout;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The forward pass of one step: each layer in symbols, then with its numbers. */
final class ForwardChapter {

  private final Look look;
  private final Notation notation;
  private final Grids grids;
  private final DocumentBuilder page;
  private final DescentStep step;

  ForwardChapter(Look look, DocumentBuilder page, DescentStep step) {
    this.look = look;
    this.notation = look.notation();
    this.grids = look.grids();
    this.page = page;
    this.step = step;
  }

  void write() {
    page.heading(3, "Forward");
    for (int layer = 1; layer <= look.layers(); layer++) {
      page.heading(
          4,
          "Layer %d: %s, %d → %d"
              .formatted(layer, look.title(layer), look.units(layer - 1), look.units(layer)));
      if (look.layer(layer) instanceof Dropout) {
        dropout(layer);
        continue;
      }
      page.display(inSymbols(layer));
      List<Object> remark = remark(layer);
      if (!remark.isEmpty() && step.number() == 1) {
        page.paragraph(remark.toArray());
      }
      if (!look.isDense(layer)) {
        new NormChapter(look, page, step, layer).forward();
      } else {
        switch (look.detail()) {
          case SCALAR -> scalars(layer);
          case MATRIX -> matrices(layer);
          case SUMMARY -> table(layer);
        }
      }
      rest(layer);
    }
  }

  private List<Object> remark(int layer) {
    return look.curve(layer) instanceof Curve.Of(var f) ? ActivationFormulas.remark(f) : List.of();
  }

  // ---------------------------------------------------------------- symbols

  private List<Formula> inSymbols(int layer) {
    List<Formula> lines = new ArrayList<>();
    lines.addAll(
        look.isDense(layer)
            ? List.of(affine(layer))
            : new NormChapter(look, page, step, layer).symbols());
    lines.add(equal(notation.vectorA(layer), look.applied(layer, "", notation.vectorZ(layer))));
    if (step.number() == 1 && isNew(layer)) {
      lines.addAll(definitions(layer));
    }
    return lines;
  }

  /** In evaluation nothing is dropped. */
  private void dropout(int layer) {
    page.paragraph(
        "Dropout drops units in training only; here, in evaluation, it passes everything on:");
    page.display(equal(notation.vectorA(layer), notation.vectorA(layer - 1)));
  }

  private Formula affine(int layer) {
    Formula a = notation.vectorA(layer - 1);
    Formula w = notation.weights(layer);
    Formula product = notation.batch() ? times(a, transposed(w)) : times(w, a);
    return equal(notation.vectorZ(layer), sum(product, notation.biases(layer)));
  }

  /** Whether no layer below ends in the same function. */
  private boolean isNew(int layer) {
    return look.isSoftmax(layer)
        || IntStream.range(1, layer).noneMatch(l -> look.curve(l).equals(look.curve(layer)));
  }

  /** f(z) = … and f′(z) = …, the first time. */
  private List<Formula> definitions(int layer) {
    Formula z = symbol("z");
    if (look.isSoftmax(layer)) {
      return List.of(
          equal(
              new Formula.Call(
                  new Formula.Symbol("softmax", "", List.of("j")), List.of(symbol("z"))),
              over(
                  exp(new Formula.Symbol("z", "", List.of("j"))),
                  new Formula.Total("k", exp(new Formula.Symbol("z", "", List.of("k")))))));
    }
    Curve f = look.curve(layer);
    Formula a = look.applied(layer, "", z);
    return List.of(equal(a, f.value(z)), equal(look.applied(layer, "′", z), f.derivative(z, a)));
  }

  // ---------------------------------------------------------------- numbers

  private void scalars(int layer) {
    for (int row = 0; row < look.shown(look.rows()); row++) {
      if (notation.batch()) {
        page.paragraph("Row " + (row + 1) + ":");
      }
      for (int unit = 0; unit < look.shown(look.units(layer)); unit++) {
        List<Formula> lines = new ArrayList<>();
        lines.add(preActivation(layer, row, unit));
        if (!look.isSoftmax(layer)) {
          lines.addAll(activation(layer, row, unit));
        }
        page.display(lines);
      }
      if (look.isSoftmax(layer)) {
        page.display(softmax(layer, row));
      }
    }
  }

  private Formula preActivation(int layer, int row, int unit) {
    DoubleMatrix w = step.weightsBefore(layer);
    DoubleMatrix b = step.biasesBefore(layer);
    DoubleMatrix a = look.a(step, layer - 1);
    return equal(
        notation.z(layer, row, unit),
        grids.sum(
            w.columns(),
            k -> times(notation.weight(layer, unit, k), notation.a(layer - 1, row, k)),
            notation.bias(layer, unit)),
        grids.sum(
            w.columns(),
            k -> dot(number(w.get(unit, k)), number(a.get(row, k))),
            number(b.get(0, unit))),
        number(step.pass().z(layer).get(row, unit)));
  }

  private List<Formula> activation(int layer, int row, int unit) {
    Curve f = look.curve(layer);
    double z = step.pass().z(layer).get(row, unit);
    double a = look.a(step, layer).get(row, unit);
    Formula symbolZ = notation.z(layer, row, unit);
    Formula symbolA = notation.a(layer, row, unit);
    List<Formula> value = new ArrayList<>(List.of(symbolA));
    if (f.isIdentity()) {
      value.add(symbolZ);
    } else {
      value.add(look.applied(layer, "", symbolZ));
      value.add(ActivationFormulas.at(f.value(number(z)), z));
    }
    value.add(number(a));
    List<Formula> slope = new ArrayList<>();
    slope.add(look.applied(layer, "′", symbolZ));
    Formula at = ActivationFormulas.at(f.derivative(number(z), number(a)), z);
    slope.add(at);
    if (!(at instanceof Formula.Numeral)) {
      slope.add(number(f.slope(z)));
    }
    return List.of(equal(value), equal(slope));
  }

  private List<Formula> softmax(int layer, int row) {
    DoubleMatrix z = step.pass().z(layer);
    Formula total = grids.sum(z.columns(), k -> exp(number(z.get(row, k))));
    List<Formula> lines = new ArrayList<>();
    for (int unit = 0; unit < look.shown(z.columns()); unit++) {
      lines.add(
          equal(
              notation.a(layer, row, unit),
              over(exp(number(z.get(row, unit))), total),
              number(look.a(step, layer).get(row, unit))));
    }
    return lines;
  }

  private void matrices(int layer) {
    DoubleMatrix w = step.weightsBefore(layer);
    DoubleMatrix b = step.biasesBefore(layer);
    DoubleMatrix a = look.a(step, layer - 1);
    Formula product =
        notation.batch()
            ? times(grids.matrix(a), grids.transposed(w))
            : times(grids.matrix(w), grids.rows(a));
    Formula biases = notation.batch() ? grids.matrix(b) : grids.transposed(b);
    List<Formula> lines = new ArrayList<>();
    lines.add(
        equal(notation.vectorZ(layer), sum(product, biases), grids.rows(step.pass().z(layer))));
    lines.add(
        equal(
            notation.vectorA(layer),
            look.applied(layer, "", notation.vectorZ(layer)),
            grids.rows(look.a(step, layer))));
    if (!look.isSoftmax(layer)) {
      lines.add(
          equal(
              look.applied(layer, "′", notation.vectorZ(layer)),
              grids.rows(look.slopes(step, layer))));
    }
    page.display(lines);
  }

  private void table(int layer) {
    var table =
        page.table(
            "",
            notation.batch() ? "rrrrr" : "rrrr",
            notation.batch()
                ? new Object[] {"row", "unit", symbol("z"), symbol("a"), call("f′", symbol("z"))}
                : new Object[] {"unit", symbol("z"), symbol("a"), call("f′", symbol("z"))});
    for (int row = 0; row < look.shown(look.rows()); row++) {
      for (int unit = 0; unit < look.shown(look.units(layer)); unit++) {
        double z = step.pass().z(layer).get(row, unit);
        Object a = number(look.a(step, layer).get(row, unit));
        Object slope = look.isSoftmax(layer) ? "" : number(look.curve(layer).slope(z));
        if (notation.batch()) {
          table.row(row + 1, unit + 1, number(z), a, slope);
        } else {
          table.row(unit + 1, number(z), a, slope);
        }
      }
    }
    table.end();
  }

  private void rest(int layer) {
    int hidden = look.units(layer) - look.shown(look.units(layer));
    if (hidden > 0) {
      page.paragraph("And " + Numbers.count(hidden, "unit", "units") + " more in this layer.");
    }
  }
}
