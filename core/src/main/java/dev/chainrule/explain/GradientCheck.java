package dev.chainrule.explain;

import dev.chainrule.explain.Comparison.Verdict;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Objective;
import dev.chainrule.reference.ReferencePass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the gradients of a network are right: each one by the formulas, a, beside its central
 * difference, n, in double precision with h = 1e−6·max(1, |θ|). They agree where |a−n| / max(1e−8,
 * |a|+|n|) &lt; 1e−6.
 *
 * {@snippet :
 * GradientCheck check = GradientCheck.of(network, Loss.sigmoidCrossEntropy(), x, y);
 * check.passed();
 * System.out.println(check);
 * }
 *
 * <p>Two things keep a correct gradient from agreeing, and are counted apart: a kink inside the
 * step, and a gradient so small that the rounding of ℒ drowns it.
 *
 * @param comparisons every parameter in the order of the layout, then every input, row by row
 */
public record GradientCheck(List<Comparison> comparisons) {

  private static final int LINES = 10;

  /** Copies the list. */
  public GradientCheck {
    comparisons = List.copyOf(comparisons);
  }

  /** Checks every parameter and every input for one sample. */
  public static GradientCheck of(Network network, Loss loss, double[] x, double[] y) {
    return of(network, loss, DoubleMatrix.of(x), DoubleMatrix.of(y));
  }

  /**
   * Checks every parameter and every input for a batch of rows X, m × n₀, with targets Y, m × n_L.
   */
  public static GradientCheck of(Network network, Loss loss, DoubleMatrix x, DoubleMatrix y) {
    network.architecture().requireEndsFor(loss);
    return of(
        network.architecture(),
        network.parameters().toDoubleArray(),
        x,
        BatchLoss.of(loss, y),
        Penalty.none());
  }

  /** Checks every parameter and every input for any objective, a loss of your own included. */
  public static GradientCheck of(
      Architecture architecture,
      double[] parameters,
      DoubleMatrix x,
      Objective objective,
      Penalty penalty) {
    ReferencePass pass = ReferencePass.of(architecture, parameters, x, objective, penalty);
    CentralDifferences differences =
        new CentralDifferences(architecture, DoubleMatrix.of(parameters), x, objective, penalty);
    return compare(
        differences, pass.gradient(), pass.inputGradient(), CentralDifferences.roundingError(pass));
  }

  /** Checks gradients from anywhere. */
  static GradientCheck compare(
      CentralDifferences differences,
      double[] gradient,
      DoubleMatrix inputGradient,
      double roundingError) {
    List<Comparison> comparisons = new ArrayList<>();
    List<Place> places = parameterPlaces(differences.architecture());
    for (int p = 0; p < gradient.length; p++) {
      comparisons.add(differences.byParameter(places.get(p), p, gradient[p], roundingError));
    }
    for (int i = 0; i < inputGradient.rows(); i++) {
      for (int k = 0; k < inputGradient.columns(); k++) {
        Place place = new Place.Input(i + 1, k + 1);
        comparisons.add(differences.byInput(place, i, k, inputGradient.get(i, k), roundingError));
      }
    }
    return new GradientCheck(comparisons);
  }

  /** The place of each parameter, in the order of the layout. */
  private static List<Place> parameterPlaces(Architecture architecture) {
    List<Place> places = new ArrayList<>();
    for (int l = 1; l <= architecture.layers().size(); l++) {
      switch (architecture.layers().get(l - 1)) {
        case Dense dense ->
            addDense(places, l, dense.units(), architecture.shapes().get(l - 1).size());
      }
    }
    return places;
  }

  private static void addDense(List<Place> places, int layer, int units, int inputs) {
    for (int j = 1; j <= units; j++) {
      for (int k = 1; k <= inputs; k++) {
        places.add(new Place.Weight(layer, j, k));
      }
    }
    for (int j = 1; j <= units; j++) {
      places.add(new Place.Bias(layer, j));
    }
  }

  /** Whether no gradient disagrees. */
  public boolean passed() {
    return with(Verdict.DISAGREES).isEmpty();
  }

  /** The comparisons of one verdict. */
  public List<Comparison> with(Verdict verdict) {
    return comparisons.stream().filter(comparison -> comparison.verdict() == verdict).toList();
  }

  /**
   * The largest relative error among those that agree or disagree; none if every gradient was at a
   * kink or too small.
   */
  public Optional<Comparison> worst() {
    return comparisons.stream()
        .filter(c -> c.verdict() == Verdict.AGREES || c.verdict() == Verdict.DISAGREES)
        .max(Comparator.comparingDouble(Comparison::relativeError));
  }

  /** A report to read: how many agree, the worst, and each that disagrees or stands at a kink. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Gradient check %s: %d gradients, formula beside central difference"
            .formatted(passed() ? "passed" : "FAILED", comparisons.size()));
    lines.add("  %d agree: relative error below 1e-6".formatted(with(Verdict.AGREES).size()));
    worst().ifPresent(worst -> lines.add("  worst: " + inFull(worst)));
    addAll(lines, "too small for differences", Verdict.TOO_SMALL, GradientCheck::inFull);
    addAll(lines, "at a kink, not compared", Verdict.KINK, c -> c.place() + ": " + c.kink());
    addAll(lines, "disagree", Verdict.DISAGREES, GradientCheck::inFull);
    return String.join("\n", lines);
  }

  private void addAll(
      List<String> lines, String what, Verdict verdict, Function<Comparison, String> inWords) {
    List<Comparison> some = with(verdict);
    if (some.isEmpty()) {
      return;
    }
    lines.add("  %d %s:".formatted(some.size(), what));
    some.stream().limit(LINES).forEach(comparison -> lines.add("    " + inWords.apply(comparison)));
    if (some.size() > LINES) {
      lines.add("    and %d more".formatted(some.size() - LINES));
    }
  }

  private static String inFull(Comparison c) {
    return String.format(
        Locale.ROOT,
        "%s: relative error %.1e (formula %.9g, difference %.9g)",
        c.place(),
        c.relativeError(),
        c.analytic(),
        c.numeric());
  }
}
