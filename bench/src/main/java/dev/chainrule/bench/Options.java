package dev.chainrule.bench;

import dev.chainrule.engine.Execution;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code bench/run} was asked for.
 *
 * @param task what to do
 * @param rounds how often to measure everything
 * @param seconds about how long to measure a figure
 * @param threads at most so many
 * @param workloads those to measure side by side
 * @param minutes how long the steady training lasts
 */
record Options(
    Task task, int rounds, double seconds, int threads, Set<String> workloads, double minutes) {

  /** What there is to do. */
  enum Task {
    SIDE_BY_SIDE,
    GROWTH,
    STEADY,
    REPORT
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is unknown or its value is wrong
   */
  static Options read(String... arguments) {
    Task task = Task.SIDE_BY_SIDE;
    int rounds = 0;
    double seconds = 0;
    int threads = Execution.processors();
    Set<String> workloads = new TreeSet<>(Workloads.ALL);
    double minutes = 10;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (option) {
        case "--growth" -> task = Task.GROWTH;
        case "--report" -> task = Task.REPORT;
        case "--steady" -> {
          task = Task.STEADY;
          if (!value.isEmpty() && !value.startsWith("--")) {
            minutes = above0(option, value);
            i++;
          }
        }
        case "--rounds" -> rounds = count(option, value);
        case "--seconds" -> seconds = above0(option, value);
        case "--threads" -> threads = count(option, value);
        case "--only" -> workloads = named(value);
        default ->
            throw new IllegalArgumentException(
                "There is no option '%s'; there are --rounds, --seconds, --threads, --only, --growth, --steady, --report."
                    .formatted(option));
      }
      if (List.of("--rounds", "--seconds", "--threads", "--only").contains(option)) {
        i++;
      }
    }
    boolean growth = task == Task.GROWTH;
    return new Options(
        task,
        rounds > 0 ? rounds : growth ? 1 : 5,
        seconds > 0 ? seconds : growth ? 2 : 10,
        threads,
        workloads,
        minutes);
  }

  private static int count(String option, String value) {
    double number = above0(option, value);
    if (number != (int) number) {
      throw new IllegalArgumentException(
          "%s takes a whole number, got '%s'.".formatted(option, value));
    }
    return (int) number;
  }

  private static double above0(String option, String value) {
    if (!value.matches("[0-9]{1,6}(\\.[0-9]+)?") || Double.parseDouble(value) == 0) {
      throw new IllegalArgumentException(
          "%s takes a number above 0, got '%s'.".formatted(option, value));
    }
    return Double.parseDouble(value);
  }

  private static Set<String> named(String list) {
    Set<String> named = new TreeSet<>(List.of(list.split(",")));
    if (!Workloads.ALL.containsAll(named)) {
      throw new IllegalArgumentException(
          "--only takes some of %s, got '%s'.".formatted(String.join(",", Workloads.ALL), list));
    }
    return named;
  }
}
