package dev.chainrule.training;

import dev.chainrule.data.Folds;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Split;
import dev.chainrule.data.Table;
import dev.chainrule.metric.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The score against the number of rows that training knows: whether more rows would help, and how
 * far the scores on rows that were learnt from and on rows that were not lie apart.
 *
 * <p>Like scikit-learn's {@code learning_curve}: the rows are dealt into k folds; each fold is
 * judged by trainings that know 10 %, 20 % … of the other rows. Fewer rows are always among the
 * more, and every class has its share of them ({@link Split#order}).
 *
 * {@snippet :
 * LearningCurve.Result curve =
 *     LearningCurve.of(table, schema, choices).withSizes(List.of(0.2, 0.5, 1.0)).run();
 * for (LearningCurve.Point point : curve.points("accuracy")) {
 *   System.out.println(point.known() + ": " + point.heldOut().mean());
 * }
 * }
 */
public final class LearningCurve {

  private static final int FOLDS = 5;
  private static final List<Double> SHARES = List.of(0.1, 0.2, 0.4, 0.7, 1.0);

  /** Fewer rows than this cannot be learnt from and judged by. */
  private static final int FEWEST_ROWS = 4;

  private final Table table;
  private final Schema schema;
  private final Choices choices;
  private final int folds;
  private final List<Double> sizes;

  private LearningCurve(
      Table table, Schema schema, Choices choices, int folds, List<Double> sizes) {
    this.table = table;
    this.schema = schema;
    this.choices = choices;
    this.folds = folds;
    this.sizes = sizes;
  }

  /** Five folds, with 10, 20, 40, 70 and 100 % of the other rows. */
  public static LearningCurve of(Table table, Schema schema, Choices choices) {
    return new LearningCurve(table, schema, choices, FOLDS, SHARES);
  }

  /** The same with so many folds. */
  public LearningCurve withFolds(int number) {
    return new LearningCurve(table, schema, choices, number, sizes);
  }

  /**
   * The same with other numbers of rows.
   *
   * @param other above 0; up to 1 a share of the rows that training can know, above it a number of
   *     rows
   */
  public LearningCurve withSizes(List<Double> other) {
    return new LearningCurve(table, schema, choices, folds, List.copyOf(other));
  }

  /**
   * One training.
   *
   * @param known how many rows it knows, those that choose the epoch among them
   * @param fold by which it is judged, counted from 1
   * @param training how it does on the rows that it learnt from
   * @param heldOut how it does on the fold
   */
  public record Run(int known, int fold, Report training, Report heldOut) {}

  /**
   * The curve at one number of rows.
   *
   * @param known how many rows a training knows
   * @param training the metric on the rows that were learnt from
   * @param heldOut the metric on rows that were never seen
   */
  public record Point(int known, Scores training, Scores heldOut) {}

  /**
   * All trainings that were done.
   *
   * @param runs by rising number of rows, then by fold
   * @param folds by how many folds each number of rows is judged
   * @param planned how many trainings there were to be; fewer are done only if a stop was requested
   */
  public record Result(List<Run> runs, int folds, int planned) {

    /** Copies the list. */
    public Result {
      runs = List.copyOf(runs);
    }

    /** The curve of a metric, by rising number of rows. */
    public List<Point> points(String metric) {
      return runs.stream()
          .map(Run::known)
          .distinct()
          .map(known -> {
            List<Run> same = runs.stream().filter(run -> run.known() == known).toList();
            return new Point(
                known,
                Scores.of(
                    folds,
                    same.stream().mapToDouble(run -> run.training().metric(metric)).toArray()),
                Scores.of(
                    folds,
                    same.stream().mapToDouble(run -> run.heldOut().metric(metric)).toArray()));
          })
          .toList();
    }
  }

  /** The numbers of rows, ascending, each once. */
  public List<Integer> sizes() {
    int most = table.rows() - Math.ceilDiv(table.rows(), folds);
    return sizes.stream().map(size -> rows(size, most)).sorted().distinct().toList();
  }

  private static int rows(double size, int most) {
    long rows = size <= 1 ? Math.round(size * most) : Math.round(size);
    if (!(size > 0) || rows > most) {
      throw new IllegalArgumentException(
          "A number of rows is a share above 0 and up to 1, or a number up to %d, which is what the other folds have; got %s."
              .formatted(most, Decisions.plain(size)));
    }
    if (rows < FEWEST_ROWS) {
      throw new IllegalArgumentException(
          "%s of %d rows are %d: too few to learn from; at least %d are needed."
              .formatted(
                  size <= 1 ? Decisions.percent(size) : Decisions.plain(size),
                  most,
                  rows,
                  FEWEST_ROWS));
    }
    return (int) rows;
  }

  /** How many trainings there will be. */
  public int trainings() {
    return sizes().size() * folds;
  }

  /** {@link #run(Consumer, BooleanSupplier)} that nobody watches and nothing stops. */
  public Result run() {
    return run(_ -> {}, () -> false);
  }

  /**
   * Trains and judges.
   *
   * @param done hears of each training when it is done, one at a time, in any order
   * @param stopRequested true ends the work; trainings that are not done by then are left out
   * @throws ChoiceException if the choices do not go together or do not suit the table
   * @throws IllegalStateException if a training diverges; the message says which
   */
  public Result run(Consumer<Run> done, BooleanSupplier stopRequested) {
    int[] strata = Strata.of(table, schema);
    Folds dealt = Folds.stratified(strata, folds, choices.seed());
    List<Callable<Optional<Run>>> pieces = new ArrayList<>();
    for (int known : sizes()) {
      for (int fold = 0; fold < folds; fold++) {
        int f = fold;
        pieces.add(() -> run(known, dealt, f, strata, stopRequested));
      }
    }
    return new Result(SideBySide.run(choices.atATime(), pieces, done), folds, pieces.size());
  }

  private Optional<Run> run(
      int known, Folds dealt, int fold, int[] strata, BooleanSupplier stopRequested) {
    int[] others = dealt.training(fold);
    int[] order =
        Split.order(IntStream.of(others).map(row -> strata[row]).toArray(), choices.seed());
    int[] rows = IntStream.range(0, known).map(i -> others[order[i]]).sorted().toArray();
    try {
      return Holdout.of(table, schema, rows, dealt.heldOut(fold), choices, stopRequested)
          .map(judged -> new Run(known, fold + 1, judged.training(), judged.report()));
    } catch (DivergenceException diverged) {
      throw new IllegalStateException(
          "With %d rows, fold %d: %s".formatted(known, fold + 1, diverged.getMessage()), diverged);
    }
  }
}
