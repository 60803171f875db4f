package dev.chainrule.explain;

import dev.chainrule.data.Column;
import dev.chainrule.data.Encoder;
import dev.chainrule.data.Table;
import dev.chainrule.metric.Metric;
import dev.chainrule.model.Model;
import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * How much worse a model gets when the cells of a column are shuffled among the rows (Breiman 2001;
 * Fisher, Rudin &amp; Dominici 2019). Columns are those of the data, not the inputs that they
 * become. Definitions as in scikit-learn's {@code permutation_importance}.
 *
 * <p>The importance of column j is s − s_j, where s is the score of the model and s_j its score
 * with that column shuffled; for metrics of which the lower is the better s_j − s. Use rows that
 * training has not seen: importance for rows that were learnt from may be that of noise. Columns
 * that say the same share their importance, or hide it.
 *
 * {@snippet :
 * PermutationImportance.Result result =
 *     PermutationImportance.of(model, table).withRepeats(20).withSeed(7).run();
 * result.columns().forEach(column -> System.out.println(column.column() + " " + column.mean()));
 * }
 */
public final class PermutationImportance {

  private static final int REPEATS = 10;

  private final Model model;
  private final Table table;
  private final Metric metric;
  private final int repeats;
  private final long seed;

  private PermutationImportance(Model model, Table table, Metric metric, int repeats, long seed) {
    this.model = model;
    this.table = table;
    this.metric = metric;
    this.repeats = repeats;
    this.seed = seed;
  }

  /**
   * By the first metric of the model's report (accuracy for classes, R² for amounts), with ten
   * shuffles a column and seed 0.
   *
   * @param rows with the model's columns and its target
   */
  public static PermutationImportance of(Model model, Table rows) {
    Metric first = Metric.telling(model.evaluate(rows).outputs()).getFirst();
    return new PermutationImportance(model, rows, first, REPEATS, 0);
  }

  /** The same by another metric. */
  public PermutationImportance withMetric(Metric other) {
    return new PermutationImportance(model, table, other, repeats, seed);
  }

  /**
   * The same with so many shuffles a column.
   *
   * @throws IllegalArgumentException for less than 1
   */
  public PermutationImportance withRepeats(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("There is at least 1 repeat, got " + number + ".");
    }
    return new PermutationImportance(model, table, metric, number, seed);
  }

  /** The same with other shuffles. */
  public PermutationImportance withSeed(long other) {
    return new PermutationImportance(model, table, metric, repeats, other);
  }

  /**
   * The importance of one column.
   *
   * @param column its name
   * @param losses how much worse the score was, one a shuffle
   */
  public record Importance(String column, List<Double> losses) {

    /** Copies the list. */
    public Importance {
      losses = List.copyOf(losses);
    }

    /** The mean over the shuffles. */
    public double mean() {
      return losses.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The standard deviation over the shuffles, √(Σ(x − x̄)²/n). */
    public double deviation() {
      double mean = mean();
      return Math.sqrt(
          losses.stream().mapToDouble(loss -> (loss - mean) * (loss - mean)).average().orElse(0));
    }
  }

  /**
   * The importance of all columns.
   *
   * @param metric by which the model was judged
   * @param score of the model on the rows as they are
   * @param columns the most important first
   */
  public record Result(Metric metric, double score, List<Importance> columns) {

    /** Copies the list. */
    public Result {
      columns = List.copyOf(columns);
    }
  }

  /** The names of the columns that the model uses, in its order. */
  public List<String> columns() {
    return model.preparation().orElseThrow().encoders().stream().map(Encoder::column).toList();
  }

  /** {@link #run(Consumer, BooleanSupplier)} that nobody watches and nothing stops. */
  public Result run() {
    return run(_ -> {}, () -> false);
  }

  /**
   * Shuffles and judges.
   *
   * @param done hears of each column when it is done
   * @param stopRequested true ends the work; columns that are not done by then are left out
   * @throws IllegalArgumentException if the metric is not defined for these rows, or does not suit
   */
  public Result run(Consumer<Importance> done, BooleanSupplier stopRequested) {
    double score = model.evaluate(table).metric(metric);
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "The metric %s is not defined for these rows. Choose another metric, or other rows."
              .formatted(metric.label()));
    }
    RandomStreams streams = new RandomStreams(seed);
    List<Importance> all = new ArrayList<>();
    List<String> names = columns();
    for (int j = 0; j < names.size() && !stopRequested.getAsBoolean(); j++) {
      List<Double> losses = new ArrayList<>();
      RandomGenerator random = streams.generator(Purpose.PERMUTATION, j);
      for (int repeat = 0; repeat < repeats; repeat++) {
        losses.add(loss(names.get(j), permutation(table.rows(), random), score));
      }
      all.add(new Importance(names.get(j), losses));
      done.accept(all.getLast());
    }
    all.sort(Comparator.comparingDouble(Importance::mean).reversed());
    return new Result(metric, score, all);
  }

  /** How much worse the score is with the cells of a column in another order. */
  double loss(String name, int[] order, double score) {
    Table shuffled =
        new Table(
            table.source(),
            table.columns().stream()
                .map(column -> column.name().equals(name) ? column.select(order) : column)
                .map(Column.class::cast)
                .toList());
    double now = model.evaluate(shuffled).metric(metric);
    return metric.higherIsBetter() ? score - now : now - score;
  }

  /** Fisher and Yates's shuffle of all rows. */
  private static int[] permutation(int rows, RandomGenerator random) {
    int[] order = new int[rows];
    Arrays.setAll(order, row -> row);
    for (int i = rows - 1; i > 0; i--) {
      int j = RandomStreams.below(i + 1, random);
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
    return order;
  }
}
