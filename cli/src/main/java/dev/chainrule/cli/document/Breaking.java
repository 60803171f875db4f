package dev.chainrule.cli.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Where long formulas are broken: first in front of every sign of relation, then, where a side is
 * still too long, in front of its + and −.
 */
final class Breaking {

  /**
   * One line of a formula.
   *
   * @param left what stands on the left of the first line; none on the others
   * @param sign the sign that the line begins with: {@code =}, or {@code +} and {@code −} for the
   *     rest of a side; none for what has no relation
   * @param right what follows
   */
  record Line(List<Formula> left, String sign, List<Formula> right) {}

  private final TextFormulas measure;
  private final int width;

  /** Lines of at most so many characters, where that is possible. */
  Breaking(Digits digits, int width) {
    this.measure = new TextFormulas(digits);
    this.width = width;
  }

  /** The lines of a formula; the right-hand sides of one line are joined by {@code =}. */
  List<Line> lines(Formula formula) {
    if (!(formula instanceof Formula.Relation(String sign, List<Formula> sides))) {
      return List.of(new Line(List.of(formula), "", List.of()));
    }
    List<Formula> left = List.of(sides.getFirst());
    List<Formula> rest = flat(sides.subList(1, sides.size()));
    int start = widthOf(sides.getFirst());
    if (start + rest.stream().mapToInt(side -> widthOf(side) + 3).sum() <= width) {
      return List.of(new Line(left, sign, rest));
    }
    List<Line> lines = new ArrayList<>();
    for (Formula side : rest) {
      List<Formula> front = lines.isEmpty() ? left : List.of();
      String begin = lines.isEmpty() ? sign : "=";
      if (side instanceof Formula.Sum(List<Formula> terms) && start + 3 + widthOf(side) > width) {
        lines.addAll(broken(front, begin, terms, width - start - 3));
      } else {
        lines.add(new Line(front, begin, List.of(side)));
      }
    }
    return lines;
  }

  /** An equation on the right of an arrow goes on as it is. */
  private static List<Formula> flat(List<Formula> sides) {
    List<Formula> flat = new ArrayList<>();
    for (Formula side : sides) {
      if (side instanceof Formula.Relation(String _, List<Formula> inner)) {
        flat.addAll(inner);
      } else {
        flat.add(side);
      }
    }
    return flat;
  }

  /** As many terms a line as fit. */
  private List<Line> broken(List<Formula> left, String sign, List<Formula> terms, int room) {
    List<Line> lines = new ArrayList<>();
    List<Formula> row = new ArrayList<>();
    int used = 0;
    for (Formula term : terms) {
      int needed = widthOf(term) + 3;
      if (!row.isEmpty() && used + needed > room) {
        lines.add(line(lines.isEmpty() ? left : List.of(), lines.isEmpty() ? sign : "", row));
        row = new ArrayList<>();
        used = 0;
      }
      row.add(term);
      used += needed;
    }
    lines.add(line(lines.isEmpty() ? left : List.of(), lines.isEmpty() ? sign : "", row));
    return lines;
  }

  /** A line of terms; one that goes on begins with the sign of its first term. */
  private static Line line(List<Formula> left, String sign, List<Formula> terms) {
    if (!sign.isEmpty()) {
      return new Line(left, sign, List.of(Formula.sum(List.copyOf(terms))));
    }
    List<Formula> row = new ArrayList<>(terms);
    String own = "+";
    if (row.getFirst() instanceof Formula.Negative(Formula of)) {
      own = "−";
      row.set(0, of);
    } else if (row.getFirst() instanceof Formula.Numeral(double value) && value < 0) {
      own = "−";
      row.set(0, Formula.number(-value));
    }
    return new Line(left, own, List.of(Formula.sum(row)));
  }

  private int widthOf(Formula formula) {
    return measure.box(formula).width();
  }
}
