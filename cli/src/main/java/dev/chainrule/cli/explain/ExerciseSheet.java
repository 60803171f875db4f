package dev.chainrule.cli.explain;

import static dev.chainrule.cli.document.Formula.column;
import static dev.chainrule.cli.document.Formula.equal;
import static dev.chainrule.cli.document.Formula.number;
import static dev.chainrule.cli.document.Formula.partial;
import static dev.chainrule.cli.document.Formula.symbol;
import static dev.chainrule.cli.document.Formula.words;

import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.Formula;
import dev.chainrule.explain.Answers;
import dev.chainrule.explain.Answers.Blank;
import dev.chainrule.explain.Answers.Quantity;
import dev.chainrule.explain.DescentStep;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.json.Json;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A problem as a sheet of paper: what is given, and a line for every number to calculate. */
public final class ExerciseSheet {

  private static final Formula BLANK = words(".".repeat(12));

  private final Problem problem;
  private final DescentStep step;
  private final Notation notation;
  private final DocumentBuilder page;
  private final int decimals;

  private ExerciseSheet(Problem problem, int decimals) {
    this.problem = problem;
    this.decimals = decimals;
    step = Worksheet.of(problem).steps().getFirst();
    notation = Notation.of(problem);
    page = new DocumentBuilder("Worksheet: " + problem.name());
  }

  /**
   * The sheet to fill in.
   *
   * @param decimals how many decimals numbers are to be carried with
   */
  public static Document of(Problem problem, int decimals) {
    return new ExerciseSheet(problem, decimals).write();
  }

  /** The sheet for machines: the problem, and {@code answers} with null for every number. */
  public static Json form(Problem problem) {
    Json.Members form = Json.object();
    for (var member :
        WorksheetJson.of(Worksheet.of(problem), Optional.empty()).values().entrySet()) {
      if (!List.of("steps", "loss_after", "parameters").contains(member.getKey())) {
        form = form.with(member.getKey(), member.getValue());
      }
    }
    return form.with("answers", Json.parse(Answers.blankForm(problem)));
  }

  private Document write() {
    page.paragraph(
        "Work out one step of gradient descent by hand: forward through the network, the loss, back"
            + " through the network, and the update. Carry %d decimals.".formatted(decimals));
    given();
    page.heading(2, "1. Forward");
    blanks(Quantity.Z, Quantity.A);
    page.heading(2, "2. The loss");
    blanks(Quantity.LOSS);
    page.heading(2, "3. Backward, from the last layer to the first");
    blanks(Quantity.DELTA);
    blanks(Quantity.WEIGHT_GRADIENT, Quantity.BIAS_GRADIENT);
    page.heading(2, "4. The update");
    blanks(Quantity.WEIGHTS_AFTER, Quantity.BIASES_AFTER);
    return page.build();
  }

  private void given() {
    page.heading(2, "Given");
    page.display(
        equal(symbol("x"), vector(problem.x())),
        equal(symbol("y"), problem.y().columns() == 1 ? only(problem.y()) : vector(problem.y())),
        equal(symbol("α"), number(problem.learningRate())));
    List<Formula> lines = new ArrayList<>();
    for (int l = 1; l <= notation.layers(); l++) {
      lines.add(equal(notation.weights(l), matrix(step.weightsBefore(l))));
      lines.add(equal(notation.biases(l), vector(step.biasesBefore(l))));
    }
    page.display(lines);
    for (int l = 1; l <= notation.layers(); l++) {
      page.paragraph("The activation of layer %d is %s.".formatted(l, problem.activationName(l)));
    }
    page.paragraph("The loss is %s.".formatted(problem.loss().label()));
  }

  /** A line for each number of some quantities, layer by layer as they are calculated. */
  private void blanks(Quantity... quantities) {
    List<Formula> lines = new ArrayList<>();
    List<Blank> blanks =
        Answers.blanks(problem).stream()
            .filter(blank -> List.of(quantities).contains(blank.item().quantity()))
            .toList();
    List<Integer> layers = blanks.stream().map(blank -> blank.item().layer()).distinct().toList();
    for (int layer : layers) {
      for (Blank blank : blanks) {
        if (blank.item().layer() == layer) {
          addLines(blank, lines);
        }
      }
    }
    page.display(lines);
  }

  private void addLines(Blank blank, List<Formula> to) {
    int l = blank.item().layer();
    for (int i = 0; i < blank.rows(); i++) {
      for (int j = 0; j < blank.columns(); j++) {
        to.add(equal(name(blank.item().quantity(), l, i, j), BLANK));
      }
    }
  }

  private Formula name(Quantity quantity, int l, int i, int j) {
    return switch (quantity) {
      case Z -> notation.z(l, 0, j);
      case A -> notation.a(l, 0, j);
      case LOSS -> Notation.loss();
      case DELTA -> notation.delta(l, 0, j);
      case WEIGHT_GRADIENT -> partial(Notation.loss(), notation.weight(l, i, j));
      case BIAS_GRADIENT -> partial(Notation.loss(), notation.bias(l, j));
      case WEIGHTS_AFTER -> Formula.times(words("new "), notation.weight(l, i, j));
      case BIASES_AFTER -> Formula.times(words("new "), notation.bias(l, j));
    };
  }

  private static Formula only(DoubleMatrix one) {
    return number(one.get(0, 0));
  }

  private static Formula vector(DoubleMatrix row) {
    List<Formula> entries = new ArrayList<>();
    for (double value : row.row(0)) {
      entries.add(number(value));
    }
    return column(entries);
  }

  private static Formula matrix(DoubleMatrix matrix) {
    List<List<Formula>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      List<Formula> row = new ArrayList<>();
      for (double value : matrix.row(i)) {
        row.add(number(value));
      }
      rows.add(row);
    }
    return new Formula.Matrix(rows);
  }
}
