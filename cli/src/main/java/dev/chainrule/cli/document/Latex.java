package dev.chainrule.cli.document;

/** Plain words in LaTeX. */
final class Latex {

  private Latex() {}

  /** The text, where nothing of LaTeX is meant; letters that pdfTeX lacks are written out. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> escaped.append(escaped(c)));
    return escaped.toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\\' -> "\\textbackslash{}";
      case '{', '}', '$', '%', '&', '#', '_' -> "\\" + Character.toString(c);
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '<' -> "\\textless{}";
      case '>' -> "\\textgreater{}";
      case '|' -> "\\textbar{}";
      case '"' -> "''";
      case '−' -> "$-$";
      case '·' -> "$\\cdot$";
      case '×' -> "$\\times$";
      case '→' -> "$\\to$";
      case '⋯', '…' -> "\\dots{}";
      case 'ŷ' -> "$\\hat y$";
      case 'δ' -> "$\\delta$";
      case 'α' -> "$\\alpha$";
      case 'ε' -> "$\\varepsilon$";
      case 'ℒ' -> "$\\mathcal{L}$";
      case 'ℓ' -> "$\\ell$";
      case 'Σ' -> "$\\Sigma$";
      case '∞' -> "$\\infty$";
      case '\u00a0' -> "~";
      default -> isKnown(c) ? Character.toString(c) : "?";
    };
  }

  /** ASCII, and the Latin letters that inputenc knows. */
  private static boolean isKnown(int c) {
    return (c >= 0x20 && c < 0x7f) || (c >= 0xc0 && c <= 0x17f && Character.isLetter(c));
  }
}
