package dev.chainrule.cli.document;

import java.util.ArrayList;
import java.util.List;

/** A piece of a sentence. */
public sealed interface Inline {

  /** Words. */
  record Words(String text) implements Inline {}

  /** A formula in the running text. */
  record Maths(Formula formula) implements Inline {}

  /** Something to type. */
  record Code(String text) implements Inline {}

  /** Something to type. */
  static Inline code(String text) {
    return new Code(text);
  }

  /** A sentence out of texts and formulas. */
  static List<Inline> of(Object... pieces) {
    List<Inline> sentence = new ArrayList<>();
    for (Object piece : pieces) {
      sentence.add(
          switch (piece) {
            case Inline inline -> inline;
            case Formula formula -> new Maths(formula);
            default -> new Words(piece.toString());
          });
    }
    return sentence;
  }
}
