package dev.chainrule.optimizer;

/** Checks of constants; each complaint says what was expected and what came. */
final class Require {

  private Require() {}

  static void decay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " must be at least 0 and below 1, got " + value + ".");
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be a positive number, got " + value + ".");
    }
  }

  static void fromZero(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " must be a number of at least 0, got " + value + ".");
    }
  }

  static void share(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be above 0 and below 1, got " + value + ".");
    }
  }

  static void counted(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value + ".");
    }
  }
}
