package dev.chainrule.data;

import dev.chainrule.data.Field.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    throw new UnsupportedOperationException("soon");
  }

  /**
   * Another target; the former one becomes an input.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Schema withTarget(String name) {
    throw new UnsupportedOperationException("soon");
  }

  /** No target: the former one is ignored. */
  public Schema withoutTarget() {
    throw new UnsupportedOperationException("soon");
  }

  /** The same target, learnt as classes or as an amount. */
  public Schema withTask(Task task) {
    throw new UnsupportedOperationException("soon");
  }

  /**
   * The given inputs left out.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public Schema withIgnored(Collection<String> names) {
    throw new UnsupportedOperationException("soon");
  }
}
