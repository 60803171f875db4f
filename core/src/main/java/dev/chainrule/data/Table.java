package dev.chainrule.data;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Raw columns of equal length.
 *
 * @param source where the rows came from, for messages: a file name
 * @param columns at least one; no two of one name
 */
public record Table(String source, List<Column> columns) {

  /** Checks lengths and names. */
  public Table {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(source + ": a table needs at least one column.");
    }
    HashSet<String> names = new HashSet<>();
    for (Column column : columns) {
      if (column.rows() != columns.getFirst().rows()) {
        throw new IllegalArgumentException(
            "%s: column '%s' has %d rows, column '%s' has %d."
                .formatted(
                    source,
                    column.name(),
                    column.rows(),
                    columns.getFirst().name(),
                    columns.getFirst().rows()));
      }
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(
            source + ": there are two columns named '" + column.name() + "'.");
      }
    }
  }

  /** How many rows there are. */
  public int rows() {
    return columns.getFirst().rows();
  }

  /** The numbers of all rows, counted from 0. */
  public int[] allRows() {
    return IntStream.range(0, rows()).toArray();
  }

  /** A copy of the given rows, in that order. */
  public Table select(int... rows) {
    return new Table(source, columns.stream().map(column -> column.select(rows)).toList());
  }

  /** The column of that name, if there is one. */
  public Optional<Column> find(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The column of that name. */
  public Column column(String name) {
    return find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has no column '%s'; it has %s.".formatted(source, name, names())));
  }

  /** The names of all columns, in order. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
