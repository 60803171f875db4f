package dev.chainrule.explain;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.Activations;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ForwardPass;
import dev.chainrule.reference.LayerForward;
import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.ParameterLayout.Slice;
import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A problem to be worked out by hand, with small random numbers: weights and biases are tenths,
 * inputs whole numbers, and no unit is so far out that nothing would be left of its gradient.
 *
 * {@snippet :
 * Problem problem = new Exercise(List.of(2, 2, 1), List.of(Activation.sigmoid()), Loss.sigmoidCrossEntropy(), 7).problem();
 * }
 *
 * @param sizes n₀, n₁ … n_L
 * @param activations those of the layers 1 … L, the last being identity where the loss owns the
 *     link
 * @param loss the loss
 * @param seed what the numbers derive from: one seed, one exercise
 */
public record Exercise(List<Integer> sizes, List<Activation> activations, Loss loss, long seed) {

  private static final int ATTEMPTS = 2000;

  /** Beyond this a sigmoid is flat and e^z awkward. */
  private static final double FURTHEST = 2.5;

  /** Nearer to a kink, rounding by hand could take a unit to the other side. */
  private static final double NEAREST = 0.05;

  /** Checks that there is one activation a layer. */
  public Exercise {
    sizes = List.copyOf(sizes);
    activations = List.copyOf(activations);
    if (sizes.size() < 2) {
      throw new IllegalArgumentException(
          "An exercise needs the sizes of the input and of at least one layer, such as 2,2,1, got %s."
              .formatted(sizes));
    }
    if (activations.size() != sizes.size() - 1) {
      throw new IllegalArgumentException(
          "%s have %d layers, got %d activations."
              .formatted("The sizes " + sizes, sizes.size() - 1, activations.size()));
    }
  }

  /** The network. */
  public Architecture architecture() {
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < sizes.size(); l++) {
      layers.add(Dense.of(sizes.get(l), activations.get(l - 1)));
    }
    return new Architecture(Shape.vector(sizes.getFirst()), layers);
  }

  /**
   * The problem of this seed: the first draw that is pleasant to calculate, or the last if a
   * network is so large that none is.
   *
   * @throws IllegalArgumentException if the network does not end as the loss wants it
   */
  public Problem problem() {
    Architecture architecture = architecture();
    architecture.requireEndsFor(loss);
    RandomGenerator random = new RandomStreams(seed).generator(Purpose.SAMPLE, 0);
    Problem problem = draw(architecture, random);
    for (int attempt = 1; attempt < ATTEMPTS && !isPleasant(problem); attempt++) {
      problem = draw(architecture, random);
    }
    return problem.withName("exercise " + seed);
  }

  private Problem draw(Architecture architecture, RandomGenerator random) {
    double[] parameters = new double[architecture.layout().size()];
    for (Slice slice : architecture.layout().slices()) {
      for (int i = slice.offset(), end = slice.end(); i < end; i++) {
        parameters[i] = slice.role() == Role.WEIGHT ? tenths(9, random) : tenths(5, random);
      }
    }
    double[] x = new double[sizes.getFirst()];
    Arrays.setAll(x, k -> new double[] {-2, -1, 1, 2, 3}[RandomStreams.below(5, random)]);
    return Problem.of(
        architecture, parameters, loss, DoubleMatrix.of(x), DoubleMatrix.of(target(random)));
  }

  /** A tenth from −{@code most}/10 to {@code most}/10 that is not 0. */
  private static double tenths(int most, RandomGenerator random) {
    int tenths = 1 + RandomStreams.below(most, random);
    return (random.nextBoolean() ? tenths : -tenths) / 10.0;
  }

  private double[] target(RandomGenerator random) {
    double[] y = new double[sizes.getLast()];
    switch (loss.link()) {
      case SOFTMAX -> y[RandomStreams.below(y.length, random)] = 1;
      case SIGMOID -> Arrays.setAll(y, j -> random.nextBoolean() ? 1 : 0);
      case EXPONENTIAL -> Arrays.setAll(y, j -> RandomStreams.below(4, random));
      case IDENTITY -> Arrays.setAll(y, j -> (1 + RandomStreams.below(9, random)) / 10.0);
    }
    return y;
  }

  /**
   * Whether no z is too large or too near to a kink, and every layer passes something on: a unit
   * that is on.
   */
  private static boolean isPleasant(Problem problem) {
    ForwardPass pass =
        ForwardPass.of(problem.architecture(), problem.parameters().row(0), problem.x());
    for (LayerForward layer : pass.layers()) {
      double[] z = layer.z().toArray();
      if (Arrays.stream(z).anyMatch(value -> Math.abs(value) > FURTHEST)
          || Arrays.stream(z).anyMatch(value -> Math.abs(value) < NEAREST)
          || Arrays.stream(z).noneMatch(value -> slope(layer, value) > 0.01)) {
        return false;
      }
    }
    return true;
  }

  private static double slope(LayerForward layer, double z) {
    return Math.abs(Activations.derivative(layer.layer().activation(), z));
  }
}
