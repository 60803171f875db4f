package dev.chainrule.bench;

import dev.chainrule.cli.document.Block;
import dev.chainrule.cli.document.Digits;
import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.DocumentBuilder;
import dev.chainrule.cli.document.MarkdownPrinter;
import java.util.List;

/** A page in Markdown: text and tables as the command line prints them, and pictures. */
final class MarkdownPage {

  private final StringBuilder text = new StringBuilder();

  /** A heading, 1 the highest. */
  MarkdownPage heading(int level, String words) {
    return print(new DocumentBuilder("").heading(level, words));
  }

  /** A paragraph of plain words. */
  MarkdownPage paragraph(String words) {
    return print(new DocumentBuilder("").paragraph(words));
  }

  /** A picture that stands beside the page, and what it says. */
  MarkdownPage picture(String file, String says) {
    return line("![" + says + "](" + file + ")");
  }

  /** A line as it is. */
  MarkdownPage line(String markdown) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(markdown).append('\n');
    return this;
  }

  /**
   * A table; its rows follow.
   *
   * @param alignment a letter a column: l or r
   */
  Table table(String alignment, Object... header) {
    return new Table(new DocumentBuilder("").table("", alignment, header));
  }

  private MarkdownPage print(DocumentBuilder part) {
    // The builder begins with the title of a document, which a part of a page has not got.
    List<Block> blocks = part.build().blocks();
    Document untitled = new Document("", blocks.subList(1, blocks.size()));
    return line(MarkdownPrinter.print(untitled, new Digits(4)).strip());
  }

  /** The page. */
  @Override
  public String toString() {
    return text.toString();
  }

  /** Collects the rows of a table. */
  final class Table {

    private final DocumentBuilder.TableBuilder rows;

    private Table(DocumentBuilder.TableBuilder rows) {
      this.rows = rows;
    }

    Table row(Object... cells) {
      rows.row(cells);
      return this;
    }

    MarkdownPage end() {
      return print(rows.end());
    }
  }
}
