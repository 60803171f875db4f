package dev.chainrule.data;

import java.util.function.Consumer;

/**
 * A table of which not all rows are in memory: an even sample of them is, and all of them can be
 * had piece by piece. What is decided before a training, such as the preparation, is decided by the
 * sample.
 */
public interface LargeTable {

  /** How many rows there are. */
  int rows();

  /**
   * Some of the rows, in their order; all of them if they are few. Each label of a target is that
   * of a row at least.
   */
  Table sample();

  /** The numbers of the rows of the sample among all rows, ascending, counted from 0. */
  int[] sampled();

  /** What the rows are, as a text that differs where they differ: a hash of the file. */
  String identity();

  /**
   * Passes all rows in their order, in pieces that are small in memory.
   *
   * @param schema the columns to pass; the pieces also have a column that is no input but says
   *     something about the rows, if the sample has it
   */
  void forEachPiece(Schema schema, Consumer<Table> piece);
}
