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
import java.util.List;
import java.util.stream.Collectors;

/** Formulas in LaTeX, as amsmath and KaTeX take it. */
public final class LatexFormulas {

  private final Digits digits;

  /** Formulas with so many digits. */
  public LatexFormulas(Digits digits) {
    this.digits = digits;
  }

  /** A formula, for between dollar signs. */
  public String of(Formula formula) {
    return of(formula, false);
  }

  /** Formulas below each other, their first signs of relation aligned: the inside of aligned. */
  public String aligned(List<Formula> lines, int width) {
    Breaking breaking = new Breaking(digits, width);
    return lines.stream()
        .flatMap(line -> breaking.lines(line).stream())
        .map(this::aligned)
        .collect(Collectors.joining(" \\\\[0.3em]\n"));
  }

  private String aligned(Breaking.Line line) {
    if (line.sign().isEmpty()) {
      return "&" + of(line.left().getFirst());
    }
    String left = line.left().isEmpty() ? "" : of(line.left().getFirst()) + " ";
    String sign =
        switch (line.sign()) {
          case "+" -> "\\quad {}+";
          case "−" -> "\\quad {}-";
          default -> relation(line.sign());
        };
    return left
        + "&"
        + sign
        + " "
        + line.right().stream().map(this::of).collect(Collectors.joining(" = "));
  }

  private String of(Formula formula, boolean inside) {
    return switch (formula) {
      case Numeral(double value) -> number(value);
      case Symbol symbol -> symbol(symbol);
      case Words(String text) -> "\\text{" + Latex.escaped(text) + "}";
      case Dots(boolean below) -> below ? "\\vdots" : "\\cdots";
      case Sum(List<Formula> terms) -> terms(terms);
      case Negative(Formula of) -> "-" + atLeast(of, Rank.PRODUCT, true);
      case Product(Formula.Times times, List<Formula> factors) -> product(times, factors, inside);
      case Fraction(Formula above, Formula below) -> "\\frac{" + of(above) + "}{" + of(below) + "}";
      case Power(Formula base, Formula exponent) ->
          atLeast(base, Rank.ATOM, true) + "^{" + of(exponent) + "}";
      case Transposed(Formula of) -> transposed(of);
      case Call(Formula function, List<Formula> arguments) ->
          of(function)
              + brackets(arguments.stream().map(this::of).collect(Collectors.joining(", ")));
      case Absolute(Formula of) -> "\\left|" + of(of) + "\\right|";
      case Root(Formula of) -> "\\sqrt{" + of(of) + "}";
      case Total(String index, Formula of) ->
          "\\sum_{" + index + "} " + atLeast(of, Rank.PRODUCT, true);
      case Matrix(List<List<Formula>> rows) ->
          rows.stream()
              .map(row -> row.stream().map(this::of).collect(Collectors.joining(" & ")))
              .collect(Collectors.joining(" \\\\ ", "\\begin{bmatrix} ", " \\end{bmatrix}"));
      case Cases(List<Formula.Case> cases) ->
          cases.stream()
              .map(one ->
                  of(one.value())
                      + " & "
                      + (one.condition() instanceof Words
                          ? of(one.condition())
                          : "\\text{if } " + of(one.condition())))
              .collect(Collectors.joining(" \\\\ ", "\\begin{cases} ", " \\end{cases}"));
      case Relation(String sign, List<Formula> sides) ->
          sides.stream().map(this::of).collect(Collectors.joining(" " + relation(sign) + " "));
    };
  }

  private String terms(List<Formula> terms) {
    StringBuilder text = new StringBuilder();
    for (Formula term : terms) {
      if (text.isEmpty()) {
        text.append(of(term));
      } else if (term instanceof Negative(Formula of)) {
        text.append(" - ").append(atLeast(of, Rank.PRODUCT, true));
      } else if (term instanceof Numeral(double value) && value < 0) {
        text.append(" - ").append(number(-value));
      } else {
        text.append(" + ").append(of(term, true));
      }
    }
    return text.toString();
  }

