package dev.chainrule.model;

import dev.chainrule.engine.OptimizerState;
import dev.chainrule.json.JsonException;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A training between two of its steps: everything that is needed to go on to the same bits as if it
 * had never stopped. Random numbers are not among it, since each stream begins anew from its name.
 *
 * <p>The file is a {@code .safetensors}: other software can open it, too.
 *
 * @param network the parameters of the moment
 * @param best the parameters of the best epoch so far
 * @param loss what is lowered
 * @param optimizer what the optimizer remembers
 * @param position how far the training is
 * @param history the epochs that are over
 * @param numbers what stopping and schedules remember, by name
 * @param fingerprint what the training is made of, data and settings, by name: it can be gone on
 *     with only where all of it is the same
 */
public record Checkpoint(
    Network network,
    Network best,
    Loss loss,
    OptimizerState optimizer,
    Position position,
    History history,
    SequencedMap<String, Double> numbers,
    SequencedMap<String, String> fingerprint) {

  /** Copies both maps, keeping their order. */
  public Checkpoint {
    numbers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(numbers));
    fingerprint = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fingerprint));
  }

  /**
   * A place in a training.
   *
   * @param epoch the epoch that comes next or that is on its way, counted from 1
   * @param batch how many batches of it are done
   * @param lossSum the losses of these batches, each times the weight of its rows
   * @param weight what the rows of these batches weigh together: their number, if all count alike
   * @param epochSeconds how long this epoch took so far
   * @param seconds how long the whole training took so far
   */
  public record Position(
      int epoch, int batch, double lossSum, double weight, double epochSeconds, double seconds) {}

  /**
   * Reads a checkpoint.
   *
   * @throws ModelException if the file cannot be read, is damaged, or is no checkpoint of a format
   *     that this version knows
   */
  public static Checkpoint read(Path path) {
    Safetensors content = Safetensors.read(path);
    try {
      return CheckpointFormat.read(content);
    } catch (JsonException refused) {
      throw new ModelException(
          path + ": cannot be read as a checkpoint: " + refused.getMessage() + ".", refused);
    }
  }

  /** What was kept of stopping or of a schedule under that name, which must be there. */
  public double number(String name) {
    Double number = numbers.get(name);
    if (number == null) {
      throw new ModelException(
          "The checkpoint has no number '%s'; it has %s.".formatted(name, numbers.keySet()));
    }
    return number;
  }

  /**
   * Writes the file beside its place and moves it there when it is complete.
   *
   * @throws ModelException if the file cannot be written; its place is then unchanged
   */
  public void write(Path path) {
    CheckpointFormat.write(this).write(path);
  }
}
