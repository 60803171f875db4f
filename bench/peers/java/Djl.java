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

  private static SequentialBlock network(int... sizes) {
    SequentialBlock network = new SequentialBlock();
    for (int l = 1; l < sizes.length; l++) {
      network.add(Linear.builder().setUnits(sizes[l]).build());
      if (l + 1 < sizes.length) {
        network.add(Activation.reluBlock());
      }
    }
    return network;
  }

  /** Work with a network that is trained or used. */
  private interface Work {
    void run(Trainer trainer, NDManager manager) throws Exception;
  }

  private static void with(SequentialBlock network, Optimizer optimizer, int classes, int batch, int inputs, Work work)
      throws Exception {
    Loss loss =
        classes == 2 ? Loss.sigmoidBinaryCrossEntropyLoss() : Loss.softmaxCrossEntropyLoss();
    try (Model model = Model.newInstance("network")) {
      model.setBlock(network);
      try (Trainer trainer =
          model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer))) {
        trainer.initialize(new Shape(batch, inputs));
        work.run(trainer, trainer.getManager());
      }
    }
  }

  private static NDArray column(NDManager manager, int[] labels) {
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels[i];
    }
    return manager.create(values).reshape(values.length, 1);
  }

  /** So many steps with mini-batches of shuffled rows; with a batch of all rows, of them all as they lie. */
  private static void training(
      Contender contender, Optimizer optimizer, int count, int classes, int batch, int steps, int... sizes)
      throws Exception {
    SequentialBlock network = network(sizes);
    Contender.Rows rows = new Contender.Rows(count, sizes[0], classes);
    with(network, optimizer, classes, batch, sizes[0], (trainer, manager) -> {
      NDArray x = manager.create(rows.x);
      NDArray y = column(manager, rows.labels);
      long parameters =
          network.getParameters().values().stream()
              .mapToLong(parameter -> parameter.getArray().size())
              .sum();
      Contender.Shuffled batches = new Contender.Shuffled(count, batch);
      double seconds =
          Contender.median(
              Contender.timed(
                  contender.seconds,
                  () -> {
                    for (int i = 0; i < steps; i++) {
                      step(trainer, x, y, batch == count ? null : batches.next());
                    }
                  }));
      double samples = (double) batch * steps;
      switch (contender.workload) {
        case "W1" -> Contender.figure("a step", 1e9 * seconds / steps, "ns");
        case "W4" ->
            Contender.figure("training", 6.0 * parameters * samples / seconds / 1e9, "GFLOP/s");
        case "W6" -> Contender.figure("an iteration", seconds, "s");
        default -> Contender.figure("training", samples / seconds, "samples/s");
      }
    });
  }

  private static void step(Trainer trainer, NDArray x, NDArray y, int[] rows) {
    try (NDManager step = trainer.getManager().newSubManager()) {
      NDArray inputs = x;
      NDArray labels = y;
      if (rows != null) {
        NDArray part = step.create(rows);
        inputs = x.get(part);
        inputs.attach(step);
        labels = y.get(part);
        labels.attach(step);
      }
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

  private static void predicting(String net, Contender contender, Optimizer optimizer, int classes, int... sizes)
      throws Exception {
    with(network(sizes), optimizer, classes, 1, sizes[0], (trainer, manager) -> {
      NDArray x = manager.create(new Contender.Rows(1000, sizes[0], classes).x);
      NDArray one = manager.create(new Contender.Rows(1, sizes[0], classes).x);
      Contender.predicting(
          net, contender.seconds, () -> predict(trainer, one), () -> predict(trainer, x));
    });
  }

  private static void predict(Trainer trainer, NDArray x) {
    try (NDList scores = trainer.evaluate(new NDList(x))) {
      NDArray last = scores.singletonOrThrow();
      try (NDArray link =
          last.getShape().get(1) == 1 ? Activation.sigmoid(last) : last.softmax(1)) {
        if (link.getShape().get(0) != x.getShape().get(0)) {
          throw new IllegalStateException("A prediction is missing.");
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
      case "W1" -> training(contender, sgd, 500, 2, 1, 200, 2, 2, 1);
      case "W2" -> training(contender, adam, 100_000, 2, 32, 300, 30, 64, 32, 1);
      case "W3" -> training(contender, adam, 60_000, 10, 128, 25, 784, 512, 256, 10);
      case "W4" -> training(contender, sgd, 1024, 1000, 512, 1, 1024, 4096, 4096, 1000);
      case "W5" -> {
        predicting("W2 net", contender, sgd, 2, 30, 64, 32, 1);
        predicting("W3 net", contender, sgd, 10, 784, 512, 256, 10);
      }
      case "W6" -> training(contender, sgd, 1_000_000, 2, 1_000_000, 1, 100, 1);
      default -> {}
    }
  }
}
