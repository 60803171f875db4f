package dev.chainrule.cli.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints a document as an article in LaTeX, which needs amsmath and nothing else. */
public final class LatexPrinter {

  private static final int WIDTH = 84;
  private static final Pattern MATRIX =
      Pattern.compile("\\\\begin\\{bmatrix} (.*?) \\\\end\\{bmatrix}");

  private final LatexFormulas formulas;

  private LatexPrinter(Digits digits) {
    this.formulas = new LatexFormulas(digits);
  }

  /** The document as a file for pdflatex. */
  public static String print(Document document, Digits digits) {
    LatexPrinter printer = new LatexPrinter(digits);
    List<String> parts = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (!(block instanceof Block.Picture)) {
        parts.add(printer.block(block));
      }
    }
    String body = String.join("\n\n", parts);
    return preamble().replace("COLUMNS", Integer.toString(widestMatrix(body)))
        + "\n\n"
        + body
        + "\n\n\\end{document}\n";
  }

  /** How many columns matrices have at most: amsmath is slow where it is allowed more. */
  private static int widestMatrix(String body) {
    return MATRIX
        .matcher(body)
        .results()
        .flatMap(matrix -> Arrays.stream(matrix.group(1).split(" \\\\\\\\ ", -1)))
        .mapToInt(row -> row.split(" & ", -1).length)
        .max()
        .orElse(1);
  }

  /** As many columns as needed fit into a matrix, long formulas may go on on the next page. */
  private static String preamble() {
    return """
    \\documentclass[10pt,a4paper,fleqn]{article}
    \\usepackage[utf8]{inputenc}
    \\usepackage{amsmath}
    \\setcounter{MaxMatrixCols}{COLUMNS}
    \\setcounter{secnumdepth}{0}
    \\allowdisplaybreaks
    \\setlength{\\hoffset}{-1in}
    \\setlength{\\oddsidemargin}{2.2cm}
    \\setlength{\\textwidth}{16.6cm}
    \\setlength{\\topmargin}{-1cm}
    \\setlength{\\textheight}{24cm}
    \\setlength{\\parindent}{0pt}
    \\setlength{\\parskip}{0.6em}
    \\AtBeginDocument{%
      \\setlength{\\abovedisplayskip}{0.3em}%
      \\setlength{\\belowdisplayskip}{0.3em}}
    \\begin{document}\
    """;
  }

  private String block(Block block) {
    return switch (block) {
      case Block.Heading(int level, List<Inline> text) -> heading(level, sentence(text));
      case Block.Paragraph(List<Inline> text) -> sentence(text);
      case Block.Display(List<Formula> lines) ->
          "\\begin{align*}\n" + formulas.aligned(lines, WIDTH) + "\n\\end{align*}";
      case Block.Table table -> table(table);
      case Block.Picture _ -> "";
    };
  }

  private static String heading(int level, String text) {
    return switch (level) {
      case 1 -> "\\begin{center}\\Large " + text + "\\end{center}";
      case 2 -> "\\section{" + text + "}";
      case 3 -> "\\subsection{" + text + "}";
      default -> "\\subsubsection{" + text + "}";
    };
  }

  private String sentence(List<Inline> text) {
    StringBuilder sentence = new StringBuilder();
    for (Inline piece : text) {
      sentence.append(
          switch (piece) {
            case Inline.Words(String words) -> Latex.escaped(words);
            case Inline.Maths(Formula formula) -> "$" + formulas.of(formula) + "$";
            case Inline.Code(String code) ->
                "\\texttt{" + Latex.escaped(code).replace("--", "-{}-") + "}";
          });
    }
    return sentence.toString();
  }

  /** Rows are parted by rules of their own, so that a long table may break between pages. */
  private String table(Block.Table table) {
    String caption = table.caption().isEmpty() ? "" : Latex.escaped(table.caption()) + "\n\n";
    List<String> parts = new ArrayList<>();
    int rowsAPage = 40;
    for (int from = 0; from == 0 || from < table.rows().size(); from += rowsAPage) {
      int to = Math.min(table.rows().size(), from + rowsAPage);
      parts.add(
          "\\begin{tabular}{@{}"
              + columns(table)
              + "@{}}\n\\hline\n"
              + row(table.header())
              + "\\hline\n"
              + table.rows().subList(from, to).stream().map(this::row).collect(Collectors.joining())
              + "\\hline\n\\end{tabular}");
    }
    return caption + String.join("\n\n", parts);
  }

  /** A column with long sentences in it gets a fixed width. */
  private static String columns(Block.Table table) {
    StringBuilder columns = new StringBuilder();
    for (int column = 0; column < table.alignment().length(); column++) {
      int at = column;
      boolean wordy =
          table.rows().stream().anyMatch(row -> at < row.size() && length(row.get(at)) > 40);
      columns.append(wordy ? "p{3.8cm}" : String.valueOf(table.alignment().charAt(column)));
    }
    return columns.toString();
  }

  private static int length(List<Inline> cell) {
    return cell.stream()
        .mapToInt(piece -> piece instanceof Inline.Words(String text) ? text.length() : 8)
        .sum();
  }

  private String row(List<List<Inline>> cells) {
    return cells.stream().map(this::sentence).collect(Collectors.joining(" & ")) + " \\\\\n";
  }
}
