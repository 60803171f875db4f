package dev.chainrule.explain;

import dev.chainrule.data.Encoder;
import dev.chainrule.data.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one column of the data has to do with an answer: the sum over the inputs that it becomes,
 * such as one a category, or the number and the indicator that it is missing.
 *
 * @param column its name
 * @param share the sum of the shares of its inputs, in the units of F
 * @param perUnit for the gradient, and for a column of numbers: ∂F by one unit of the column, as
 *     opposed to one standard deviation, which is one unit of the input
 * @param inputs the inputs, by name
 */
public record ColumnShare(
    String column, double share, OptionalDouble perUnit, List<InputShare> inputs) {

  /**
   * One input of the network.
   *
   * @param name such as "age" or "sex=male"
   * @param value xₖ, as the network gets it
   * @param share what is attributed to it
   */
  public record InputShare(String name, double value, double share) {}

  /** Copies the list. */
  public ColumnShare {
    inputs = List.copyOf(inputs);
  }

  /** The columns of a preparation, in its order. */
  public static List<ColumnShare> of(Preparation preparation, Attribution attribution) {
    if (preparation.inputs() != attribution.shares().size()) {
      throw new IllegalArgumentException(
          "The preparation gives %d inputs, the attribution is of %d."
              .formatted(preparation.inputs(), attribution.shares().size()));
    }
    List<ColumnShare> columns = new ArrayList<>();
    int at = 0;
    for (Encoder encoder : preparation.encoders()) {
      List<InputShare> inputs = new ArrayList<>();
      double sum = 0;
      for (String name : encoder.names()) {
        double share = attribution.shares().get(at);
        inputs.add(new InputShare(name, attribution.inputs().get(at), share));
        sum += share;
        at++;
      }
      columns.add(
          new ColumnShare(
              encoder.column(), sum, perUnit(attribution.method(), encoder, inputs), inputs));
    }
    return List.copyOf(columns);
  }

  private static OptionalDouble perUnit(
      Attribution.Method method, Encoder encoder, List<InputShare> inputs) {
    return method == Attribution.Method.GRADIENT && encoder instanceof Encoder.Standardize number
        ? OptionalDouble.of(inputs.getFirst().share() / number.deviation())
        : OptionalDouble.empty();
  }
}
