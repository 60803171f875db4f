package dev.chainrule.data;

import dev.chainrule.data.Field.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The columns of a table, in order: what they are and what training does with them.
 *
 * @param fields no two of one name, at most one of them the target
 */
public record Schema(List<Field> fields) {

  /** Checks names and roles. */
  public Schema {
    fields = List.copyOf(fields);
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("There are two columns named '" + field.name() + "'.");
      }
    }
    List<String> targets =
        fields.stream().filter(field -> field.role() == Role.TARGET).map(Field::name).toList();
    if (targets.size() > 1) {
      throw new IllegalArgumentException("There can be one target, got " + targets + ".");
    }
  }

  /**
   * The columns of a table as they are: texts are ignored, the target is the given column and
   * learnt as {@link Task#choose(Column)} says, all other columns are inputs.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public static Schema of(Table table, String target) {
    Schema schema =
        new Schema(
            table.columns().stream()
                .map(column ->
                    column.type() == ColumnType.TEXT
                        ? Field.ignored(column.name(), ColumnType.TEXT, "text")
                        : Field.input(column.name(), column.type()))
                .toList());
    return schema.withTarget(target).withTask(Task.choose(table.column(target)).task());
  }

  /** The columns that the network sees. */
  public List<Field> inputs() {
    return fields.stream().filter(field -> field.role() == Role.INPUT).toList();
  }

  /** The column that the network learns to predict. */
  public Optional<Field> target() {
    return fields.stream().filter(field -> field.role() == Role.TARGET).findFirst();
  }

  /** The column of that name. */
  public Optional<Field> find(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The names of all columns, in order. */
  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  /** The name that comes closest to a name which is not there, if one comes close. */
  public Optional<String> nearest(String name) {
    return Names.nearest(name, names());
  }

  /**
   * Another target; the former one becomes an input.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Schema withTarget(String name) {
    require(name);
    return mapped(field -> {
      if (field.name().equals(name)) {
        return field.withRole(Role.TARGET);
      }
      return field.role() == Role.TARGET ? field.withRole(formerTarget(field)) : field;
    });
  }

  /** No target: the former one is ignored. */
  public Schema withoutTarget() {
    return mapped(field -> field.role() == Role.TARGET ? field.withRole(Role.IGNORED) : field);
  }

  /**
   * The same target, learnt as classes or as an amount. (Whether two classes or more is the data's
   * affair.)
   *
   * @throws IllegalArgumentException if there is no target
   */
  public Schema withTask(Task task) {
    if (target().isEmpty()) {
      throw new IllegalArgumentException(
          "A task needs a target: choose one of the columns " + names() + ".");
    }
    return mapped(field -> {
      if (field.role() != Role.TARGET || (task.isClassification() && isClasses(field.type()))) {
        return field;
      }
      return field.withType(task.isClassification() ? ColumnType.CATEGORY : ColumnType.NUMBER);
    });
  }

  /**
   * The given inputs left out.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Schema withIgnored(Collection<String> names) {
    names.forEach(this::require);
    return mapped(field ->
        names.contains(field.name()) && field.role() == Role.INPUT
            ? field.withRole(Role.IGNORED).withNote("left out on request")
            : field);
  }

  private Schema mapped(UnaryOperator<Field> change) {
    return new Schema(fields.stream().map(change).toList());
  }

  private void require(String name) {
    if (find(name).isEmpty()) {
      throw new IllegalArgumentException(
          "There is no column '%s'%s; the columns are %s."
              .formatted(
                  name,
                  nearest(name).map(near -> " (did you mean '" + near + "'?)").orElse(""),
                  names()));
    }
  }

  private static Role formerTarget(Field field) {
    return field.type() == ColumnType.TEXT ? Role.IGNORED : Role.INPUT;
  }

  private static boolean isClasses(ColumnType type) {
    return type == ColumnType.CATEGORY || type == ColumnType.BOOLEAN;
  }
}
