package dev.chainrule.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A name with its constants, as people write it: {@code adam}, {@code momentum(0.95)}, {@code
 * rmsprop(momentum=0.9,centred)}.
 *
 * <pre>
 * text      = name | name "(" constants ")"
 * constants = value | constant { "," constant }
 * constant  = key "=" value | key
 * </pre>
 *
 * <p>A value without a key is for a name with a single constant; a key without a value switches
 * something on. What is not named keeps its default. Case, spaces and {@code -} for {@code _} do
 * not matter.
 *
 * @param name in small letters
 * @param constants by key, in order: each a {@code Double}, a {@code Boolean} or an {@code Enum}
 */
public record Notation(String name, SequencedMap<String, Object> constants) {

  /** Keeps a copy of the constants. */
  public Notation {
    constants = new LinkedHashMap<>(constants);
  }

  // ---- describing

  /** A name without constants. */
  public static Notation of(String name) {
    return new Notation(name, new LinkedHashMap<>());
  }

  /** This and a number. */
  public Notation with(String key, double value) {
    return withAny(key, value);
  }

  /** This and a switch. */
  public Notation with(String key, boolean on) {
    return withAny(key, on);
  }

  /** This and one of several words. */
  public Notation with(String key, Enum<?> word) {
    return withAny(key, word);
  }

  private Notation withAny(String key, Object value) {
    Notation more = new Notation(name, constants);
    more.constants.put(key, value);
    return more;
  }

  /** A number that this has. */
  public double number(String key) {
    return (Double) value(key);
  }

