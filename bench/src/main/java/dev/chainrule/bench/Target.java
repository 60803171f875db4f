package dev.chainrule.bench;

import dev.chainrule.bench.Results.Entry;
import dev.chainrule.bench.Results.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Chainrule wants to reach in a figure.
 *
 * @param workload of the figure
 * @param what is measured; all figures of the workload where it is empty
 * @param aim in what respect
 * @param bound at least so many times better, or at most or at least so much in the figure's unit
 */
record Target(String workload, String what, Aim aim, double bound) {

  /** What is compared with the bound. */
  enum Aim {
    /** How many times better than the best of the others. */
    RATIO,
    /** How many times better than MKL. */
    RATIO_TO_MKL,
    /** The figure itself, which is not to be worse. */
    VALUE
  }

  /** All of them. */
  static final List<Target> ALL =
      List.of(
          new Target("W1", "a step", Aim.RATIO, 12),
          new Target("W2", "training", Aim.RATIO, 5),
          new Target("W3", "training", Aim.RATIO, 2.7),
          new Target("W4", "training", Aim.RATIO, 1),
          new Target("products", "", Aim.RATIO_TO_MKL, 0.9),
          new Target("W5", "W2 net, one row, p50", Aim.VALUE, 0.4),
          new Target("W5", "W3 net, one row, p50", Aim.VALUE, 18),
          new Target("W5", "W2 net, 1,000 rows", Aim.RATIO, 1.2),
          new Target("W5", "W3 net, 1,000 rows", Aim.RATIO, 1.2),
          new Target("W6", "an iteration", Aim.RATIO, 2),
          new Target("W7", "whole program", Aim.VALUE, 0.45),
          new Target("W7", "whole program", Aim.RATIO, 1),
          new Target("W7", "peak memory", Aim.VALUE, 100),
          new Target("W8", "reading", Aim.VALUE, 250));

  /**
   * A target and what came of it.
   *
   * @param row the figure
   * @param reached what is compared with the bound: a ratio or a value
   */
  record Verdict(Target target, Row row, double reached) {

    boolean isMet() {
      return (target.aim == Aim.VALUE && !row.higherIsBetter())
          ? reached <= target.bound
          : reached >= target.bound;
    }

    /** The figure's name. */
    String name() {
      return row.name();
    }

    /** What was to be reached. */
    String wanted() {
      return switch (target.aim) {
        case RATIO ->
            target.bound == 1
                ? "ahead of everybody"
                : "≥ " + Figures.of(target.bound) + " × the best";
        case RATIO_TO_MKL -> "≥ " + Figures.of(target.bound) + " × MKL";
        case VALUE ->
            (row.higherIsBetter() ? "≥ " : "≤ ") + Figures.of(target.bound) + " " + row.unit();
      };
    }

    /** What was reached, in the same terms. */
    String came() {
      return switch (target.aim) {
        case RATIO ->
            Figures.of(reached) + " × " + row.rival().map(Entry::contender).orElse("nobody");
        case RATIO_TO_MKL -> Figures.of(reached) + " × MKL";
        case VALUE -> Figures.of(reached) + " " + row.unit();
      };
    }
  }

  /** What came of every target whose figure was measured. */
  static List<Verdict> verdicts(Results results) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Target target : ALL) {
      for (Row row : results.rows()) {
        if (row.workload().equals(target.workload)
            && (target.what.isEmpty() || row.what().equals(target.what))) {
          target.reached(row).ifPresent(it -> verdicts.add(new Verdict(target, row, it)));
        }
      }
    }
    return verdicts;
  }

  private Optional<Double> reached(Row row) {
    Optional<Double> reached =
        switch (aim) {
          case RATIO -> Optional.of(row.ratio());
          case RATIO_TO_MKL -> row.of("MKL").map(row::ratio);
          case VALUE -> row.own().map(Entry::median);
        };
    return reached.filter(Double::isFinite);
  }
}
