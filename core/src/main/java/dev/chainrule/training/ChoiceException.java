package dev.chainrule.training;

/** Choices that do not go together, or that do not suit the table. The message says what does. */
public final class ChoiceException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** With what does not suit, and what to do. */
  public ChoiceException(String message) {
    super(message);
  }
}
