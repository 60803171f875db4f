package dev.chainrule.data;

/** Target columns were chosen that one network cannot learn together. */
public final class MixedTargetsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** With a message for users. */
  public MixedTargetsException(String message) {
    super(message);
  }
}
