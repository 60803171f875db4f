import java.util.ArrayList;
import java.util.List;
import weka.classifiers.functions.MultilayerPerceptron;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/** Weka's MultilayerPerceptron, one sample a step, sigmoid units: it has no others. */
final class WekaPeer {

  static Instances instances(double[][] x, int[] labels) {
    ArrayList<Attribute> attributes = new ArrayList<>();
    for (int j = 0; j < x[0].length; j++) {
      attributes.add(new Attribute("x" + j));
    }
    attributes.add(new Attribute("y", List.of("0", "1")));
    Instances instances = new Instances("rows", attributes, x.length);
    instances.setClassIndex(x[0].length);
    for (int row = 0; row < x.length; row++) {
      double[] values = java.util.Arrays.copyOf(x[row], x[row].length + 1);
      values[x[row].length] = labels[row];
      instances.add(new DenseInstance(1, values));
    }
    return instances;
  }

  static MultilayerPerceptron network(String hidden, int epochs) {
    MultilayerPerceptron network = new MultilayerPerceptron();
    network.setHiddenLayers(hidden);
    network.setTrainingTime(epochs);
    network.setMomentum(0);
    network.setLearningRate(0.01);
    return network;
  }

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    switch (contender.workload) {
      case "W1" -> {
        Contender.Rows rows = new Contender.Rows(2_000, 2, 2);
        Instances instances = instances(rows.doubles(), rows.labels);
        double[] builds =
            Contender.timed(
                contender.seconds, () -> network("2", 100).buildClassifier(instances));
        Contender.figure("a step", 1e9 * Contender.median(builds) / (100.0 * rows.x.length), "ns");
      }
      case "W7" -> {
        Contender.NumberTable table = new Contender.NumberTable(contender.files[0]);
        MultilayerPerceptron network = network("16", 200);
        network.buildClassifier(instances(table.x, table.labels));
        weka.core.SerializationHelper.write(contender.files[1], network);
      }
      default -> {}
    }
  }
}
