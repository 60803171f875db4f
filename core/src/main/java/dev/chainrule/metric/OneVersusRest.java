package dev.chainrule.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Each of several classes, or labels, against all others.
 *
 * @param rankings the rows by the probability of each class
 */
record OneVersusRest(List<Ranking> rankings) {

  private static double rocAuc(Ranking ranking) {
    return RocCurve.of(ranking).area();
  }

  private static double averagePrecision(Ranking ranking) {
    return PrecisionRecallCurve.of(ranking).averagePrecision();
  }

  /** NaN if a class does not occur. */
  double macroRocAuc() {
    return rankings.stream().mapToDouble(OneVersusRest::rocAuc).average().orElseThrow();
  }

  double weightedRocAuc() {
    return weighted(OneVersusRest::rocAuc);
  }

  double macroAveragePrecision() {
    return rankings.stream().mapToDouble(OneVersusRest::averagePrecision).average().orElseThrow();
  }

  double weightedAveragePrecision() {
    return weighted(OneVersusRest::averagePrecision);
  }

  /** Σ pᵢ·score / Σ pᵢ with pᵢ the weight of class i; 0 if no class occurs. */
  private double weighted(ToDoubleFunction<Ranking> score) {
    List<Ranking> occurring = rankings.stream().filter(ranking -> ranking.positives() > 0).toList();
    double total = occurring.stream().mapToDouble(Ranking::positives).sum();
    return total == 0
        ? 0
        : occurring.stream()
                .mapToDouble(ranking -> ranking.positives() * score.applyAsDouble(ranking))
                .sum()
            / total;
  }
}
