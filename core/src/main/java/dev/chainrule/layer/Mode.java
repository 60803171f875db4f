package dev.chainrule.layer;

import dev.chainrule.tensor.RandomStreams;

/**
 * Whether a network is being trained: batch norm and dropout then do something else. An argument of
 * a pass, never part of a network.
 */
public sealed interface Mode {

  /** As a finished network runs: nothing is random, and rows do not depend on each other. */
  record Evaluation() implements Mode {}

  /**
   * As in one step of a training.
   *
   * @param key what the random numbers of the step derive from; the same key gives the same pass
   */
  record Training(long key) implements Mode {}

  /** As a finished network runs. */
  static Evaluation evaluation() {
    return new Evaluation();
  }

  /** As in a step, counted from 0, of the training with these random numbers. */
  static Training training(RandomStreams streams, long step) {
    return new Training(streams.key(RandomStreams.Purpose.STEP, step));
  }
}
