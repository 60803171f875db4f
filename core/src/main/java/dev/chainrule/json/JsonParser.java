package dev.chainrule.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads JSON text by recursive descent. Limits keep hostile texts harmless: {@value #MAX_DEPTH}
 * levels of nesting, {@value #MAX_VALUES} values, {@value #MAX_LENGTH} characters.
 */
final class JsonParser {

  static final int MAX_DEPTH = 64;
  static final int MAX_VALUES = 1_000_000;
  static final int MAX_LENGTH = 200_000_000;

  private final String text;
  private int at;
  private int depth;
  private int values;

  JsonParser(String text) {
    this.text = text;
  }

  Json parse() {
    if (text.length() > MAX_LENGTH) {
      throw new JsonException(
          "expected a text of at most %d characters, got %d".formatted(MAX_LENGTH, text.length()));
    }
    Json value = value();
    skipSpace();
    if (at < text.length()) {
      throw expected("the end");
    }
    return value;
  }

  private Json value() {
    if (++values > MAX_VALUES) {
      throw expected("at most " + MAX_VALUES + " values");
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> members();
      case '[' -> array();
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numeral();
      default -> throw expected("a value");
    };
  }

  private Json members() {
    enter();
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    skipSpace();
    if (peek() == '}') {
      at++;
    } else {
      do {
        skipSpace();
        if (peek() != '"') {
          throw expected("a name in quotes");
        }
        int nameAt = at;
        String name = string();
        if (members.containsKey(name)) {
          at = nameAt;
          throw expected("a name that has not stood before in this object");
        }
        skipSpace();
        if (peek() != ':') {
          throw expected("':'");
        }
        at++;
        members.put(name, value());
      } while (another('}'));
    }
    depth--;
    return new Json.Members(members);
  }

  private Json array() {
    enter();
    List<Json> array = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      at++;
    } else {
      do {
        array.add(value());
      } while (another(']'));
    }
    depth--;
    return new Json.Array(array);
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      throw expected("at most " + MAX_DEPTH + " levels of nesting");
    }
    at++;
  }

  /** Steps over a comma, which means another element, or over the closing bracket. */
  private boolean another(char closing) {
    skipSpace();
    int c = peek();
    if (c != ',' && c != closing) {
      throw expected("',' or '" + closing + "'");
    }
    at++;
    return c == ',';
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw expected("a value");
    }
    at += word.length();
    return value;
  }

  private Json numeral() {
    int from = at;
    while ("+-.eE".indexOf(peek()) >= 0 || (peek() >= '0' && peek() <= '9')) {
      at++;
    }
    try {
      return new Json.Numeral(text.substring(from, at));
    } catch (JsonException malformed) {
      at = from;
      throw new JsonException(place() + ": " + malformed.getMessage());
    }
  }

  private String string() {
    int from = ++at;
    while (peek() != '"' && peek() != '\\' && peek() >= 0x20) {
      at++;
    }
    if (peek() == '"') {
      return text.substring(from, at++);
    }
    StringBuilder string = new StringBuilder().append(text, from, at);
    while (peek() != '"') {
      if (peek() < 0x20) {
        throw expected("the string's closing quote or an escaped character");
      }
      if (peek() == '\\') {
        string.append(escaped());
      } else {
        string.append(text.charAt(at++));
      }
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    at++;
    char c =
        switch (peek()) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '/' -> '/';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> hexadecimal();
          default -> throw expected("one of \" \\ / b f n r t u behind a backslash");
        };
    at++;
    return c;
  }

  /** Reads four digits and stops at the last. */
  private char hexadecimal() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      at++;
      int c = peek();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw expected("a hexadecimal digit");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  /** The character in turn, or −1 at the end. */
  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private JsonException expected(String what) {
    return new JsonException(place() + ": expected " + what + ", got " + found());
  }

  private String found() {
    int c = peek();
    if (c < 0) {
      return "the end";
    }
    if (c == '"') {
      int end = text.indexOf('"', at + 1);
      return end < 0 || end - at > 40 ? "a string" : text.substring(at, end + 1);
    }
    int point = text.codePointAt(at);
    boolean printable =
        switch (Character.getType(point)) {
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED ->
              false;
          default -> true;
        };
    return printable ? "'" + Character.toString(point) + "'" : "U+%04X".formatted(point);
  }

  private String place() {
    int line = 1;
    int lineAt = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
      line++;
      lineAt = i + 1;
    }
    return "line " + line + ", column " + (text.codePointCount(lineAt, at) + 1);
  }
}
