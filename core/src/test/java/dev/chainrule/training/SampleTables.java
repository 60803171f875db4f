package dev.chainrule.training;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Table;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Small tables to train on, made up. */
final class SampleTables {

  private SampleTables() {}

  /** Two clouds of points that overlap a little; the target is {@code kind}. */
  static Table clouds(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    int[] codes = new int[rows];
    Arrays.setAll(codes, row -> row % 3 == 0 ? 1 : 0);
    double[] x = new double[rows];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      x[row] = 10 + 3 * codes[row] + 1.5 * random.nextGaussian();
      y[row] = -codes[row] + random.nextGaussian();
    }
    return new Table(
        "clouds",
        List.of(
            new Column.Numbers("x", x),
            new Column.Numbers("y", y),
            new Column.Labels("kind", ColumnType.CATEGORY, List.of("no", "yes"), codes)));
  }

  /** A straight line with noise; the target is {@code y}, the column {@code part} names 4 folds. */
  static Table line(int rows) {
    SplittableRandom random = new SplittableRandom(2);
    double[] x = new double[rows];
    double[] y = new double[rows];
    double[] part = new double[rows];
    for (int row = 0; row < rows; row++) {
      x[row] = random.nextGaussian();
      y[row] = 2 * x[row] + 1 + 0.2 * random.nextGaussian();
      part[row] = row % 4;
    }
    return new Table(
        "line",
        List.of(
            new Column.Numbers("x", x),
            new Column.Numbers("part", part),
            new Column.Numbers("y", y)));
  }
}
