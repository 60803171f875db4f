package dev.chainrule.cli;

import dev.chainrule.model.Checkpoint.Position;
import dev.chainrule.model.Diagnosis.Finding;
import dev.chainrule.training.TrainingEvent;
import java.util.ArrayList;
import java.util.List;

/** What is said in the course of a training besides its figures, a line each. */
final class TrainingNotices {

  private TrainingNotices() {}

  /** Everything worth a line. */
  static List<String> of(TrainingEvent event) {
    List<String> lines = new ArrayList<>(troubles(event));
    if (event instanceof TrainingEvent.Resumed resumed) {
      lines.add("Going on from %s, %s.".formatted(resumed.file(), place(resumed.position())));
    }
    if (event instanceof TrainingEvent.Diagnosed diagnosed) {
      lines.add(hint(diagnosed.finding()));
    }
    return lines;
  }

  /** What must be said even where nothing else is: that something went wrong. */
  static List<String> troubles(TrainingEvent event) {
    return switch (event) {
      case TrainingEvent.Resumed resumed ->
          resumed.damaged().stream()
              .map(damage -> damage + " It was set aside, the checkpoint before it is used.")
              .toList();
      case TrainingEvent.CheckpointFailed failed ->
          List.of(
              failed.reason().replaceFirst("[^.!?]$", "$0.")
                  + " Training goes on; the checkpoints before are as they were.");
      case TrainingEvent.RowsPrepared _,
          TrainingEvent.Started _,
          TrainingEvent.BatchDone _,
          TrainingEvent.EpochDone _,
          TrainingEvent.CheckpointWritten _,
          TrainingEvent.Diagnosed _,
          TrainingEvent.Finished _ ->
          List.of();
    };
  }

  /** A hint with its place. */
  static String hint(Finding finding) {
    return "Hint, epoch %d, layer %d, %s: %s"
        .formatted(finding.epoch(), finding.layer(), finding.trouble().label(), finding.hint());
  }

  private static String place(Position position) {
    return position.batch() == 0
        ? "at the end of epoch " + (position.epoch() - 1)
        : "in epoch %d, behind batch %d".formatted(position.epoch(), position.batch());
  }
}
