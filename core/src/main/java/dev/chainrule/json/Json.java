package dev.chainrule.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** A JSON value. Immutable. */
public sealed interface Json {

  /** An object: values by name, in the order in which they stand in the text. */
  record Members(SequencedMap<String, Json> values) implements Json {
    /** Copies the map. */
    public Members {
      values =
          Collections.unmodifiableSequencedMap(new LinkedHashMap<>((Map<String, Json>) values));
    }

    /**
     * This object with one more member behind the others, or another value for a member that it
     * has.
     */
    public Members with(String name, Json value) {
      SequencedMap<String, Json> more = new LinkedHashMap<>((Map<String, Json>) values);
      more.put(name, value);
      return new Members(more);
    }

    /** Like {@link #with(String, Json)}, for a text. */
    public Members with(String name, String value) {
      return with(name, of(value));
    }

    /** Like {@link #with(String, Json)}, for a whole number. */
    public Members with(String name, long value) {
      return with(name, of(value));
    }

    /** Like {@link #with(String, Json)}, for a number as {@link Json#of(double)} writes it. */
    public Members with(String name, double value) {
      return with(name, of(value));
    }

    /** Like {@link #with(String, Json)}, for true or false. */
    public Members with(String name, boolean value) {
      return with(name, of(value));
    }
  }

  /** An array. */
  record Array(List<Json> values) implements Json {
    /** Copies the list. */
    public Array {
      values = List.copyOf(values);
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** A number, as it is written. */
  record Numeral(String literal) implements Json {
    private static final Pattern GRAMMAR =
        Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** Checks that the literal is a number of at most 1000 characters. */
    public Numeral {
      if (literal.length() > 1000 || !GRAMMAR.matcher(literal).matches()) {
        throw new JsonException("expected a number, got " + Located.shorten(literal));
      }
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** Null. */
  record Null() implements Json {}

  /** A string. */
  static Json of(String value) {
    return new Text(value);
  }

  /** A whole number. */
  static Json of(long value) {
    return new Numeral(Long.toString(value));
  }

  /**
   * A number in the fewest digits that read back as the same double. JSON has no word for numbers
   * that are not finite: they become the strings "NaN", "Infinity" and "-Infinity", which {@link
   * Located#number} reads back.
   */
  static Json of(double value) {
    return Double.isFinite(value)
        ? new Numeral(Double.toString(value))
        : new Text(Double.toString(value));
  }

  /** True or false. */
  static Json of(boolean value) {
    return new Bool(value);
  }

  /** An array. */
  static Array array(List<? extends Json> values) {
    return new Array(List.copyOf(values));
  }

  /** An array of strings. */
  static Array texts(List<String> values) {
    return new Array(values.stream().map(Json::of).toList());
  }

  /** An object without members, to be built up by {@link Members#with(String, Json)}. */
  static Members object() {
    return new Members(new LinkedHashMap<>());
  }

  /**
   * Reads one value that fills the whole text.
   *
   * @throws JsonException with line and column, if the text is not JSON or exceeds {@link
   *     JsonParser}'s limits
   */
  static Json parse(String text) {
    return new JsonParser(text).parse();
  }

  /** Like {@link #parse(String)}, from UTF-8. */
  static Json parse(byte[] utf8) {
    ByteBuffer bytes = ByteBuffer.wrap(utf8);
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException malformed) {
      throw new JsonException("expected UTF-8, got something else at byte " + bytes.position());
    }
  }

  /** This value on one line, without spaces; reads back as an equal value. */
  default String toText() {
    StringBuilder text = new StringBuilder();
    JsonWriter.append(this, text);
    return text.toString();
  }
}
