package dev.chainrule.training;

import dev.chainrule.data.Batches;
import dev.chainrule.data.Dataset;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a training is made of, by name: everything that the bits of its parameters depend on. Two
 * trainings with one fingerprint go the same way, on any number of threads and any kernel.
 *
 * <p>The epoch limit and the time limit are not among it: they say how far a training goes and not
 * which way, so that one can be resumed to go on further.
 */
final class Fingerprint {

  private Fingerprint() {}

  static SequencedMap<String, String> of(
      Trainer recipe, Network start, Loss loss, Dataset training, Optional<Dataset> validation) {
    SequencedMap<String, String> parts = new LinkedHashMap<>();
    parts.put("training rows", rows(training));
    parts.put("validation rows", validation.map(Fingerprint::rows).orElse("none"));
    parts.put("inputs", String.valueOf(start.architecture().input()));
    parts.put("layers", String.valueOf(start.architecture().layers()));
    parts.put("loss", loss.toString());
    parts.put("first parameters", "SHA-256 " + start.parameters().sha256());
    parts.putAll(settings(recipe));
    if (recipe.shuffled() && Batches.isWindowed(training)) {
      parts.put("blocks", "of %d rows".formatted(training.blockRows()));
    }
    return parts;
  }

  /** Every setting that decides which way a training goes, by name, in all its constants. */
  static SequencedMap<String, String> settings(Trainer recipe) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("optimizer", String.valueOf(recipe.optimizer()));
    settings.put("learning rate", String.valueOf(recipe.learningRate()));
    settings.put("schedule", String.valueOf(recipe.schedule()));
    if (recipe.schedule().dependsOnLength()) {
      settings.put("epochs of the schedule", String.valueOf(recipe.epochs()));
    }
    settings.put("clipping", String.valueOf(recipe.clipping()));
    settings.put("averaging", recipe.averaging().map(String::valueOf).orElse("none"));
    settings.put("penalty", String.valueOf(recipe.penalty()));
    settings.put("max norm", String.valueOf(recipe.maxNorm()));
    settings.put("augmentation", String.valueOf(recipe.augmentation()));
    settings.put("batch size", String.valueOf(recipe.batchSize()));
    settings.put("shuffling", String.valueOf(recipe.shuffled()));
    settings.put("start counted", String.valueOf(recipe.startCounted()));
    settings.put("early stopping", recipe.earlyStopping().map(String::valueOf).orElse("none"));
    settings.put("best by", recipe.bestBy().map(Fingerprint::text).orElse("validation loss"));
    settings.put("seed", String.valueOf(recipe.seed()));
    return settings;
  }

  private static String text(BestBy judge) {
    return judge.metric().label() + ", " + judge.scales();
  }

  private static String rows(Dataset rows) {
    Sha256 hash = new Sha256();
    float[] numbers = new float[rows.inputs() + rows.outputs() + 1];
    for (int row = 0; row < rows.rows(); row++) {
      rows.copyInputs(row, numbers, 0);
      rows.copyTargets(row, numbers, rows.inputs());
      numbers[numbers.length - 1] = rows.weight(row);
      hash.add(numbers);
    }
    return "%d rows of %d inputs and %d targets, SHA-256 %s"
        .formatted(rows.rows(), rows.inputs(), rows.outputs(), hash.hex());
  }

  /** What differs, in words; empty if nothing does. */
  static List<String> differences(
      SequencedMap<String, String> kept, SequencedMap<String, String> here) {
    SequencedMap<String, String> names = new LinkedHashMap<>(kept);
    names.putAll(here);
    List<String> differences = new ArrayList<>();
    for (String name : names.keySet()) {
      String before = kept.getOrDefault(name, "none");
      String now = here.getOrDefault(name, "none");
      if (!before.equals(now)) {
        differences.add("%s: %s there, %s here".formatted(name, before, now));
      }
    }
    return differences;
  }
}
