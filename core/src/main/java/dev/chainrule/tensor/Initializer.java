package dev.chainrule.tensor;

import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distribution that the weights of a layer are drawn from before training. fan_in is the number
 * of inputs of a unit, fan_out the number of units that an input feeds.
 *
 * <p>Values are drawn in double precision with {@link StrictMath} and rounded once, so they are the
 * same on every platform.
 */
public sealed interface Initializer {

  /** Every value 0. */
  record Zeros() implements Initializer {}

  /** Every value {@code value}. */
  record Constant(double value) implements Initializer {}

  /** N(0, {@code deviation}²). */
  record Normal(double deviation) implements Initializer {
    /** Checks that the deviation is a non-negative number. */
    public Normal {
      requireScale("The standard deviation of a normal initializer", deviation);
    }
  }

  /** U(−{@code limit}, {@code limit}). */
  record Uniform(double limit) implements Initializer {
    /** Checks that the limit is a non-negative number. */
    public Uniform {
      requireScale("The limit of a uniform initializer", limit);
    }
  }

  /** U(−a, a), a = √(6/(fan_in + fan_out)). Glorot and Bengio 2010. */
  record XavierUniform() implements Initializer {}

  /** N(0, 2/(fan_in + fan_out)). Glorot and Bengio 2010. */
  record XavierNormal() implements Initializer {}

  /** U(−a, a), a = √(6/fan_in). He et al. 2015. */
  record HeUniform() implements Initializer {}

  /** N(0, 2/fan_in). He et al. 2015. */
  record HeNormal() implements Initializer {}

  /** U(−a, a), a = √(3/fan_in). LeCun et al. 1998. */
  record LecunUniform() implements Initializer {}

  /** N(0, 1/fan_in). LeCun et al. 1998. */
  record LecunNormal() implements Initializer {}

  /**
   * A matrix with orthonormal rows or columns, whichever are fewer, uniformly distributed. Saxe et
   * al. 2014.
   */
  record Orthogonal() implements Initializer {}

  /**
   * The initializer of that name: {@code he_uniform}, {@code orthogonal}, {@code zeros}, {@code
   * normal(0.01)}, {@code uniform(0.1)}, {@code constant(0.5)} and so on.
   */
  static Initializer of(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    return switch (text) {
      case "zeros" -> new Zeros();
      case "xavier_uniform", "glorot_uniform" -> new XavierUniform();
      case "xavier_normal", "glorot_normal" -> new XavierNormal();
      case "he_uniform", "kaiming_uniform" -> new HeUniform();
      case "he_normal", "kaiming_normal" -> new HeNormal();
      case "lecun_uniform" -> new LecunUniform();
      case "lecun_normal" -> new LecunNormal();
      case "orthogonal" -> new Orthogonal();
      default -> withNumber(name, text);
    };
  }

  private static Initializer withNumber(String name, String text) {
    Matcher matcher = Pattern.compile("(constant|normal|uniform)\\((.+)\\)").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          ("There is no initializer '%s'; there are zeros, constant(x), normal(deviation), uniform(limit), xavier_uniform,"
                  + " xavier_normal, he_uniform, he_normal, lecun_uniform, lecun_normal and orthogonal.")
              .formatted(name));
    }
    try {
      double number = Double.parseDouble(matcher.group(2));
      return switch (matcher.group(1)) {
        case "constant" -> new Constant(number);
        case "normal" -> new Normal(number);
        default -> new Uniform(number);
      };
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "Expected an initializer such as normal(0.01), got '" + name + "'.", malformed);
    }
  }

  /** Fills one tensor: {@code shape.size()} values from {@code at} on. */
  default void fill(
      float[] values, int at, Shape shape, int fanIn, int fanOut, RandomGenerator random) {
    int end = at + shape.size();
    switch (this) {
      case Zeros() -> fillConstant(values, at, end, 0);
      case Constant(double value) -> fillConstant(values, at, end, value);
      case Normal(double deviation) -> fillNormal(values, at, end, deviation, random);
      case Uniform(double limit) -> fillUniform(values, at, end, limit, random);
      case XavierUniform() ->
          fillUniform(values, at, end, Math.sqrt(6.0 / (fanIn + fanOut)), random);
      case XavierNormal() -> fillNormal(values, at, end, Math.sqrt(2.0 / (fanIn + fanOut)), random);
      case HeUniform() -> fillUniform(values, at, end, Math.sqrt(6.0 / fanIn), random);
      case HeNormal() -> fillNormal(values, at, end, Math.sqrt(2.0 / fanIn), random);
      case LecunUniform() -> fillUniform(values, at, end, Math.sqrt(3.0 / fanIn), random);
      case LecunNormal() -> fillNormal(values, at, end, Math.sqrt(1.0 / fanIn), random);
      case Orthogonal() -> fillOrthogonal(values, at, shape, random);
    }
  }

  private static void requireScale(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          what + " must be a number of at least 0, got " + value + ".");
    }
  }

  private static void fillConstant(float[] values, int from, int to, double value) {
    for (int i = from; i < to; i++) {
      values[i] = (float) value;
    }
  }

  private static void fillUniform(
      float[] values, int from, int to, double limit, RandomGenerator random) {
    for (int i = from; i < to; i++) {
      values[i] = (float) (limit * (2 * random.nextDouble() - 1));
    }
  }

  private static void fillNormal(
      float[] values, int from, int to, double deviation, RandomGenerator random) {
    for (int i = from; i < to; i++) {
      values[i] = (float) (deviation * gaussian(random));
    }
  }

  /** One standard normal number by Box and Muller's method. */
  private static double gaussian(RandomGenerator random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** Gram and Schmidt's method, each vector orthogonalised twice against those before it. */
  private static void fillOrthogonal(float[] values, int at, Shape shape, RandomGenerator random) {
    int columns = shape.extents().getLast();
    int rows = shape.size() / columns;
    int vectors = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] basis = new double[vectors][length];
    for (int v = 0; v < vectors; v++) {
      for (int i = 0; i < length; i++) {
        basis[v][i] = gaussian(random);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int earlier = 0; earlier < v; earlier++) {
          addScaled(-dot(basis[v], basis[earlier]), basis[earlier], basis[v]);
        }
      }
      double norm = Math.sqrt(dot(basis[v], basis[v]));
      for (int i = 0; i < length; i++) {
        basis[v][i] /= norm;
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[at + i * columns + j] = (float) (rows <= columns ? basis[i][j] : basis[j][i]);
      }
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void addScaled(double factor, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }
}
