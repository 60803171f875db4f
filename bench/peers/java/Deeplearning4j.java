import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j, float32, mini-batches of rows shuffled once an epoch. */
final class Deeplearning4j {

  static MultiLayerNetwork network(IUpdater updater, int... sizes) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(1).updater(updater).list();
    for (int l = 1; l + 1 < sizes.length; l++) {
      list.layer(
          new DenseLayer.Builder()
              .nIn(sizes[l - 1])
              .nOut(sizes[l])
              .activation(Activation.RELU)
              .build());
    }
    int outputs = sizes[sizes.length - 1];
    MultiLayerConfiguration configuration =
        list.layer(
                new OutputLayer.Builder(outputs == 1 ? LossFunction.XENT : LossFunction.MCXENT)
                    .nIn(sizes[sizes.length - 2])
                    .nOut(outputs)
                    .activation(outputs == 1 ? Activation.SIGMOID : Activation.SOFTMAX)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  static DataSet data(float[][] x, int[] labels, int classes) {
    float[][] y = new float[x.length][classes == 2 ? 1 : classes];
    for (int row = 0; row < y.length; row++) {
      if (classes == 2) {
        y[row][0] = labels[row];
      } else {
        y[row][labels[row]] = 1;
      }
    }
    return new DataSet(Nd4j.create(x), Nd4j.create(y));
  }

  /** So many steps with mini-batches of rows that are shuffled before each epoch. */
  static Contender.Call steps(MultiLayerNetwork network, DataSet data, int batch, int count) {
    List<DataSet> batches = new ArrayList<>();
    return () -> {
      for (int i = 0; i < count; i++) {
        if (batches.isEmpty()) {
          data.shuffle();
          batches.addAll(data.batchBy(batch));
        }
        network.fit(batches.removeLast());
      }
    };
  }

  static void training(
      Contender contender, IUpdater updater, int count, int classes, int batch, int steps, int... sizes)
      throws Exception {
    Contender.Rows rows = new Contender.Rows(count, sizes[0], classes);
    MultiLayerNetwork network = network(updater, sizes);
    DataSet data = data(rows.x, rows.labels, classes);
    double seconds =
        Contender.median(
            Contender.timed(contender.seconds, steps(network, data, batch, steps)));
    double samples = (double) batch * steps;
    switch (contender.workload) {
      case "W1" -> Contender.figure("a step", 1e9 * seconds / steps, "ns");
      case "W4" ->
          Contender.figure("training", 6 * network.numParams() * samples / seconds / 1e9, "GFLOP/s");
      default -> Contender.figure("training", samples / seconds, "samples/s");
    }
  }

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    switch (contender.workload) {
      case "W1" -> training(contender, new Sgd(0.01), 200, 2, 1, 100, 2, 2, 1);
      case "W2" -> training(contender, new Adam(0.001), 100_000, 2, 32, 100, 30, 64, 32, 1);
      case "W3" -> training(contender, new Adam(0.001), 60_000, 10, 128, 5, 784, 512, 256, 10);
      case "W4" -> training(contender, new Sgd(0.01), 1024, 1000, 512, 1, 1024, 4096, 4096, 1000);
      case "W5" -> {
        predicting("W2 net", contender.seconds, 2, 30, 64, 32, 1);
        predicting("W3 net", contender.seconds, 10, 784, 512, 256, 10);
      }
      case "W7" -> {
        Contender.NumberTable table = new Contender.NumberTable(contender.files[0]);
        float[][] x = new float[table.x.length][table.x[0].length];
        for (int row = 0; row < x.length; row++) {
          for (int j = 0; j < x[row].length; j++) {
            x[row][j] = (float) table.x[row][j];
          }
        }
        MultiLayerNetwork network = network(new Adam(0.001), 30, 16, 1);
        steps(network, data(x, table.labels, 2), 32, 200 * Math.ceilDiv(x.length, 32)).run();
        network.save(new File(contender.files[1]));
      }
      default -> {}
    }
  }

  private static void predicting(String net, double seconds, int classes, int... sizes)
      throws Exception {
    MultiLayerNetwork network = network(new Sgd(0.01), sizes);
    INDArray x = Nd4j.create(new Contender.Rows(1000, sizes[0], classes).x);
    INDArray one = Nd4j.create(new float[][] {new Contender.Rows(1, sizes[0], classes).x[0]});
    Contender.predicting(net, seconds, () -> network.output(one), () -> network.output(x));
  }
}
