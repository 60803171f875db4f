package dev.chainrule.explain;

import dev.chainrule.explain.Comparison.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The gradients of one tensor, each by formula and by measurement.
 *
 * @param name such as "layer 1, weight"; "inputs" for the batch
 * @param shape such as "[64×11]"
 * @param gradients how many gradients the tensor has
 * @param comparisons those that were measured: all, or a sample
 */
public record TensorCheck(String name, String shape, int gradients, List<Comparison> comparisons) {

  /** Copies the list. */
  public TensorCheck {
    comparisons = List.copyOf(comparisons);
  }

  /** How many comparisons have that verdict. */
  public int count(Verdict verdict) {
    return (int) comparisons.stream().filter(c -> c.verdict() == verdict).count();
  }

  /**
   * The largest relative error among those that agree or disagree; none if every gradient was at a
   * kink or too small.
   */
  public Optional<Comparison> worst() {
    return worst(comparisons);
  }

  static Optional<Comparison> worst(List<Comparison> comparisons) {
    return comparisons.stream()
        .filter(c -> c.verdict() == Verdict.AGREES || c.verdict() == Verdict.DISAGREES)
        .max(Comparator.comparingDouble(Comparison::relativeError));
  }
}
