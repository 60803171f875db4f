package dev.chainrule.explain;

import dev.chainrule.json.JsonException;

/**
 * A written problem is not as it should be. The message says where, what was expected and what
 * came.
 */
public final class ProblemException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String path;

  ProblemException(String path, String message, Throwable cause) {
    super(message, cause);
    this.path = path;
  }

  static ProblemException of(JsonException refused) {
    String message = String.valueOf(refused.getMessage());
    return new ProblemException(
        refused.path(), message.endsWith(".") ? message : message + ".", refused);
  }

  /** The way to the value, such as {@code weights[0][1]}; empty for the problem as a whole. */
  public String path() {
    return path;
  }
}
