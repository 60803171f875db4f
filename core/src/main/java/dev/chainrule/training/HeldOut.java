package dev.chainrule.training;

import dev.chainrule.data.Split;
import dev.chainrule.data.Table;
import java.util.stream.IntStream;

/** Where the rows come from that a plan does not learn from. */
sealed interface HeldOut {

  /**
   * A share of some rows of the table, which are all that the plan knows.
   *
   * @param rows ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
  record Share(int[] rows) implements HeldOut {}

  /**
   * Rows of the table that are named.
   *
   * @param split which rows train and which are held out
   */
  record Given(Split split) implements HeldOut {}

  /**
   * A table of their own; the plan learns from all rows of the first.
   *
   * @param table all its rows are held out
   */
  record Rows(Table table) implements HeldOut {}

  /** The rows of the table that the plan knows, ascending. */
  default int[] known(Table table) {
    return switch (this) {
      case Share(int[] rows) -> rows;
      case Given(Split split) ->
          IntStream.concat(IntStream.of(split.training()), IntStream.of(split.validation()))
              .sorted()
              .toArray();
      case Rows _ -> table.allRows();
    };
  }
}
