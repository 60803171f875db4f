package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.symbol;

import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.cli.document.Inline;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.explain.Dimensions;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.WorkedExample;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A worksheet as a document that is read from top to bottom: what is given, every step forward,
 * backward and down, and what came of it.
 */
public final class Walkthrough {

  /** How many units of a layer are shown, unless it is said otherwise. */
  public static final int UNITS = 6;

  /** How many digits are shown, unless it is said otherwise. */
  public static final int DIGITS = 4;

  /** So many steps are shown in full; of more, the first ones and the last. */
  private static final int FULL_STEPS = 5;

  private final Look look;
  private final Worksheet sheet;
  private final DocumentBuilder page;

  private Walkthrough(Look look) {
    this.look = look;
    this.sheet = look.sheet();
    this.page =
        new DocumentBuilder(
            look.problem().name()
                + (look.singleRow() ? ": one row" : ": " + look.rows() + " rows")
                + " through the network and back");
  }

  /**
   * The document.
   *
   * @param sheet every number
   * @param detail how closely to look
   * @param units how many units, inputs, rows and terms of a sum are shown
   * @param row how the row was prepared; empty where x was given as numbers
   * @param example the published example that this is; empty for others
   */
  public static Document of(
      Worksheet sheet,
      Detail detail,
      int units,
      Optional<PreparedRow> row,
      Optional<WorkedExample> example) {
    Walkthrough walk = new Walkthrough(Look.of(sheet, detail, units));
    walk.introduction(example);
    walk.page.picture(Pictures.of(walk.look, sheet.steps().getFirst()));
    row.ifPresent(walk::preparation);
    walk.given();
    walk.steps();
    example.ifPresent(walk::slips);
    walk.page.heading(2, "Dimensions");
    DimensionTables.write(walk.page, Dimensions.of(sheet.problem().architecture()));
    return walk.page.build();
  }

  // ---------------------------------------------------------------- what is given

  private void introduction(Optional<WorkedExample> example) {
    Problem problem = look.problem();
    example.ifPresent(known -> page.paragraph(known.notes()));
    String sizes =
        problem.architecture().shapes().stream()
            .map(Shape::size)
            .map(String::valueOf)
            .collect(Collectors.joining("-"));
    page.paragraph(
        "A %s network with %s, its loss %s, and %s of gradient descent with the learning rate "
            .formatted(
                sizes,
                Numbers.count(look.learned(), "parameter", "parameters"),
                problem.loss().label(),
                Numbers.count(problem.steps(), "step", "steps")),
        equal(symbol("α"), number(problem.learningRate())),
        ". Numbers are rounded where they are shown, and nowhere else.");
    if (isCut()) {
      page.paragraph(
          look.grids().most() == 1
              ? "Of each layer the first unit is shown; "
              : "Of each layer the first " + look.grids().most() + " units are shown; ",
          code("--units all"),
          " shows all of them, and ",
          code("--format json"),
          " has every number in full.");
    }
  }

  private static Object code(String text) {
    return Inline.code(text);
  }

  private boolean isCut() {
    return look.isCut() || look.rows() > look.grids().most();
  }

  private void preparation(PreparedRow row) {
    page.heading(2, "How the row became x");
    page.paragraph("The row is " + row.source() + ".");
    var table = page.table("", "lllllr", "column", "value", "preparation", "", "input", "number");
    int shown = 0;
    for (PreparedRow.Cell cell : row.cells()) {
      for (int k = 0; k < cell.inputs().size(); k++) {
        if (k > 0 && k >= look.grids().most()) {
          continue;
        }
        PreparedRow.Input input = cell.inputs().get(k);
        table.row(
            k == 0 ? cell.column() : "",
            k == 0 ? cell.value() : "",
            k == 0 ? cell.preparation() : "",
            symbol("x", "", cell.first() + k + 1),
            input.name(),
            number(input.value()));
        shown++;
      }
    }
    table.end();
    int all = look.units(0);
    if (all > shown) {
      page.paragraph("And " + Numbers.count(all - shown, "input", "inputs") + " more.");
    }
    PreparedRow.Target target = row.target();
    page.paragraph(
        "The target is %s = %s. %s".formatted(target.column(), target.value(), target.encoding()));
    if (target.outputs().size() > 1) {
      page.paragraph("The outputs are, in order: " + String.join(", ", target.outputs()) + ".");
    }
  }

