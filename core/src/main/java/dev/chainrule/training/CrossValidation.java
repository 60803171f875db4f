package dev.chainrule.training;

import dev.chainrule.data.Column;
import dev.chainrule.data.Field;
import dev.chainrule.data.Folds;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.metric.Report;
import dev.chainrule.model.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Judges a way of training rather than one model: the rows are dealt into k folds, and each fold is
 * judged by a training that has never seen it. Everything is decided anew from the rows of the
 * other folds: the preparation, the defaults, and the rows that choose the epoch.
 *
 * <p>Classes are dealt by {@link Folds#stratified}, amounts by {@link Folds#random}. Repeat r = 0,
 * 1 … takes the seed s + r for the folds and the trainings. The trainings run side by side, each on
 * one thread.
 *
 * {@snippet :
 * CrossValidation.Result folds =
 *     CrossValidation.of(table, schema, choices).withFolds(3).withRepeats(2).run();
 * Scores accuracy = folds.scores("accuracy"); // accuracy.mean() ± accuracy.standardError()
 * }
 */
public final class CrossValidation {

  private static final int FOLDS = 5;

  private final Table table;
  private final Schema schema;
  private final Choices choices;
  private final Dealing dealing;
  private final int repeats;

  /** How rows come into folds. */
  private sealed interface Dealing {
    record Freely(int folds) implements Dealing {}

    record ByGroup(Column groups, int folds) implements Dealing {}

    record ByName(Column names) implements Dealing {}
  }

  private CrossValidation(
      Table table, Schema schema, Choices choices, Dealing dealing, int repeats) {
    this.table = table;
    this.schema = schema;
    this.choices = choices;
    this.dealing = dealing;
    this.repeats = repeats;
  }

  /** Five folds, once. */
  public static CrossValidation of(Table table, Schema schema, Choices choices) {
    return new CrossValidation(table, schema, choices, new Dealing.Freely(FOLDS), 1);
  }

  /** The same with so many folds. */
  public CrossValidation withFolds(int folds) {
    return with(
        dealing instanceof Dealing.ByGroup(Column groups, int _)
            ? new Dealing.ByGroup(groups, folds)
            : new Dealing.Freely(folds));
  }

  /** The same with folds that keep the rows of each group together, by {@link Folds#grouped}. */
  public CrossValidation withGroups(Column groups) {
    requireNoInput(groups);
    return with(
        new Dealing.ByGroup(groups, dealing instanceof Dealing.Freely(int folds) ? folds : FOLDS));
  }

  /** The same with a fold for each label of a column, by {@link Folds#named}. */
  public CrossValidation withFoldsOf(Column names) {
    requireNoInput(names);
    return with(new Dealing.ByName(names));
  }

  private CrossValidation with(Dealing other) {
    return new CrossValidation(table, schema, choices, other, repeats);
  }

  /**
   * The same so many times over, each with a seed of its own.
   *
   * @throws IllegalArgumentException for less than 1
   */
  public CrossValidation withRepeats(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("There is at least 1 repeat, got " + number + ".");
    }
    return new CrossValidation(table, schema, choices, dealing, number);
  }

  private void requireNoInput(Column column) {
    if (schema.inputs().stream().map(Field::name).anyMatch(column.name()::equals)) {
      throw new IllegalArgumentException(
          "Column '%s' says to which fold a row belongs, and must not be an input: leave it out of the inputs."
              .formatted(column.name()));
    }
  }

  /**
   * One fold.
   *
   * @param repeat counted from 1
   * @param name of the fold
   * @param rows the numbers of its rows in the table, ascending, counted from 0
   * @param report how the training on the other folds does on them
   * @param baseline how a predictor does on them that knows only the distribution of the target
   * @param predictions what the training says about them, in the order of {@code rows}
   * @param epoch whose parameters were kept
   */
  @SuppressWarnings("ArrayRecordComponent") // one number a row, for callers to index with
  public record Fold(
      int repeat,
      String name,
      int[] rows,
      Report report,
      Report baseline,
      Predictions predictions,
      int epoch) {}

  /**
   * All folds that were done.
   *
   * @param folds in order
   * @param independent how many folds a repeat has, which share no rows
   * @param planned how many folds there were to be; fewer are done only if a stop was requested
   */
  public record Result(List<Fold> folds, int independent, int planned) {

    /** Copies the list. */
    public Result {
      folds = List.copyOf(folds);
    }

    /** Every metric over all folds, by name. */
    public SequencedMap<String, Scores> scores() {
      return scores(Fold::report);
    }

    /** Every metric of the baselines over all folds, by name. */
    public SequencedMap<String, Scores> baseline() {
      return scores(Fold::baseline);
    }

    /**
     * A metric over all folds: mean, and standard error s/√k for k folds. Repeats make both
     * steadier but do not divide the error further, because they judge the same rows again.
     */
    public Scores scores(String metric) {
      return Scores.of(
          independent, folds.stream().mapToDouble(fold -> fold.report().metric(metric)).toArray());
    }

    private SequencedMap<String, Scores> scores(java.util.function.Function<Fold, Report> report) {
      SequencedMap<String, Scores> scores = new LinkedHashMap<>();
      if (folds.isEmpty()) {
        return scores;
      }
      for (String metric : report.apply(folds.getFirst()).metrics().keySet()) {
        scores.put(
            metric,
            Scores.of(
                independent,
                folds.stream().mapToDouble(fold -> report.apply(fold).metric(metric)).toArray()));
      }
      return scores;
    }
  }

  /** How many trainings there will be. */
  public int trainings() {
    return folds(0).count() * repeats;
  }

  /**
   * The fewest rows that a class has, if classes are dealt into more folds than that: then some
   * folds have no row of it.
   */
  public Optional<String> notice() {
    if (!(dealing instanceof Dealing.Freely(int folds))) {
      return Optional.empty();
    }
    int least = IntStream.of(sizes(strata())).filter(size -> size > 0).min().orElse(0);
    return least >= folds
        ? Optional.empty()
        : Optional.of(
            "The smallest class has %s for %d folds: some folds have none of it."
                .formatted(Decisions.counted(least, "row"), folds));
  }

  /** {@link #run(Consumer, BooleanSupplier)} that nobody watches and nothing stops. */
  public Result run() {
    return run(_ -> {}, () -> false);
  }

  /**
   * Trains and judges all folds.
   *
   * @param done hears of each fold when it is done, one at a time, in any order
   * @param stopRequested true ends the work; folds that are not done by then are left out
   * @throws ChoiceException if the choices do not go together or do not suit the table
   * @throws IllegalStateException if a training diverges; the message names the fold
   */
  public Result run(Consumer<Fold> done, BooleanSupplier stopRequested) {
    List<Callable<Optional<Fold>>> pieces = new ArrayList<>();
    int folds = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
      Folds dealt = folds(repeat);
      folds = dealt.count();
      for (int fold = 0; fold < folds; fold++) {
        int r = repeat;
        int f = fold;
        pieces.add(() -> fold(r, dealt, f, stopRequested));
      }
    }
    return new Result(SideBySide.run(choices.atATime(), pieces, done), folds, pieces.size());
  }

  private Optional<Fold> fold(int repeat, Folds folds, int fold, BooleanSupplier stopRequested) {
    int[] rows = folds.heldOut(fold);
    try {
      return Holdout.of(
              table, schema, folds.training(fold), rows, choices.seeded(repeat), stopRequested)
          .map(judged ->
              new Fold(
                  repeat + 1,
                  folds.names().get(fold),
                  rows,
                  judged.report(),
                  judged.baseline(),
                  judged.predictions(),
                  judged.history().bestEpoch()));
    } catch (DivergenceException diverged) {
      throw new IllegalStateException(
          "Fold %s%s: %s"
              .formatted(
                  folds.names().get(fold),
                  repeats > 1 ? " of repeat " + (repeat + 1) : "",
                  diverged.getMessage()),
          diverged);
    }
  }

  private Folds folds(int repeat) {
    return switch (dealing) {
      case Dealing.Freely(int folds) ->
          Folds.stratified(strata(), folds, choices.seeded(repeat).seed());
      case Dealing.ByGroup(Column groups, int folds) -> Folds.grouped(groups, folds);
      case Dealing.ByName(Column names) -> Folds.named(names);
    };
  }

  /** The class of each row; of amounts all rows are of one. */
  private int[] strata() {
    return Strata.of(table, schema);
  }

  private static int[] sizes(int[] classes) {
    int[] sizes = new int[Arrays.stream(classes).max().orElse(-1) + 1];
    Arrays.stream(classes).forEach(c -> sizes[c]++);
    return sizes;
  }
}
