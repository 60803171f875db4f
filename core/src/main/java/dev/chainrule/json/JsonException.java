package dev.chainrule.json;

/**
 * A text is not the JSON that was expected. The message says where, what was expected and what
 * came.
 */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An error with its message. */
  public JsonException(String message) {
    super(message);
  }
}
