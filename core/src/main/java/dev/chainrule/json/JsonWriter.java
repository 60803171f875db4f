package dev.chainrule.json;

/** Writes values as JSON text. */
final class JsonWriter {

  private JsonWriter() {}

  static void append(Json json, StringBuilder to) {
    switch (json) {
      case Json.Members members -> {
        String separator = "{";
        for (var member : members.values().entrySet()) {
          to.append(separator);
          appendText(member.getKey(), to);
          to.append(':');
          append(member.getValue(), to);
          separator = ",";
        }
        to.append(members.values().isEmpty() ? "{}" : "}");
      }
      case Json.Array array -> {
        String separator = "[";
        for (Json value : array.values()) {
          to.append(separator);
          append(value, to);
          separator = ",";
        }
        to.append(array.values().isEmpty() ? "[]" : "]");
      }
      case Json.Text(String value) -> appendText(value, to);
      case Json.Numeral(String literal) -> to.append(literal);
      case Json.Bool(boolean value) -> to.append(value);
      case Json.Null() -> to.append("null");
    }
  }

  /** Escapes what must be, and surrogates that stand alone, which UTF-8 could not carry. */
  private static void appendText(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> to.append("\\\"");
        case '\\' -> to.append("\\\\");
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        case '\t' -> to.append("\\t");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            to.append(c).append(text.charAt(++i));
          } else if (c < 0x20 || Character.isSurrogate(c)) {
            appendEscape(c, to);
          } else {
            to.append(c);
          }
        }
      }
    }
    to.append('"');
  }

  private static void appendEscape(char c, StringBuilder to) {
    to.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      to.append(Character.forDigit((c >> shift) & 0xf, 16));
    }
  }
}
