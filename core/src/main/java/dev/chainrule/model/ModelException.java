package dev.chainrule.model;

/**
 * A model file cannot be read or written, or a model does not fit what is asked of it. The message
 * says where, why and what to do.
 */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An error with its message. */
  public ModelException(String message) {
    super(message);
  }

  /** An error with its message and what lay behind it. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
