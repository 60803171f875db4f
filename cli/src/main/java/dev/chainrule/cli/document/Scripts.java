package dev.chainrule.cli.document;

import java.util.List;

/** Characters that Unicode has raised or lowered. */
final class Scripts {

  private static final String PLAIN_ABOVE = "0123456789+-−()lLijkT,";
  private static final String ABOVE = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ˡᴸⁱʲᵏᵀ,";
  private static final String PLAIN_BELOW = "0123456789ijklm,";
  private static final String BELOW = "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘ,";

  private Scripts() {}

  /** Raised; empty if a character cannot be. */
  static String above(String text) {
    return moved(text, PLAIN_ABOVE, ABOVE);
  }

  /** Indices, with commas between them where one is longer than a character. */
  static String below(List<String> indices) {
    return moved(joined(indices), PLAIN_BELOW, BELOW);
  }

  /** Indices as they are read: jk, but 1,12. */
  static String joined(List<String> indices) {
    boolean short1 = indices.stream().allMatch(index -> index.length() == 1);
    return String.join(short1 ? "" : ",", indices);
  }

  private static String moved(String text, String from, String to) {
    StringBuilder moved = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int at = from.indexOf(text.charAt(i));
      if (at < 0) {
        return "";
      }
      moved.append(to.charAt(at));
    }
    return moved.toString();
  }
}
