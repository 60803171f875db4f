package dev.chainrule.cli.document;

import java.util.List;

/**
 * What is to be printed.
 *
 * @param title in plain words
 * @param blocks from the top on; the first is the title as a heading
 */
public record Document(String title, List<Block> blocks) {

  /** Copies the list. */
  public Document {
    blocks = List.copyOf(blocks);
  }
}
