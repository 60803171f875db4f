package dev.chainrule.data;

import java.util.List;
import java.util.Map;

/**
 * How rows of a table become inputs and targets of a network, with the statistics of the training rows in it. It travels with the model.
 *
 * @param encoders one an input column
 * @param target what the outputs mean
 */
public record Preparation(List<Encoder> encoders, TargetEncoding target) {

  /** Checks that there are inputs. */
  public Preparation {
    encoders = List.copyOf(encoders);
  }

  /** Takes the statistics from the given rows and from no other. */
  public static Preparation fit(Table table, Schema schema, int[] trainingRows) {
    throw new UnsupportedOperationException("soon");
  }

  /** How many inputs n₀ the network needs. */
  public int inputs() {
    return encoders.stream().mapToInt(Encoder::width).sum();
  }

  /** The names of the inputs, such as "age", "age is missing", "sex=male". */
  public List<String> inputNames() {
    return encoders.stream().flatMap(encoder -> encoder.names().stream()).toList();
  }

  /** The given rows with inputs and targets, in that order. */
  public Dataset dataset(Table table, int[] rows) {
    throw new UnsupportedOperationException("soon");
  }

  /** All rows, without targets. */
  public Dataset inputs(Table table) {
    throw new UnsupportedOperationException("soon");
  }

  /** Writes the inputs of one row, given by column name, into {@code to}. */
  public void encode(Map<String, ?> row, float[] to) {
    throw new UnsupportedOperationException("soon");
  }

  /** The true classes of the given rows. */
  public int[] classIndices(Table table, int[] rows) {
    throw new UnsupportedOperationException("soon");
  }

  /** The true amounts of the given rows. */
  public double[] amounts(Table table, int[] rows) {
    throw new UnsupportedOperationException("soon");
  }
}
