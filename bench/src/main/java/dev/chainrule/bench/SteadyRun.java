package dev.chainrule.bench;

import com.sun.management.ThreadMXBean;
import dev.chainrule.bench.Steady.Span;
import dev.chainrule.bench.Steady.Turn;
import dev.chainrule.cli.bench.Rows;
import dev.chainrule.cli.bench.Workload;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Dataset;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import dev.chainrule.training.Trainer;
import dev.chainrule.training.TrainingEvent;
import dev.chainrule.training.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Trains several networks in one process for a long time. Each is one training that never ends;
 * they take turns, handing on a lock behind an epoch, so that no two compute at a time. One that
 * waits counts as a computation all the same, so of two processors each has one.
 */
final class SteadyRun {

  private static final double SPAN_SECONDS = 30;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Fair, so that it is handed on in turn. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final double turnSeconds;
  private final List<Lane> lanes = new ArrayList<>();
  private volatile boolean over;

  private SteadyRun(double turnSeconds) {
    this.turnSeconds = turnSeconds;
  }

  /** Trains for so many minutes, half a minute a span. */
  static Steady measure(Options options) {
    double seconds = 60 * options.minutes();
    int spans = (int) Math.max(4, Math.round(seconds / SPAN_SECONDS));
    SteadyRun run = new SteadyRun(seconds / spans / 3);
    Trainer adam = Trainer.adam(1e-3).withThreads(options.threads());
    run.lane(
        "2-2-1, batch 1",
        Trainer.sgd(0.01).withBatchSize(1).withThreads(options.threads()),
        Workload.network(2, 2, 1),
        Loss.sigmoidCrossEntropy(),
        Rows.binary(1_000_000, 2));
    run.lane(
        "30-64-32-1, batch 32",
        adam.withBatchSize(32),
        Workload.network(30, 64, 32, 1),
        Loss.sigmoidCrossEntropy(),
        Rows.binary(100_000, 30));
    run.lane(
        "784-512-256-10, batch 128",
        adam.withBatchSize(128),
        Workload.network(784, 512, 256, 10),
        Loss.softmaxCrossEntropy(),
        Rows.ofClasses(6_400, 784, 10));
    return new Steady(
        Conditions.current(),
        options.threads(),
        run.lanes.stream().map(lane -> lane.name).toList(),
        run.spans(spans));
  }

  private void lane(String name, Trainer recipe, Network network, Loss loss, Dataset rows) {
    lanes.add(new Lane(name, recipe, network, loss, rows));
  }

  private List<Span> spans(int count) {
    List<Span> spans = new ArrayList<>();
    long begin = System.nanoTime();
    lanes.forEach(Lane::start);
    try {
      for (int i = 0; i < count; i++) {
        List<Turn> turns = new ArrayList<>();
        for (Lane lane : lanes) {
          turns.add(lane.finished.take());
        }
        System.gc();
        double heap =
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0 / 1024.0;
        double minute = (System.nanoTime() - begin) / 60e9;
        spans.add(new Span(minute, turns, heap));
        StringBuilder line = new StringBuilder(Numbers.fixed(minute, 2)).append(" min");
        turns.forEach(done ->
            line.append("  ").append(Figures.of(done.samplesPerSecond())).append(" samples/s"));
        System.out.println(line.append("  heap ").append(Figures.of(heap)).append(" MiB"));
      }
      over = true;
      for (Lane lane : lanes) {
        lane.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      over = true;
    }
    return spans;
  }

  /** One training, which listens to itself. */
  private final class Lane extends Thread implements TrainingListener {

    private final String name;
    private final Trainer recipe;
    private final Network network;
    private final Loss loss;
    private final Dataset rows;
    private final BlockingQueue<Turn> finished = new LinkedBlockingQueue<>();
    private long begin;
    private long allocated;
    private long epochs;

    Lane(String name, Trainer recipe, Network network, Loss loss, Dataset rows) {
      super(name);
      this.name = name;
      this.recipe = recipe;
      this.network = network;
      this.loss = loss;
      this.rows = rows;
      setDaemon(true);
    }

    @Override
    public void run() {
      takeTurn();
      try {
        recipe
            .withEpochs(Integer.MAX_VALUE)
            .fit(network, loss, rows, Optional.empty(), this, () -> over);
      } finally {
        turn.unlock();
      }
    }

    private void takeTurn() {
      turn.lock();
      epochs = 0;
      begin = System.nanoTime();
      allocated = threads.getTotalThreadAllocatedBytes();
    }

    @Override
    public void on(TrainingEvent event) {
      if (event instanceof TrainingEvent.EpochDone) {
        epochs++;
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (seconds >= turnSeconds) {
          double bytes = threads.getTotalThreadAllocatedBytes() - allocated;
          double steps = (double) epochs * Math.ceilDiv(rows.rows(), recipe.batchSize());
          finished.add(new Turn(epochs * (double) rows.rows() / seconds, bytes / steps));
          turn.unlock();
          takeTurn();
        }
      }
    }

    @Override
    public boolean wantsHints() {
      return false;
    }
  }
}
