package dev.chainrule.decision;

import dev.chainrule.decision.Calibration.Isotonic;
import dev.chainrule.decision.Calibration.Platt;
import dev.chainrule.decision.Calibration.Temperature;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How a {@link Calibration} is fitted. */
public enum CalibrationMethod {
  /** One number T; it keeps the order of the classes and cannot over-fit much. */
  TEMPERATURE,
  /** Two numbers a class; for probabilities that are bent to one side. */
  PLATT,
  /** A rising function a class; for any bend, where there are a thousand rows or more. */
  ISOTONIC;

  /**
   * The method of that name: {@code temperature}, {@code platt}, {@code isotonic}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CalibrationMethod of(String name) {
    return Arrays.stream(values())
        .filter(method -> method.label().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no calibration '%s'; there are %s."
                    .formatted(
                        name,
                        String.join(
                            ", ",
                            Arrays.stream(values()).map(CalibrationMethod::label).toList()))));
  }

  /** The name that {@link #of} reads. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Fits a calibration.
   *
   * @param scores row after row, one score a row for two classes and k for k
   * @param truth the class of each row
   * @param weights one a row; none if all count alike
   * @throws IllegalArgumentException if the rows are all of one class
   */
  public Calibration fit(double[] scores, int[] truth, double... weights) {
    if (truth.length == 0 || Arrays.stream(truth).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "A calibration needs rows of two classes at least, got %d rows of one class."
              .formatted(truth.length));
    }
    double[] w = weights;
    if (w.length == 0) {
      w = new double[truth.length];
      Arrays.fill(w, 1);
    }
    double[] counted = w;
    int k = scores.length / truth.length;
    return switch (this) {
      case TEMPERATURE -> new Temperature(TemperatureScaling.fit(scores, k, truth, counted));
      case PLATT ->
          new Platt(each(k, scores, truth, row -> PlattScaling.fit(row.z(), row.is(), counted)));
      case ISOTONIC ->
          new Isotonic(
              each(k, scores, truth, row -> IsotonicRegression.fit(row.z(), row.is(), counted)));
    };
  }

  /** One class against the rest: its log-odds, and whether each row is of it. */
  @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
  private record OneAgainstRest(double[] z, boolean[] is) {}

  private static <T> List<T> each(
      int k, double[] scores, int[] truth, Function<OneAgainstRest, T> fit) {
    return IntStream.range(0, k).mapToObj(j -> fit.apply(against(k, j, scores, truth))).toList();
  }

  private static OneAgainstRest against(int k, int j, double[] scores, int[] truth) {
    double[] z = new double[truth.length];
    boolean[] is = new boolean[truth.length];
    for (int row = 0; row < z.length; row++) {
      z[row] =
          k == 1
              ? scores[row]
              : Softmax.logOdds(Arrays.copyOfRange(scores, row * k, row * k + k), j);
      is[row] = k == 1 ? truth[row] == 1 : truth[row] == j;
    }
    return new OneAgainstRest(z, is);
  }
}
