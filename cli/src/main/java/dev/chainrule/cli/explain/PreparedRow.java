package dev.chainrule.cli.explain;

import java.util.List;

/**
 * How a row of a file became x and y.
 *
 * @param source the file and the row, such as {@code penguins.csv, row 3}
 * @param cells one an input column
 * @param target what the network is to predict
 */
public record PreparedRow(String source, List<Cell> cells, Target target) {

  /** Copies the list. */
  public PreparedRow {
    cells = List.copyOf(cells);
  }

  /**
   * One cell and what became of it.
   *
   * @param column the name of the column
   * @param value as in the file
   * @param preparation how it is encoded
   * @param first the index of the first input that it became, from 0
   * @param inputs what the inputs are called and their values
   */
  public record Cell(
      String column, String value, String preparation, int first, List<Input> inputs) {
    /** Copies the list. */
    public Cell {
      inputs = List.copyOf(inputs);
    }
  }

  /** One input of the network. */
  public record Input(String name, double value) {}

  /**
   * The target.
   *
   * @param column the name of the column
   * @param value as in the file
   * @param encoding what it became, in words
   * @param outputs what the outputs are called
   */
  public record Target(String column, String value, String encoding, List<String> outputs) {
    /** Copies the list. */
    public Target {
      outputs = List.copyOf(outputs);
    }
  }
}
