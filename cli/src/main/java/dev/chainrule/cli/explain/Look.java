package dev.chainrule.cli.explain;

import dev.chainrule.cli.document.Formula;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.explain.Dimensions;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.reference.DoubleMatrix;
import java.util.List;

/**
 * A worksheet and how it is looked at: what the chapters of a walk share.
 *
 * @param sheet every number
 * @param detail how closely
 * @param notation what is called what
 * @param grids how much of a matrix is shown
 * @param loss the formulas of the loss
 */
record Look(Worksheet sheet, Detail detail, Notation notation, Grids grids, LossFormulas loss) {

  static Look of(Worksheet sheet, Detail detail, int units) {
    Problem problem = sheet.problem();
    return new Look(
        sheet,
        detail,
        Notation.of(problem),
        new Grids(units),
        new LossFormulas(problem.loss(), problem.architecture().output().size()));
  }

  Problem problem() {
    return sheet.problem();
  }

  int layers() {
    return notation.layers();
  }

  /** n_l. */
  int units(int layer) {
    return problem().architecture().shapes().get(layer).size();
  }

  int rows() {
    return problem().rows();
  }

  /** How many of so many are shown. */
  int shown(int count) {
    return Math.min(count, grids.most());
  }

  private Activation activation(int layer) {
    return layer(layer).activation();
  }

  Layer layer(int layer) {
    return problem().architecture().layers().get(layer - 1);
  }

  boolean isDense(int layer) {
    return layer(layer) instanceof Dense;
  }

  /** What a layer is called: its activation, and what kind it is if it is not dense. */
  String title(int layer) {
    return switch (layer(layer)) {
      case Dense _ -> problem().activationName(layer);
      case BatchNorm _, LayerNorm _, Dropout _ -> layer(layer).describe();
    };
  }

  Loss.Link link() {
    return problem().loss().link();
  }

  /** The element-wise function of a layer; the link, if it is element-wise, included. */
  Curve curve(int layer) {
    if (layer < layers()) {
      return new Curve.Of(activation(layer));
    }
    return switch (link()) {
      case IDENTITY, SOFTMAX -> new Curve.Of(activation(layer));
      case SIGMOID -> new Curve.Of(Activation.sigmoid());
      case EXPONENTIAL -> new Curve.Exponential();
    };
  }

  boolean isSoftmax(int layer) {
    return layer == layers() && link() == Loss.Link.SOFTMAX;
  }

  /** f(z) or f′(z) of a layer, in symbols. */
  Formula applied(int layer, String prime, Formula z) {
    Formula f = isSoftmax(layer) ? Formula.symbol("softmax") : curve(layer).name(prime);
    return new Formula.Call(f, List.of(z));
  }

  /** How many numbers are learnt. */
  int learned() {
    return Dimensions.of(problem().architecture()).parameters();
  }

  /** A⁽ˡ⁾ of a step, Ŷ for the last layer. */
  DoubleMatrix a(DescentStep step, int layer) {
    return step.pass().a(layer);
  }

  /** f′(Z⁽ˡ⁾) of a step, where f is element-wise. */
  DoubleMatrix slopes(DescentStep step, int layer) {
    DoubleMatrix z = step.pass().z(layer);
    return DoubleMatrix.of(z.rows(), z.columns(), (i, j) -> curve(layer).slope(z.get(i, j)));
  }

  /** Whether some units or inputs are left out. */
  boolean isCut() {
    return problem().architecture().shapes().stream()
        .anyMatch(shape -> shape.size() > grids.most());
  }

  /** What a row's loss is multiplied by in the mean. */
  double share(int row) {
    return problem().objective().shares().get(row, 0);
  }

  /** Whether each row's loss counts in full, because there is only one. */
  boolean singleRow() {
    return rows() == 1;
  }
}
