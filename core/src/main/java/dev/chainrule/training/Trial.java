package dev.chainrule.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way of training that a {@link Sweep} tries.
 *
 * @param settings what is special about it, by name, in order
 * @param choices all that was chosen
 */
public record Trial(Map<String, String> settings, Choices choices) {

  /** Copies the settings, keeping their order. */
  public Trial {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /** A trial that is special in one setting. */
  public static Trial of(String setting, Object value, Choices choices) {
    return new Trial(Map.of(setting, value.toString()), choices);
  }

  /** The settings such as {@code learning-rate=0.01 hidden=64,32}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    settings.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
    return text.toString();
  }
}
