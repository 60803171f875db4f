package dev.chainrule.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in falling order of their score, cut behind each distinct score: what ROC and
 * precision–recall curves are drawn from. Rows of weight 0 are left out.
 *
 * @param cuts one a distinct score, by falling score
 */
record Ranking(List<Cut> cuts) {

  /**
   * The rows whose score is at least {@code threshold}.
   *
   * @param truePositives the weight of those that are positive
   * @param falsePositives the weight of the others
   */
  record Cut(double threshold, double truePositives, double falsePositives) {}

  static Ranking of(boolean[] positive, double[] scores, Weights weights) {
    if (positive.length != scores.length) {
      throw new IllegalArgumentException(
          "There must be one score a row: expected %d, got %d."
              .formatted(positive.length, scores.length));
    }
    int[] order =
        IntStream.range(0, scores.length)
            .filter(row -> weights.at(row) > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Cut> cuts = new ArrayList<>();
    double truePositives = 0;
    double falsePositives = 0;
    for (int i = 0; i < order.length; i++) {
      double score = scores[order[i]];
      if (positive[order[i]]) {
        truePositives += weights.at(order[i]);
      } else {
        falsePositives += weights.at(order[i]);
      }
      if (i == order.length - 1 || scores[order[i + 1]] != score) {
        cuts.add(new Cut(score, truePositives, falsePositives));
      }
    }
    return new Ranking(cuts);
  }

  /** The weight of all positive rows. */
  double positives() {
    return cuts.getLast().truePositives();
  }

  /** The weight of all negative rows. */
  double negatives() {
    return cuts.getLast().falsePositives();
  }
}
