package dev.chainrule.training;

import dev.chainrule.model.Checkpoint;
import java.util.SequencedMap;

/**
 * The best epoch so far with its parameters, and when the last improvement was that counts for
 * early stopping. Higher values are better or lower ones, as is said at the beginning.
 */
final class Best {

  private final boolean higherIsBetter;
  private final double minimalImprovement;
  private final float[] parameters;
  private int epoch;
  private double value;
  private int lastImprovement;
  private double improvedTo;

  /**
   * Nothing yet.
   *
   * @param parameters room for the parameters of the best epoch; what is there until one is over
   */
  Best(boolean higherIsBetter, double minimalImprovement, float[] parameters) {
    this.higherIsBetter = higherIsBetter;
    this.minimalImprovement = minimalImprovement;
    this.parameters = parameters;
    value = higherIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    improvedTo = value;
  }

  /** Notes the value of an epoch and says whether it is the best so far, to be taken. */
  boolean offer(int atEpoch, double other) {
    if (isBetter(other, improvedTo, minimalImprovement)) {
      improvedTo = other;
      lastImprovement = atEpoch;
    }
    if (!isBetter(other, value, 0)) {
      return false;
    }
    value = other;
    return true;
  }

  /** Keeps the parameters as they are for those of the best epoch. */
  void take(int atEpoch, TrainingStep step) {
    epoch = atEpoch;
    step.copyTo(parameters);
  }

  private boolean isBetter(double other, double than, double by) {
    return higherIsBetter ? other > than + by : other < than - by;
  }

  /** The number of the best epoch; 0 if none is over. */
  int epoch() {
    return epoch;
  }

  /** The parameters of the best epoch, in working order. */
  float[] parameters() {
    return parameters;
  }

  /** How many epochs have passed at the end of {@code atEpoch} without an improvement. */
  int waited(int atEpoch) {
    return atEpoch - lastImprovement;
  }

  // ---- going on later

  void save(SequencedMap<String, Double> numbers) {
    numbers.put("best epoch", (double) epoch);
    numbers.put("best value", value);
    numbers.put("last improvement", (double) lastImprovement);
    numbers.put("improved to", improvedTo);
  }

  void restore(Checkpoint kept, float[] working) {
    epoch = (int) kept.number("best epoch");
    value = kept.number("best value");
    lastImprovement = (int) kept.number("last improvement");
    improvedTo = kept.number("improved to");
    System.arraycopy(working, 0, parameters, 0, working.length);
  }
}
