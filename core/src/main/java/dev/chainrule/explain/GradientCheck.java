package dev.chainrule.explain;

import dev.chainrule.explain.Comparison.Verdict;
import dev.chainrule.layer.Mode;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.BatchLoss;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Objective;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.tensor.ParameterLayout.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
 * @param tensors every parameter tensor that is learnt, in the order of the layout, then the inputs
 */
public record GradientCheck(List<TensorCheck> tensors) {

  /** Copies the list. */
  public GradientCheck {
    tensors = List.copyOf(tensors);
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
    return of(network, x, BatchLoss.of(loss, y));
  }

  /**
   * Checks every parameter and every input for an objective, such as a loss of your own.
   *
   * {@snippet :
   * Objective logCosh = scores -> new Objective.Evaluation(
   *     Math.log(Math.cosh(scores.get(0, 0))),
   *     DoubleMatrix.of(1, 1, (i, j) -> Math.tanh(scores.get(i, j))));
   * GradientCheck check = GradientCheck.of(network, DoubleMatrix.of(x), logCosh);
   * }
   */
  public static GradientCheck of(Network network, DoubleMatrix x, Objective objective) {
    return of(
        network.architecture(),
        network.parameters().toDoubleArray(),
        x,
        objective,
        Penalty.none(),
        Sampling.all());
  }

  /** Checks every parameter and every input for any objective, a loss of your own included. */
  public static GradientCheck of(
      Architecture architecture,
      double[] parameters,
      DoubleMatrix x,
      Objective objective,
      Penalty penalty) {
    return of(architecture, parameters, x, objective, penalty, Sampling.all());
  }

  /** Checks the parameters and inputs of a sample, with the network in evaluation. */
  public static GradientCheck of(
      Architecture architecture,
      double[] parameters,
      DoubleMatrix x,
      Objective objective,
      Penalty penalty,
      Sampling sampling) {
    return of(architecture, parameters, x, objective, penalty, sampling, Mode.evaluation());
  }

  /**
   * Checks the parameters and inputs of a sample in a mode. In training batch norm uses the
   * statistics of the batch, and dropout the one mask that belongs to the step.
   */
  public static GradientCheck of(
      Architecture architecture,
      double[] parameters,
      DoubleMatrix x,
      Objective objective,
      Penalty penalty,
      Sampling sampling,
      Mode mode) {
    ReferencePass pass = ReferencePass.of(architecture, parameters, x, objective, penalty, mode);
    return compare(
        new CentralDifferences(
            architecture, DoubleMatrix.of(parameters), x, objective, penalty, mode),
        pass.gradient(),
        pass.inputGradient(),
        CentralDifferences.roundingError(pass),
        sampling);
  }

  /**
   * Checks gradients that come from anywhere, such as from code of your own.
   *
   * @param gradient ∂ℒ/∂θ, one number a parameter in the order of the layout
   * @param inputGradient ∂ℒ/∂X, of the shape of X
   */
  public static GradientCheck ofGradients(
      Architecture architecture,
      double[] parameters,
      DoubleMatrix x,
      Objective objective,
      Penalty penalty,
      double[] gradient,
      DoubleMatrix inputGradient) {
    ReferencePass pass = ReferencePass.of(architecture, parameters, x, objective, penalty);
    requireSize("∂ℒ/∂θ", gradient.length, parameters.length);
    requireSize("∂ℒ/∂X", inputGradient.rows(), x.rows());
    requireSize("each row of ∂ℒ/∂X", inputGradient.columns(), x.columns());
    return compare(
        new CentralDifferences(
            architecture, DoubleMatrix.of(parameters), x, objective, penalty, Mode.evaluation()),
        gradient,
        inputGradient,
        CentralDifferences.roundingError(pass),
        Sampling.all());
  }

  private static void requireSize(String what, int got, int expected) {
    if (got != expected) {
      throw new IllegalArgumentException(
          "Expected %s to have %d entries, got %d.".formatted(what, expected, got));
    }
  }

  private static GradientCheck compare(
      CentralDifferences differences,
      double[] gradient,
      DoubleMatrix inputGradient,
      double roundingError,
      Sampling sampling) {
    List<TensorCheck> tensors = new ArrayList<>();
    for (Slice slice : differences.architecture().layout().slices()) {
      if (!slice.role().isLearned()) {
        continue; // running statistics have no gradient
      }
      List<Comparison> comparisons = new ArrayList<>();
      for (int index : sampling.indices(slice.size(), tensors.size())) {
        int at = slice.offset() + index;
        comparisons.add(
            differences.byParameter(Place.of(slice, index), at, gradient[at], roundingError));
      }
      tensors.add(
          new TensorCheck(name(slice), slice.shape().toString(), slice.size(), comparisons));
    }
    int columns = inputGradient.columns();
    int size = Math.multiplyExact(inputGradient.rows(), columns);
    List<Comparison> comparisons = new ArrayList<>();
    for (int index : sampling.indices(size, tensors.size())) {
      int i = index / columns;
      int k = index % columns;
      Place place = new Place.Input(i + 1, k + 1);
      comparisons.add(differences.byInput(place, i, k, inputGradient.get(i, k), roundingError));
    }
    String shape = "[" + inputGradient.rows() + "×" + columns + "]";
    tensors.add(new TensorCheck("inputs", shape, size, comparisons));
    return new GradientCheck(tensors);
  }

  /** {@code layers.0.weight} is "layer 1, weight". */
  private static String name(Slice slice) {
    String[] name = slice.name().split("\\.", 3);
    return "layer " + (Integer.parseInt(name[1]) + 1) + ", " + name[2];
  }

  /** Every comparison: the parameters in the order of the layout, then the inputs, row by row. */
  public List<Comparison> comparisons() {
    return tensors.stream().flatMap(tensor -> tensor.comparisons().stream()).toList();
  }

  /** How many gradients the network and its batch have, measured or not. */
  public long gradients() {
    return tensors.stream().mapToLong(TensorCheck::gradients).sum();
  }

  /** Whether no gradient disagrees. */
  public boolean passed() {
    return with(Verdict.DISAGREES).isEmpty();
  }

  /** The comparisons of one verdict. */
  public List<Comparison> with(Verdict verdict) {
    return comparisons().stream().filter(comparison -> comparison.verdict() == verdict).toList();
  }

  /**
   * The largest relative error among those that agree or disagree; none if every gradient was at a
   * kink or too small.
   */
  public Optional<Comparison> worst() {
    return TensorCheck.worst(comparisons());
  }

  /** A report to read: a line a tensor, the worst, and each that disagrees or stands at a kink. */
  @Override
  public String toString() {
    return GradientCheckText.of(this);
  }
}
