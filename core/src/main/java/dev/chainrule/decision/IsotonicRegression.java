package dev.chainrule.decision;

import dev.chainrule.decision.Calibration.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rising function of z with the smallest weighted sum of squares, by the pool of adjacent
 * violators; between two places it is a straight line. Equal z are one place. As scikit-learn's
 * {@code IsotonicRegression(out_of_bounds="clip")}.
 */
final class IsotonicRegression {

  private IsotonicRegression() {}

  /** Neighbouring places with one height. */
  private record Pool(double first, double last, double height, double weight) {
    Pool with(Pool right) {
      double sum = weight + right.weight;
      return new Pool(
          first, right.last, (height * weight + right.height * right.weight) / sum, sum);
    }
  }

  static Steps fit(double[] z, boolean[] is, double[] weights) {
    int[] order =
        IntStream.range(0, z.length)
            .filter(i -> weights[i] > 0)
            .boxed()
            .sorted((i, j) -> Double.compare(z[i], z[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Pool> pools = new ArrayList<>();
    for (int from = 0; from < order.length; ) {
      Pool place = new Pool(z[order[from]], z[order[from]], 0, 0);
      double height = 0;
      double weight = 0;
      int to = from;
      for (; to < order.length && z[order[to]] == place.first(); to++) {
        height += is[order[to]] ? weights[order[to]] : 0;
        weight += weights[order[to]];
      }
      Pool pool = new Pool(place.first(), place.first(), height / weight, weight);
      while (!pools.isEmpty() && pools.getLast().height() >= pool.height()) {
        pool = pools.removeLast().with(pool);
      }
      pools.add(pool);
      from = to;
    }
    List<Double> places = new ArrayList<>();
    List<Double> heights = new ArrayList<>();
    for (Pool pool : pools) {
      places.add(pool.first());
      heights.add(Math.clamp(pool.height(), 0, 1));
      if (pool.last() > pool.first()) {
        places.add(pool.last());
        heights.add(Math.clamp(pool.height(), 0, 1));
      }
    }
    return new Steps(places, heights);
  }
}
