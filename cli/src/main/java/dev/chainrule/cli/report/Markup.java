package dev.chainrule.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements and text. Whatever it is given is escaped, and elements must be closed in order,
 * so that the result is well-formed XML and no name of a column can become markup.
 */
public final class Markup {

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element; {@code attributes} are names and values in turn. */
  public Markup open(String element, String... attributes) {
    start(element, attributes);
    text.append('>');
    open.push(element);
    return this;
  }

  /** Ends the element that was begun last, which must be the one named. */
  public Markup close(String element) {
    if (!element.equals(open.peek())) {
      throw new IllegalStateException(
          "Expected the end of <" + open.peek() + ">, got </" + element + ">.");
    }
    open.pop();
    text.append("</").append(element).append('>');
    if (Character.isLetter(element.charAt(0)) && BLOCKS.contains(" " + element + " ")) {
      text.append('\n');
    }
    return this;
  }

  private static final String BLOCKS =
      " head style title header main section footer figure figcaption table caption thead tbody tr p div h1 h2 h3"
          + " dl dt dd svg g path line circle text ul li details summary html body title desc ";

  /** An element without content. */
  public Markup empty(String element, String... attributes) {
    start(element, attributes);
    text.append("/>");
    return this;
  }

  /** An element that holds nothing but text. */
  public Markup leaf(String element, String content, String... attributes) {
    return open(element, attributes).text(content).close(element);
  }

  /** Text. */
  public Markup text(String content) {
    text.append(escape(content, false));
    return this;
  }

  /**
   * A style sheet or a script, as it is: marked so that HTML and XML readers both take it for what
   * it is.
   */
  public Markup verbatim(String element, String content) {
    if (content.contains("]]>") || content.contains("</" + element)) {
      throw new IllegalArgumentException("The content would end the element <" + element + ">.");
    }
    text.append('<').append(element).append(">/*<![CDATA[*/\n").append(content);
    text.append("\n/*]]>*/</").append(element).append(">\n");
    return this;
  }

  /** What was written; every element must be closed. */
  public String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("The element <" + open.peek() + "> was never closed.");
    }
    return text.toString();
  }

  private void start(String element, String... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(escape(attributes[i + 1], true))
          .append('"');
    }
  }

  private static String escape(String content, boolean quoted) {
    StringBuilder escaped = new StringBuilder(content.length());
    content
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append(quoted ? "&quot;" : "\"");
            default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
          }
        });
    return escaped.toString();
  }

  /** Whether XML 1.0 has the character. */
  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
