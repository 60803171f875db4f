package dev.chainrule.training;

import dev.chainrule.tensor.RandomStreams;
import dev.chainrule.tensor.RandomStreams.Purpose;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What a search tries: for each setting that is varied, by name, a list of values or a range of
 * numbers. A point of the space gives each of them a value, as text.
 *
 * {@snippet :
 * SearchSpace space =
 *     SearchSpace.empty()
 *         .withRange("learning-rate", 1e-4, 1e-1, SearchSpace.Scale.LOGARITHMIC)
 *         .withValues("hidden", List.of("32", "64", "64,32"));
 * List<SequencedMap<String, String>> points = space.random(20, 7);
 * }
 */
public final class SearchSpace {

  private static final SearchSpace EMPTY = new SearchSpace(List.of());
  private static final MathContext DIGITS = new MathContext(3);
  private static final int TRIES_A_POINT = 100;

  private final List<Dimension> dimensions;

  /** How numbers of a range are drawn. */
  public enum Scale {
    /** Every number alike. */
    LINEAR,
    /** Every order of magnitude alike; both ends are above 0. */
    LOGARITHMIC
  }

  private sealed interface Dimension {
    String name();

    record Values(String name, List<String> values) implements Dimension {}

    record Range(String name, double low, double high, Scale scale, boolean whole)
        implements Dimension {}
  }

  private SearchSpace(List<Dimension> dimensions) {
    this.dimensions = dimensions;
  }

  /** Nothing is varied. */
  public static SearchSpace empty() {
    return EMPTY;
  }

  /**
   * The same space with a setting that takes some values.
   *
   * @throws IllegalArgumentException if there are fewer than two values, two are equal, or the name
   *     is there already
   */
  public SearchSpace withValues(String name, List<String> values) {
    if (new HashSet<>(values).size() != values.size() || values.size() < 2) {
      throw new IllegalArgumentException(
          "%s: at least two values that differ are needed to compare, got %s."
              .formatted(name, values));
    }
    return with(new Dimension.Values(name, List.copyOf(values)));
  }

  /**
   * The same space with a setting that takes numbers from a range: whole numbers if both ends are,
   * else numbers of three digits.
   *
   * @throws IllegalArgumentException if the range is empty or does not suit the scale, or the name
   *     is there already
   */
  public SearchSpace withRange(String name, double low, double high, Scale scale) {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "%s: a range goes from a number to a higher one, got %s to %s."
              .formatted(name, Decisions.plain(low), Decisions.plain(high)));
    }
    if (scale == Scale.LOGARITHMIC && !(low > 0)) {
      throw new IllegalArgumentException(
          "%s: a logarithmic range begins above 0, got %s.".formatted(name, Decisions.plain(low)));
    }
    boolean whole = low == Math.rint(low) && high == Math.rint(high) && high > 1;
    return with(new Dimension.Range(name, low, high, scale, whole));
  }

  private SearchSpace with(Dimension dimension) {
    if (names().contains(dimension.name())) {
      throw new IllegalArgumentException(dimension.name() + " is varied twice.");
    }
    List<Dimension> more = new ArrayList<>(dimensions);
    more.add(dimension);
    return new SearchSpace(List.copyOf(more));
  }

  /** The names of what is varied, in order. */
  public List<String> names() {
    return dimensions.stream().map(Dimension::name).toList();
  }

  /** Whether there is a range, of which no grid can be made. */
  public boolean hasRanges() {
    return dimensions.stream().anyMatch(Dimension.Range.class::isInstance);
  }

  /**
   * All combinations of the values; the setting that was added last changes fastest.
   *
   * @throws IllegalArgumentException if there is a range
   */
  public List<SequencedMap<String, String>> grid() {
    List<SequencedMap<String, String>> points = List.of(new LinkedHashMap<>());
    for (Dimension dimension : dimensions) {
      switch (dimension) {
        case Dimension.Range range ->
            throw new IllegalArgumentException(
                range.name()
                    + " is a range, of which no grid can be made: list values, or say how many are to be drawn.");
        case Dimension.Values(String name, List<String> values) -> {
          List<SequencedMap<String, String>> more = new ArrayList<>();
          for (SequencedMap<String, String> point : points) {
            for (String value : values) {
              SequencedMap<String, String> longer = new LinkedHashMap<>(point);
              longer.put(name, value);
              more.add(longer);
            }
          }
          points = more;
        }
      }
    }
    return points;
  }

  /**
   * Points that are drawn at random, no two alike. The same seed draws the same ones; a longer list
   * begins like a shorter one.
   *
   * @throws IllegalArgumentException if the space has no so many points
   */
  public List<SequencedMap<String, String>> random(int points, long seed) {
    RandomStreams streams = new RandomStreams(seed);
    Set<SequencedMap<String, String>> drawn = new LinkedHashSet<>();
    for (long attempt = 0; drawn.size() < points; attempt++) {
      if (attempt >= (long) TRIES_A_POINT * points) {
        throw new IllegalArgumentException(
            "The space has fewer than %d points that differ: %d were found."
                .formatted(points, drawn.size()));
      }
      drawn.add(draw(streams.generator(Purpose.SEARCH, attempt)));
    }
    return List.copyOf(drawn);
  }

  private SequencedMap<String, String> draw(RandomGenerator random) {
    SequencedMap<String, String> point = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      point.put(
          dimension.name(),
          switch (dimension) {
            case Dimension.Values(String _, List<String> values) ->
                values.get(RandomStreams.below(values.size(), random));
            case Dimension.Range range -> number(range, random.nextDouble());
          });
    }
    return point;
  }

  /** The number at a place of a range, 0 at its beginning, 1 at its end. */
  private static String number(Dimension.Range range, double place) {
    double low = range.whole() ? range.low() - 0.5 : range.low();
    double high = range.whole() ? range.high() + 0.5 : range.high();
    double value =
        switch (range.scale()) {
          case LINEAR -> low + place * (high - low);
          case LOGARITHMIC ->
              StrictMath.exp(
                  StrictMath.log(low) + place * (StrictMath.log(high) - StrictMath.log(low)));
        };
    double within = Math.clamp(value, range.low(), range.high());
    return range.whole()
        ? String.valueOf(Math.round(within))
        : BigDecimal.valueOf(within).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
