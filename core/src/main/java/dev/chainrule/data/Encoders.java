package dev.chainrule.data;

import dev.chainrule.data.Encoder.DateParts;
import dev.chainrule.data.Encoder.Flag;
import dev.chainrule.data.Encoder.OneHot;
import dev.chainrule.data.Encoder.Part;
import dev.chainrule.data.Encoder.ScalePixels;
import dev.chainrule.data.Encoder.Standardize;
import dev.chainrule.data.Encoder.Unit;
import dev.chainrule.data.PreparedDataset.RowWriter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the encoders do: take statistics, write the cells of a column, write one value. */
final class Encoders {

  /** A column has no more categories than this with an input of their own. */
  static final int CATEGORIES = 50;

  /** A label with fewer training rows than this is rare, and counts as unknown. */
  static final int ROWS_A_CATEGORY = 2;

  private Encoders() {}

  // ---------------------------------------------------------------- statistics

  /**
   * The encoder for a column, with the statistics of the given rows; none if all of them are
   * missing.
   */
  static Optional<Encoder> fit(Table table, Field field, int[] rows) {
    Column column = table.column(field.name());
    if (Arrays.stream(rows).allMatch(column::isMissing)) {
      return Optional.empty();
    }
    boolean missing = Arrays.stream(rows).anyMatch(column::isMissing);
    return Optional.of(
        switch (field.type()) {
          case NUMBER -> numbers(table, field, column, rows, missing);
          case CATEGORY -> oneHot(column, rows, missing);
          case BOOLEAN -> flag(table, column, rows, missing);
          case DATE -> dates(table, field, column, rows, missing);
          case PIXELS -> pixels(table, field, column, rows);
          case TEXT ->
              throw new IllegalArgumentException(
                  "%s: column '%s' is text and cannot be an input. Leave it out."
                      .formatted(table.source(), field.name()));
        });
  }

