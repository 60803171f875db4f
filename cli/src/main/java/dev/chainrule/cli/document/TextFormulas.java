package dev.chainrule.cli.document;

import dev.chainrule.cli.document.Formula.Absolute;
import dev.chainrule.cli.document.Formula.Call;
import dev.chainrule.cli.document.Formula.Cases;
import dev.chainrule.cli.document.Formula.Dots;
import dev.chainrule.cli.document.Formula.Fraction;
import dev.chainrule.cli.document.Formula.Matrix;
import dev.chainrule.cli.document.Formula.Negative;
import dev.chainrule.cli.document.Formula.Numeral;
import dev.chainrule.cli.document.Formula.Power;
import dev.chainrule.cli.document.Formula.Product;
import dev.chainrule.cli.document.Formula.Relation;
import dev.chainrule.cli.document.Formula.Root;
import dev.chainrule.cli.document.Formula.Sum;
import dev.chainrule.cli.document.Formula.Symbol;
import dev.chainrule.cli.document.Formula.Total;
import dev.chainrule.cli.document.Formula.Transposed;
import dev.chainrule.cli.document.Formula.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Formulas in Unicode. Everything is one line high but matrices and cases, which stand beside the
 * rest.
 */
final class TextFormulas {

  private final Digits digits;

  TextFormulas(Digits digits) {
    this.digits = digits;
  }

  /** A formula on one line; rows of a matrix are parted by semicolons. */
  String line(Formula formula) {
    return switch (formula) {
      case Matrix(List<List<Formula>> rows) -> {
        boolean column = rows.stream().allMatch(row -> row.size() == 1);
        yield rows.stream()
            .map(row -> row.stream().map(this::line).collect(Collectors.joining(", ")))
            .collect(Collectors.joining(column ? ", " : "; ", "[", "]"));
      }
      case Cases(List<Formula.Case> cases) ->
          cases.stream().map(this::line).collect(Collectors.joining("; "));
      case Relation(String sign, List<Formula> sides) ->
          sides.stream().map(this::line).collect(Collectors.joining(" " + sign + " "));
      default -> String.join("", box(formula).lines());
    };
  }

  private String line(Formula.Case one) {
    return line(one.value())
        + (one.condition() instanceof Words(String text)
            ? " " + text
            : " if " + line(one.condition()));
  }

  /** A formula, several lines high if there are matrices in it. */
  Box box(Formula formula) {
    return box(formula, false);
  }

  private Box box(Formula formula, boolean inside) {
    return switch (formula) {
      case Numeral(double value) -> Box.of(number(value));
      case Symbol symbol -> Box.of(symbol(symbol));
      case Words(String text) -> Box.of(text);
      case Dots(boolean below) -> Box.of(below ? "⋮" : "⋯");
      case Sum(List<Formula> terms) -> terms(terms);
      case Negative(Formula of) -> Box.beside(Box.of("−"), atLeast(of, Rank.PRODUCT, true));
      case Product(Formula.Times times, List<Formula> factors) -> product(times, factors, inside);
      case Fraction(Formula above, Formula below) ->
          Box.beside(
              fractionPart(above, Rank.PRODUCT), Box.of("/"), fractionPart(below, Rank.ATOM));
      case Power(Formula base, Formula exponent) -> power(base, exponent);
      case Transposed(Formula of) -> Box.beside(atLeast(of, Rank.ATOM, true), Box.of("ᵀ"));
      case Call(Formula function, List<Formula> arguments) -> {
        List<Box> boxes = new ArrayList<>(List.of(box(function), Box.of("(")));
        for (int i = 0; i < arguments.size(); i++) {
          boxes.add(Box.of(i == 0 ? "" : ", "));
          boxes.add(box(arguments.get(i)));
        }
        boxes.add(Box.of(")"));
        yield Box.beside(boxes);
      }
      case Absolute(Formula of) -> Box.beside(Box.of("|"), box(of), Box.of("|"));
      case Root(Formula of) -> Box.beside(Box.of("√"), atLeast(of, Rank.ATOM, true));
      case Total(String index, Formula of) ->
          Box.beside(
              Box.of("Σ" + Scripts.below(List.of(index)) + " "), atLeast(of, Rank.PRODUCT, true));
      case Matrix(List<List<Formula>> rows) ->
          Box.matrix(rows.stream().map(row -> row.stream().map(this::line).toList()).toList());
      case Cases(List<Formula.Case> cases) -> Box.cases(cases.stream().map(this::line).toList());
      case Relation(String sign, List<Formula> sides) -> {
        List<Box> boxes = new ArrayList<>();
        for (Formula side : sides) {
          if (!boxes.isEmpty()) {
            boxes.add(Box.of(" " + sign + " "));
          }
          boxes.add(box(side));
        }
        yield Box.beside(boxes);
      }
    };
  }

