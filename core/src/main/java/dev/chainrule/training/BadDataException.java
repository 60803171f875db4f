package dev.chainrule.training;

/**
 * A number of the data is not finite, so that nothing can be learnt from its row. It is no
 * divergence: another learning rate would not help.
 */
public final class BadDataException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int row;
  private final int column;

  BadDataException(int row, String what, int column, float value, String which) {
    super(
        "%s row %d has %s as %s %d: every number must be finite. Correct the row or leave it out."
            .formatted(
                which.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + which.substring(1),
                row,
                value,
                what,
                column));
    this.row = row;
    this.column = column;
  }

  /** The row of the data set, counted from 1. */
  public int row() {
    return row;
  }

  /** The input or target, counted from 1. */
  public int column() {
    return column;
  }
}
