package dev.chainrule.cli;

import dev.chainrule.json.Located;
import java.util.Map;

/**
 * Small expressions and their values: numbers, {@code + − * / ^}, brackets, a few functions, and
 * places in the JSON that a command has printed, such as {@code deep.steps[0].delta[5][0][0]}.
 *
 * <pre>
 * sum     = product { ("+" | "-") product }
 * product = power { ("*" | "/") power }
 * power   = "-" power | atom [ "^" power ]
 * atom    = number | "(" sum ")" | function "(" sum ")" | name { "." name | "[" index "]" }
 * </pre>
 */
final class Arithmetic {

  private final String text;
  private final Map<String, Located> printed;
  private int at;

  private Arithmetic(String text, Map<String, Located> printed) {
    this.text = text.replace(" ", "").replace("\n", "");
    this.printed = printed;
  }

  /**
   * The value of an expression.
   *
   * @param printed what commands printed, by the name that the document gives it
   */
  static double value(String expression, Map<String, Located> printed) {
    Arithmetic reading = new Arithmetic(expression, printed);
    double value = reading.sum();
    if (reading.at < reading.text.length()) {
      throw reading.wrong("an operator");
    }
    return value;
  }

  private double sum() {
    double value = product();
    while (true) {
      if (skip('+')) {
        value += product();
      } else if (skip('-')) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = power();
    while (true) {
      if (skip('*')) {
        value *= power();
      } else if (skip('/')) {
        value /= power();
      } else {
        return value;
      }
    }
  }

  private double power() {
    if (skip('-')) {
      return -power();
    }
    double base = atom();
    return skip('^') ? Math.pow(base, power()) : base;
  }

  private double atom() {
    if (skip('(')) {
      double value = sum();
      require(')');
      return value;
    }
    String word = word();
    if (word.isEmpty()) {
      throw wrong("a number, a name or a bracket");
    }
    if (Character.isDigit(word.charAt(0))) {
      return Double.parseDouble(skip('.') ? word + "." + word() : word);
    }
    if (skip('(')) {
      double argument = sum();
      require(')');
      return function(word, argument);
    }
    Located place = printed.get(word);
    if (place == null) {
      throw new IllegalArgumentException(
          "'%s' is the name of no command before it.".formatted(word));
    }
    return number(place);
  }

  private double number(Located from) {
    Located place = from;
    while (true) {
      if (skip('.')) {
        place = place.member(word());
      } else if (skip('[')) {
        place = place.items().get(Integer.parseInt(word()));
        require(']');
      } else {
        return place.number();
      }
    }
  }

  private static double function(String name, double x) {
    return switch (name) {
      case "ln" -> Math.log(x);
      case "exp" -> Math.exp(x);
      case "sqrt" -> Math.sqrt(x);
      case "abs" -> Math.abs(x);
      case "ceil" -> Math.ceil(x);
      case "sigmoid" -> 1 / (1 + Math.exp(-x));
      default -> throw new IllegalArgumentException("'" + name + "' is no function.");
    };
  }

  private String word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean skip(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void require(char expected) {
    if (!skip(expected)) {
      throw wrong("'" + expected + "'");
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "%s: expected %s at character %d.".formatted(text, expected, at + 1));
  }
}
