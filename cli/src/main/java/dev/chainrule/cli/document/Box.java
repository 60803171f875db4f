package dev.chainrule.cli.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of text of several lines, which stands beside others on its middle line.
 *
 * @param lines all of one width
 * @param middle the index of the line that stands on the line of the text
 */
record Box(List<String> lines, int middle) {

  static Box of(String line) {
    return new Box(List.of(line), 0);
  }

  int width() {
    return width(lines.getFirst());
  }

  /** Boxes from left to right. */
  static Box beside(List<Box> boxes) {
    int above = boxes.stream().mapToInt(Box::middle).max().orElse(0);
    int below = boxes.stream().mapToInt(box -> box.lines.size() - box.middle).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < above + below; line++) {
      StringBuilder text = new StringBuilder();
      for (Box box : boxes) {
        int own = line - above + box.middle;
        text.append(
            own >= 0 && own < box.lines.size() ? box.lines.get(own) : " ".repeat(box.width()));
      }
      lines.add(text.toString());
    }
    return new Box(lines, above);
  }

  static Box beside(Box... boxes) {
    return beside(List.of(boxes));
  }

  /** Rows of cells, flush right, two spaces apart, in square brackets. */
  static Box matrix(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int k = 0; k < columns; k++) {
        widths[k] = Math.max(widths[k], width(row.get(k)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (int j = 0; j < rows.size(); j++) {
      StringBuilder line = new StringBuilder();
      for (int k = 0; k < columns; k++) {
        String cell = rows.get(j).get(k);
        line.append(k == 0 ? "" : "  ").append(" ".repeat(widths[k] - width(cell))).append(cell);
      }
      lines.add(bracket(j, rows.size(), "[⎡⎢⎣") + line + bracket(j, rows.size(), "]⎤⎥⎦"));
    }
    return new Box(lines, (rows.size() - 1) / 2);
  }

  /** A brace with lines behind it. */
  static Box cases(List<String> cases) {
    int width = cases.stream().mapToInt(Box::width).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int j = 0; j < cases.size(); j++) {
      String line = cases.get(j);
      String brace = cases.size() == 1 ? "{" : j == 0 ? "⎧" : j == cases.size() - 1 ? "⎩" : "⎨";
      lines.add(brace + " " + line + " ".repeat(width - width(line)));
    }
    return new Box(lines, (cases.size() - 1) / 2);
  }

  private static String bracket(int row, int rows, String pieces) {
    int piece = rows == 1 ? 0 : row == 0 ? 1 : row == rows - 1 ? 3 : 2;
    return pieces.substring(piece, piece + 1);
  }

  static int width(String text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }
}
