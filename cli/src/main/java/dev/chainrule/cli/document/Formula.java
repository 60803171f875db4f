package dev.chainrule.cli.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A formula, as a tree. How it looks, brackets included, is the affair of the printers. */
public sealed interface Formula {

  /** What stands between factors. */
  enum Times {
    /** Nothing: Wx. */
    NONE,
    /** A dot: 0.5·0.3. */
    DOT,
    /** Element by element: ⊙. */
    HADAMARD
  }

  /** A number, with all its digits. */
  record Numeral(double value) implements Formula {}

  /**
   * A letter, such as z⁽¹⁾₂.
   *
   * @param letter {@code z}, {@code δ}, {@code ŷ}, {@code ℒ} …
   * @param layer what stands in brackets above: a number, {@code l}, {@code l+1}; empty for nothing
   * @param indices what stands below; empty for nothing
   */
  record Symbol(String letter, String layer, List<String> indices) implements Formula {
    /** Copies the list. */
    public Symbol {
      indices = List.copyOf(indices);
    }
  }

  /** Words, upright. */
  record Words(String text) implements Formula {}

  /**
   * What is left out: ⋯.
   *
   * @param below whether it is left out below and not on the right: ⋮
   */
  record Dots(boolean below) implements Formula {}

  /** a + b − c. */
  record Sum(List<Formula> terms) implements Formula {
    /** Copies the list. */
    public Sum {
      terms = List.copyOf(terms);
    }
  }

  /** −a. */
  record Negative(Formula of) implements Formula {}

  /** a·b. */
  record Product(Times times, List<Formula> factors) implements Formula {
    /** Copies the list. */
    public Product {
      factors = List.copyOf(factors);
    }
  }

  /** a/b. */
  record Fraction(Formula above, Formula below) implements Formula {}

  /** aᵇ. */
  record Power(Formula base, Formula exponent) implements Formula {}

  /** Aᵀ. */
  record Transposed(Formula of) implements Formula {}

  /** f(a, b). */
  record Call(Formula function, List<Formula> arguments) implements Formula {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** |a|. */
  record Absolute(Formula of) implements Formula {}

  /** √a. */
  record Root(Formula of) implements Formula {}

  /** Σ over an index. */
  record Total(String index, Formula of) implements Formula {}

  /** Rows of entries in square brackets; a vector is a matrix of one column. */
  record Matrix(List<List<Formula>> rows) implements Formula {
    /** Copies the rows. */
    public Matrix {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** One value or another. */
  record Cases(List<Case> cases) implements Formula {
    /** Copies the list. */
    public Cases {
      cases = List.copyOf(cases);
    }
  }

  /** A value and when it holds. */
  record Case(Formula value, Formula condition) {}

  /**
   * a = b = c, or another relation.
   *
   * @param sign {@code =}, {@code ←}, {@code >}, {@code ≤}
   */
  record Relation(String sign, List<Formula> sides) implements Formula {
    /** Copies the list. */
    public Relation {
      sides = List.copyOf(sides);
    }
  }

  // ---------------------------------------------------------------- factories

  /** A number. */
  static Formula number(double value) {
    return new Numeral(value);
  }

  /** A letter alone. */
  static Formula symbol(String letter) {
    return new Symbol(letter, "", List.of());
  }

  /** A letter with a layer above. */
  static Formula symbol(String letter, String layer) {
    return new Symbol(letter, layer, List.of());
  }

  /** A letter with a layer above, which is empty for none, and indices below. */
  static Formula symbol(String letter, String layer, int... indices) {
    return new Symbol(
        letter,
        layer,
        Arrays.stream(indices).mapToObj(i -> String.format(Locale.ROOT, "%d", i)).toList());
  }

  /** Words. */
  static Formula words(String text) {
    return new Words(text);
  }

  /** a + b. */
  static Formula sum(Formula... terms) {
    return sum(Arrays.asList(terms));
  }

  /** a + b; a single term stays as it is. */
  static Formula sum(List<Formula> terms) {
    return terms.size() == 1 ? terms.getFirst() : new Sum(terms);
  }

  /** a − b. */
  static Formula minus(Formula a, Formula b) {
    return new Sum(List.of(a, new Negative(b)));
  }

  /** −a. */
  static Formula negative(Formula of) {
    return new Negative(of);
  }

  /** a·b. */
  static Formula dot(Formula... factors) {
    return new Product(Times.DOT, Arrays.asList(factors));
  }

  /** ab. */
  static Formula times(Formula... factors) {
    return new Product(Times.NONE, Arrays.asList(factors));
  }

  /** a ⊙ b. */
  static Formula hadamard(Formula... factors) {
    return new Product(Times.HADAMARD, Arrays.asList(factors));
  }

  /** a/b. */
  static Formula over(Formula above, Formula below) {
    return new Fraction(above, below);
  }

  /** ∂a/∂b. */
  static Formula partial(Formula above, Formula below) {
    return new Fraction(times(symbol("∂"), above), times(symbol("∂"), below));
  }

  /** eᵃ. */
  static Formula exp(Formula exponent) {
    return new Power(symbol("e"), exponent);
  }

  /** a². */
  static Formula square(Formula of) {
    return new Power(of, number(2));
  }

  /** f(a), for a function of that name. */
  static Formula call(String function, Formula... arguments) {
    return new Call(symbol(function), Arrays.asList(arguments));
  }

  /** Aᵀ. */
  static Formula transposed(Formula of) {
    return new Transposed(of);
  }

  /** a = b = c. */
  static Formula equal(Formula... sides) {
    return new Relation("=", Arrays.asList(sides));
  }

  /** a = b = c. */
  static Formula equal(List<Formula> sides) {
    return new Relation("=", sides);
  }

  /** a ← b. */
  static Formula becomes(Formula... sides) {
    return new Relation("←", Arrays.asList(sides));
  }

  /** Any other relation. */
  static Formula relation(Formula left, String sign, Formula right) {
    return new Relation(sign, List.of(left, right));
  }

  /** A column of entries. */
  static Formula column(List<Formula> entries) {
    return new Matrix(entries.stream().map(List::of).toList());
  }
}
