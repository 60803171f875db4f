package dev.chainrule.training;

import java.util.Locale;

/**
 * How much a training looks at inside its layers. The parameters are the same whatever is looked
 * at.
 */
public enum Diagnose {
  /** Nothing. */
  OFF,
  /**
   * Troubles, at the ends of so many epochs that it takes about a fiftieth of the time, if somebody
   * listens.
   */
  HINTS,
  /** Troubles and the figures of every layer, at the end of every epoch. */
  FIGURES;

  /** The constant of that name, in small letters. */
  public static Diagnose of(String name) {
    for (Diagnose value : values()) {
      if (value.label().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw new IllegalArgumentException("Expected off, hints or figures, got '%s'.".formatted(name));
  }

  /** The name that {@link #of} reads. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
