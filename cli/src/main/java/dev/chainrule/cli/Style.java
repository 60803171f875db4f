package dev.chainrule.cli;

/**
 * Emphasis on a terminal. It never carries meaning of its own.
 *
 * @param colors whether there is any
 */
record Style(boolean colors) {

  /** A heading. */
  String heading(String text) {
    return wrapped("1", text);
  }

  /** A result that should be seen first. */
  String strong(String text) {
    return wrapped("1", text);
  }

  /** An aside. */
  String quiet(String text) {
    return wrapped("2", text);
  }

  private String wrapped(String code, String text) {
    return colors && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
