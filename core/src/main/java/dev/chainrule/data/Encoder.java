package dev.chainrule.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the cells of one column become inputs of a network: a recipe with the statistics of the
 * training rows in it.
 */
public sealed interface Encoder {

  /** The name of the column. */
  String column();

  /** The names of the inputs, such as "age", "age is missing" or "sex=male". */
  List<String> names();

  /** How many inputs the column becomes. */
  default int width() {
    return names().size();
  }

  /**
   * (x − mean) / deviation; a missing number becomes 0, which is the mean.
   *
   * @param mean the mean of the training rows
   * @param deviation their standard deviation (of the population: divided by n), 1 if all are equal
   * @param indicator whether a further input says 1 where the number is missing, else 0
   */
  record Standardize(String column, double mean, double deviation, boolean indicator)
      implements Encoder {
    /** Checks the statistics. */
    public Standardize {
      requireScale(column, mean, deviation);
    }

    @Override
    public List<String> names() {
      return withIndicator(List.of(column), column, indicator);
    }

    @Override
    public int width() {
      return indicator ? 2 : 1;
    }
  }

  /**
   * One input a category, of which one is 1 and the others are 0; then one for missing cells, if
   * the training rows had any; then one for labels that are unknown or were too rare.
   *
   * @param categories the labels with an input of their own, in the order of {@link
   *     String#compareTo}
   * @param missing whether missing cells have an input of their own; if not, they count as unknown
   */
  record OneHot(String column, List<String> categories, boolean missing) implements Encoder {
    /** Checks the order. */
    public OneHot {
      categories = List.copyOf(categories);
      for (int i = 1; i < categories.size(); i++) {
        if (categories.get(i - 1).compareTo(categories.get(i)) >= 0) {
          throw new IllegalArgumentException(
              "Column '%s': categories must be sorted and differ, got '%s' before '%s'."
                  .formatted(column, categories.get(i - 1), categories.get(i)));
        }
      }
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(width());
      categories.forEach(category -> names.add(column + "=" + category));
      if (missing) {
        names.add(column + " is missing");
      }
      names.add(column + "=(unknown)");
      return List.copyOf(names);
    }

    @Override
    public int width() {
      return categories.size() + (missing ? 2 : 1);
    }
  }

  /**
   * 1 for yes, 0 for no.
   *
   * @param share the share of yes in the training rows, which is what a missing cell becomes
   * @param indicator whether a further input says 1 where the cell is missing, else 0
   */
  record Flag(String column, double share, boolean indicator) implements Encoder {
    /** Checks the share. */
    public Flag {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "Column '%s': a share lies between 0 and 1, got %s.".formatted(column, share));
      }
    }

    @Override
    public List<String> names() {
      return withIndicator(List.of(column), column, indicator);
    }

    @Override
    public int width() {
      return indicator ? 2 : 1;
    }
  }

  /**
   * Some parts of a date, each standardised; where the date is missing they are 0.
   *
   * @param parts at least one
   * @param indicator whether a further input says 1 where the date is missing, else 0
   */
  record DateParts(String column, List<Part> parts, boolean indicator) implements Encoder {
    /** Checks that there are parts. */
    public DateParts {
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException(
            "Column '" + column + "': a date needs at least one part.");
      }
    }

    @Override
    public List<String> names() {
      return withIndicator(
          parts.stream()
              .map(part -> column + " " + part.unit().name().toLowerCase(Locale.ROOT))
              .toList(),
          column,
          indicator);
    }

    @Override
    public int width() {
      return parts.size() + (indicator ? 1 : 0);
    }
  }

  /**
   * One part of a date and its statistics in the training rows.
   *
   * @param unit which part
   * @param mean its mean
   * @param deviation its standard deviation, 1 if all are equal
   */
  record Part(Unit unit, double mean, double deviation) {
    /** Checks the statistics. */
    public Part {
      requireScale(unit.name(), mean, deviation);
    }
  }

  /** A part of a date. */
  enum Unit {
    /** The year. */
    YEAR,
    /** 1 to 12. */
    MONTH,
    /** The day of the month, 1 to 31. */
    DAY,
    /** 1 is Monday, 7 is Sunday. */
    WEEKDAY,
    /** Hours since midnight, with minutes and seconds as fraction. */
    HOUR
  }

  /**
   * (x − mean) / deviation for each number of a block, with one mean and one deviation for all of
   * them.
   *
   * @param width how many numbers a row has
   * @param mean the mean over all numbers of the training rows
   * @param deviation their standard deviation, 1 if all are equal
   */
  record ScalePixels(String column, int width, double mean, double deviation) implements Encoder {
    /** Checks width and statistics. */
    public ScalePixels {
      requireScale(column, mean, deviation);
      if (width < 1) {
        throw new IllegalArgumentException(
            "Column '%s': a block has at least one number, got %s.".formatted(column, width));
      }
    }

    @Override
    public List<String> names() {
      List<String> names = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        names.add(column + "[" + i + "]");
      }
      return List.copyOf(names);
    }
  }

  private static List<String> withIndicator(List<String> names, String column, boolean indicator) {
    if (!indicator) {
      return names;
    }
    List<String> all = new ArrayList<>(names);
    all.add(column + " is missing");
    return List.copyOf(all);
  }

  private static void requireScale(String what, double mean, double deviation) {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
      throw new IllegalArgumentException(
          "'%s': expected a finite mean and a positive deviation, got %s and %s."
              .formatted(what, mean, deviation));
    }
  }
}
