package dev.chainrule.data;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One named column of raw values, as they were read: nothing is scaled, encoded or filled in. The
 * arrays are not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // millions of cells, shared on purpose
public sealed interface Column {

  /** The column's name in the header. */
  String name();

  /** How many rows there are. */
  int rows();

  /** Whether the row's cell is empty. */
  boolean isMissing(int row);

  /** The type that a schema gives to such a column. */
  ColumnType type();

  /** A copy of the given rows, in that order. */
  default Column select(int[] rows) {
    return switch (this) {
      case Numbers(String name, double[] values) ->
          new Numbers(name, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
      case Labels(String name, ColumnType type, List<String> labels, int[] codes) ->
          new Labels(name, type, labels, Arrays.stream(rows).map(row -> codes[row]).toArray());
      case Dates(String name, @Nullable LocalDateTime[] values) ->
          new Dates(
              name, Arrays.stream(rows).mapToObj(row -> values[row]).toArray(LocalDateTime[]::new));
      case Texts(String name, @Nullable String[] values) ->
          new Texts(name, Arrays.stream(rows).mapToObj(row -> values[row]).toArray(String[]::new));
      case Pixels(String name, int width, byte[] values) -> {
        byte[] selected = new byte[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
          System.arraycopy(values, rows[i] * width, selected, i * width, width);
        }
        yield new Pixels(name, width, selected);
      }
    };
  }

  /** Numbers; NaN where missing. */
  record Numbers(String name, double[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return Double.isNaN(values[row]);
    }

    @Override
    public ColumnType type() {
      return ColumnType.NUMBER;
    }
  }

  /**
   * Labels of a limited set: row i has the label {@code labels.get(codes[i])}; −1 where missing.
   *
   * @param type {@link ColumnType#CATEGORY} or {@link ColumnType#BOOLEAN}
   */
  record Labels(String name, ColumnType type, List<String> labels, int[] codes) implements Column {
    /** Checks the type. */
    public Labels {
      labels = List.copyOf(labels);
      if (type != ColumnType.CATEGORY && type != ColumnType.BOOLEAN) {
        throw new IllegalArgumentException(
            "Column '%s' holds labels, which are of type CATEGORY or BOOLEAN, got %s."
                .formatted(name, type));
      }
    }

    @Override
    public int rows() {
      return codes.length;
    }

    @Override
    public boolean isMissing(int row) {
      return codes[row] < 0;
    }
  }

  /** ISO dates and date-times; null where missing. */
  record Dates(String name, @Nullable LocalDateTime[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return values[row] == null;
    }

    @Override
    public ColumnType type() {
      return ColumnType.DATE;
    }
  }

  /** Free text and identifiers, never inputs of a network; null where missing. */
  record Texts(String name, @Nullable String[] values) implements Column {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return values[row] == null;
    }

    @Override
    public ColumnType type() {
      return ColumnType.TEXT;
    }
  }

  /**
   * A block of {@code width} equally scaled numbers a row, 0 to 255, such as the pixels of an
   * image; never missing.
   */
  record Pixels(String name, int width, byte[] values) implements Column {
    @Override
    public int rows() {
      return values.length / width;
    }

    @Override
    public boolean isMissing(int row) {
      return false;
    }

    @Override
    public ColumnType type() {
      return ColumnType.PIXELS;
    }
  }
}
