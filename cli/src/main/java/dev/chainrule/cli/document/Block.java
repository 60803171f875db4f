package dev.chainrule.cli.document;

import java.util.List;

/** A part of a document. */
public sealed interface Block {

  /**
   * A heading.
   *
   * @param level 1 for the title, 2 and more below
   */
  record Heading(int level, List<Inline> text) implements Block {
    /** Copies the list. */
    public Heading {
      text = List.copyOf(text);
    }
  }

  /** A paragraph. */
  record Paragraph(List<Inline> text) implements Block {
    /** Copies the list. */
    public Paragraph {
      text = List.copyOf(text);
    }
  }

  /** Formulas on lines of their own, which stand aligned at their first sign of relation. */
  record Display(List<Formula> lines) implements Block {
    /** Copies the list. */
    public Display {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A table.
   *
   * @param caption what it shows; empty for none
   * @param alignment one letter a column: l or r
   * @param header one cell a column
   * @param rows the first cell names the row
   */
  record Table(
      String caption, String alignment, List<List<Inline>> header, List<List<List<Inline>>> rows)
      implements Block {
    /** Copies the lists. */
    public Table {
      header = List.copyOf(header);
      rows = List.copyOf(rows);
    }
  }

  /** A picture of a network. */
  record Picture(NetworkPicture network) implements Block {}
}
