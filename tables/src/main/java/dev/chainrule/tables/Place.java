package dev.chainrule.tables;

import java.nio.file.Path;

/**
 * A column of a file, for messages.
 *
 * @param path the file
 * @param name the column's name
 * @param number its number, counted from 1
 */
record Place(Path path, String name, int number) {

  TableException error(String problem) {
    return TableException.at(path, "column '%s' (%s): %s".formatted(name, number, problem));
  }

  TableException error(long line, String problem) {
    return TableException.at(path, line, "column '%s' (%s): %s".formatted(name, number, problem));
  }
}
