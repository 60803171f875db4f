package dev.chainrule.reference;

import static dev.chainrule.reference.DoubleMatrix.sum;

import dev.chainrule.loss.Loss;
import dev.chainrule.loss.Loss.Huber;
import dev.chainrule.loss.Loss.MeanAbsoluteError;
import dev.chainrule.loss.Loss.MeanSquaredError;
import dev.chainrule.loss.Loss.Poisson;
import dev.chainrule.loss.Loss.Quantile;
import dev.chainrule.loss.Loss.SigmoidCrossEntropy;
import dev.chainrule.loss.Loss.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The losses of one sample, from its scores s and its target y, each with its gradient ∂loss/∂s
 * below it.
 *
 * <p>Cross-entropies are evaluated from the scores; no finite score gives NaN or infinity where the
 * loss itself is finite.
 */
public final class Losses {

  private Losses() {}

  /** The loss of one sample. */
  public static double value(Loss loss, double[] scores, double[] target) {
    return switch (loss) {
      case SigmoidCrossEntropy(double smoothing) ->
          sigmoidCrossEntropy(scores, smooth(target, smoothing, 2));
      case SoftmaxCrossEntropy(double smoothing) ->
          softmaxCrossEntropy(scores, smooth(target, smoothing, target.length));
      case MeanSquaredError() -> squaredError(scores, target);
      case MeanAbsoluteError() -> absoluteError(scores, target);
      case Huber(double delta) -> huber(scores, target, delta);
      case Quantile quantile -> pinball(scores, target, quantile);
      case Poisson() -> poisson(scores, target);
    };
  }

  /** ∂loss/∂s of one sample. */
  public static double[] gradient(Loss loss, double[] scores, double[] target) {
    return switch (loss) {
      case SigmoidCrossEntropy(double smoothing) ->
          sigmoidCrossEntropyGradient(scores, smooth(target, smoothing, 2));
      case SoftmaxCrossEntropy(double smoothing) ->
          softmaxCrossEntropyGradient(scores, smooth(target, smoothing, target.length));
      case MeanSquaredError() -> squaredErrorGradient(scores, target);
      case MeanAbsoluteError() -> absoluteErrorGradient(scores, target);
      case Huber(double delta) -> huberGradient(scores, target, delta);
      case Quantile quantile -> pinballGradient(scores, target, quantile);
      case Poisson() -> poissonGradient(scores, target);
    };
  }

  /**
   * The number of the smooth piece that the loss has at error d = s − y; between two pieces lies a
   * kink.
   */
  static int piece(Loss loss, double d) {
    return switch (loss) {
      case SigmoidCrossEntropy _, SoftmaxCrossEntropy _, MeanSquaredError _, Poisson _ -> 0;
      case MeanAbsoluteError _, Quantile _ -> (int) Math.signum(d);
      case Huber(double delta) -> Math.abs(d) <= delta ? 0 : (int) Math.signum(d);
    };
  }

  /** Label smoothing: (1−ε)y + ε/k for k classes. */
  public static double[] smooth(double[] y, double epsilon, int classes) {
    return Arrays.stream(y).map(target -> (1 - epsilon) * target + epsilon / classes).toArray();
  }

  /** −Σ[y ln ŷ + (1−y) ln(1−ŷ)] = Σ[max(z, 0) − zy + ln(1+e^{−|z|})]. */
  static double sigmoidCrossEntropy(double[] z, double[] y) {
    return sum(
        z.length, j -> Math.max(z[j], 0) - z[j] * y[j] + Math.log1p(Math.exp(-Math.abs(z[j]))));
  }

  /** ŷ − y. */
  static double[] sigmoidCrossEntropyGradient(double[] z, double[] y) {
    return vector(z.length, j -> Activations.sigmoid(z[j]) - y[j]);
  }

  /**
   * −Σ y ln ŷ = Σ y·(ln Σₖ e^{zₖ − max z} − (z − max z)); a class with y = 0 costs nothing, however
   * small its ŷ.
   */
  static double softmaxCrossEntropy(double[] z, double[] y) {
    double max = Arrays.stream(z).max().orElseThrow();
    double logTotal = Math.log(sum(z.length, k -> Math.exp(z[k] - max)));
    return sum(z.length, j -> y[j] == 0 ? 0 : y[j] * (logTotal - (z[j] - max)));
  }

  /** ŷ·Σy − y, which is ŷ − y where the target sums to 1. */
  static double[] softmaxCrossEntropyGradient(double[] z, double[] y) {
    double[] prediction = Links.softmax(z);
    double total = Arrays.stream(y).sum();
    return vector(z.length, j -> prediction[j] * total - y[j]);
  }

  /** ½Σ(ŷ−y)². */
  static double squaredError(double[] prediction, double[] y) {
    return sum(y.length, j -> square(prediction[j] - y[j]) / 2);
  }

  /** ŷ − y. */
  static double[] squaredErrorGradient(double[] prediction, double[] y) {
    return vector(y.length, j -> prediction[j] - y[j]);
  }

  /** Σ|ŷ−y|. */
  static double absoluteError(double[] prediction, double[] y) {
    return sum(y.length, j -> Math.abs(prediction[j] - y[j]));
  }

  /** sign(ŷ−y), 0 at 0. */
  static double[] absoluteErrorGradient(double[] prediction, double[] y) {
    return vector(y.length, j -> Math.signum(prediction[j] - y[j]));
  }

  /** Σ ½d² where |d| ≤ δ, else δ(|d|−½δ), with d = ŷ−y. */
  static double huber(double[] prediction, double[] y, double delta) {
    return sum(
        y.length,
        j -> {
          double d = Math.abs(prediction[j] - y[j]);
          return d <= delta ? square(d) / 2 : delta * (d - delta / 2);
        });
  }

  /** d, held between −δ and δ. */
  static double[] huberGradient(double[] prediction, double[] y, double delta) {
    return vector(y.length, j -> Math.clamp(prediction[j] - y[j], -delta, delta));
  }

  /** Σ max(τd, (τ−1)d), d = y − ŷ. */
  static double pinball(double[] prediction, double[] y, Quantile quantile) {
    return sum(
        y.length,
        j -> {
          double d = y[j] - prediction[j];
          double tau = quantile.level(j);
          return Math.max(tau * d, (tau - 1) * d);
        });
  }

  /** −τ where ŷ is too low, 1−τ where it is too high, 0 where it is y. */
  static double[] pinballGradient(double[] prediction, double[] y, Quantile quantile) {
    return vector(
        y.length,
        j -> {
          double d = y[j] - prediction[j];
          return d == 0 ? 0 : d > 0 ? -quantile.level(j) : 1 - quantile.level(j);
        });
  }

  /**
   * Σ [ŷ − y − y ln(ŷ/y)], ŷ = e^z, which is Σ y(e^u − 1 − u) with u = z − ln y, and e^z where y =
   * 0.
   */
  static double poisson(double[] z, double[] y) {
    return sum(
        z.length,
        j -> {
          if (y[j] == 0) {
            return Math.exp(z[j]);
          }
          double u = z[j] - Math.log(y[j]);
          return y[j] * (Math.expm1(u) - u);
        });
  }

  /** ŷ − y. */
  static double[] poissonGradient(double[] z, double[] y) {
    return vector(z.length, j -> Math.exp(z[j]) - y[j]);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double[] vector(int n, IntToDoubleFunction element) {
    double[] vector = new double[n];
    Arrays.setAll(vector, element);
    return vector;
  }
}
