import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.ml.data.MLDataSet;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.sgd.StochasticGradientDescent;
import org.encog.neural.networks.training.propagation.sgd.update.AdamUpdate;

/** Encog: gradient descent with one sample a step, or Adam with mini-batches. */
final class Encog {

  static BasicNetwork network(int... sizes) {
    BasicNetwork network = new BasicNetwork();
    network.addLayer(new BasicLayer(null, true, sizes[0]));
    for (int l = 1; l + 1 < sizes.length; l++) {
      network.addLayer(new BasicLayer(new ActivationReLU(), true, sizes[l]));
    }
    network.addLayer(new BasicLayer(new ActivationSigmoid(), false, sizes[sizes.length - 1]));
    network.getStructure().finalizeStructure();
    network.reset(1);
    return network;
  }

  static MLDataSet data(double[][] x, int[] labels) {
    double[][] y = new double[x.length][1];
    for (int row = 0; row < y.length; row++) {
      y[row][0] = labels[row];
    }
    return new BasicMLDataSet(x, y);
  }

  static StochasticGradientDescent descent(
      BasicNetwork network, MLDataSet data, int batch, double rate) {
    StochasticGradientDescent descent = new StochasticGradientDescent(network, data);
    descent.setBatchSize(batch);
    descent.setLearningRate(rate);
    descent.setMomentum(0);
    return descent;
  }

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    switch (contender.workload) {
      case "W1" -> {
        Contender.Rows rows = new Contender.Rows(2_000, 2, 2);
        StochasticGradientDescent descent =
            descent(network(2, 2, 1), data(rows.doubles(), rows.labels), 1, 0.01);
        double[] measured =
            Contender.timed(
                contender.seconds,
                () -> {
                  for (int i = 0; i < 1000; i++) {
                    descent.iteration();
                  }
                });
        Contender.figure("a step", 1e9 * Contender.median(measured) / 1000, "ns");
      }
      case "W2" -> {
        Contender.Rows rows = new Contender.Rows(100_000, 30, 2);
        StochasticGradientDescent descent =
            descent(network(30, 64, 32, 1), data(rows.doubles(), rows.labels), 32, 0.001);
        descent.setUpdateRule(new AdamUpdate());
        double[] measured =
            Contender.timed(
                contender.seconds,
                () -> {
                  for (int i = 0; i < 100; i++) {
                    descent.iteration();
                  }
                });
        Contender.figure("training", 3200 / Contender.median(measured), "samples/s");
      }
      case "W7" -> {
        Contender.NumberTable table = new Contender.NumberTable(contender.files[0]);
        BasicNetwork network = network(30, 16, 1);
        StochasticGradientDescent descent = descent(network, data(table.x, table.labels), 32, 0.001);
        descent.setUpdateRule(new AdamUpdate());
        for (int i = 0; i < 200 * Math.ceilDiv(table.x.length, 32); i++) {
          descent.iteration();
        }
        org.encog.persist.EncogDirectoryPersistence.saveObject(
            new java.io.File(contender.files[1]), network);
        org.encog.Encog.getInstance().shutdown();
      }
      default -> {}
    }
  }
}
