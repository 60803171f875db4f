package dev.chainrule.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of plain text. Columns stand two spaces apart; a column named with {@code right} is flush
 * right, as numbers are read best. There are no rules and no boxes.
 */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] right;

  private TextTable(boolean[] right) {
    this.right = right;
  }

  /**
   * An empty table.
   *
   * @param alignment one letter a column: {@code l} for flush left, {@code r} for flush right
   */
  public static TextTable aligned(String alignment) {
    boolean[] right = new boolean[alignment.length()];
    for (int i = 0; i < right.length; i++) {
      right[i] =
          switch (alignment.charAt(i)) {
            case 'l' -> false;
            case 'r' -> true;
            default ->
                throw new IllegalArgumentException(
                    "An alignment is made of the letters l and r, got '" + alignment + "'.");
          };
    }
    return new TextTable(right);
  }

  /** Adds a row below; line breaks and other control characters in a cell become spaces. */
  public TextTable row(Object... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "The table has %d columns, got a row of %d cells.".formatted(right.length, cells.length));
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell).replaceAll("\\p{Cntrl}+", " "));
    }
    rows.add(row);
    return this;
  }

  /** The rows as lines without trailing spaces, parted by {@code \n}; no line break at the end. */
  @Override
  public String toString() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String padding = " ".repeat(widths[i] - width(cell));
        line.append(i == 0 ? "" : "  ").append(right[i] ? padding + cell : cell + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
