package dev.chainrule.cli.bench;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.Shape;
import dev.chainrule.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Work of a known size, and how to measure it: warm up, then measure for some seconds. */
public enum Workload {
  /** One sample a step: what a step costs beside its arithmetic. */
  TINY("W1", "tiny: 2-2-1 relu/sigmoid, bce, plain descent, 1 sample a step") {
    @Override
    public List<Figure> measure(double seconds, int threads) {
      Dataset rows = Rows.binary(20_000, 2);
      Trainer recipe = Trainer.sgd(0.01).withBatchSize(1).withThreads(threads);
      Stopwatch epochs =
          epochs(recipe, network(2, 2, 1), Loss.sigmoidCrossEntropy(), rows, seconds);
      return List.of(
          figure("a step", 1e9 * epochs.median() / rows.rows(), "ns", false, threads, epochs));
    }
  },

  /** Small batches of a table. */
  TABULAR("W2", "tabular: 30-64-32-1 relu/sigmoid, bce, adam, batch 32, 100,000 rows") {
    @Override
    public List<Figure> measure(double seconds, int threads) {
      Dataset rows = Rows.binary(100_000, 30);
      Trainer recipe = Trainer.adam(0.001).withBatchSize(32).withThreads(threads);
      return samplesPerSecond(
          recipe, network(30, 64, 32, 1), Loss.sigmoidCrossEntropy(), rows, seconds);
    }
  },

  /** Handwritten digits. */
  DIGITS("W3", "digits: 784-512-256-10 relu/softmax, cce, adam, batch 128, 60,000 rows") {
    @Override
    public List<Figure> measure(double seconds, int threads) {
      Dataset rows = Rows.ofClasses(60_000, 784, 10);
      Trainer recipe = Trainer.adam(0.001).withBatchSize(128).withThreads(threads);
      return samplesPerSecond(
          recipe, network(784, 512, 256, 10), Loss.softmaxCrossEntropy(), rows, seconds);
    }
  },

  /** Large products. */
  WIDE("W4", "wide: 1024-4096-4096-1000 relu/softmax, cce, plain descent, batch 512") {
    @Override
    public List<Figure> measure(double seconds, int threads) {
      Dataset rows = Rows.ofClasses(1_024, 1_024, 1_000);
      Network network = network(1_024, 4_096, 4_096, 1_000);
      Trainer recipe = Trainer.sgd(0.01).withBatchSize(512).withThreads(threads);
      Stopwatch epochs = epochs(recipe, network, Loss.softmaxCrossEntropy(), rows, seconds);
      double operations = 6.0 * network.parameters().size() * rows.rows();
      return List.of(
          figure("training", operations / epochs.median() / 1e9, "GFLOP/s", true, threads, epochs));
    }
  },

  /** Predicting, one row and many. */
  PREDICT("W5", "predict: the networks of W2 and W3, one row and 1,000 rows") {
    @Override
    public List<Figure> measure(double seconds, int threads) {
      return Stream.of(
              Predicting.numbers(this, "W2 net", network(30, 64, 32, 1), threads),
              Predicting.pixels(this, "W3 net", network(784, 512, 256, 10), threads))
          .flatMap(predicting -> predicting.measure(seconds / 2).stream())
          .toList();
    }
  },

  /** All rows a step. */
  LOGISTIC("W6", "logistic: 1,000,000 × 100, logistic regression, full-batch descent") {
    @Override
    public List<Figure> measure(double seconds, int threads) {
      Dataset rows = Rows.binary(1_000_000, 100);
      Trainer recipe =
          Trainer.sgd(0.1)
              .withBatchSize(Integer.MAX_VALUE)
              .withShuffling(false)
              .withThreads(threads);
      Stopwatch epochs = epochs(recipe, network(100, 1), Loss.sigmoidCrossEntropy(), rows, seconds);
      return List.of(figure("an iteration", epochs.median(), "s", false, threads, epochs));
    }
  };

  /** Of the given seconds, this share is for warming up. */
  static final double WARM_UP = 0.4;

  private final String label;
  private final String description;

  Workload(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** The short name, {@code W1} … {@code W6}. */
  public String label() {
    return label;
  }

  /** The network and the work. */
  public String description() {
    return description;
  }

  /** The workload of that name. */
  public static Workload of(String name) {
    for (Workload workload : values()) {
      if (workload.label.equals(name.strip().toUpperCase(Locale.ROOT))) {
        return workload;
      }
    }
    throw new IllegalArgumentException("There is no workload '" + name + "'; there are W1 to W6.");
  }

  /**
   * Measures for about so many seconds, of which the first two fifths warm up.
   *
   * @param seconds above 0
   * @param threads at most so many
   */
  public abstract List<Figure> measure(double seconds, int threads);

  // ---- what the workloads are made of

  /** Hidden layers of rectifiers, then scores. */
  public static Network network(int... sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      layers.add(
          Dense.of(sizes[l], l + 1 < sizes.length ? Activation.relu() : Activation.identity()));
    }
    return Network.initialize(new Architecture(Shape.vector(sizes[0]), layers), 1);
  }

  Figure figure(
      String what,
      double value,
      String unit,
      boolean higherIsBetter,
      int threads,
      Stopwatch watch) {
    return new Figure(label, what, value, unit, higherIsBetter, threads, watch.count());
  }

  List<Figure> samplesPerSecond(
      Trainer recipe, Network network, Loss loss, Dataset rows, double seconds) {
    Stopwatch epochs = epochs(recipe, network, loss, rows, seconds);
    return List.of(
        figure(
            "training",
            rows.rows() / epochs.median(),
            "samples/s",
            true,
            recipe.threads(),
            epochs));
  }

  /** The seconds of each whole epoch after the warm-up. */
  static Stopwatch epochs(
      Trainer recipe, Network network, Loss loss, Dataset rows, double seconds) {
    EpochWatch watch = new EpochWatch(WARM_UP * seconds, seconds);
    recipe
        .withEpochs(Integer.MAX_VALUE)
        .fit(network, loss, rows, Optional.empty(), watch, watch::done);
    return watch.epochs();
  }
}
