package dev.chainrule.data;

/**
 * Which rows train and which are held out, both ascending.
 *
 * @param training the rows to learn from
 * @param validation the rows to judge by
 */
public record Split(int[] training, int[] validation) {

  /** A random share of all rows is held out. */
  public static Split random(int rows, double fraction, long seed) {
    throw new UnsupportedOperationException("soon");
  }

  /** The same share of every class is held out. */
  public static Split stratified(int[] classes, double fraction, long seed) {
    throw new UnsupportedOperationException("soon");
  }
}
