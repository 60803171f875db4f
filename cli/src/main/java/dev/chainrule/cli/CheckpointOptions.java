package dev.chainrule.cli;

import dev.chainrule.training.Checkpoints;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checkpoints of a training, and going on from one. */
final class CheckpointOptions implements OptionSection.Member {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--checkpoints",
      paramLabel = "FOLDER",
      description =
          "Keep checkpoints of the training there, to go on from after a crash. It is created if need be.")
  private @Nullable Path folder;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|TIME",
      description = {
        "Write one every N epochs, or behind a time such as 10m, also within an epoch.",
        "By default 5m; one more is written at the end."
      })
  private Checkpoints.@Nullable Every every;

  @Option(
      names = "--keep",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "Keep the last N checkpoints. By default 3.")
  private @Nullable Integer keep;

  @Option(
      names = "--resume",
      description = {
        "Go on from the newest sound checkpoint, to the same bits as if the training had never stopped;"
            + " from the start if there is none yet.",
        "Data and settings must be the same, but for --threads, --time-limit and more --epochs."
      })
  private boolean resume;

  @Override
  public OptionSection section() {
    return OptionSection.CHECKPOINTS;
  }

  /** What was chosen, if checkpoints are. */
  Optional<Checkpoints> policy() {
    if (folder == null) {
      require(every == null, "--checkpoint-every");
      require(keep == null, "--keep");
      require(!resume, "--resume");
      return Optional.empty();
    }
    Checkpoints policy = Checkpoints.in(folder);
    policy = every == null ? policy : policy.withEvery(every);
    policy = keep == null ? policy : policy.keeping(keep);
    return Optional.of(resume ? policy.resuming() : policy);
  }

  /** What to say when the model cannot be saved. */
  String whereWhatWasLearntIs() {
    return folder == null
        ? "What was learnt is lost; --checkpoints FOLDER would have kept it."
        : "The checkpoints in %s keep what was learnt: the same command with --resume, and --out where it can be saved, saves it without training again."
            .formatted(folder);
  }

  private void require(boolean absent, String option) {
    if (!absent) {
      throw Usage.wrong(
          spec,
          option
              + " has no effect without --checkpoints FOLDER: give it, or leave "
              + option
              + " out.");
    }
  }
}
