package dev.chainrule.explain;

import dev.chainrule.explain.Answers.Blank;
import dev.chainrule.explain.Answers.Item;
import dev.chainrule.explain.Answers.Quantity;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A calculation by hand, marked number by number in the order in which it is done. A number that is
 * wrong, but follows from wrong numbers before it as it should, is told apart from the one where
 * things went wrong: it earns its mark.
 *
 * @param answers what was calculated
 * @param tolerance how far a number may be off
 * @param marks one a number, in order
 */
public record Marking(Answers answers, Tolerance tolerance, List<Mark> marks) {

  /** What is said about a number. */
  public enum Verdict {
    /** It is right. */
    RIGHT,
    /** It is wrong, and follows from what was calculated before it. */
    FOLLOWS,
    /** It is wrong, and does not follow: here something went wrong. */
    WRONG,
    /** It was not given. */
    MISSING
  }

  /**
   * How far a number by hand may be off: a share of it, and what rounding on the way may do.
   *
   * @param relative such as 0.01
   * @param absolute such as 0.0005, for numbers carried with four decimals
   */
  public record Tolerance(double relative, double absolute) {

    /** One per cent, and five units of the last decimal that numbers are carried with. */
    public static Tolerance ofDecimals(int decimals) {
      return new Tolerance(0.01, 5 * Math.pow(10, -decimals));
    }

    boolean covers(double given, double expected) {
      return Math.abs(given - expected) <= relative * Math.abs(expected) + absolute;
    }
  }

  /**
   * One number.
   *
   * @param quantity what it is
   * @param layer from 1; 0 for the loss
   * @param row from 1: the unit of a weight
   * @param column from 1: the unit, or the input of a weight
   * @param given what was answered; NaN if nothing was
   * @param right the right number
   * @param following what follows from the numbers given before it
   * @param hint what may have happened; empty if nothing comes to mind
   */
  public record Mark(
      Quantity quantity,
      int layer,
      int row,
      int column,
      double given,
      double right,
      double following,
      Verdict verdict,
      String hint) {}

  /** Copies the list. */
  public Marking {
    marks = List.copyOf(marks);
  }

  /** Marks answers. */
  public static Marking of(Answers answers, Tolerance tolerance) {
    FollowThrough calculation = new FollowThrough(answers);
    DescentStep step = Worksheet.of(answers.problem()).steps().getFirst();
    List<Mark> marks = new ArrayList<>();
    boolean wrongBefore = false;
    for (Blank blank : Answers.blanks(answers.problem())) {
      DoubleMatrix right = right(step, blank.item());
      DoubleMatrix following = calculation.next(blank.item());
      boolean wrongHere = false;
      for (int i = 0; i < blank.rows(); i++) {
        for (int j = 0; j < blank.columns(); j++) {
          Mark mark =
              mark(calculation, blank.item(), i, j, right, following, tolerance, wrongBefore);
          marks.add(mark);
          wrongHere |= mark.verdict() == Verdict.WRONG;
        }
      }
      wrongBefore |= wrongHere;
    }
    return new Marking(answers, tolerance, marks);
  }

  private static Mark mark(
      FollowThrough calculation,
      Item item,
      int i,
      int j,
      DoubleMatrix right,
      DoubleMatrix following,
      Tolerance tolerance,
      boolean wrongBefore) {
    double given = calculation.given(item, i, j);
    boolean follows =
        tolerance.covers(given, following.get(i, j))
            || tolerance.covers(given, calculation.alternative(item, i, j));
    Verdict verdict;
    if (Double.isNaN(given)) {
      verdict = Verdict.MISSING;
    } else if (tolerance.covers(given, right.get(i, j))) {
      verdict = Verdict.RIGHT;
    } else if (follows) {
      // With nothing wrong before it, it is off by no more than the rounding on the way.
      verdict = wrongBefore ? Verdict.FOLLOWS : Verdict.RIGHT;
    } else {
      verdict = Verdict.WRONG;
    }
    String hint =
        verdict == Verdict.WRONG
            ? calculation.hint(item, i, j, guess -> tolerance.covers(given, guess))
            : "";
    return new Mark(
        item.quantity(),
        item.layer(),
        i + 1,
        j + 1,
        given,
        right.get(i, j),
        following.get(i, j),
        verdict,
        hint);
  }

  private static DoubleMatrix right(DescentStep step, Item item) {
    int l = item.layer();
    return switch (item.quantity()) {
      case Z -> step.pass().z(l);
      case A -> step.pass().a(l);
      case LOSS -> DoubleMatrix.of(new double[] {step.pass().loss()});
      case DELTA -> step.pass().delta(l);
      case WEIGHT_GRADIENT -> step.pass().weightGradient(l);
      case BIAS_GRADIENT -> step.pass().biasGradient(l);
      case WEIGHTS_AFTER -> step.weightsAfter(l);
      case BIASES_AFTER -> step.biasesAfter(l);
    };
  }

  /** How many numbers have that verdict. */
  public int count(Verdict verdict) {
    return (int) marks.stream().filter(mark -> mark.verdict() == verdict).count();
  }

  /** The marks earned: numbers that are right, or that follow from those before. */
  public int earned() {
    return count(Verdict.RIGHT) + count(Verdict.FOLLOWS);
  }

  /** The first number that is wrong and does not follow. */
  public Optional<Mark> firstWrong() {
    return marks.stream().filter(mark -> mark.verdict() == Verdict.WRONG).findFirst();
  }
}
