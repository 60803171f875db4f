package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;

/**
 * Whether computed numbers are the expected ones.
 *
 * @param tolerance the largest difference allowed, relative to what the scale says
 * @param scale relative to what
 */
public record Agreement(double tolerance, Scale scale) {

  /** What differences are measured by. */
  public enum Scale {
    /** Each entry by itself: the strictest, for double precision. */
    ENTRY,
    /** The largest entry of the tensor: fair to entries in which large terms cancel. */
    TENSOR
  }

  /** Differences relative to each entry. */
  public static Agreement byEntry(double tolerance) {
    return new Agreement(tolerance, Scale.ENTRY);
  }

  /** Differences relative to the largest entry of the tensor compared. */
  public static Agreement byTensor(double tolerance) {
    return new Agreement(tolerance, Scale.TENSOR);
  }

  /** Checks a tensor, entry by entry. */
  public void check(String what, DoubleMatrix actual, DoubleMatrix expected) {
    assertThat(actual.rows()).as("rows of " + what).isEqualTo(expected.rows());
    assertThat(actual.columns()).as("columns of " + what).isEqualTo(expected.columns());
    check(what, actual.toArray(), expected.toArray());
  }

  /** Checks a vector. */
  public void check(String what, double[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = DoubleStream.of(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      double allowed = tolerance * (scale == Scale.ENTRY ? Math.abs(expected[i]) : largest);
      // Written so that NaN fails.
      assertThat(Math.abs(actual[i] - expected[i]) <= allowed)
          .as("%s[%d]: expected %s within %s, got %s", what, i, expected[i], allowed, actual[i])
          .isTrue();
    }
  }

  /** Checks one number. */
  public void check(String what, double actual, double expected) {
    check(what, new double[] {actual}, new double[] {expected});
  }
}
