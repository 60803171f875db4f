package dev.chainrule.cli;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.data.Task;
import dev.chainrule.decision.CalibrationMethod;
import dev.chainrule.decision.ThresholdRule;
import dev.chainrule.explain.Attribution;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.optimizer.Scope;
import dev.chainrule.tensor.Initializer;
import dev.chainrule.training.Checkpoints;
import dev.chainrule.training.Diagnose;
import dev.chainrule.training.Normalization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What the values of options are read as; each complaint says what was expected and what came. What
 * a type alone decides is registered once for all options of that type; the classes are for types,
 * such as numbers, of which options expect different things.
 */
final class Converters {

  private static final Pattern TIME =
      Pattern.compile("(?:([0-9]{1,6})h)? *(?:([0-9]{1,6})m)? *(?:([0-9]{1,6})s)?");

  private Converters() {}

  /** Lets a command, and the commands in it, read the options whose type says how. */
  static CommandLine registeredWith(CommandLine command) {
    return command
        .registerConverter(Activation.class, named(Activation::of))
        .registerConverter(Attribution.Method.class, named(Attribution.Method::of))
        .registerConverter(CalibrationMethod.class, named(CalibrationMethod::of))
        .registerConverter(Checkpoints.Every.class, Converters::every)
        .registerConverter(ClassWeights.class, named(ClassWeights::of))
        .registerConverter(Diagnose.class, named(Diagnose::of))
        .registerConverter(Duration.class, Converters::time)
        .registerConverter(Initializer.class, named(Initializer::of))
        .registerConverter(Loss.class, named(Loss::of))
        .registerConverter(Loss.Quantile.class, named(Converters::quantiles))
        .registerConverter(Metric.class, named(Metric::of))
        .registerConverter(MetricChoice.class, named(MetricChoice::of))
        .registerConverter(Normalization.class, Converters::normalization)
        .registerConverter(Optimizer.class, named(Optimizer::of))
        .registerConverter(Schedule.class, named(Schedule::of))
        .registerConverter(Scope.class, Converters::scope)
        .registerConverter(Task.class, Converters::task)
        .registerConverter(ThresholdRule.class, named(ThresholdRule::of));
  }

  /** A value that a library class reads by name, its complaint being that of a wrong option. */
  private static <T> ITypeConverter<T> named(Function<String, T> reader) {
    return text -> {
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(unknown.getMessage());
      }
    };
  }

  // ---- types

  private static Loss.Quantile quantiles(String levels) {
    return (Loss.Quantile) Loss.of("quantile(" + levels + ")");
  }

  private static Scope scope(String text) {
    return switch (text.strip()) {
      case "weights" -> Scope.WEIGHTS;
      case "all" -> Scope.ALL;
      default -> throw unexpected("weights or all", text);
    };
  }

  private static Normalization normalization(String text) {
    return Arrays.stream(Normalization.values())
        .filter(kind -> kind.label().equals(text.strip()))
        .findFirst()
        .orElseThrow(() -> unexpected("batch or layer", text));
  }

  private static Task task(String text) {
    return switch (text) {
      case "classification" -> Task.MULTICLASS;
      case "regression" -> Task.REGRESSION;
      default -> throw unexpected("classification or regression", text);
    };
  }

  private static Checkpoints.Every every(String text) {
    if (text.matches("[1-9][0-9]{0,8}")) {
      return new Checkpoints.Every.Epochs(Integer.parseInt(text));
    }
    return readTime(text)
        .map(Checkpoints.Every.Time::new)
        .orElseThrow(
            () -> unexpected("a number of epochs, or a time such as 30s, 10m or 2h", text));
  }

  private static Duration time(String text) {
    return readTime(text)
        .orElseThrow(() -> unexpected("a time such as 45s, 10m, 2h or 1h30m", text));
  }

  private static Optional<Duration> readTime(String text) {
    Matcher parts = TIME.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    Duration time =
        Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3));
    return time.isPositive() ? Optional.of(time) : Optional.empty();
  }

  private static long part(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  // ---- numbers

  /** Whole numbers between commas, or none. */
  static final class Units implements ITypeConverter<List<Integer>> {
    @Override
    public List<Integer> convert(String text) {
      List<Integer> units = new ArrayList<>();
      if (!text.strip().equals("none")) {
        for (String part : text.split(",", -1)) {
          units.add(wholeNumber(part, 1, "whole numbers such as 64,32, or none"));
        }
      }
      return units;
    }
  }

  /** A number above 0. */
  static final class PositiveNumber implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text, value -> value > 0, "a number above 0");
    }
  }

  /** A share above 0 and below 1, such as 0.2 or 20%. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return share(text, value -> value > 0 && value < 1, "a number above 0 and below 1");
    }
  }

  /** A number of at least 0. */
  static final class NumberFromZero implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text, value -> value >= 0, "a number of at least 0");
    }
  }

  /** A share from 0 to below 1, such as 0.2 or 20%. */
  static final class ShareBelowOne implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return share(text, value -> value >= 0 && value < 1, "a share of at least 0 and below 1");
    }
  }

  /** A whole number above 0. */
  static final class PositiveCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return wholeNumber(text, 1, "a whole number above 0");
    }
  }

  /** A whole number above 0, or all. */
  static final class BatchSize implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return text.strip().equals("all")
          ? Integer.MAX_VALUE
          : wholeNumber(text, 1, "a whole number above 0, or all");
    }
  }

  /** A whole number, or none. */
  static final class Patience implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return text.strip().equals("none") ? 0 : wholeNumber(text, 0, "a whole number, or none");
    }
  }

  private static int wholeNumber(String text, int least, String expected) {
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for numbers that are too small.
    }
    throw unexpected(expected, text);
  }

  private static double number(String text, DoublePredicate suits, String expected) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value) && suits.test(value)) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for numbers that do not suit.
    }
    throw unexpected(expected, text);
  }

  private static double share(String text, DoublePredicate suits, String expected) {
    return text.endsWith("%")
        ? number(text.substring(0, text.length() - 1), value -> suits.test(value / 100), expected)
            / 100
        : number(text, suits, expected);
  }

  private static TypeConversionException unexpected(String expected, String text) {
    return new TypeConversionException("expected %s, got '%s'".formatted(expected, text));
  }
}
