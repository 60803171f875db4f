package dev.chainrule.cli.document;

import dev.chainrule.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Prints a document as plain text with formulas in Unicode. */
public final class TextPrinter {

  private static final int WIDTH = 100;
  private static final String INDENT = "    ";

  private final TextFormulas formulas;
  private final Breaking breaking;
  private final UnaryOperator<String> emphasis;

  private TextPrinter(Digits digits, UnaryOperator<String> emphasis) {
    this.formulas = new TextFormulas(digits);
    this.breaking = new Breaking(digits, WIDTH - INDENT.length());
    this.emphasis = emphasis;
  }

  /**
   * The document as text, with a line break at the end.
   *
   * @param emphasis what makes a heading stand out on a terminal; it may leave it as it is
   */
  public static String print(Document document, Digits digits, UnaryOperator<String> emphasis) {
    TextPrinter printer = new TextPrinter(digits, emphasis);
    List<String> parts = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (!(block instanceof Block.Picture)) {
        parts.add(printer.block(block));
      }
    }
    return String.join("\n\n", parts) + "\n";
  }

  /** A formula on one line. */
  public static String line(Formula formula, Digits digits) {
    return new TextFormulas(digits).line(formula);
  }

  /** Formulas below each other, as they stand in the text. */
  public static String display(List<Formula> formulas, Digits digits) {
    return new TextPrinter(digits, text -> text).display(formulas);
  }

  private String block(Block block) {
    return switch (block) {
      case Block.Heading(int level, List<Inline> text) -> heading(level, sentence(text));
      case Block.Paragraph(List<Inline> text) -> wrapped(sentence(text));
      case Block.Display(List<Formula> lines) -> display(lines);
      case Block.Table table -> table(table);
      case Block.Picture picture -> "";
    };
  }

  private String heading(int level, String text) {
    return switch (level) {
      case 1 -> emphasis.apply(text) + "\n" + "═".repeat(Math.min(WIDTH, Box.width(text)));
      case 2 -> emphasis.apply(text) + "\n" + "─".repeat(Math.min(WIDTH, Box.width(text)));
      default -> emphasis.apply(text);
    };
  }

  private String sentence(List<Inline> text) {
    StringBuilder sentence = new StringBuilder();
    for (Inline piece : text) {
      sentence.append(
          switch (piece) {
            case Inline.Words(String words) -> words;
            case Inline.Maths(Formula formula) -> formulas.line(formula).replace(' ', '\u00a0');
            case Inline.Code(String code) -> code.replace(' ', '\u00a0');
          });
    }
    return sentence.toString();
  }

  private static String wrapped(String text) {
    StringBuilder wrapped = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      int width = Box.width(word);
      if (column > 0 && column + 1 + width > WIDTH) {
        wrapped.append('\n');
        column = 0;
      } else if (column > 0) {
        wrapped.append(' ');
        column++;
      }
      wrapped.append(word);
      column += width;
    }
    return wrapped.toString().replace('\u00a0', ' ');
  }

  private String table(Block.Table table) {
    TextTable text = TextTable.aligned(table.alignment());
    text.row(table.header().stream().map(this::cell).toArray());
    table.rows().forEach(row -> text.row(row.stream().map(this::cell).toArray()));
    String body = indented(text.toString());
    return table.caption().isEmpty() ? body : wrapped(table.caption()) + "\n" + body;
  }

  private String cell(List<Inline> cell) {
    return sentence(cell).replace('\u00a0', ' ');
  }

  /** Formulas below each other, their first signs of relation aligned. */
  private String display(List<Formula> formulasBelow) {
    int left =
        formulasBelow.stream()
            .filter(Formula.Relation.class::isInstance)
            .mapToInt(
                formula -> formulas.box(((Formula.Relation) formula).sides().getFirst()).width())
            .max()
            .orElse(0);
    List<String> all = new ArrayList<>();
    boolean tallBefore = false;
    for (Formula formula : formulasBelow) {
      for (Breaking.Line line : breaking.lines(formula)) {
        Box box = box(line, left);
        boolean tall = box.lines().size() > 1;
        if (!all.isEmpty() && (tall || tallBefore)) {
          all.add("");
        }
        box.lines().forEach(text -> all.add(text.stripTrailing()));
        tallBefore = tall;
      }
    }
    return indented(String.join("\n", all));
  }

  private Box box(Breaking.Line line, int left) {
    if (line.sign().isEmpty()) {
      return formulas.box(line.left().getFirst());
    }
    List<Box> boxes = new ArrayList<>();
    Box first = line.left().isEmpty() ? Box.of("") : formulas.box(line.left().getFirst());
    boxes.add(Box.of(" ".repeat(left - first.width())));
    boxes.add(first);
    String sign = line.sign();
    for (Formula side : line.right()) {
      boxes.add(Box.of(" " + sign + " "));
      boxes.add(formulas.box(side));
      sign = "=";
    }
    return Box.beside(boxes);
  }

  private static String indented(String text) {
    return text.lines()
        .map(line -> line.isEmpty() ? line : INDENT + line)
        .reduce((a, b) -> a + "\n" + b)
        .orElse("");
  }
}
