package dev.chainrule.training;

import java.util.Arrays;

/**
 * One metric over several judgements.
 *
 * @param count how many judgements it is defined in
 * @param mean their mean x̄; NaN if there are none
 * @param deviation s = √(Σ(x − x̄)²/(n − 1)); NaN for fewer than two
 * @param standardError s/√k, where k is the number of judgements that share no rows
 */
public record Scores(int count, double mean, double deviation, double standardError) {

  /**
   * The scores of some values.
   *
   * @param independent k: how many of the values come from rows of their own
   * @param values those that are NaN do not count
   */
  static Scores of(int independent, double... values) {
    double[] defined = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    int n = defined.length;
    double mean = Arrays.stream(defined).average().orElse(Double.NaN);
    double squares = Arrays.stream(defined).map(value -> (value - mean) * (value - mean)).sum();
    double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    return new Scores(n, mean, deviation, deviation / Math.sqrt(Math.min(n, independent)));
  }
}
