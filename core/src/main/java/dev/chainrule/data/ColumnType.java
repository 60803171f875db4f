package dev.chainrule.data;

/** What the cells of a column are. */
public enum ColumnType {
  /** Numbers. */
  NUMBER,
  /** Labels of a limited set. */
  CATEGORY,
  /** Two labels that say yes and no. */
  BOOLEAN,
  /** ISO dates or date-times. */
  DATE,
  /** Free text or identifiers: left out of training. */
  TEXT,
  /** A block of equally scaled numbers, such as an image. */
  PIXELS
}