  private static Encoder numbers(
      Table table, Field field, Column column, int[] rows, boolean missing) {
    if (!(column instanceof Column.Numbers numbers)) {
      throw mismatch(table.source(), column, field.type());
    }
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = finite(table.source(), numbers, rows[i]);
    }
    Moments moments = Moments.of(values);
    return new Standardize(column.name(), moments.mean(), moments.deviation(), missing);
  }

  private static Encoder oneHot(Column column, int[] rows, boolean missing) {
    LabelView view = LabelView.of(column);
    long[] counts = new long[view.labels().size()];
    for (int row : rows) {
      if (view.code(row) >= 0) {
        counts[view.code(row)]++;
      }
    }
    List<Integer> codes = new ArrayList<>();
    for (int code = 0; code < counts.length; code++) {
      if (counts[code] >= ROWS_A_CATEGORY) {
        codes.add(code);
      }
    }
    codes.sort(
        Comparator.comparingLong((Integer code) -> -counts[code])
            .thenComparing(view.labels()::get));
    List<String> categories =
        codes.stream().limit(CATEGORIES).map(view.labels()::get).sorted().toList();
    return new OneHot(column.name(), categories, missing);
  }

  private static Encoder flag(Table table, Column column, int[] rows, boolean missing) {
    boolean[] yes = yes(table.source(), column);
    LabelView view = LabelView.of(column);
    int known = 0;
    int yesses = 0;
    for (int row : rows) {
      int code = view.code(row);
      known += code >= 0 ? 1 : 0;
      yesses += code >= 0 && yes[code] ? 1 : 0;
    }
    return new Flag(column.name(), (double) yesses / known, missing);
  }

  private static Encoder dates(
      Table table, Field field, Column column, int[] rows, boolean missing) {
    if (!(column instanceof Column.Dates dates)) {
      throw mismatch(table.source(), column, field.type());
    }
    boolean times = false;
    for (int row : rows) {
      LocalDateTime date = dates.values()[row];
      times |= date != null && !date.toLocalTime().equals(LocalTime.MIDNIGHT);
    }
    List<Part> parts = new ArrayList<>();
    double[] values = new double[rows.length];
    for (Unit unit : Unit.values()) {
      if (unit == Unit.HOUR && !times) {
        continue;
      }
      for (int i = 0; i < rows.length; i++) {
        LocalDateTime date = dates.values()[rows[i]];
        values[i] = date == null ? Double.NaN : part(date, unit);
      }
      Moments moments = Moments.of(values);
      parts.add(new Part(unit, moments.mean(), moments.deviation()));
    }
    return new DateParts(column.name(), parts, missing);
  }

  private static Encoder pixels(Table table, Field field, Column column, int[] rows) {
    if (!(column instanceof Column.Pixels pixels)) {
      throw mismatch(table.source(), column, field.type());
    }
    long[] counts = new long[256];
    for (int row : rows) {
      for (int i = 0; i < pixels.width(); i++) {
        counts[pixels.values()[row * pixels.width() + i] & 0xff]++;
      }
    }
    Moments moments = Moments.ofCounts(counts);
    return new ScalePixels(column.name(), pixels.width(), moments.mean(), moments.deviation());
  }

  // ---------------------------------------------------------------- columns

  /** Writes the cells of a column. */
  static RowWriter writer(Encoder encoder, Table table) {
    Column column =
        table
            .find(encoder.column())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s has no column '%s', which is an input; it has %s."
                        .formatted(table.source(), encoder.column(), table.names())));
    String source = table.source();
    return switch (encoder) {
      case Standardize standardize -> writer(standardize, column, source);
      case OneHot oneHot -> writer(oneHot, column);
      case Flag flag -> writer(flag, column, source);
      case DateParts parts -> writer(parts, column, source);
      case ScalePixels scale -> writer(scale, column, source);
    };
  }

  private static RowWriter writer(Standardize encoder, Column column, String source) {
    if (!(column instanceof Column.Numbers numbers)) {
      throw mismatch(source, column, ColumnType.NUMBER);
    }
    double[] values = numbers.values();
    double mean = encoder.mean();
    double deviation = encoder.deviation();
    boolean indicator = encoder.indicator();
    return (row, to, at) -> {
      double x = values[row];
      if (!Double.isNaN(x)) {
        float z = (float) ((x - mean) / deviation);
        to[at] = Float.isFinite(z) ? z : extreme(encoder, finite(source, numbers, row));
      } else if (indicator) {
        to[at + 1] = 1;
      }
    };
  }

  private static RowWriter writer(OneHot encoder, Column column) {
    LabelView view = LabelView.of(column);
    int[] codes = view.codes();
    int[] slots = new int[view.labels().size()];
    Arrays.setAll(slots, code -> slot(encoder, view.labels().get(code)));
    int missing = slot(encoder, null);
    return (row, to, at) -> to[at + (codes[row] < 0 ? missing : slots[codes[row]])] = 1;
  }

  private static RowWriter writer(Flag encoder, Column column, String source) {
    boolean[] yes = yes(source, column);
    int[] codes = LabelView.of(column).codes();
    return (row, to, at) -> {
      if (codes[row] >= 0) {
        to[at] = yes[codes[row]] ? 1 : 0;
      } else {
        missing(encoder, to, at);
      }
    };
  }

  private static RowWriter writer(DateParts encoder, Column column, String source) {
    if (!(column instanceof Column.Dates dates)) {
      throw mismatch(source, column, ColumnType.DATE);
    }
    return (row, to, at) -> write(encoder, dates.values()[row], to, at);
  }

  private static RowWriter writer(ScalePixels encoder, Column column, String source) {
    if (!(column instanceof Column.Pixels pixels)) {
      throw mismatch(source, column, ColumnType.PIXELS);
    }
    if (pixels.width() != encoder.width()) {
      throw new IllegalArgumentException(
          "%s: column '%s' has %s pixels a row; expected %s."
              .formatted(source, column.name(), pixels.width(), encoder.width()));
    }
    float[] scaled = new float[256];
    for (int value = 0; value < 256; value++) {
      scaled[value] = (float) ((value - encoder.mean()) / encoder.deviation());
    }
    byte[] values = pixels.values();
    int width = encoder.width();
    return (row, to, at) -> {
      int first = row * width;
      for (int i = 0; i < width; i++) {
        to[at + i] = scaled[values[first + i] & 0xff];
      }
    };
  }

  // ---------------------------------------------------------------- single values

  /** Writes one value into an array of zeros; null is a missing cell. */
  static void write(Encoder encoder, @Nullable Object value, float[] to, int at) {
    switch (encoder) {
      case Standardize standardize -> write(standardize, value, to, at);
      case OneHot oneHot -> to[at + slot(oneHot, label(oneHot, value))] = 1;
      case Flag flag -> write(flag, value, to, at);
      case DateParts parts -> write(parts, date(parts, value), to, at);
      case ScalePixels scale -> write(scale, value, to, at);
    }
  }

  private static void write(Standardize encoder, @Nullable Object value, float[] to, int at) {
    if (value == null) {
      missing(encoder.indicator(), to, at + 1);
      return;
    }
    if (!(value instanceof Number number)) {
      throw unexpected(encoder, "a number", value);
    }
    double x = number.doubleValue();
    if (Double.isNaN(x)) {
      missing(encoder.indicator(), to, at + 1);
      return;
    }
    if (Double.isInfinite(x)) {
      throw unexpected(encoder, "a finite number", value);
    }
    float z = (float) ((x - encoder.mean()) / encoder.deviation());
    to[at] = Float.isFinite(z) ? z : extreme(encoder, x);
  }

  private static void write(Flag encoder, @Nullable Object value, float[] to, int at) {
    Boolean yes =
        switch (value) {
          case null -> null;
          case Boolean known -> known;
          case String word when YesNo.parse(word).isPresent() -> YesNo.parse(word).get();
          default -> throw unexpected(encoder, "yes or no", value);
        };
    if (yes == null) {
      missing(encoder, to, at);
    } else {
      to[at] = yes ? 1 : 0;
    }
  }

  private static void write(DateParts encoder, @Nullable LocalDateTime date, float[] to, int at) {
    if (date == null) {
      missing(encoder.indicator(), to, at + encoder.parts().size());
      return;
    }
    for (int i = 0; i < encoder.parts().size(); i++) {
      Part part = encoder.parts().get(i);
      to[at + i] = (float) ((part(date, part.unit()) - part.mean()) / part.deviation());
    }
  }

  private static void write(ScalePixels encoder, @Nullable Object value, float[] to, int at) {
    if (!(value instanceof byte[] bytes)) {
      throw unexpected(encoder, "an array of " + encoder.width() + " bytes", value);
    }
    if (bytes.length != encoder.width()) {
      throw unexpected(encoder, encoder.width() + " bytes", bytes.length + " bytes");
    }
    for (int i = 0; i < bytes.length; i++) {
      to[at + i] = (float) (((bytes[i] & 0xff) - encoder.mean()) / encoder.deviation());
    }
  }

  private static void missing(Flag encoder, float[] to, int at) {
    to[at] = (float) encoder.share();
    missing(encoder.indicator(), to, at + 1);
  }

  private static void missing(boolean indicator, float[] to, int at) {
    if (indicator) {
      to[at] = 1;
    }
  }

  /** Where the 1 stands for a label, null being a missing cell. */
  private static int slot(OneHot encoder, @Nullable String label) {
    int unknown = encoder.width() - 1;
    if (label == null) {
      return encoder.missing() ? unknown - 1 : unknown;
    }
    int slot = Collections.binarySearch(encoder.categories(), label);
    if (slot < 0) {
      String canonical = Names.canonical(label);
      slot =
          canonical.equals(label) ? -1 : Collections.binarySearch(encoder.categories(), canonical);
    }
    return slot < 0 ? unknown : slot;
  }

  private static @Nullable String label(OneHot encoder, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String label -> label;
      case Number number -> {
        double x = number.doubleValue();
        yield Double.isNaN(x) ? null : Names.ofNumber(x);
      }
      // However the words were spelt in training.
      case Boolean yes -> {
        Predicate<String> says = word -> YesNo.parse(word).equals(Optional.of(yes));
        yield encoder.categories().stream().filter(says).findFirst().orElse(yes.toString());
      }
      default -> throw unexpected(encoder, "a label", value);
    };
  }

  private static @Nullable LocalDateTime date(DateParts encoder, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case LocalDateTime date -> date;
      case LocalDate date -> date.atStartOfDay();
      case String text -> {
        try {
          yield text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text);
        } catch (DateTimeParseException e) {
          throw new IllegalArgumentException(
              unexpected(encoder, "an ISO date such as 2026-07-31", value).getMessage(), e);
        }
      }
      default -> throw unexpected(encoder, "a date", value);
    };
  }

  // ---------------------------------------------------------------- shared

  private static double part(LocalDateTime date, Unit unit) {
    return switch (unit) {
      case YEAR -> date.getYear();
      case MONTH -> date.getMonthValue();
      case DAY -> date.getDayOfMonth();
      case WEEKDAY -> date.getDayOfWeek().getValue();
      case HOUR -> date.toLocalTime().toNanoOfDay() / 3.6e12;
    };
  }

  /** Which of a column's labels say yes. */
  private static boolean[] yes(String source, Column column) {
    LabelView view = LabelView.of(column);
    boolean[] yes = new boolean[view.labels().size()];
    for (int code = 0; code < yes.length; code++) {
      String label = view.labels().get(code);
      yes[code] =
          YesNo.parse(label)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "%s: column '%s' must say yes or no (or true/false, t/f, y/n), got '%s'."
                          .formatted(source, column.name(), label)));
    }
    return yes;
  }

  private static double finite(String source, Column.Numbers column, int row) {
    double x = column.values()[row];
    if (Double.isInfinite(x)) {
      throw new IllegalArgumentException(
          "%s: column '%s' is %s in data row %s; expected a finite number."
              .formatted(source, column.name(), x, row + 1));
    }
    return x;
  }

  private static float extreme(Standardize encoder, double x) {
    float z = (float) Moments.standardized(x, encoder.mean(), encoder.deviation());
    if (!Float.isFinite(z)) {
      throw new IllegalArgumentException(
          "Column '%s': %s is too far from the training rows' mean %s (deviation %s) to be computed with."
              .formatted(encoder.column(), x, encoder.mean(), encoder.deviation()));
    }
    return z;
  }

  private static IllegalArgumentException mismatch(
      String source, Column column, ColumnType expected) {
    return new IllegalArgumentException(
        "%s: column '%s' must be of type %s, got %s."
            .formatted(source, column.name(), expected, column.type()));
  }

  private static IllegalArgumentException unexpected(
      Encoder encoder, String expected, @Nullable Object got) {
    String shown =
        got == null ? "nothing" : "'%s' (%s)".formatted(got, got.getClass().getSimpleName());
    return new IllegalArgumentException(
        "Column '%s': expected %s, got %s.".formatted(encoder.column(), expected, shown));
  }
}
