package dev.chainrule.explain;

import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.reference.DoubleMatrix;
import java.util.List;

/**
 * A network, a batch, and what somebody else computed for them: the way to see whether a network
 * that was ported computes here what it computed there.
 *
 * {@snippet :
 * List<Recording> recordings = Recording.parse(Files.readString(Path.of("values.json")));
 * RecordingCheck check = RecordingCheck.of(recordings.getFirst());
 * check.reference().orElseThrow().relative();   // the largest relative difference
 * }
 *
 * @param problem the network, of dense layers alone, and the batch
 * @param expected what was recorded: at least one value
 */
public record Recording(Problem problem, List<Value> expected) {

  /** What a value is. */
  public enum Kind {
    /** ℒ. */
    LOSS("loss"),
    /** Z⁽ˡ⁾, m × n_l. */
    Z("z"),
    /** A⁽ˡ⁾, m × n_l; that of the last layer is Ŷ. */
    A("a"),
    /** δ⁽ˡ⁾, m × n_l. */
    DELTA("delta"),
    /** ∂ℒ/∂W⁽ˡ⁾, n_l × n_{l−1}. */
    WEIGHT_GRADIENT("dW"),
    /** ∂ℒ/∂b⁽ˡ⁾, 1 × n_l. */
    BIAS_GRADIENT("db"),
    /** ∂ℒ/∂X, m × n₀. */
    INPUT_GRADIENT("dx");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The name in a file. */
    public String key() {
      return key;
    }
  }

  /**
   * One recorded tensor.
   *
   * @param layer from 1; 0 for the loss and ∂ℒ/∂X
   */
  public record Value(Kind kind, int layer, DoubleMatrix numbers) {
    @Override
    public String toString() {
      return layer == 0 ? kind.key() : kind.key() + " of layer " + layer;
    }
  }

  /**
   * Copies the list and checks that there is something to compare with, and that the network
   * computes the same in training and in evaluation.
   */
  public Recording {
    expected = List.copyOf(expected);
    if (expected.isEmpty()) {
      throw new IllegalArgumentException(
          "Nothing was recorded for '" + problem.name() + "': there is nothing to compare with.");
    }
    for (Layer layer : problem.architecture().layers()) {
      if (!(layer instanceof Dense)) {
        throw new IllegalArgumentException(
            "Only networks of dense layers can be compared with a recording; '%s' has a layer %s."
                .formatted(problem.name(), layer.describe()));
      }
    }
  }

  /**
   * Reads recordings: an object with a list {@code cases}, or one case. A case has the keys that
   * {@link Problem#parse} reads and {@code expected}, an object with one or more of {@code loss},
   * {@code z}, {@code a}, {@code delta}, {@code dW} and {@code db} (lists with an entry a layer)
   * and {@code dx}.
   *
   * @throws ProblemException if it is not JSON, something is missing or does not fit; the message
   *     names the place
   */
  public static List<Recording> parse(String json) {
    try {
      return RecordingReader.read(new Located("", Json.parse(json)));
    } catch (JsonException refused) {
      throw ProblemException.of(refused);
    }
  }
}
