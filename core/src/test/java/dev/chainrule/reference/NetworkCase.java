package dev.chainrule.reference;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * A network and a batch without expected values, to hold one computation against another.
 *
 * <p>All numbers are exact floats, drawn from fixed seeds and clear of kinks.
 */
public record NetworkCase(
    String name,
    Architecture architecture,
    Loss loss,
    DoubleMatrix parameters,
    DoubleMatrix x,
    DoubleMatrix y) {

  private static final int ROWS = 4;
  private static final long SEED = 3;

  /**
   * The seeds of the deeper networks, with which no tensor has a gradient of 0, and at most two
   * gradients of a network are so small that rounding drowns their differences.
   */
  private static final long SEED_WITH_BATCH_NORM = 10;

  private static final long SEED_WITHOUT_BATCH_NORM = 44;

  /** Draws the numbers; weights are scaled so that a unit with many inputs does not saturate. */
  public static NetworkCase of(String name, Loss loss, Architecture architecture, int rows) {
    return of(name, loss, architecture, rows, SEED);
  }

  private static NetworkCase of(
      String name, Loss loss, Architecture architecture, int rows, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    ParameterLayout layout = architecture.layout();
    double[] parameters = new double[layout.size()];
    for (ParameterLayout.Slice slice : layout.slices()) {
      double limit = 1.2 * Math.sqrt(3.0 / Math.max(3, slice.fanIn()));
      for (int i = slice.offset(); i < slice.offset() + slice.size(); i++) {
        double value = random.nextDouble(-limit, limit);
        parameters[i] =
            (float)
                switch (slice.role()) {
                  case WEIGHT, BIAS, SHIFT, RUNNING_MEAN -> value;
                  case SCALE -> 1 + 0.3 * value;
                  case RUNNING_VARIANCE -> 1 + value * value;
                };
      }
    }
    int inputs = architecture.input().size();
    int outputs = architecture.output().size();
    return new NetworkCase(
        name,
        architecture,
        loss,
        DoubleMatrix.of(parameters),
        DoubleMatrix.of(rows, inputs, (i, k) -> (float) random.nextDouble(-2, 2)),
        targets(rows, outputs, loss, random));
  }

  /** What the loss takes: probabilities, for softmax summing to 1, or any numbers. */
  private static DoubleMatrix targets(int rows, int outputs, Loss loss, RandomGenerator random) {
    DoubleMatrix exact =
        DoubleMatrix.ofRows(
            rows, i -> Links.prediction(loss.link(), random.doubles(outputs, -2, 2).toArray()));
    return DoubleMatrix.of(rows, outputs, (i, j) -> (float) exact.get(i, j));
  }

  /** Every activation, the ones with constants in two versions. */
  public static Stream<Activation> activations() {
    return Stream.concat(
        Activation.all().stream(),
        Stream.of(new Activation.LeakyRelu(0.3), new Activation.Elu(0.6)));
  }

  private static Stream<Loss> losses() {
    return Stream.concat(
        Loss.all().stream(),
        Stream.of(
            new Loss.SigmoidCrossEntropy(0.2),
            new Loss.SoftmaxCrossEntropy(0.2),
            new Loss.Huber(0.4),
            new Loss.Quantile(List.of(0.2, 0.7))));
  }

  /**
   * Each kind of layer with each activation and each loss; and each activation in the output layer
   * where the loss leaves it free.
   */
  public static List<NetworkCase> everyLayerActivationAndLoss() {
    List<NetworkCase> cases = everyDenseActivationAndLoss();
    for (Class<?> kind : Layer.class.getPermittedSubclasses()) {
      if (kind != Dense.class) {
        losses().forEach(loss -> activations().forEach(f -> cases.add(with(kind, f, loss))));
      }
    }
    return cases;
  }

  private static NetworkCase with(Class<?> kind, Activation f, Loss loss) {
    Layer[] layers =
        Map.<Class<?>, Layer[]>of(
                BatchNorm.class,
                new Layer[] {
                  Dense.of(4), BatchNorm.of(f), Dense.of(3), BatchNorm.of(f), Dense.of(2)
                },
                LayerNorm.class,
                new Layer[] {
                  Dense.of(4), LayerNorm.of(f), Dense.of(3), LayerNorm.of(f), Dense.of(2)
                },
                Dropout.class,
                new Layer[] {
                  Dropout.of(0.2),
                  Dense.of(6, f),
                  Dropout.of(0.3),
                  Dense.of(5, f),
                  Dropout.of(0.4),
                  Dense.of(2)
                })
            .get(kind);
    if (layers == null) {
      throw new IllegalStateException("No network with a " + kind.getSimpleName() + " is tested.");
    }
    return of(
        loss + ", " + kind.getSimpleName() + " and " + f.label(),
        loss,
        Architecture.of(3, layers),
        ROWS,
        kind == BatchNorm.class ? SEED_WITH_BATCH_NORM : SEED_WITHOUT_BATCH_NORM);
  }

  /**
   * Each activation in the hidden layers with each loss, and in the output layer where the loss
   * leaves it free.
   */
  public static List<NetworkCase> everyDenseActivationAndLoss() {
    List<NetworkCase> cases = new ArrayList<>();
    losses()
        .forEach(loss -> {
          cases.add(of(loss + ", no hidden layer", loss, Architecture.of(3, Dense.of(2)), ROWS));
          activations().forEach(f -> addBothPositions(cases, f, loss));
        });
    return cases;
  }

  private static void addBothPositions(List<NetworkCase> cases, Activation f, Loss loss) {
    Architecture hidden = Architecture.of(3, Dense.of(4, f), Dense.of(3, f), Dense.of(2));
    cases.add(of(loss + ", hidden " + f.label(), loss, hidden, ROWS));
    if (loss.link() == Loss.Link.IDENTITY) {
      Architecture output = Architecture.of(3, Dense.of(3, Activation.tanh()), Dense.of(2, f));
      cases.add(of(loss + ", output " + f.label(), loss, output, ROWS));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
