import java.io.FileOutputStream;
import java.io.ObjectOutputStream;
import smile.classification.MLP;
import smile.model.mlp.HiddenLayerBuilder;
import smile.model.mlp.Layer;
import smile.model.mlp.LayerBuilder;
import smile.model.mlp.OutputFunction;
import smile.util.function.TimeFunction;

/** Smile's multi-layer perceptron. It has no Adam: mini-batches use its RMSProp, which does less. */
final class Smile {

  static MLP network(int outputs, int... sizes) {
    LayerBuilder[] layers = new LayerBuilder[sizes.length + 1];
    layers[0] = Layer.input(sizes[0]);
    for (int l = 1; l < sizes.length; l++) {
      HiddenLayerBuilder hidden = Layer.rectifier(sizes[l]);
      layers[l] = hidden;
    }
    layers[sizes.length] =
        outputs == 1
            ? Layer.mle(1, OutputFunction.SIGMOID)
            : Layer.mle(outputs, OutputFunction.SOFTMAX);
    MLP network = new MLP(layers);
    network.setLearningRate(TimeFunction.constant(0.001));
    return network;
  }

  static Contender.Call epoch(MLP network, double[][] x, int[] y, int batch) {
    java.util.random.RandomGenerator random = new java.util.SplittableRandom(1);
    int[] order = java.util.stream.IntStream.range(0, x.length).toArray();
    double[][] part = new double[batch][];
    int[] labels = new int[batch];
    return () -> {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      for (int at = 0; at + batch <= x.length; at += batch) {
        for (int i = 0; i < batch; i++) {
          part[i] = x[order[at + i]];
          labels[i] = y[order[at + i]];
        }
        network.update(part, labels);
      }
    };
  }

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    double seconds = contender.seconds;
    switch (contender.workload) {
      case "W1" -> {
        Contender.Rows rows = new Contender.Rows(20_000, 2, 2);
        double[][] x = rows.doubles();
        MLP network = network(1, 2, 2);
        double[] epochs =
            Contender.timed(
                seconds,
                () -> {
                  for (int row = 0; row < x.length; row++) {
                    network.update(x[row], rows.labels[row]);
                  }
                });
        Contender.figure("a step", 1e9 * Contender.median(epochs) / x.length, "ns");
      }
      case "W2" -> {
        Contender.Rows rows = new Contender.Rows(100_000, 30, 2);
        MLP network = network(1, 30, 64, 32);
        network.setRMSProp(0.9, 1e-8);
        double[] epochs = Contender.timed(seconds, epoch(network, rows.doubles(), rows.labels, 32));
        Contender.figure("training", rows.x.length / Contender.median(epochs), "samples/s");
      }
      case "W3" -> {
        Contender.Rows rows = new Contender.Rows(60_000, 784, 10);
        MLP network = network(10, 784, 512, 256);
        network.setRMSProp(0.9, 1e-8);
        double[] epochs = Contender.timed(seconds, epoch(network, rows.doubles(), rows.labels, 128));
        Contender.figure("training", rows.x.length / Contender.median(epochs), "samples/s");
      }
      case "W5" -> {
        predicting("W2 net", network(1, 30, 64, 32), 30, 2, seconds);
        predicting("W3 net", network(10, 784, 512, 256), 784, 10, seconds);
      }
      case "W7" -> {
        Contender.NumberTable table = new Contender.NumberTable(contender.files[0]);
        MLP network = network(1, 30, 16);
        network.setRMSProp(0.9, 1e-8);
        Contender.Call epoch = epoch(network, table.x, table.labels, 32);
        for (int i = 0; i < 200; i++) {
          epoch.run();
        }
        try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(contender.files[1]))) {
          out.writeObject(network);
        }
      }
      default -> {}
    }
  }

  private static void predicting(String net, MLP network, int inputs, int classes, double seconds)
      throws Exception {
    double[][] x = new Contender.Rows(1000, inputs, classes).doubles();
    double[] posteriori = new double[classes];
    int[] next = new int[1];
    Contender.predicting(
        net,
        seconds,
        () -> network.predict(x[next[0]++ % x.length], posteriori),
        () -> {
          for (double[] row : x) {
            network.predict(row, posteriori);
          }
        });
  }
}