  private void given() {
    Problem problem = look.problem();
    Grids grids = look.grids();
    Notation notation = look.notation();
    DescentStep first = sheet.steps().getFirst();
    page.heading(2, "Given");
    List<Formula> data = new ArrayList<>();
    data.add(equal(notation.vectorA(0), grids.rows(problem.x())));
    data.add(
        equal(
            notation.vectorOutput("y"),
            look.singleRow() && problem.y().columns() == 1
                ? number(problem.y().get(0, 0))
                : grids.rows(problem.y())));
    page.display(data);
    for (int layer = 1; layer <= look.layers(); layer++) {
      if (!look.isDense(layer)) {
        new NormChapter(look, page, first, layer).given();
        continue;
      }
      page.display(
          equal(notation.weights(layer), grids.matrix(first.weightsBefore(layer))),
          equal(
              notation.biases(layer),
              notation.batch()
                  ? grids.matrix(first.biasesBefore(layer))
                  : grids.transposed(first.biasesBefore(layer))));
    }
  }

  // ---------------------------------------------------------------- the steps

  private void steps() {
    List<DescentStep> steps = sheet.steps();
    for (DescentStep step : steps) {
      boolean inFull =
          steps.size() <= FULL_STEPS || step.number() <= 2 || step.number() == steps.size();
      if (inFull) {
        page.heading(2, "Step " + step.number());
        new ForwardChapter(look, page, step).write();
        new LossChapter(look, page, step).write();
        new BackwardChapter(look, page, step).write();
        new UpdateChapter(look, page, step).write();
      } else if (step.number() == 3) {
        page.heading(2, "Steps 3 to " + (steps.size() - 1));
        page.paragraph(
            "They go the same way; their losses are below, and ",
            code("--format json"),
            " has all their numbers.");
      }
    }
    if (steps.size() > 1) {
      course();
    }
  }

  private void course() {
    page.heading(2, "The course of the descent");
    boolean single = look.singleRow() && look.units(look.layers()) == 1;
    var table =
        single
            ? page.table("", "rrr", "step", symbol("ŷ"), symbol("ℒ"))
            : page.table("", "rr", "step", symbol("ℒ"));
    for (DescentStep step : sheet.steps()) {
      if (single) {
        table.row(
            step.number(), number(step.pass().prediction().get(0, 0)), number(step.pass().loss()));
      } else {
        table.row(step.number(), number(step.pass().loss()));
      }
    }
    if (single) {
      table.row(
          "behind the last",
          number(sheet.next().prediction().get(0, 0)),
          number(sheet.next().loss()));
    } else {
      table.row("behind the last", number(sheet.next().loss()));
    }
    table.end();
  }

  // ---------------------------------------------------------------- published versions

  private void slips(WorkedExample example) {
    if (example.slips().isEmpty()
        || !example.problem().withSteps(look.problem().steps()).equals(look.problem())) {
      return;
    }
    page.heading(2, "Slips in the published version");
    page.paragraph(
        "The example is printed in course notes with figures that do not follow from its own"
            + " numbers:");
    var table = page.table("", "rlrr", "step", "quantity", "printed", "right");
    for (WorkedExample.Slip slip : example.slips()) {
      if (slip.step() <= sheet.steps().size()) {
        table.row(
            slip.step(),
            quantity(slip.quantity()),
            vector(slip.printed()),
            vector(slip.right(sheet)));
      }
    }
    table.end();
  }

  private Formula quantity(String name) {
    Notation notation = look.notation();
    int last = look.layers();
    return switch (name) {
      case "z" -> notation.z(last, 0, 0);
      case "prediction" -> symbol("ŷ");
      case "dW" -> Formula.partial(Notation.loss(), notation.weights(last));
      case "db" -> Formula.partial(Notation.loss(), notation.biases(last));
      default -> Notation.loss();
    };
  }

  private static Formula vector(List<Double> values) {
    List<Formula> numbers = values.stream().map(Formula::number).toList();
    return numbers.size() == 1 ? numbers.getFirst() : new Formula.Matrix(List.of(numbers));
  }
}