  /** A number that this has, and that must be whole. */
  public int wholeNumber(String key) {
    double value = number(key);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s of %s must be a whole number, got %s.".formatted(key, name, plain(value)));
    }
    return (int) value;
  }

  /** Whether a switch is on. */
  public boolean on(String key) {
    return (Boolean) value(key);
  }

  /** A word that this has. */
  public <E extends Enum<E>> E word(String key, Class<E> type) {
    return type.cast(value(key));
  }

  private Object value(String key) {
    Object value = constants.get(key);
    if (value == null) {
      throw new IllegalArgumentException(name + " has no constant " + key + ".");
    }
    return value;
  }

  /**
   * The text that {@link #read} reads, with the constants that are not the default.
   *
   * @param all everything there is, with its default constants
   * @param describe the notation of a thing
   */
  public static <T> String write(T thing, List<T> all, Function<T, Notation> describe) {
    Notation notation = describe.apply(thing);
    return all.stream()
        .map(describe)
        .filter(standard -> standard.name.equals(notation.name))
        .map(notation::text)
        .findFirst()
        .orElseThrow();
  }

  private String text(Notation standard) {
    List<String> changed = new ArrayList<>();
    constants.forEach((key, value) -> {
      if (!value.equals(standard.constants.get(key))) {
        changed.add(constants.size() == 1 ? text(value) : keyed(key, value));
      }
    });
    return changed.isEmpty() ? name : name + "(" + String.join(",", changed) + ")";
  }

  private static String keyed(String key, Object value) {
    return Boolean.TRUE.equals(value) ? key : key + "=" + text(value);
  }

  private static String text(Object value) {
    return switch (value) {
      case Double number -> plain(number);
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      default -> String.valueOf(value);
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  // ---- reading

  /**
   * The thing that a text stands for.
   *
   * @param kind what it is, for complaints: {@code optimizer}
   * @param text as a user wrote it
   * @param all everything there is, with its default constants
   * @param describe the notation of a thing
   * @param build the thing like this one, with the constants of a notation
   * @throws IllegalArgumentException if there is no such thing or no such constant, saying which
   *     there are
   */
  public static <T> T read(
      String kind,
      String text,
      List<T> all,
      Function<T, Notation> describe,
      BiFunction<T, Notation, T> build) {
    String plain = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    int open = plain.indexOf('(');
    String name = underscored(open < 0 ? plain : plain.substring(0, open));
    for (T thing : all) {
      Notation standard = describe.apply(thing);
      if (standard.name.equals(name)) {
        return open < 0
            ? thing
            : build.apply(thing, standard.changed(kind, text, inside(text, plain, open)));
      }
    }
    throw new IllegalArgumentException(
        "There is no %s '%s'; there are %s."
            .formatted(
                kind,
                text,
                all.stream()
                    .map(thing -> describe.apply(thing).name)
                    .collect(Collectors.joining(", "))));
  }

  private static String underscored(String word) {
    return word.replace('-', '_');
  }

  private static String inside(String text, String plain, int open) {
    if (!plain.endsWith(")") || plain.length() == open + 2) {
      throw new IllegalArgumentException(
          "Expected a name or a name with constants in parentheses, such as rmsprop(momentum=0.9,centred), got '%s'."
              .formatted(text));
    }
    return plain.substring(open + 1, plain.length() - 1);
  }

  /** This with the constants that a user wrote between the parentheses. */
  private Notation changed(String kind, String text, String written) {
    if (constants.isEmpty()) {
      throw new IllegalArgumentException(
          "The %s %s takes no constants, got '%s'.".formatted(kind, name, text));
    }
    Notation changed = this;
    List<String> seen = new ArrayList<>();
    for (String part : written.split(",", -1)) {
      int equals = part.indexOf('=');
      boolean alone = equals < 0 && constants.size() == 1 && !written.contains(",");
      String key =
          alone && !isSwitch(constants.firstEntry().getValue())
              ? constants.firstEntry().getKey()
              : underscored(equals < 0 ? part : part.substring(0, equals));
      Object standard = constants.get(key);
      if (standard == null) {
        throw new IllegalArgumentException(
            "The %s %s has no constant '%s' (in '%s'); it has %s."
                .formatted(kind, name, key, text, described()));
      }
      if (seen.contains(key)) {
        throw new IllegalArgumentException("%s is given twice in '%s'.".formatted(key, text));
      }
      seen.add(key);
      String value = alone && equals < 0 ? part : equals < 0 ? "" : part.substring(equals + 1);
      changed = changed.withAny(key, parsed(standard, key, value, text));
    }
    return changed;
  }

  private static boolean isSwitch(Object value) {
    return value instanceof Boolean;
  }

  private String described() {
    return constants.entrySet().stream()
        .map(each ->
            isSwitch(each.getValue())
                ? each.getKey()
                : each.getKey() + " (" + text(each.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static Object parsed(Object standard, String key, String value, String text) {
    return switch (standard) {
      case Boolean _ -> parsedSwitch(key, value, text);
      case Enum<?> word -> parsedWord(word, key, value, text);
      default -> parsedNumber(key, value, text);
    };
  }

  private static Boolean parsedSwitch(String key, String value, String text) {
    return switch (value) {
      case "", "true" -> true;
      case "false" -> false;
      default -> throw expected(key, "to stand alone", text);
    };
  }

  private static Enum<?> parsedWord(Enum<?> standard, String key, String value, String text) {
    List<Enum<?>> words = List.of(standard.getDeclaringClass().getEnumConstants());
    return words.stream()
        .filter(word -> text(word).equals(underscored(value)))
        .findFirst()
        .orElseThrow(() ->
            expected(
                key,
                "to be " + words.stream().map(Notation::text).collect(Collectors.joining(" or ")),
                text));
  }

  private static Double parsedNumber(String key, String value, String text) {
    try {
      return Double.valueOf(value);
    } catch (NumberFormatException malformed) {
      throw expected(key, "to be a number, such as " + key + "=0.9", text);
    }
  }

  private static IllegalArgumentException expected(String key, String what, String text) {
    return new IllegalArgumentException("Expected %s %s, got '%s'.".formatted(key, what, text));
  }
}