  private Box terms(List<Formula> terms) {
    List<Box> boxes = new ArrayList<>();
    for (Formula term : terms) {
      if (boxes.isEmpty()) {
        boxes.add(box(term));
      } else if (term instanceof Negative(Formula of)) {
        boxes.add(Box.of(" − "));
        boxes.add(atLeast(of, Rank.PRODUCT, true));
      } else if (term instanceof Numeral(double value) && value < 0) {
        boxes.add(Box.of(" − " + number(-value)));
      } else {
        boxes.add(Box.of(" + "));
        boxes.add(box(term, true));
      }
    }
    return Box.beside(boxes);
  }

  /** Negative factors stand in brackets, but for the first one of all. */
  private Box product(Formula.Times times, List<Formula> factors, boolean inside) {
    String sign =
        switch (times) {
          case NONE -> "";
          case DOT -> "·";
          case HADAMARD -> " ⊙ ";
        };
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      Formula factor = factors.get(i);
      boolean tall = i > 0 && (factor instanceof Matrix || factors.get(i - 1) instanceof Matrix);
      boxes.add(Box.of(i == 0 ? "" : sign.isEmpty() && tall ? " " : sign));
      Rank least = Rank.ofFactor(times, factor, i == factors.size() - 1);
      boxes.add(atLeast(factor, least, i > 0 || inside));
    }
    return Box.beside(boxes);
  }

  private Box fractionPart(Formula part, Rank least) {
    boolean partial =
        part instanceof Product(Formula.Times times, List<Formula> factors)
            && times == Formula.Times.NONE
            && factors.getFirst().equals(Formula.symbol("∂"));
    return partial ? box(part) : atLeast(part, least, true);
  }

  private Box power(Formula base, Formula exponent) {
    String above = line(exponent);
    String raised = Scripts.above(above);
    Box foot = atLeast(base, Rank.ATOM, true);
    return Box.beside(
        foot,
        Box.of(
            !raised.isEmpty()
                ? raised
                : Rank.of(exponent) == Rank.ATOM ? "^" + above : "^(" + above + ")"));
  }

  /** In brackets, if it binds less tightly than what is around it, or has a sign of its own. */
  private Box atLeast(Formula formula, Rank least, boolean noSign) {
    boolean signed = formula instanceof Negative || Rank.isSigned(formula, least, digits);
    boolean brackets = Rank.of(formula).compareTo(least) < 0 || (signed && noSign);
    return brackets ? Box.beside(Box.of("("), box(formula), Box.of(")")) : box(formula, noSign);
  }

  String number(double value) {
    Digits.Shown shown = digits.show(value);
    String mantissa = shown.mantissa().replace('-', '−');
    return shown.exponent() == 0
        ? mantissa
        : mantissa + "·10" + Scripts.above(Integer.toString(shown.exponent()));
  }

  private static String symbol(Symbol symbol) {
    boolean prime = symbol.letter().endsWith("′");
    String letter = symbol.letter().replace("′", "");
    String layer = symbol.layer().isEmpty() ? "" : Scripts.above("(" + symbol.layer() + ")");
    return letter + (prime ? "′" : "") + layer + Scripts.below(symbol.indices());
  }
}
