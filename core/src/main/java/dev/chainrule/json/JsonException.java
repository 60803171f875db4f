package dev.chainrule.json;

/**
 * A text is not the JSON that was expected. The message says where, what was expected and what
 * came.
 */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String path;

  /** An error with its message. */
  public JsonException(String message) {
    this("", message);
  }

  /** An error of one value: {@code path: problem}. */
  public JsonException(String path, String problem) {
    super(path.isEmpty() ? problem : path + ": " + problem);
    this.path = path;
  }

  /** The way to the value, as {@link Located#path}; empty for the text as a whole. */
  public String path() {
    return path;
  }
}
