package dev.chainrule.tables;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.YesNo;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column whose type is known before it is read: another cell than expected is an error. */
abstract sealed class TypedColumn extends ColumnReader {

  /** A column of labels may have as many different ones. */
  private static final int LABELS = 1 << 20;

  private TypedColumn(Place place, Cells cells) {
    super(place, cells);
  }

  /** A column of that type. */
  static TypedColumn of(ColumnType type, Place place, Cells cells) {
    return switch (type) {
      case NUMBER -> new Numbers(place, cells);
      case CATEGORY -> new Labels(place, cells);
      case BOOLEAN -> new Booleans(place, cells);
      case DATE -> new Dates(place, cells);
      case PIXELS ->
          throw place.error("images are expected, which are read from idx files and not from CSV.");
      case TEXT -> throw place.error("texts are not read: leave the column out.");
    };
  }

  /** A column of numbers of at least 0, not all of them 0 and none missing. */
  static TypedColumn weights(Place place, Cells cells) {
    return new Weights(place, cells);
  }

  /** A column of counts 0, 1, 2 … */
  static TypedColumn counts(Place place, Cells cells) {
    return new Counts(place, cells);
  }

  /** The cells since the last call, or all; what follows begins anew. */
  abstract Column finish();

  /** Complains about the column as a whole, behind its last cell. */
  void end() {}

  private static final class Weights extends Numbers {
    private boolean some;

    Weights(Place place, Cells cells) {
      super(place, cells);
    }

    @Override
    void check(double value, long line) {
      if (!(value >= 0)) {
        throw place.error(
            line,
            "a row's weight must be a number of at least 0, got %s."
                .formatted(Double.isNaN(value) ? "a missing cell" : value));
      }
      some |= value > 0;
    }

    @Override
    void end() {
      if (!some) {
        throw place.error("the weights are 0 in all rows: none would count.");
      }
    }
  }

  private static final class Counts extends Numbers {
    Counts(Place place, Cells cells) {
      super(place, cells);
    }

    @Override
    void check(double value, long line) {
      if (value < 0 || (!Double.isNaN(value) && value != Math.rint(value))) {
        throw place.error(line, "expected a count, 0, 1, 2 and so on, got %s.".formatted(value));
      }
    }
  }

  private static non-sealed class Numbers extends TypedColumn {
    private Doubles values = new Doubles();

    Numbers(Place place, Cells cells) {
      super(place, cells);
    }

    /** Throws if this number, NaN for a missing one, cannot be in the column. */
    void check(double value, long line) {}

    @Override
    final void cell(char[] c, int from, int length, long line) {
      double value = cells.number(c, from, length);
      if (Double.isFinite(value)) {
        number(value, c, from, length, line);
      } else if (cells.isMissing(c, from, length)) {
        check(Double.NaN, line);
        countMissing(1, line);
        values.add(Double.NaN);
      } else if (Double.isInfinite(value)) {
        throw notFinite(line, new String(c, from, length));
      } else {
        String cell = new String(c, from, length);
        throw place.error(
            line, "expected a number, got " + Messages.quote(cell) + "." + hint(cell));
      }
    }

    @Override
    final void number(double value, char[] c, int from, int length, long line) {
      check(value, line);
      values.add(value);
    }

    @Override
    final boolean lastIsNewLabel() {
      return false;
    }

    @Override
    final void forgetLast() {
      values.removeLast();
    }

    @Override
    final void keep(int[] places) {
      values = values.at(places);
    }

    @Override
    final void markFirstOfEachLabel(boolean[] rows) {}

    @Override
    final Column finish() {
      double[] all = values.toArray();
      values = new Doubles();
      return new Column.Numbers(place.name(), all);
    }
  }

  private static non-sealed class Labels extends TypedColumn {
    private final Dictionary texts = new Dictionary();
    private final List<String> labels = new ArrayList<>();
    private Ints codes = new Ints();
    private boolean newText;

    /** The code of each text: that of its label, or −1. */
    private final Ints codeOfText = new Ints();

    Labels(Place place, Cells cells) {
      super(place, cells);
    }

    @Override
    final void cell(char[] c, int from, int length, long line) {
      int seen = texts.size();
      int text = texts.code(c, from, length);
      newText = text == seen;
      if (newText) {
        codeOfText.add(newCode(texts.text(text), line));
      }
      int code = codeOfText.get(text);
      if (code < 0) {
        countMissing(1, line);
      }
      codes.add(code);
    }

    private int newCode(String text, long line) {
      if (cells.isMissing(text)) {
        return -1;
      }
      check(text, line);
      if (labels.size() == LABELS) {
        throw place.error(line, Messages.format("there are more than %,d labels.", LABELS));
      }
      labels.add(text);
      return labels.size() - 1;
    }

    /** Throws if this is no such label. */
    void check(String label, long line) {}

    ColumnType type() {
      return ColumnType.CATEGORY;
    }

    @Override
    final boolean lastIsNewLabel() {
      return newText;
    }

    @Override
    final void forgetLast() {
      codes.removeLast();
    }

    @Override
    final void keep(int[] places) {
      codes = codes.at(places);
    }

    @Override
    final void markFirstOfEachLabel(boolean[] rows) {
      markFirstOfEach(codes, rows);
    }

    @Override
    final Column finish() {
      int[] all = codes.toArray();
      codes = new Ints();
      return new Column.Labels(place.name(), type(), labels, all);
    }
  }

  private static final class Booleans extends Labels {
    Booleans(Place place, Cells cells) {
      super(place, cells);
    }

    @Override
    void check(String label, long line) {
      if (YesNo.parse(label).isEmpty()) {
        throw place.error(
            line,
            "expected yes or no (or true/false, y/n, t/f), got " + Messages.quote(label) + ".");
      }
    }

    @Override
    ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  private static final class Dates extends TypedColumn {
    private List<@Nullable LocalDateTime> values = new ArrayList<>();

    Dates(Place place, Cells cells) {
      super(place, cells);
    }

    @Override
    void cell(char[] c, int from, int length, long line) {
      LocalDateTime date = Cells.date(c, from, length);
      if (date == null) {
        if (!cells.isMissing(c, from, length)) {
          throw place.error(
              line,
              "expected a date such as 2026-07-31 or 2026-07-31T12:30, got "
                  + Messages.quote(new String(c, from, length))
                  + ".");
        }
        countMissing(1, line);
      }
      values.add(date);
    }

    @Override
    boolean lastIsNewLabel() {
      return false;
    }

    @Override
    void forgetLast() {
      values.removeLast();
    }

    @Override
    void keep(int[] places) {
      values = at(values, places);
    }

    @Override
    void markFirstOfEachLabel(boolean[] rows) {}

    @Override
    Column finish() {
      Column all = new Column.Dates(place.name(), values.toArray(new LocalDateTime[0]));
      values = new ArrayList<>();
      return all;
    }
  }
}
