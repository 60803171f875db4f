import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** PyTorch 2 through DJL, float32: the usual training loop over arrays in memory. */
final class Djl {

  static void training(Contender contender, Optimizer optimizer, int count, int classes, int batch, int... sizes)
      throws Exception {
    SequentialBlock network = new SequentialBlock();
    for (int l = 1; l < sizes.length; l++) {
      network.add(Linear.builder().setUnits(sizes[l]).build());
      if (l + 1 < sizes.length) {
        network.add(Activation.reluBlock());
      }
    }
    Contender.Rows rows = new Contender.Rows(count, sizes[0], classes);
    Loss loss =
        classes == 2 ? Loss.sigmoidBinaryCrossEntropyLoss() : Loss.softmaxCrossEntropyLoss();
    try (Model model = Model.newInstance("network")) {
      model.setBlock(network);
      try (Trainer trainer =
          model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer))) {
        trainer.initialize(new Shape(batch, sizes[0]));
        NDManager manager = trainer.getManager();
        NDArray x = manager.create(rows.x);
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
          labels[i] = rows.labels[i];
        }
        NDArray y = manager.create(labels).reshape(count, 1);
        long parameters =
            network.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
        double median =
            Contender.median(
                Contender.timed(contender.seconds, () -> epoch(trainer, x, y, count, batch)));
        switch (contender.workload) {
          case "W1" -> Contender.figure("a step", 1e9 * median / count, "ns");
          case "W4" ->
              Contender.figure("training", 6.0 * parameters * count / median / 1e9, "GFLOP/s");
          default -> Contender.figure("training", count / median, "samples/s");
        }
      }
    }
  }

  private static void epoch(Trainer trainer, NDArray x, NDArray y, int count, int batch) {
    try (NDManager epoch = trainer.getManager().newSubManager()) {
      NDArray order = epoch.randomPermutation(count);
      for (int at = 0; at < count; at += batch) {
        try (NDManager step = epoch.newSubManager()) {
          NDArray part = order.get(at + ":" + Math.min(count, at + batch));
          part.attach(step);
          NDArray inputs = x.get(part);
          inputs.attach(step);
          NDArray labels = y.get(part);
          labels.attach(step);
          try (GradientCollector collector = trainer.newGradientCollector()) {
            NDList prediction = trainer.forward(new NDList(inputs));
            prediction.attach(step);
            NDArray loss = trainer.getLoss().evaluate(new NDList(labels), prediction);
            loss.attach(step);
            collector.backward(loss);
          }
          trainer.step();
        }
      }
    }
  }

  public static void main(String... arguments) throws Exception {
    System.setProperty("ai.djl.pytorch.num_threads", arguments[2]);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.offline", "true");
    Contender contender = Contender.of(arguments);
    Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build();
    Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).build();
    switch (contender.workload) {
      case "W1" -> training(contender, sgd, 500, 2, 1, 2, 2, 1);
      case "W2" -> training(contender, adam, 100_000, 2, 32, 30, 64, 32, 1);
      case "W3" -> training(contender, adam, 60_000, 10, 128, 784, 512, 256, 10);
      case "W4" -> training(contender, sgd, 1024, 1000, 512, 1024, 4096, 4096, 1000);
      default -> {}
    }
  }
}
