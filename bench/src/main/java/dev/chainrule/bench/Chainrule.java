package dev.chainrule.bench;

import dev.chainrule.bench.Growth.Size;
import dev.chainrule.cli.bench.Figure;
import dev.chainrule.cli.bench.Rows;
import dev.chainrule.cli.bench.Workload;
import dev.chainrule.loss.Loss;
import dev.chainrule.tables.TableReader;
import dev.chainrule.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Chainrule as one of those who take part: prints figures as they do. */
final class Chainrule {

  private Chainrule() {}

  private static final double WARM_UP = 0.4;
  private static final double FIRST_WARM_UP = 5;

  /** Measures a workload: its name, seconds, threads, further arguments. */
  public static void main(String... arguments) throws Exception {
    String workload = arguments[0];
    double seconds = Double.parseDouble(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    switch (workload) {
      case "W8" -> reading(Path.of(arguments[3]), seconds);
      case Workloads.PRODUCTS -> Products.measure(seconds, threads);
      case Peers.GROWTH ->
          growth(seconds, threads, Arrays.copyOfRange(arguments, 3, arguments.length));
      case Peers.MEMORY ->
          train(
              threads,
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]),
              MemoryNeed.widths(arguments[5]));
      default -> {
        for (Figure figure : Workload.of(workload).measure(seconds, threads)) {
          print(figure.what(), figure.value(), figure.unit());
        }
      }
    }
  }

  private static void reading(Path file, double seconds) throws Exception {
    double megabytes = Files.size(file) / 1e6;
    double[] rates = new double[0];
    long begin = System.nanoTime();
    while (rates.length < 3 || System.nanoTime() - begin < seconds * 1e9) {
      long before = System.nanoTime();
      TableReader.standard().read(file);
      rates = Arrays.copyOf(rates, rates.length + 1);
      rates[rates.length - 1] = megabytes / ((System.nanoTime() - before) / 1e9);
    }
    // The first is the warm-up.
    double[] warm = Arrays.copyOfRange(rates, 1, rates.length);
    Arrays.sort(warm);
    print("reading", warm[warm.length / 2], "MB/s");
  }

  /** Samples/s of each size, after a warm-up of the whole process. */
  private static void growth(double seconds, int threads, String... sizes) {
    double more = FIRST_WARM_UP;
    for (String size : sizes) {
      Size one = Size.of(size);
      double rate = pace(one, threads, more + WARM_UP * seconds, (1 - WARM_UP) * seconds);
      print(size, rate, "samples/s");
      more = 0;
    }
  }

  private static double pace(Size size, int threads, double warmUp, double seconds) {
    int[] widths = size.network();
    Rows rows = Rows.ofClasses(size.rows(), widths[0], widths[widths.length - 1]);
    int steps = Math.ceilDiv(size.rows(), size.batch());
    Pace pace = new Pace((double) size.rows() / steps, warmUp, seconds);
    Trainer.adam(1e-4)
        .withBatchSize(size.batch())
        .withThreads(threads)
        .withEpochs(Integer.MAX_VALUE)
        .fit(
            Workload.network(widths),
            Loss.softmaxCrossEntropy(),
            rows,
            Optional.empty(),
            pace,
            pace::isDone);
    return pace.median();
  }

  /** Trains for two epochs, to see whether there is memory enough. */
  private static void train(int threads, int batch, int count, int... widths) {
    Rows rows = Rows.ofClasses(count, widths[0], widths[widths.length - 1]);
    Trainer.adam(1e-4)
        .withBatchSize(batch)
        .withThreads(threads)
        .withEpochs(2)
        .fit(Workload.network(widths), Loss.softmaxCrossEntropy(), rows);
  }

  static void print(String what, double value, String unit) {
    System.out.printf(Locale.ROOT, "figure\t%s\t%s\t%s%n", what, value, unit);
  }
}
