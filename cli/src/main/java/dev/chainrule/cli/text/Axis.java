package dev.chainrule.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a plot: from a range of values to positions, with ticks at round numbers.
 *
 * @param from the value at the axis's beginning
 * @param to the value at its end, above {@code from}
 * @param logarithmic whether equal ratios are equally long; then {@code from} is positive
 * @param ticks round values inside
 */
public record Axis(double from, double to, boolean logarithmic, List<Double> ticks) {

  /** An axis that begins and ends at round numbers just outside the range of values. */
  public static Axis around(double low, double high, int wantedTicks) {
    double width = width(low, high);
    double step = roundStep(width / wantedTicks);
    double from = Math.floor(low / step + 1e-9) * step;
    double to = Math.ceil((low + width) / step - 1e-9) * step;
    return new Axis(from, to, false, multiples(from, to, step));
  }

  /** An axis a little longer than the range of values. */
  public static Axis closelyAround(double low, double high, int wantedTicks) {
    double width = width(low, high);
    double from = low - 0.03 * width;
    double to = low + 1.03 * width;
    double step = roundStep(width / wantedTicks);
    return new Axis(from, to, false, multiples(Math.ceil(from / step) * step, to, step));
  }

  /** An axis that begins and ends exactly at whole numbers, such as epochs. */
  public static Axis exactly(int low, int high, int wantedTicks) {
    double step = Math.max(1, roundStep((double) (high - low) / wantedTicks));
    List<Double> ticks = new ArrayList<>(List.of((double) low));
    for (double tick : multiples(Math.ceil((low + 0.5 * step) / step) * step, high, step)) {
      ticks.add(tick);
    }
    return new Axis(low, Math.max(high, low + 1), false, List.copyOf(ticks));
  }

  /** A logarithmic axis around positive values, with ticks at 1, 2 and 5 times powers of ten. */
  public static Axis logarithmic(double low, double high, int wantedTicks) {
    List<Double> all = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    int[] digits = last - first > wantedTicks / 2 + 1 ? new int[] {1} : new int[] {1, 2, 5};
    for (int power = first; power <= last; power++) {
      for (int digit : digits) {
        all.add(Double.parseDouble(digit + "e" + power));
      }
    }
    double from = all.stream().filter(tick -> tick <= low).reduce(all.getFirst(), Math::max);
    double to = all.stream().filter(tick -> tick >= high).reduce(all.getLast(), Math::min);
    return new Axis(
        from, to, true, all.stream().filter(tick -> tick >= from && tick <= to).toList());
  }

  /** Where a value lies: 0 at the beginning, 1 at the end. */
  public double position(double value) {
    return logarithmic
        ? Math.log(value / from) / Math.log(to / from)
        : (value - from) / (to - from);
  }

  /** A tick as text. */
  public static String label(double tick) {
    return Math.abs(tick) >= 1000 && Math.abs(tick) < 1e9 && tick == Math.rint(tick)
        ? Numbers.count((long) tick)
        : Numbers.significant(tick, 6);
  }

  private static List<Double> multiples(double from, double to, double step) {
    List<Double> ticks = new ArrayList<>();
    long first = Math.round(from / step);
    for (long k = first; k * step <= to + step * 1e-9; k++) {
      ticks.add(Double.parseDouble(Numbers.significant(k * step, 12)));
    }
    return List.copyOf(ticks);
  }

  /**
   * The length of a range, but never so little that round numbers inside could not be told apart.
   */
  private static double width(double low, double high) {
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (!(high > low)) {
      return Math.max(1e-6, 0.1 * size);
    }
    return Math.max(high - low, Math.max(1e-9, 1e-6 * size));
  }

  /** The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least {@code least}. */
  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
