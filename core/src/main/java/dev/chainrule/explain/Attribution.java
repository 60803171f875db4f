package dev.chainrule.explain;

import dev.chainrule.network.Architecture;
import dev.chainrule.reference.BackwardPass;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ForwardPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What each input of a network has to do with one number of its answer for one row.
 *
 * {@snippet :
 * Attribution attribution =
 *     Attribution.integratedGradients(architecture, parameters, explained, x, baseline, 128);
 * attribution.inputs();   // one share an input
 * attribution.gap();      // F(x) − F(x′) − Σ shares, which goes to 0 with more steps
 * }
 *
 * <p>Integrated gradients are those of M. Sundararajan, A. Taly and Q. Yan, "Axiomatic Attribution
 * for Deep Networks", ICML 2017; gradient × input goes back to A. Shrikumar, P. Greenside, A.
 * Shcherbina and A. Kundaje, "Not Just a Black Box", 2016; and the gradient alone to K. Simonyan,
 * A. Vedaldi and A. Zisserman, "Deep Inside Convolutional Networks", 2014.
 *
 * @param method how it was computed
 * @param explained F
 * @param value F(x)
 * @param baselineValue F(x′), for methods that compare with a baseline; F(x) for the gradient
 * @param inputs x, as the network gets it
 * @param baseline x′, as the network gets it; empty for the gradient
 * @param shares one number an input
 */
public record Attribution(
    Method method,
    Explained explained,
    double value,
    double baselineValue,
    List<Double> inputs,
    List<Double> baseline,
    List<Double> shares) {

  /** How many rows go through the network at a time. */
  private static final int BATCH = 64;

  /** The ways to attribute. */
  public enum Method {
    /** ∂F/∂xₖ: how fast F changes with each input, here. */
    GRADIENT("gradient"),
    /** (xₖ − x′ₖ)·∂F/∂xₖ: how much F would change if it went on like that. */
    GRADIENT_X_INPUT("gradient-x-input"),
    /** (xₖ − x′ₖ)·∫₀¹ ∂F/∂xₖ(x′ + t(x − x′)) dt: how much F did change on the way. */
    INTEGRATED_GRADIENTS("integrated-gradients");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** The name on a command line. */
    public String label() {
      return label;
    }

    /** The method of that name. */
    public static Method of(String name) {
      String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
      return Arrays.stream(values())
          .filter(method -> method.label.equals(wanted))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "There is no method '%s'; there are %s."
                      .formatted(
                          name,
                          String.join(", ", Arrays.stream(values()).map(Method::label).toList()))));
    }
  }

  /** A network and what is asked of it. */
  private record Question(Architecture architecture, DoubleMatrix parameters, Explained explained) {

    ForwardPass forward(DoubleMatrix x) {
      return ForwardPass.of(architecture, parameters.row(0), x);
    }

    double value(double[] x) {
      return explained.values(forward(DoubleMatrix.of(x)).scores())[0];
    }

    /** ∂F/∂x of each row: no row meets another, so that one backward pass serves them all. */
    DoubleMatrix gradient(DoubleMatrix x) {
      ForwardPass forward = forward(x);
      return BackwardPass.of(forward, explained.gradient(forward.scores())).inputGradient();
    }
  }

  /** Copies the lists. */
  public Attribution {
    inputs = List.copyOf(inputs);
    baseline = List.copyOf(baseline);
    shares = List.copyOf(shares);
  }

  /** ∂F/∂x at x. */
  public static Attribution gradient(
      Architecture architecture, double[] parameters, Explained explained, double[] x) {
    Question question = new Question(architecture, DoubleMatrix.of(parameters), explained);
    double value = question.value(x);
    return new Attribution(
        Method.GRADIENT,
        explained,
        value,
        value,
        boxed(x),
        List.of(),
        boxed(question.gradient(DoubleMatrix.of(x)).row(0)));
  }

  /** (x − x′) ⊙ ∂F/∂x at x. */
  public static Attribution gradientTimesInput(
      Architecture architecture,
      double[] parameters,
      Explained explained,
      double[] x,
      double[] baseline) {
    requireEquallyLong(x, baseline);
    Question question = new Question(architecture, DoubleMatrix.of(parameters), explained);
    double[] gradient = question.gradient(DoubleMatrix.of(x)).row(0);
    return between(Method.GRADIENT_X_INPUT, question, x, baseline, gradient);
  }

  /**
   * (x − x′) ⊙ the mean of ∂F/∂x over the middles of {@code steps} equal parts of the straight way
   * from x′ to x: the midpoint rule for the integral.
   */
  public static Attribution integratedGradients(
      Architecture architecture,
      double[] parameters,
      Explained explained,
      double[] x,
      double[] baseline,
      int steps) {
    requireEquallyLong(x, baseline);
    if (steps < 1) {
      throw new IllegalArgumentException("At least 1 step is needed, got " + steps + ".");
    }
    Question question = new Question(architecture, DoubleMatrix.of(parameters), explained);
    double[] mean = new double[x.length];
    for (int from = 0; from < steps; from += BATCH) {
      int first = from;
      DoubleMatrix points =
          DoubleMatrix.of(
              Math.min(BATCH, steps - from),
              x.length,
              (i, k) -> baseline[k] + (first + i + 0.5) / steps * (x[k] - baseline[k]));
      DoubleMatrix gradients = question.gradient(points);
      for (int i = 0; i < points.rows(); i++) {
        for (int k = 0; k < mean.length; k++) {
          mean[k] += gradients.get(i, k) / steps;
        }
      }
    }
    return between(Method.INTEGRATED_GRADIENTS, question, x, baseline, mean);
  }

  private static Attribution between(
      Method method, Question question, double[] x, double[] baseline, double[] slopes) {
    double[] shares = new double[x.length];
    Arrays.setAll(shares, k -> 0.0 + (x[k] - baseline[k]) * slopes[k]); // no minus in front of 0
    return new Attribution(
        method,
        question.explained(),
        question.value(x),
        question.value(baseline),
        boxed(x),
        boxed(baseline),
        boxed(shares));
  }

  private static void requireEquallyLong(double[] x, double[] baseline) {
    if (x.length != baseline.length) {
      throw new IllegalArgumentException(
          "The row has %d inputs, the baseline %d.".formatted(x.length, baseline.length));
    }
  }

  private static List<Double> boxed(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    DoubleStream.of(values).forEach(list::add);
    return list;
  }

  /** Σ shares. */
  public double sum() {
    return shares.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** F(x) − F(x′): what the shares are shares of. */
  public double difference() {
    return value - baselineValue;
  }

  /**
   * F(x) − F(x′) − Σ shares. Completeness says that it is 0 for the exact integral; what is left is
   * the error of the sum that stands for it.
   */
  public double gap() {
    return difference() - sum();
  }
}
