package dev.chainrule.training;

import java.nio.file.Path;

/**
 * Where the prepared rows of a {@link dev.chainrule.data.LargeTable} are kept while a network
 * learns from them.
 *
 * @param place a file, or the folder of a temporary one
 * @param kept whether the file stays for the next training of the same rows, prepared in the same
 *     way
 */
public record RowCache(Path place, boolean kept) {

  /** A file that stays, and is used again as long as it holds what it should. */
  public static RowCache file(Path file) {
    return new RowCache(file, true);
  }

  /** A file that is gone after the training. */
  public static RowCache temporaryIn(Path folder) {
    return new RowCache(folder, false);
  }

  /** For people. */
  String text() {
    return kept ? place.toString() : "temporary, in " + place;
  }
}
