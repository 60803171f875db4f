package dev.chainrule.cli.report;

import dev.chainrule.explain.Attribution;
import dev.chainrule.explain.ColumnShare.InputShare;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Everything that the page of one attribution says.
 *
 * @param model the file of the model
 * @param data the file of the row
 * @param row which row, from 1
 * @param attribution the answer, its baseline and the shares of the inputs
 * @param method how they were computed
 * @param lines one a column
 */
public record AttributionReport(
    String model, String data, int row, Attribution attribution, String method, List<Line> lines) {

  /**
   * One column.
   *
   * @param column its name
   * @param cell what stands in it
   * @param share what is attributed to it
   * @param perUnit for the gradient of numbers, by one unit of the column
   * @param inputs the inputs that it becomes
   */
  public record Line(
      String column, String cell, double share, OptionalDouble perUnit, List<InputShare> inputs) {

    /** Copies the list. */
    public Line {
      inputs = List.copyOf(inputs);
    }
  }

  /** Copies the list. */
  public AttributionReport {
    lines = List.copyOf(lines);
  }
}
