package dev.chainrule.explain;

import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Mode;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.Activations;
import dev.chainrule.reference.BatchNormForward;
import dev.chainrule.reference.DenseForward;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.DropoutForward;
import dev.chainrule.reference.ForwardPass;
import dev.chainrule.reference.LayerForward;
import dev.chainrule.reference.LayerNormForward;
import dev.chainrule.reference.Objective;
import dev.chainrule.reference.Penalties;
import dev.chainrule.reference.ReferencePass;
import java.util.function.DoubleFunction;

/**
 * Measures gradients: (ℒ(θ+h) − ℒ(θ−h)) / 2h with h = 1e−6·max(1, |θ|), one number θ at a time and
 * all others as they are.
 *
 * @param architecture the network
 * @param parameters all its parameters, in the order of the layout
 * @param x the batch, one sample a row
 * @param objective what is differentiated, with the penalty
 * @param penalty part of what is differentiated
 * @param mode what batch norm and dropout do
 */
record CentralDifferences(
    Architecture architecture,
    DoubleMatrix parameters,
    DoubleMatrix x,
    Objective objective,
    Penalty penalty,
    Mode mode) {

  /** The network at one point. */
  private record Trial(ForwardPass forward, double loss) {}

  /** Compares ∂ℒ/∂θ at position {@code index} of the parameters with {@code analytic}. */
  Comparison byParameter(Place place, int index, double analytic, double roundingError) {
    return compare(
        place,
        parameters.get(0, index),
        analytic,
        roundingError,
        value -> trial(moved(index, value), x));
  }

  /** Compares ∂ℒ/∂x at (row, column) with {@code analytic}. */
  Comparison byInput(Place place, int row, int column, double analytic, double roundingError) {
    return compare(
        place,
        x.get(row, column),
        analytic,
        roundingError,
        value -> trial(parameters.row(0), x.with(row, column, value)));
  }

  /** All parameters, one of them moved. */
  private double[] moved(int index, double value) {
    double[] theta = parameters.row(0);
    theta[index] = value;
    return theta;
  }

  private static double step(double value) {
    return 1e-6 * Math.max(1, Math.abs(value));
  }

  private Comparison compare(
      Place place, double value, double analytic, double roundingError, DoubleFunction<Trial> at) {
    double h = step(value);
    Trial above = at.apply(value + h);
    Trial below = at.apply(value - h);
    double numeric = (above.loss() - below.loss()) / (2 * h);
    return new Comparison(
        place, analytic, numeric, roundingError / h, kinkBetween(below.forward(), above.forward()));
  }

  private Trial trial(double[] theta, DoubleMatrix inputs) {
    ForwardPass forward = ForwardPass.of(architecture, theta, inputs, mode);
    double loss =
        objective.at(forward.scores()).value()
            + Penalties.value(penalty, architecture.layout(), theta);
    return new Trial(forward, loss);
  }

  /**
   * Says which unit or loss stands on different sides of a kink in the two passes; empty if none
   * does.
   */
  private String kinkBetween(ForwardPass below, ForwardPass above) {
    for (int l = 1; l <= below.layers().size(); l++) {
      LayerForward layer = below.layers().get(l - 1);
      DoubleMatrix other = above.layers().get(l - 1).z();
      Activation f = layer.layer().activation();
      for (int i = 0; Activations.hasKinkAtZero(f) && i < other.rows(); i++) {
        for (int j = 0; j < other.columns(); j++) {
          if (Math.signum(layer.z().get(i, j)) != Math.signum(other.get(i, j))) {
            return "z of layer " + l + ", unit " + (j + 1) + " crosses 0 in row " + (i + 1);
          }
        }
      }
    }
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < below.scores().columns(); j++) {
        if (objective.piece(i, j, below.scores().get(i, j))
            != objective.piece(i, j, above.scores().get(i, j))) {
          return "output " + (j + 1) + " crosses a kink of the loss in row " + (i + 1);
        }
      }
    }
    return "";
  }

  /**
   * How uncertain one evaluation of ℒ is, to first order: an ulp of ℒ itself, and for every z,
   * which is uncertain by an ulp of the terms it sums, the change of ℒ that comes with it, |δ|·ulp.
   */
  static double roundingError(ReferencePass pass) {
    double error = Math.ulp(Math.max(1, Math.abs(pass.loss())));
    for (int l = 1; l <= pass.layers(); l++) {
      LayerForward layer = pass.forward().layers().get(l - 1);
      DoubleMatrix delta = pass.delta(l);
      for (int i = 0; i < delta.rows(); i++) {
        for (int j = 0; j < delta.columns(); j++) {
          error += Math.abs(delta.get(i, j)) * Math.ulp(magnitudeOfTerms(layer, i, j));
        }
      }
    }
    return error;
  }

  private static double magnitudeOfTerms(LayerForward layer, int i, int j) {
    return switch (layer) {
      case DenseForward dense -> magnitudeOfTerms(dense, i, j);
      case BatchNormForward norm ->
          magnitudeOfTerms(norm.scale(), norm.shift(), norm.normalized(), i, j);
      case LayerNormForward norm ->
          magnitudeOfTerms(norm.scale(), norm.shift(), norm.normalized(), i, j);
      case DropoutForward dropout -> Math.abs(dropout.a().get(i, j));
    };
  }

  /** |b_j| + Σₖ |a_ik w_jk|. */
  private static double magnitudeOfTerms(DenseForward layer, int i, int j) {
    double magnitude = Math.abs(layer.biases().get(0, j));
    for (int k = 0; k < layer.input().columns(); k++) {
      magnitude += Math.abs(layer.input().get(i, k) * layer.weights().get(j, k));
    }
    return magnitude;
  }

  /** |β_j| + |γ_j ẑ_ij|. */
  private static double magnitudeOfTerms(
      DoubleMatrix scale, DoubleMatrix shift, DoubleMatrix normalized, int i, int j) {
    return Math.abs(shift.get(0, j)) + Math.abs(scale.get(0, j) * normalized.get(i, j));
  }
}
