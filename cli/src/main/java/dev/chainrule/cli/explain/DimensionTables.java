package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.symbol;

import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.explain.Dimensions;
import dev.chainrule.explain.Dimensions.Pass;
import dev.chainrule.explain.Dimensions.Tensor;
import dev.chainrule.network.Architecture;

/** The dimension sheet: every tensor of a network, in two tables. */
public final class DimensionTables {

  private DimensionTables() {}

  /** The sheet as a document of its own. */
  public static Document document(String name, Architecture architecture) {
    DocumentBuilder page = new DocumentBuilder(name + ": every tensor and its shape");
    write(page, Dimensions.of(architecture));
    return page.build();
  }

  /** The tables, for a batch of m rows. */
  static void write(DocumentBuilder page, Dimensions sheet) {
    page.paragraph(
        "m is the number of rows in a batch. A gradient has the shape of what it is the gradient"
            + " of.");
    table(page, sheet, Pass.FORWARD, "Forward:");
    table(page, sheet, Pass.BACKWARD, "Backward:");
  }

  private static void table(DocumentBuilder page, Dimensions sheet, Pass pass, String caption) {
    boolean forward = pass == Pass.FORWARD;
    var table =
        forward
            ? page.table(caption, "lllr", "tensor", "shape", "role", "parameters")
            : page.table(caption, "lll", "tensor", "shape", "role");
    for (Tensor tensor : sheet.tensors()) {
      if (tensor.pass() == pass && forward) {
        table.row(
            formula(tensor),
            tensor.shape(),
            tensor.quantity().role(),
            tensor.parameters() == 0 ? "" : Numbers.count(tensor.parameters()));
      } else if (tensor.pass() == pass) {
        table.row(formula(tensor), tensor.shape(), tensor.quantity().role());
      }
    }
    if (forward) {
      table.row("all", "", "", Numbers.count(sheet.parameters()));
    }
    table.end();
  }

  /** The symbol of a tensor. */
  static Formula formula(Tensor tensor) {
    String layer = Integer.toString(tensor.layer());
    return switch (tensor.quantity()) {
      case INPUT, PREDICTION, TARGET, LOSS -> symbol(tensor.quantity().letter());
      case WEIGHTS,
          BIASES,
          SCALE,
          SHIFT,
          RUNNING_MEAN,
          RUNNING_VARIANCE,
          PRE_ACTIVATION,
          ACTIVATION,
          DELTA ->
          symbol(tensor.quantity().letter(), layer);
      case WEIGHT_GRADIENT -> Formula.partial(symbol("ℒ"), symbol("W", layer));
      case BIAS_GRADIENT -> Formula.partial(symbol("ℒ"), symbol("b", layer));
      case SCALE_GRADIENT -> Formula.partial(symbol("ℒ"), symbol("γ", layer));
      case SHIFT_GRADIENT -> Formula.partial(symbol("ℒ"), symbol("β", layer));
      case INPUT_GRADIENT -> Formula.partial(symbol("ℒ"), symbol("X"));
    };
  }
}
