package dev.chainrule.cli;

import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.tensor.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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

  /** {@link Optimizer#of}. */
  static final class OptimizerName implements ITypeConverter<Optimizer> {
    @Override
    public Optimizer convert(String text) {
      return named(text, Optimizer::of);
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
