import java.io.FileOutputStream;
import java.io.ObjectOutputStream;
import smile.classification.LogisticRegression;
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

  /** So many steps with mini-batches of shuffled rows. */
  static Contender.Call steps(MLP network, double[][] x, int[] y, int batch, int count) {
    Contender.Shuffled batches = new Contender.Shuffled(x.length, batch);
    return () -> {
      for (int i = 0; i < count; i++) {
        int[] rows = batches.next();
        double[][] part = new double[rows.length][];
        int[] labels = new int[rows.length];
        for (int j = 0; j < rows.length; j++) {
          part[j] = x[rows[j]];
          labels[j] = y[rows[j]];
        }
        network.update(part, labels);
      }
    };
  }

  private static void training(Contender contender, MLP network, int count, int inputs, int classes, int batch, int steps)
      throws Exception {
    Contender.Rows rows = new Contender.Rows(count, inputs, classes);
    network.setRMSProp(0.9, 1e-8);
    double[] measured =
        Contender.timed(contender.seconds, steps(network, rows.doubles(), rows.labels, batch, steps));
    Contender.figure("training", batch * steps / Contender.median(measured), "samples/s");
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
      case "W2" -> training(contender, network(1, 30, 64, 32), 100_000, 30, 2, 32, 625);
      case "W3" -> training(contender, network(10, 784, 512, 256), 60_000, 784, 10, 128, 10);
      case "W5" -> {
        predicting("W2 net", network(1, 30, 64, 32), 30, 2, seconds);
        predicting("W3 net", network(10, 784, 512, 256), 784, 10, seconds);
      }
      case "W6" -> {
        Contender.Rows rows = new Contender.Rows(1_000_000, 100, 2);
        double[][] x = rows.doubles();
        Contender.figure(
            "an iteration",
            Contender.slope(
                1,
                6,
                iterations ->
                    LogisticRegression.binomial(
                        x, rows.labels, new LogisticRegression.Options(0, 1e-300, iterations))),
            "s");
      }
      case "W7" -> {
        Contender.NumberTable table = new Contender.NumberTable(contender.files[0]);
        MLP network = network(1, 30, 16);
        network.setRMSProp(0.9, 1e-8);
        steps(network, table.x, table.labels, 32, 200 * Math.ceilDiv(table.x.length, 32)).run();
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