  private String product(Formula.Times times, List<Formula> factors, boolean inside) {
    String sign =
        switch (times) {
          case NONE -> " ";
          case DOT -> " \\cdot ";
          case HADAMARD -> " \\odot ";
        };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < factors.size(); i++) {
      Rank least = Rank.ofFactor(times, factors.get(i), i == factors.size() - 1);
      text.append(i == 0 ? "" : sign).append(atLeast(factors.get(i), least, i > 0 || inside));
    }
    return text.toString();
  }

  private String transposed(Formula of) {
    if (of instanceof Symbol(String letter, String layer, List<String> indices)
        && !layer.isEmpty()
        && indices.isEmpty()) {
      return letter(letter) + "^{(" + layer.replace('−', '-') + ")\\top}";
    }
    return atLeast(of, Rank.ATOM, true) + "^{\\top}";
  }

  private String atLeast(Formula formula, Rank least, boolean noSign) {
    boolean signed = formula instanceof Negative || Rank.isSigned(formula, least, digits);
    return Rank.of(formula).compareTo(least) < 0 || (signed && noSign)
        ? brackets(of(formula))
        : of(formula, noSign);
  }

  private static String brackets(String text) {
    boolean tall = text.contains("\\frac") || text.contains("\\begin") || text.contains("\\sum");
    return tall ? "\\left(" + text + "\\right)" : "(" + text + ")";
  }

  private String number(double value) {
    Digits.Shown shown = digits.show(value);
    String mantissa =
        switch (shown.mantissa()) {
          case "∞" -> "\\infty";
          case "-∞" -> "-\\infty";
          case "n/a" -> "\\text{n/a}";
          default -> shown.mantissa();
        };
    return shown.exponent() == 0 ? mantissa : mantissa + " \\cdot 10^{" + shown.exponent() + "}";
  }

  /**
   * Indices come first and letters without braces: Markdown takes an underscore behind a brace for
   * emphasis.
   */
  private static String symbol(Symbol symbol) {
    return letter(symbol.letter())
        + (symbol.indices().isEmpty() ? "" : "_{" + Scripts.joined(symbol.indices()) + "}")
        + (symbol.layer().isEmpty() ? "" : "^{(" + symbol.layer().replace('−', '-') + ")}");
  }

  private static String letter(String letter) {
    return switch (letter) {
      case "ℒ" -> "\\mathcal{L}";
      case "ℓ" -> "\\ell";
      case "δ" -> "\\delta";
      case "α" -> "\\alpha";
      case "β" -> "\\beta";
      case "γ" -> "\\gamma";
      case "ε" -> "\\varepsilon";
      case "θ" -> "\\theta";
      case "λ" -> "\\lambda";
      case "μ" -> "\\mu";
      case "τ" -> "\\tau";
      case "σ" -> "\\sigma";
      case "σ²" -> "{\\sigma^2}";
      case "Φ" -> "\\Phi";
      case "φ" -> "\\varphi";
      case "σ′" -> "\\sigma'";
      case "∂" -> "\\partial";
      case "ŷ" -> "\\hat y";
      case "Ŷ" -> "\\hat Y";
      case "ẑ" -> "\\hat z";
      case "ỹ" -> "\\tilde y";
      case "ln", "max", "min", "tanh", "exp" -> "\\" + letter;
      default ->
          letter.length() == 1
              ? letter
              : letter.endsWith("′")
                  ? letter(letter.substring(0, letter.length() - 1)) + "'"
                  : "\\mathrm{" + letter + "}";
    };
  }

  private static String relation(String sign) {
    return switch (sign) {
      case "←" -> "\\leftarrow";
      case "≤" -> "\\le";
      case "≥" -> "\\ge";
      case "≠" -> "\\ne";
      default -> sign;
    };
  }
}
