package dev.chainrule.cli.report;

import java.util.List;

/**
 * What a command found out, for a page: a heading, a summary, then plots and tables in order.
 *
 * @param kicker what kind of page it is
 * @param heading what it is about
 * @param summary what was found, in a sentence or two
 * @param parts plots and tables
 * @param facts names and values at the end, such as the command that gives the same again
 */
public record ResultReport(
    String kicker, String heading, String summary, List<Part> parts, List<Fact> facts) {

  /** A plot or a table. */
  public sealed interface Part {

    /**
     * A plot.
     *
     * @param drawing what is drawn
     * @param caption what is to be seen
     */
    record Figure(Drawing drawing, String caption) implements Part {}

    /**
     * A table.
     *
     * @param caption what it shows
     * @param alignment one letter a column, {@code r} for numbers, else {@code l}
     * @param header the names of the columns
     * @param rows the cells
     */
    record Rows(String caption, String alignment, List<String> header, List<List<String>> rows)
        implements Part {}

    /**
     * A heading above what follows.
     *
     * @param text the heading
     */
    record Section(String text) implements Part {}
  }

  /**
   * A fact.
   *
   * @param name what
   * @param value a hash, a file, a command; empty facts are left out
   */
  public record Fact(String name, String value) {}
}
