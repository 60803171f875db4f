package dev.chainrule.cli;

/** A command cannot do what was asked. The message says what is wrong and what to do. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
