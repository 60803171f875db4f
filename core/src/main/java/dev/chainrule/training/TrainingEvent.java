package dev.chainrule.training;

import dev.chainrule.model.Checkpoint.Position;
import dev.chainrule.model.Diagnosis.Finding;
import dev.chainrule.model.Epoch;
import dev.chainrule.model.History;
import java.nio.file.Path;
import java.util.List;

/** What a {@link TrainingListener} hears. */
public sealed interface TrainingEvent {

  /**
   * More rows of a large table are prepared, in a file from which every epoch reads; the training
   * begins when all are.
   *
   * @param rows so many so far
   * @param of so many in all
   */
  record RowsPrepared(int rows, int of) implements TrainingEvent {}

  /**
   * The training begins.
   *
   * @param epochs at most so many epochs
   * @param batches so many batches each
   * @param rows so many rows
   * @param parameters so many parameters
   * @param kernel the kernels in use
   * @param threads the threads in use
   */
  record Started(int epochs, int batches, int rows, int parameters, String kernel, int threads)
      implements TrainingEvent {}

  /**
   * The training goes on from a checkpoint.
   *
   * @param file the checkpoint
   * @param position how far the training is
   * @param damaged what was wrong with newer checkpoints, which were passed over
   */
  record Resumed(Path file, Position position, List<String> damaged) implements TrainingEvent {}

  /**
   * A step is done.
   *
   * @param epoch counted from 1
   * @param batch counted from 1
   * @param step counted from 1 over the whole training
   * @param loss ℒ before the step, penalty included
   * @param gradientNorm ‖∂ℒ/∂θ‖₂
   */
  record BatchDone(int epoch, int batch, long step, double loss, double gradientNorm)
      implements TrainingEvent {}

  /**
   * An epoch is done.
   *
   * @param epoch its figures
   * @param best whether it is the best so far
   */
  record EpochDone(Epoch epoch, boolean best) implements TrainingEvent {}

  /**
   * A checkpoint is on the disk.
   *
   * @param file where
   * @param position how far the training is
   */
  record CheckpointWritten(Path file, Position position) implements TrainingEvent {}

  /**
   * A checkpoint could not be written; the training goes on.
   *
   * @param reason in words, with the file
   */
  record CheckpointFailed(String reason) implements TrainingEvent {}

  /**
   * Something inside a layer looks wrong; said once a layer.
   *
   * @param finding what, when, where, and what helps
   */
  record Diagnosed(Finding finding) implements TrainingEvent {}

  /**
   * The training is over.
   *
   * @param history all epochs and why it ended
   */
  record Finished(History history) implements TrainingEvent {}
}
