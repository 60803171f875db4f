package dev.chainrule.data;

import dev.chainrule.data.Field.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The columns of a table, in order: what they are and what training does with them.
 *
 * @param fields no two of one name; one of them or several the target, at most one the weight
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
    List<String> weights =
        fields.stream().filter(field -> field.role() == Role.WEIGHT).map(Field::name).toList();
    if (weights.size() > 1) {
      throw new IllegalArgumentException(
          "There can be one column of weights, got " + weights + ".");
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

  /** The column that the network learns to predict, the first if there are several. */
  public Optional<Field> target() {
    return targets().stream().findFirst();
  }

  /** The columns that the network learns to predict, in the order of the table. */
  public List<Field> targets() {
    return fields.stream().filter(field -> field.role() == Role.TARGET).toList();
  }

  /** The names of the targets with commas between them. */
  public String targetNames() {
    return targets().stream().map(Field::name).collect(Collectors.joining(", "));
  }

  /** The column that says how much each row counts, if there is one. */
  public Optional<Field> weight() {
    return fields.stream().filter(field -> field.role() == Role.WEIGHT).findFirst();
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
   * Another target; the former ones become inputs.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Schema withTarget(String name) {
    return withTargets(List.of(name));
  }

  /**
   * Other targets, one or several; the former ones become inputs.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Schema withTargets(Collection<String> names) {
    names.forEach(this::require);
    return mapped(field -> {
      if (names.contains(field.name())) {
        return field.withRole(Role.TARGET);
      }
      return field.role() == Role.TARGET ? field.withRole(formerTarget(field)) : field;
    });
  }

  /** No target, and no weight: the former ones are ignored. */
  public Schema withoutTarget() {
    return mapped(field ->
        field.role() == Role.TARGET || field.role() == Role.WEIGHT
            ? field.withRole(Role.IGNORED)
            : field);
  }

  /**
   * A column of numbers from 0 on that says how much each row counts, in training and in judging.
   *
   * @throws IllegalArgumentException if there is no such column, it holds no numbers, or it is a
   *     target
   */
  public Schema withWeight(String name) {
    require(name);
    return mapped(field -> {
      if (!field.name().equals(name)) {
        return field.role() == Role.WEIGHT ? field.withRole(Role.INPUT) : field;
      }
      if (field.role() == Role.TARGET) {
        throw new IllegalArgumentException(
            "Column '%s' is a target and cannot be the weight of the rows.".formatted(name));
      }
      if (field.type() != ColumnType.NUMBER) {
        throw new IllegalArgumentException(
            "Column '%s' is to weigh the rows and must hold numbers, got %s."
                .formatted(name, field.type()));
      }
      return field.withRole(Role.WEIGHT).withNote("");
    });
  }

  /**
   * The same targets, each learnt as classes or as an amount. (Whether two classes or more is the
   * data's affair.)
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
