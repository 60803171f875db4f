package dev.chainrule.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value inside a JSON document, with the way that leads to it. Its accessors give the value as
 * what it is expected to be, or fail with the place: {@code layers[2].units: expected a whole
 * number, got "x"}.
 *
 * @param path such as {@code layers[2].units}; empty for the document itself
 * @param json the value
 */
public record Located(String path, Json json) {

  /** Whether the value is an array. */
  public boolean isArray() {
    return json instanceof Json.Array;
  }

  /** Whether the value is written as a number. */
  public boolean isNumber() {
    return json instanceof Json.Numeral;
  }

  /** The value as an object. */
  public SequencedMap<String, Json> object() {
    if (json instanceof Json.Members(SequencedMap<String, Json> values)) {
      return values;
    }
    throw expected("an object");
  }

  /** The member of that name, which must be there. */
  public Located member(String name) {
    return optional(name)
        .orElseThrow(() -> new JsonException(path(name), "expected a value, got nothing"));
  }

  /** The member of that name; empty if it is not there or null. */
  public Optional<Located> optional(String name) {
    @Nullable Json value = object().get(name);
    return value == null || value instanceof Json.Null
        ? Optional.empty()
        : Optional.of(new Located(path(name), value));
  }

  /** All members, by name. */
  public SequencedMap<String, Located> members() {
    SequencedMap<String, Located> members = new LinkedHashMap<>();
    object().forEach((name, value) -> members.put(name, new Located(path(name), value)));
    return members;
  }

  /** The elements of an array. */
  public List<Located> items() {
    if (json instanceof Json.Array(List<Json> values)) {
      List<Located> items = new ArrayList<>(values.size());
      for (Json value : values) {
        items.add(new Located(path + "[" + items.size() + "]", value));
      }
      return items;
    }
    throw expected("an array");
  }

  /** The elements of an array of strings. */
  public List<String> texts() {
    return items().stream().map(Located::text).toList();
  }

  /** The value as a string. */
  public String text() {
    if (json instanceof Json.Text(String value)) {
      return value;
    }
    throw expected("a string");
  }

  /** The value as true or false. */
  public boolean bool() {
    if (json instanceof Json.Bool(boolean value)) {
      return value;
    }
    throw expected("true or false");
  }

  /** The value as a whole number, written without fraction and exponent. */
  public long longNumber() {
    if (json instanceof Json.Numeral(String literal) && literal.indexOf('.') < 0) {
      try {
        return Long.parseLong(literal);
      } catch (NumberFormatException tooLargeOrWithExponent) {
        throw expected("a whole number of at most 64 bits");
      }
    }
    throw expected("a whole number");
  }

  /** The value as a whole number between two bounds, both included. */
  public int wholeNumber(int least, int most) {
    long value = longNumber();
    if (value < least || value > most) {
      throw expected("a whole number from " + least + " to " + most);
    }
    return (int) value;
  }

  /**
   * The value as the nearest double; the strings "NaN", "Infinity" and "-Infinity" count as the
   * numbers that they name.
   */
  public double number() {
    return switch (json) {
      case Json.Numeral(String literal) -> {
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value)) {
          throw expected("a number in the range of a double");
        }
        yield value;
      }
      case Json.Text(String text) ->
          switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw expected("a number");
          };
      default -> throw expected("a number");
    };
  }

  /**
   * Builds something from this value; what its constructor refuses becomes an error of this place.
   */
  public <T> T build(Function<Located, T> builder) {
    try {
      return builder.apply(this);
    } catch (IllegalArgumentException | ArithmeticException refused) {
      throw new JsonException(path, String.valueOf(refused.getMessage()));
    }
  }

  /** An error of this place: {@code path: expected …, got …}. */
  public JsonException expected(String what) {
    return new JsonException(path, "expected " + what + ", got " + describe());
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String describe() {
    return switch (json) {
      case Json.Members members -> "an object";
      case Json.Array array -> "an array";
      default -> shorten(json.toText());
    };
  }

  /** The beginning of a long text. */
  static String shorten(String text) {
    return text.codePointCount(0, text.length()) <= 60
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
  }
}
