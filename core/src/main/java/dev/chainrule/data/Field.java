package dev.chainrule.data;

/**
 * What is known about one column of a table: its name, what its cells are, and what training does
 * with it.
 *
 * @param name the column's name in the header
 * @param type what the cells are; a target of type {@link ColumnType#CATEGORY} or {@link
 *     ColumnType#BOOLEAN} is learnt as classes, one of type {@link ColumnType#NUMBER} as an amount
 * @param role what training does with the column
 * @param note why the column is ignored or how its type was inferred; empty if there is nothing to
 *     say
 */
public record Field(String name, ColumnType type, Role role, String note) {

  /** What training does with a column. */
  public enum Role {
    /** The network sees it. */
    INPUT,
    /** The network learns to predict it. */
    TARGET,
    /** How much each row counts, in training and in judging. */
    WEIGHT,
    /** It is left out. */
    IGNORED
  }

  /** Checks the name. */
  public Field {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A column needs a name, got '" + name + "'.");
    }
  }

  /** An input without a note. */
  public static Field input(String name, ColumnType type) {
    return new Field(name, type, Role.INPUT, "");
  }

  /** A target without a note. */
  public static Field target(String name, ColumnType type) {
    return new Field(name, type, Role.TARGET, "");
  }

  /** A column that is left out, and why. */
  public static Field ignored(String name, ColumnType type, String why) {
    return new Field(name, type, Role.IGNORED, why);
  }

  /** The same column in another role. */
  public Field withRole(Role to) {
    return new Field(name, type, to, note);
  }

  /** The same column with cells of another type. */
  public Field withType(ColumnType to) {
    return new Field(name, to, role, note);
  }

  /** The same column with another note. */
  public Field withNote(String to) {
    return new Field(name, type, role, to);
  }
}
