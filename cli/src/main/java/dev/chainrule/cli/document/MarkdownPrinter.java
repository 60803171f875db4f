package dev.chainrule.cli.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a document as Markdown with formulas between dollar signs, as GitHub shows them. */
public final class MarkdownPrinter {

  private static final int WIDTH = 80;

  private final LatexFormulas formulas;

  private MarkdownPrinter(Digits digits) {
    this.formulas = new LatexFormulas(digits);
  }

  /** The document as Markdown. */
  public static String print(Document document, Digits digits) {
    MarkdownPrinter printer = new MarkdownPrinter(digits);
    List<String> parts = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (!(block instanceof Block.Picture)) {
        parts.add(printer.block(block));
      }
    }
    return String.join("\n\n", parts) + "\n";
  }

  private String block(Block block) {
    return switch (block) {
      case Block.Heading(int level, List<Inline> text) -> "#".repeat(level) + " " + sentence(text);
      case Block.Paragraph(List<Inline> text) -> sentence(text);
      case Block.Display(List<Formula> lines) ->
          "$$\n\\begin{aligned}\n" + formulas.aligned(lines, WIDTH) + "\n\\end{aligned}\n$$";
      case Block.Table table -> table(table);
      case Block.Picture _ -> "";
    };
  }

  private String sentence(List<Inline> text) {
    StringBuilder sentence = new StringBuilder();
    for (Inline piece : text) {
      sentence.append(
          switch (piece) {
            case Inline.Words(String words) -> escaped(words);
            case Inline.Maths(Formula formula) -> "$" + formulas.of(formula) + "$";
            case Inline.Code(String code) -> "`" + code + "`";
          });
    }
    return sentence.toString();
  }

  private String table(Block.Table table) {
    List<String> lines = new ArrayList<>();
    if (!table.caption().isEmpty()) {
      lines.add(escaped(table.caption()));
      lines.add("");
    }
    lines.add(row(table.header()));
    lines.add(
        table
            .alignment()
            .chars()
            .mapToObj(c -> c == 'r' ? "--:" : ":--")
            .collect(Collectors.joining(" | ", "| ", " |")));
    table.rows().forEach(cells -> lines.add(row(cells)));
    return String.join("\n", lines);
  }

  private String row(List<List<Inline>> cells) {
    return cells.stream().map(this::sentence).collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Words, where nothing of Markdown is meant. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|$#])", "\\\\$1").replaceAll("\\p{Cntrl}+", " ");
  }
}
