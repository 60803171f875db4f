package dev.chainrule.cli.document;

/** How tightly the parts of a formula hold together, from loosely to tightly. */
enum Rank {
  RELATION,
  SUM,
  PRODUCT,
  ATOM;

  /** How tightly a factor must hold together to stand in a product without brackets. */
  static Rank ofFactor(Formula.Times times, Formula factor, boolean last) {
    boolean sumGoesOn = factor instanceof Formula.Total && !last;
    boolean products = times == Formula.Times.HADAMARD && factor instanceof Formula.Product;
    return sumGoesOn || products ? ATOM : PRODUCT;
  }

  static Rank of(Formula formula) {
    return switch (formula) {
      case Formula.Relation _ -> RELATION;
      case Formula.Sum _ -> SUM;
      case Formula.Negative _, Formula.Product _, Formula.Total _, Formula.Fraction _ -> PRODUCT;
      case Formula.Numeral _,
          Formula.Symbol _,
          Formula.Words _,
          Formula.Dots _,
          Formula.Power _,
          Formula.Transposed _,
          Formula.Call _,
          Formula.Absolute _,
          Formula.Root _,
          Formula.Matrix _,
          Formula.Cases _ ->
          ATOM;
    };
  }

  /**
   * Whether a number has a minus in front, or a power of ten behind where only an atom may stand.
   */
  static boolean isSigned(Formula formula, Rank least, Digits digits) {
    return formula instanceof Formula.Numeral(double value)
        && (value < 0 || (least == ATOM && digits.show(value).exponent() != 0));
  }
}
