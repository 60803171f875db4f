package dev.chainrule.engine;

import dev.chainrule.tensor.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What an optimizer remembers between two steps, by name and in canonical order: what a training
 * needs besides its parameters to go on as if it had never stopped.
 *
 * @param steps how many steps were taken
 * @param arrays what has one number a parameter, such as Adam's first and second moments
 */
public record OptimizerState(long steps, SequencedMap<String, Parameters> arrays) {

  /** Copies the map, keeping its order. */
  public OptimizerState {
    arrays = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arrays));
  }

  /** The array of that name, which must be there. */
  public Parameters array(String name) {
    Parameters array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "The optimizer needs its array '%s'; what was kept has %s."
              .formatted(name, arrays.isEmpty() ? "none" : String.join(", ", arrays.keySet())));
    }
    return array;
  }
}
