package dev.chainrule.cli.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the blocks of a document, one below the other. */
public final class DocumentBuilder {

  private final String title;
  private final List<Block> blocks = new ArrayList<>();

  /** A document that begins with its title. */
  public DocumentBuilder(String title) {
    this.title = title;
    heading(1, title);
  }

  /** A heading, out of words and formulas. */
  public DocumentBuilder heading(int level, Object... pieces) {
    blocks.add(new Block.Heading(level, Inline.of(pieces)));
    return this;
  }

  /** A paragraph, out of words and formulas. */
  public DocumentBuilder paragraph(Object... pieces) {
    blocks.add(new Block.Paragraph(Inline.of(pieces)));
    return this;
  }

  /** Formulas on lines of their own. */
  public DocumentBuilder display(Formula... lines) {
    return display(Arrays.asList(lines));
  }

  /** Formulas on lines of their own; none if there is none. */
  public DocumentBuilder display(List<Formula> lines) {
    if (!lines.isEmpty()) {
      blocks.add(new Block.Display(lines));
    }
    return this;
  }

  /** A table with these columns; its rows follow. */
  public TableBuilder table(String caption, String alignment, Object... header) {
    return new TableBuilder(caption, alignment, cells(header));
  }

  /** A picture. */
  public DocumentBuilder picture(NetworkPicture network) {
    blocks.add(new Block.Picture(network));
    return this;
  }

  /** The document. */
  public Document build() {
    return new Document(title, blocks);
  }

  private static List<List<Inline>> cells(Object... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell instanceof Object[] pieces ? Inline.of(pieces) : Inline.of(cell))
        .toList();
  }

  /** Collects the rows of a table. */
  public final class TableBuilder {

    private final String caption;
    private final String alignment;
    private final List<List<Inline>> header;
    private final List<List<List<Inline>>> rows = new ArrayList<>();

    private TableBuilder(String caption, String alignment, List<List<Inline>> header) {
      this.caption = caption;
      this.alignment = alignment;
      this.header = header;
    }

    /** A row, one text or formula a cell. */
    public TableBuilder row(Object... cells) {
      rows.add(cells(cells));
      return this;
    }

    /** Ends the table. */
    public DocumentBuilder end() {
      blocks.add(new Block.Table(caption, alignment, header, rows));
      return DocumentBuilder.this;
    }
  }
}
