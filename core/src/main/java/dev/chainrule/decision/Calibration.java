package dev.chainrule.decision;

import java.util.Arrays;
import java.util.List;

/**
 * A correction of probabilities that was fitted to rows the network has not learnt from.
 *
 * <p>It takes the raw scores z of one row and gives its probabilities: of one score p of the second
 * class, of k scores those of k classes. Platt's and the isotonic correction are for two classes;
 * of more, each class is corrected against the rest, on its log-odds z_j − ln Σ_{i≠j} e^{z_i}, and
 * the k results are divided by their sum, as scikit-learn's {@code CalibratedClassifierCV} does.
 */
public sealed interface Calibration {

  /**
   * σ(z/T), or softmax(z/T): it never changes which class is the most probable. Guo, Pleiss, Sun
   * and Weinberger 2017.
   *
   * @param temperature T: above 1 the network was too sure of itself, below 1 not sure enough
   */
  record Temperature(double temperature) implements Calibration {
    /** Checks T. */
    public Temperature {
      if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A temperature is a number above 0, got " + temperature + ".");
      }
    }
  }

  /**
   * 1/(1+e^{Az+B}). Platt 1999, fitted by the method of Lin, Lin and Weng 2007.
   *
   * @param classes A and B: one pair for two classes, else one a class
   */
  record Platt(List<Sigmoid> classes) implements Calibration {
    /** Copies the list. */
    public Platt {
      classes = List.copyOf(classes);
      requireClasses(classes.size());
    }
  }

  /**
   * A rising function of z made of straight pieces. Zadrozny and Elkan 2002, by the pool of
   * adjacent violators.
   *
   * @param classes one function for two classes, else one a class
   */
  record Isotonic(List<Steps> classes) implements Calibration {
    /** Copies the list. */
    public Isotonic {
      classes = List.copyOf(classes);
      requireClasses(classes.size());
    }
  }

  /** The curve 1/(1+e^{az+b}). */
  record Sigmoid(double a, double b) {
    /** Checks both numbers. */
    public Sigmoid {
      if (!Double.isFinite(a) || !Double.isFinite(b)) {
        throw new IllegalArgumentException(
            "The two numbers of a sigmoid must be finite, got %s and %s.".formatted(a, b));
      }
    }

    /** Its value at z. */
    public double at(double z) {
      return Softmax.sigmoid(-(a * z + b));
    }
  }

  /**
   * Straight lines between points; level before the first and behind the last.
   *
   * @param z where the points are, rising
   * @param p how high they are, not falling, from 0 to 1
   */
  record Steps(List<Double> z, List<Double> p) {
    /** Checks that both rise. */
    public Steps {
      z = List.copyOf(z);
      p = List.copyOf(p);
      if (z.isEmpty() || z.size() != p.size()) {
        throw new IllegalArgumentException(
            "Steps need as many heights as places, and 1 at least; got %d and %d."
                .formatted(p.size(), z.size()));
      }
      for (int i = 0; i < z.size(); i++) {
        boolean rises = i == 0 || (z.get(i) > z.get(i - 1) && p.get(i) >= p.get(i - 1));
        if (!rises || !Double.isFinite(z.get(i)) || !(p.get(i) >= 0 && p.get(i) <= 1)) {
          throw new IllegalArgumentException(
              "Steps must rise, with heights from 0 to 1; got height %s at %s as number %d."
                  .formatted(p.get(i), z.get(i), i + 1));
        }
      }
    }

    /** The height at a place. */
    public double at(double place) {
      int last = z.size() - 1;
      if (place <= z.getFirst()) {
        return p.getFirst();
      }
      if (place >= z.get(last)) {
        return p.get(last);
      }
      int below = 0;
      int above = last;
      while (above - below > 1) {
        int middle = (below + above) >>> 1;
        if (z.get(middle) <= place) {
          below = middle;
        } else {
          above = middle;
        }
      }
      double share = (place - z.get(below)) / (z.get(above) - z.get(below));
      return p.get(below) + share * (p.get(above) - p.get(below));
    }
  }

  /** The probabilities of one row, from its scores. */
  default double[] probabilities(double... scores) {
    return switch (this) {
      case Temperature(double temperature) -> {
        double[] cooled = Arrays.stream(scores).map(z -> z / temperature).toArray();
        yield scores.length == 1 ? new double[] {Softmax.sigmoid(cooled[0])} : Softmax.of(cooled);
      }
      case Platt(List<Sigmoid> classes) ->
          each(classes.size(), scores, (j, z) -> classes.get(j).at(z));
      case Isotonic(List<Steps> classes) ->
          each(classes.size(), scores, (j, z) -> classes.get(j).at(z));
    };
  }

  /** What it is, in words. */
  default String label() {
    return switch (this) {
      case Temperature _ -> "temperature";
      case Platt _ -> "platt";
      case Isotonic _ -> "isotonic";
    };
  }

  /** How many scores a row must have; 0 where any number will do. */
  default int scores() {
    return switch (this) {
      case Temperature _ -> 0;
      case Platt(List<Sigmoid> classes) -> classes.size();
      case Isotonic(List<Steps> classes) -> classes.size();
    };
  }

  /** The correction of one class. */
  @FunctionalInterface
  interface OfClass {
    /** The probability of class j at the log-odds z, not yet divided by the sum. */
    double at(int j, double z);
  }

  private static double[] each(int classes, double[] scores, OfClass correction) {
    if (classes != scores.length) {
      throw new IllegalArgumentException(
          "This calibration is for %d scores a row, got %d.".formatted(classes, scores.length));
    }
    if (classes == 1) {
      return new double[] {correction.at(0, scores[0])};
    }
    double[] result = new double[classes];
    double sum = 0;
    for (int j = 0; j < classes; j++) {
      result[j] = correction.at(j, Softmax.logOdds(scores, j));
      sum += result[j];
    }
    for (int j = 0; j < classes; j++) {
      result[j] = sum == 0 ? 1.0 / classes : result[j] / sum;
    }
    return result;
  }

  private static void requireClasses(int count) {
    if (count == 0 || count == 2) {
      throw new IllegalArgumentException(
          "A calibration has one part for two classes, or one for each of three or more; got "
              + count
              + ".");
    }
  }
}
