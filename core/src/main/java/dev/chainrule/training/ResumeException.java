package dev.chainrule.training;

/** A checkpoint belongs to another training than the one that is to go on. */
public final class ResumeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ResumeException(String message) {
    super(message);
  }
}
