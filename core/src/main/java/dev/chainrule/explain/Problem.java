package dev.chainrule.explain;

import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.DoubleMatrix;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a calculation by hand begins with: a network with its numbers, one row or a few,
 * their targets, and how far and how often to step.
 *
 * {@snippet :
 * Problem problem = Problem.parse("""
 *     {"activations": ["sigmoid", "sigmoid"], "loss": "bce", "learning_rate": 0.5,
 *      "weights": [[[0.1, 0.4], [0.2, 0.5]], [[0.7, 0.8]]], "biases": [[0.3, 0.6], [0.9]],
 *      "x": [1, 2], "y": 1}""");
 * Worksheet sheet = Worksheet.of(problem.withSteps(3));
 * sheet.steps().getLast().pass().loss();
 * }
 *
 * @param name what to call it
 * @param architecture the network; it ends in raw scores where the loss owns the link
 * @param parameters θ, a single row in the order of {@link Architecture#layout()}
 * @param loss the loss of one sample
 * @param x X, m × n₀
 * @param y Y, m × n_L
 * @param sampleWeights one weight a row, or none where all weigh the same
 * @param learningRate α
 * @param steps how many steps of gradient descent
 */
public record Problem(
    String name,
    Architecture architecture,
    DoubleMatrix parameters,
    Loss loss,
    DoubleMatrix x,
    DoubleMatrix y,
    List<Double> sampleWeights,
    double learningRate,
    int steps) {

  /** α, where nothing else was said. */
  public static final double LEARNING_RATE = 0.1;

  /** Checks that everything fits together. */
  public Problem {
    sampleWeights = List.copyOf(sampleWeights);
    architecture.requireEndsFor(loss);
    requireColumns("inputs", architecture.input().size(), x.columns());
    requireColumns("targets", architecture.output().size(), y.columns());
    if (x.rows() != y.rows()) {
      throw new IllegalArgumentException(
          "There are %d rows of inputs and %d of targets.".formatted(x.rows(), y.rows()));
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The learning rate must be a positive number, got " + learningRate + ".");
    }
    if (steps < 1) {
      throw new IllegalArgumentException("There must be at least 1 step, got " + steps + ".");
    }
  }

  /** One step for one row of a network. */
  public static Problem of(Network network, Loss loss, double[] x, double[] y) {
    return of(
        network.architecture(),
        network.parameters().toDoubleArray(),
        loss,
        DoubleMatrix.of(x),
        DoubleMatrix.of(y));
  }

  /** One step for a batch of rows, with parameters in double precision. */
  public static Problem of(
      Architecture architecture, double[] parameters, Loss loss, DoubleMatrix x, DoubleMatrix y) {
    return new Problem(
        "network",
        architecture,
        DoubleMatrix.of(parameters),
        loss,
        x,
        y,
        List.of(),
        LEARNING_RATE,
        1);
  }

  /**
   * Reads a problem that was typed in: an object with {@code activations}, {@code loss}, {@code
   * weights} (a matrix a layer, row j holding the weights into unit j), {@code biases}, {@code x}
   * and {@code y}, and if wanted {@code name}, {@code sizes}, {@code sample_weights}, {@code
   * learning_rate} and {@code steps}. The last activation is the link of the loss: sigmoid for bce,
   * softmax for cce.
   *
   * @throws ProblemException if it is not JSON, something is missing or does not fit; the message
   *     names the place
   */
  public static Problem parse(String json) {
    try {
      return ProblemReader.read(new Located("", Json.parse(json)));
    } catch (JsonException refused) {
      throw ProblemException.of(refused);
    }
  }

  /** The same problem under another name. */
  public Problem withName(String other) {
    return new Problem(
        other, architecture, parameters, loss, x, y, sampleWeights, learningRate, steps);
  }

  /** The same problem with another α. */
  public Problem withLearningRate(double other) {
    return new Problem(name, architecture, parameters, loss, x, y, sampleWeights, other, steps);
  }

  /** The same problem with another number of steps. */
  public Problem withSteps(int other) {
    return new Problem(
        name, architecture, parameters, loss, x, y, sampleWeights, learningRate, other);
  }

  /** m, how many rows there are. */
  public int rows() {
    return x.rows();
  }

  /** ℒ as a function of the scores: the weighted mean over the rows. */
  public BatchLoss objective() {
    return BatchLoss.of(
        loss,
        y,
        sampleWeights.isEmpty()
            ? null
            : sampleWeights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The activation of layer l as textbooks name it: that of the layer, or the link that the loss
   * owns in the last one.
   */
  public String activationName(int layer) {
    if (layer == architecture.layers().size() && loss.link() != Loss.Link.IDENTITY) {
      return loss.link().name().toLowerCase(Locale.ROOT);
    }
    return architecture.layers().get(layer - 1).activation().label();
  }

  private static void requireColumns(String what, int expected, int got) {
    if (expected != got) {
      throw new IllegalArgumentException(
          "The network has %d %s a row, got %d.".formatted(expected, what, got));
    }
  }
}
