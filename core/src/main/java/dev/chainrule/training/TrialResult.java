package dev.chainrule.training;

import dev.chainrule.model.Epoch;
import dev.chainrule.training.TablePlan.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a {@link Trial}.
 *
 * @param number of the trial, counted from 1
 * @param trial what was tried
 * @param end how it ended
 * @param epochs its course, to the last epoch before its end
 * @param outcome what it led to; empty if it diverged or was not run
 * @param score the metric by which trials are compared, over the validation rows; NaN without one
 * @param message what is to be said about the end; empty if nothing
 */
public record TrialResult(
    int number,
    Trial trial,
    End end,
    List<Epoch> epochs,
    Optional<Outcome> outcome,
    double score,
    String message) {

  /** How a trial ended; what comes first is worth more. */
  public enum End {
    /** As a training ends: by its epoch limit, early stopping or a time limit. */
    COMPLETED("completed"),
    /** By a request, before its end. */
    STOPPED("stopped"),
    /** By successive halving: others did better with as many epochs. */
    DROPPED("dropped"),
    /** A number was not finite. */
    DIVERGED("diverged"),
    /** A request came before it began. */
    NOT_RUN("not run");

    private final String label;

    End(String label) {
      this.label = label;
    }

    /** The name for people and files. */
    public String label() {
      return label;
    }
  }

  /** Copies the list. */
  public TrialResult {
    epochs = List.copyOf(epochs);
  }

  /** The lowest validation loss of an epoch. */
  public OptionalDouble validationLoss() {
    return epochs.stream()
        .map(Epoch::validationLoss)
        .flatMapToDouble(OptionalDouble::stream)
        .filter(Double::isFinite)
        .min();
  }
}
