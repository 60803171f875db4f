package dev.chainrule.bench;

/**
 * What the tables say about one that takes part.
 *
 * @param name as the tables call it
 * @param version of the library
 * @param precision in which it computes, such as {@code float32}
 */
record Contender(String name, String version, String precision) {

  /** Chainrule itself, whose ratio to the best of the others is what the tables are about. */
  static final String CHAINRULE = "Chainrule";
}
