package dev.chainrule.metric;

import java.util.List;

/**
 * What the columns of predictions and targets mean, which decides the {@link Metric metrics} that
 * suit them. Predictions are what comes behind the link: probabilities, numbers, expected counts.
 */
public sealed interface Outputs {

  /** How many numbers a row of predictions has, and a row of targets. */
  int columns();

  /** The name for people, such as "binary classification". */
  default String label() {
    return switch (this) {
      case Binary _ -> "binary classification";
      case Classes _ -> "multiclass classification";
      case Labels _ -> "multi-label classification";
      case Numbers _ -> "regression";
      case Quantiles _ -> "quantile regression";
      case Counts _ -> "counts";
    };
  }

  /**
   * One of two classes: one column, the probability of the second class against 0 or 1.
   *
   * @param threshold above this probability the second class is predicted
   */
  record Binary(double threshold) implements Outputs {
    /** Checks the threshold. */
    public Binary {
      requireThreshold(threshold);
    }

    @Override
    public int columns() {
      return 1;
    }
  }

  /**
   * One of k ≥ 2 classes: their probabilities against one-hot targets. The most probable class is
   * predicted, the first of equals.
   */
  record Classes(int columns) implements Outputs {
    /** Checks k. */
    public Classes {
      requireColumns(columns, 2);
    }
  }

  /**
   * Any number of k labels: the probability of each against 0 or 1.
   *
   * @param threshold above this probability a label is predicted
   */
  record Labels(int columns, double threshold) implements Outputs {
    /** Checks both numbers. */
    public Labels {
      requireColumns(columns, 1);
      requireThreshold(threshold);
    }
  }

  /** k numbers. */
  record Numbers(int columns) implements Outputs {
    /** Checks k. */
    public Numbers {
      requireColumns(columns, 1);
    }
  }

  /**
   * Quantiles of one number: a column for each level τ; every column of a row's targets holds that
   * number.
   *
   * @param levels rising, each above 0 and below 1
   */
  record Quantiles(List<Double> levels) implements Outputs {
    /** Checks the levels. */
    public Quantiles {
      levels = List.copyOf(levels);
      requireColumns(levels.size(), 1);
      double last = 0;
      for (double level : levels) {
        if (!(level > last && level < 1)) {
          throw new IllegalArgumentException(
              "The levels of quantiles must rise and lie above 0 and below 1, got " + levels + ".");
        }
        last = level;
      }
    }

    @Override
    public int columns() {
      return levels.size();
    }
  }

  /** k expected counts, each at least 0. */
  record Counts(int columns) implements Outputs {
    /** Checks k. */
    public Counts {
      requireColumns(columns, 1);
    }
  }

  /** Two classes with the threshold ½. */
  static Outputs binary() {
    return new Binary(0.5);
  }

  /** Labels with the threshold ½. */
  static Outputs labels(int columns) {
    return new Labels(columns, 0.5);
  }

  private static void requireColumns(int columns, int least) {
    if (columns < least) {
      throw new IllegalArgumentException(
          "There must be at least %d columns, got %d.".formatted(least, columns));
    }
  }

  private static void requireThreshold(double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "A threshold of probabilities is a number from 0 to 1, got " + threshold + ".");
    }
  }
}
