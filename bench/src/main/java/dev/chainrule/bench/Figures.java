package dev.chainrule.bench;

import dev.chainrule.cli.text.Numbers;

/** Measured numbers as the tables write them. */
final class Figures {

  private Figures() {}

  /** Three digits, and thousands apart. */
  static String of(double value) {
    return Math.abs(value) >= 100
        ? Numbers.count(Math.round(value))
        : Numbers.significant(value, 3);
  }

  /** A ratio, or nothing where there is none. */
  static String ratio(double value) {
    return Double.isFinite(value) ? of(value) + " ×" : "";
  }
}
