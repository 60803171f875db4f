import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What all contenders in Java share: the rows, the stopwatch, the lines that are printed.
 *
 * <p>A contender is called with a workload, about how many seconds to measure and how many threads it may use. It prints a line
 * {@code figure<TAB>what<TAB>value<TAB>unit} for each figure, and nothing for a workload it has not got.
 */
final class Contender {

  final String workload;
  final double seconds;
  final int threads;
  final String[] files;

  private Contender(String... arguments) {
    workload = arguments[0];
    seconds = Double.parseDouble(arguments[1]);
    threads = Integer.parseInt(arguments[2]);
    files = Arrays.copyOfRange(arguments, 3, arguments.length);
  }

  static Contender of(String... arguments) {
    return new Contender(arguments);
  }

  /** Something that is timed. */
  interface Call {
    void run() throws Exception;
  }

  /** Inputs and classes, as single and double precision, whichever a contender takes. */
  static final class Rows {
    final float[][] x;
    final int[] labels;

    Rows(int count, int inputs, int classes) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
      x = new float[count][inputs];
      labels = new int[count];
      for (int row = 0; row < count; row++) {
        double score = 0.5 * random.nextGaussian();
        for (int j = 0; j < inputs; j++) {
          x[row][j] = (float) random.nextGaussian();
          score += (j % 2 == 0 ? x[row][j] : -x[row][j]) / Math.sqrt(inputs);
        }
        labels[row] = Math.min(classes - 1, (int) (classes / (1 + Math.exp(-1.7 * score))));
      }
    }

    double[][] doubles() {
      double[][] wide = new double[x.length][];
      for (int row = 0; row < wide.length; row++) {
        wide[row] = new double[x[row].length];
        for (int j = 0; j < wide[row].length; j++) {
          wide[row][j] = x[row][j];
        }
      }
      return wide;
    }
  }

  /** Endless mini-batches of shuffled row numbers: the epochs of a training, cut into calls. */
  static final class Shuffled {
    private final RandomGenerator random = new java.util.SplittableRandom(1);
    private final int[] order;
    private final int batch;
    private int at;

    Shuffled(int rows, int batch) {
      order = java.util.stream.IntStream.range(0, rows).toArray();
      this.batch = batch;
      at = rows;
    }

    /** The rows of the next step; fewer at the end of an epoch. */
    int[] next() {
      if (at >= order.length) {
        for (int i = order.length - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          int swap = order[i];
          order[i] = order[j];
          order[j] = swap;
        }
        at = 0;
      }
      int from = at;
      at = Math.min(order.length, at + batch);
      return Arrays.copyOfRange(order, from, at);
    }
  }

  /** The seconds of each call after the warm-up of two fifths, sorted; at least one. */
  static double[] timed(double seconds, Call call) throws Exception {
    double[] measured = new double[1024];
    int count = 0;
    long begin = System.nanoTime();
    while (true) {
      long before = System.nanoTime();
      call.run();
      long after = System.nanoTime();
      if ((before - begin) / 1e9 >= 0.4 * seconds) {
        if (count == measured.length) {
          measured = Arrays.copyOf(measured, 2 * count);
        }
        measured[count++] = (after - before) / 1e9;
        if ((after - begin) / 1e9 >= seconds) {
          double[] sorted = Arrays.copyOf(measured, count);
          Arrays.sort(sorted);
          return sorted;
        }
      }
    }
  }

  static double quantile(double[] sorted, double p) {
    return sorted[Math.max(0, Math.min(sorted.length - 1, (int) Math.ceil(p * sorted.length) - 1))];
  }

  static double median(double[] sorted) {
    return quantile(sorted, 0.5);
  }

  static void figure(String what, double value, String unit) {
    System.out.printf(Locale.ROOT, "figure\t%s\t%s\t%s%n", what, value, unit);
  }

  /** Seconds of an iteration of something that iterates: the slope between two lengths, the median of three. */
  static double slope(int few, int many, java.util.function.IntConsumer fit) {
    fit.accept(few);
    double[] slopes = new double[3];
    for (int i = 0; i < slopes.length; i++) {
      long begin = System.nanoTime();
      fit.accept(few);
      long middle = System.nanoTime();
      fit.accept(many);
      slopes[i] = ((System.nanoTime() - middle) - (middle - begin)) / 1e9 / (many - few);
    }
    Arrays.sort(slopes);
    if (slopes[1] <= 0) {
      throw new IllegalStateException("More iterations took no more time: an iteration cannot be told from the noise.");
    }
    return slopes[1];
  }

  /** The three figures of W5 for one network. */
  static void predicting(String net, double seconds, Call one, Call thousand) throws Exception {
    double[] single = timed(seconds / 4, one);
    figure(net + ", one row, p50", 1e6 * quantile(single, 0.5), "µs");
    figure(net + ", one row, p99", 1e6 * quantile(single, 0.99), "µs");
    figure(net + ", 1,000 rows", 1000 / median(timed(seconds / 4, thousand)), "rows/s");
  }

  /** The first four fifths of a table as in breast_cancer.csv: numbers, then a label. Inputs are standardised. */
  static final class NumberTable {
    final double[][] x;
    final int[] labels;

    NumberTable(String file) throws java.io.IOException {
      java.util.List<String> lines = java.nio.file.Files.readAllLines(java.nio.file.Path.of(file));
      java.util.List<String> names = new java.util.ArrayList<>();
      x = new double[(lines.size() - 1) * 4 / 5][];
      labels = new int[x.length];
      for (int row = 0; row < x.length; row++) {
        String[] cells = lines.get(row + 1).split(",");
        x[row] = new double[cells.length - 1];
        for (int j = 0; j < x[row].length; j++) {
          x[row][j] = Double.parseDouble(cells[j]);
        }
        String label = cells[cells.length - 1];
        if (!names.contains(label)) {
          names.add(label);
        }
        labels[row] = names.indexOf(label);
      }
      for (int j = 0; j < x[0].length; j++) {
        double mean = 0;
        for (double[] row : x) {
          mean += row[j] / x.length;
        }
        double variance = 0;
        for (double[] row : x) {
          variance += (row[j] - mean) * (row[j] - mean) / x.length;
        }
        for (double[] row : x) {
          row[j] = (row[j] - mean) / Math.sqrt(variance);
        }
      }
    }
  }
}
