package dev.chainrule.tables;

import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import java.util.List;

/**
 * What a file holds.
 *
 * @param table the columns that can be used; those of type TEXT are not kept
 * @param schema all columns of the file, with the target chosen
 * @param sha256 the SHA-256 of the file's bytes as they are on disk, in hexadecimal; of an idx
 *     file, of the images' bytes and then the labels' bytes
 * @param notes what a person should know: which column is the target by default, what was left out
 *     and why
 */
public record LoadedTable(Table table, Schema schema, String sha256, List<String> notes) {

  /** Copies the notes. */
  public LoadedTable {
    notes = List.copyOf(notes);
  }
}
