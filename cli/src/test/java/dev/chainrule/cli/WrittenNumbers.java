package dev.chainrule.cli;

import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers in the sentences of a Markdown file. A comment, which no reader sees, says what the
 * numbers before it must be, rounded as they are written:
 *
 * <pre>
 * The loss is 2.3026. &lt;!-- = ln(10) --&gt;
 * Of the error &lt;!-- deep = chainrule explain deep.yaml --format json --&gt;
 * 0.0005 is left. &lt;!-- = deep.steps[0].delta[0][0] / deep.steps[0].delta[5][0] --&gt;
 * </pre>
 *
 * <p>Several expressions, parted by semicolons, are those of as many numbers. A paragraph that says
 * {@code <!-- given -->} holds numbers that are chosen and follow from nothing.
 */
final class WrittenNumbers {

  private static final Pattern COMMENT = Pattern.compile("<!--\\s*(.*?)\\s*-->", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("(\\w+) = chainrule (.*)", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("(?:(?<![\\w)}\\]])[−-])?\\d+(?:,\\d{3})*(?:\\.\\d+)?");
  private static final Pattern UNREAD =
      Pattern.compile("`[^`\n]*`|\\]\\([^)]*\\)|^\\s*\\d+\\. ", Pattern.MULTILINE);
  private static final String GIVEN = "given";

  private final Function<String, CommandLineRun> commands;
  private final Map<String, Located> printed = new HashMap<>();
  private final Set<String> inBlocks = new HashSet<>();
  private final List<String> differences = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();
  private int checked;

  /**
   * @param commands runs a command line
   */
  WrittenNumbers(Function<String, CommandLineRun> commands) {
    this.commands = commands;
  }

  /** Every number that is not what its comment says. */
  List<String> differences() {
    return differences;
  }

  /** Every number of several digits that neither a comment nor a block of the document holds. */
  List<String> unchecked() {
    return unchecked;
  }

  /** How many numbers were held against their comments. */
  int checked() {
    return checked;
  }

  /** Takes in a line of a block, whose numbers are given there or compared by the tests. */
  void inBlock(String line) {
    List<String> numbers = new ArrayList<>();
    numbers(line, numbers);
    inBlocks.addAll(numbers);
  }

  /** Checks a paragraph, or an item of a list. */
  void paragraph(String text) {
    String readable = UNREAD.matcher(text).replaceAll("\n");
    List<String> open = new ArrayList<>();
    boolean given = false;
    int from = 0;
    Matcher comment = COMMENT.matcher(readable);
    while (comment.find()) {
      numbers(readable.substring(from, comment.start()), open);
      from = comment.end();
      String content = comment.group(1);
      Matcher command = COMMAND.matcher(content);
      if (content.startsWith("=")) {
        check(content.substring(1).split(";"), open, readable);
      } else if (command.matches()) {
        name(command.group(1), command.group(2));
      } else if (content.equals(GIVEN)) {
        given = true;
      } else {
        differences.add("A comment that says nothing about a number: " + comment.group());
      }
    }
    numbers(readable.substring(from), open);
    if (!given) {
      open.stream()
          .filter(number -> number.replaceAll("\\D", "").length() > 2 || number.contains("."))
          .filter(number -> !inBlocks.contains(number))
          .forEach(number -> unchecked.add(number + " in: " + text.strip()));
    }
  }

  private static void numbers(String text, List<String> to) {
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      to.add(number.group());
    }
  }

  private void name(String name, String line) {
    CommandLineRun run = commands.apply(line.replace('\n', ' '));
    if (run.code() == 0) {
      printed.put(name, run.json());
    } else {
      differences.add("chainrule " + line + " fails: " + run.err());
    }
  }

  /** Holds the last numbers against expressions, and takes them off the list. */
  private void check(String[] expressions, List<String> open, String text) {
    if (open.size() < expressions.length) {
      differences.add("Fewer numbers than expressions in: " + text.strip());
      return;
    }
    List<String> last = open.subList(open.size() - expressions.length, open.size());
    for (int i = 0; i < expressions.length; i++) {
      checked++;
      try {
        double value = Arithmetic.value(expressions[i], printed);
        if (!isRounded(last.get(i), value)) {
          differences.add(
              "%s is written, %s is %s, in: %s"
                  .formatted(last.get(i), expressions[i].strip(), value, text.strip()));
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException | JsonException wrong) {
        differences.add(expressions[i].strip() + ": " + wrong.getMessage());
      }
    }
    last.clear();
  }

  /** Whether a number is the value with the digits behind the point that it is written with. */
  private static boolean isRounded(String written, double value) {
    BigDecimal number = new BigDecimal(written.replace('−', '-').replace(",", ""));
    double halfUnit = 0.5 * Math.pow(10, -number.scale());
    return Math.abs(number.doubleValue() - value) <= halfUnit * (1 + 1e-9);
  }
}
