package dev.chainrule.tables;

import java.nio.file.Path;

/**
 * A file cannot be used as a table. The message names the place, what was expected, what is there
 * and what to do.
 */
public final class TableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TableException(String message) {
    super(message);
  }

  TableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** About a whole file. */
  static TableException at(Path path, String problem) {
    return new TableException(path + ": " + problem);
  }

  /** About one line, counted from 1. */
  static TableException at(Path path, long line, String problem) {
    return new TableException(path + ":" + line + ": " + problem);
  }
}
