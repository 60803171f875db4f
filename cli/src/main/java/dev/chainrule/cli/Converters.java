package dev.chainrule.cli;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.decision.CalibrationMethod;
import dev.chainrule.decision.ThresholdRule;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.optimizer.Scope;
import dev.chainrule.tensor.Initializer;
import dev.chainrule.training.Diagnose;
import dev.chainrule.training.Normalization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the values of options are read as; each complaint says what was expected and what came. */
final class Converters {

  private Converters() {}

  /** A value that a library class reads by name, its complaint being that of a wrong option. */
  private static <T> T named(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException(unknown.getMessage());
    }
  }

  /** {@link Activation#of}. */
  static final class ActivationName implements ITypeConverter<Activation> {
    @Override
    public Activation convert(String text) {
      return named(text, Activation::of);
    }
  }

  /** {@link Initializer#of}. */
  static final class InitializerName implements ITypeConverter<Initializer> {
    @Override
    public Initializer convert(String text) {
      return named(text, Initializer::of);
    }
  }

  /** {@link Loss#of}. */
  static final class LossName implements ITypeConverter<Loss> {
    @Override
    public Loss convert(String text) {
      return named(text, Loss::of);
    }
  }

  /** Levels of quantiles. */
  static final class Quantiles implements ITypeConverter<Loss.Quantile> {
    @Override
    public Loss.Quantile convert(String text) {
      return (Loss.Quantile) named("quantile(" + text + ")", Loss::of);
    }
  }

  /** {@link ClassWeights#of}. */
  static final class Weights implements ITypeConverter<ClassWeights> {
    @Override
    public ClassWeights convert(String text) {
      return named(text, ClassWeights::of);
    }
  }

  /** {@link CalibrationMethod#of}. */
  static final class Calibration implements ITypeConverter<CalibrationMethod> {
    @Override
    public CalibrationMethod convert(String text) {
      return named(text, CalibrationMethod::of);
    }
  }

  /** {@link ThresholdRule#of}. */
  static final class Threshold implements ITypeConverter<ThresholdRule> {
    @Override
    public ThresholdRule convert(String text) {
      return named(text, ThresholdRule::of);
    }
  }

  /** {@link Optimizer#of}. */
  static final class OptimizerName implements ITypeConverter<Optimizer> {
    @Override
    public Optimizer convert(String text) {
      return named(text, Optimizer::of);
    }
  }

  /** {@link Schedule#of}. */
  static final class ScheduleName implements ITypeConverter<Schedule> {
    @Override
    public Schedule convert(String text) {
      return named(text, Schedule::of);
    }
  }

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
      double value = number(text);
      if (!(value > 0)) {
        throw new TypeConversionException("expected a number above 0, got '" + text + "'");
      }
      return value;
    }
  }

  /** A number above 0 and below 1. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = number(text);
      if (!(value > 0 && value < 1)) {
        throw new TypeConversionException(
            "expected a number above 0 and below 1, got '" + text + "'");
      }
      return value;
    }
  }

  /** A number of at least 0. */
  static final class NumberFromZero implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = number(text);
      if (!(value >= 0)) {
        throw new TypeConversionException("expected a number of at least 0, got '" + text + "'");
      }
      return value;
    }
  }

  /** A share from 0 to below 1, such as 0.2 or 20%. */
  static final class ShareBelowOne implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      boolean percent = text.endsWith("%");
      double number = number(percent ? text.substring(0, text.length() - 1) : text);
      double share = percent ? number / 100 : number;
      if (!(share >= 0 && share < 1)) {
        throw new TypeConversionException(
            "expected a share of at least 0 and below 1, got '" + text + "'");
      }
      return share;
    }
  }

  /** weights, or all. */
  static final class PenaltyScope implements ITypeConverter<Scope> {
    @Override
    public Scope convert(String text) {
      return switch (text.strip()) {
        case "weights" -> Scope.WEIGHTS;
        case "all" -> Scope.ALL;
        default -> throw new TypeConversionException("expected weights or all, got '" + text + "'");
      };
    }
  }

  /** batch, or layer. */
  static final class NormalizationKind implements ITypeConverter<Normalization> {
    @Override
    public Normalization convert(String text) {
      for (Normalization kind : Normalization.values()) {
        if (kind.label().equals(text.strip())) {
          return kind;
        }
      }
      throw new TypeConversionException("expected batch or layer, got '" + text + "'");
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

  /** {@link Diagnose#of}. */
  static final class DiagnoseName implements ITypeConverter<Diagnose> {
    @Override
    public Diagnose convert(String text) {
      return named(text, Diagnose::of);
    }
  }

  /** {@link Metric#of}. */
  static final class MetricName implements ITypeConverter<Metric> {
    @Override
    public Metric convert(String text) {
      return named(text, Metric::of);
    }
  }

  /** A time above 0, such as 45s, 10m, 2h or 1h30m. */
  static final class Time implements ITypeConverter<Duration> {
    private static final Pattern PARTS =
        Pattern.compile("(?:([0-9]{1,6})h)? *(?:([0-9]{1,6})m)? *(?:([0-9]{1,6})s)?");

    @Override
    public Duration convert(String text) {
      return read(text)
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected a time such as 45s, 10m, 2h or 1h30m, got '" + text + "'"));
    }

    static Optional<Duration> read(String text) {
      Matcher parts = PARTS.matcher(text.strip());
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
    throw new TypeConversionException("expected " + expected + ", got '" + text + "'");
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      return Double.isFinite(value) ? value : -1;
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException("expected a number, got '" + text + "'");
    }
  }
}
