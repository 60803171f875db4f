package dev.chainrule.cli;

import dev.chainrule.tables.LargeCsv;
import dev.chainrule.training.RowCache;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the rows of a training stay in memory or are streamed from a cache on disk. */
final class StreamOptions implements OptionSection.Member {

  /** About so many bytes a cell takes in memory: in the table, prepared, and while it is read. */
  private static final int BYTES_A_CELL = 20;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--stream",
      negatable = true,
      description = {
        "Stream the prepared rows from a temporary file beside the model instead of keeping them in"
            + " memory; a sample of them decides everything else.",
        "By default what does not fit in memory is streamed."
      })
  private @Nullable Boolean stream;

  @Option(
      names = "--cache",
      paramLabel = "FILE",
      description = {
        "Stream the prepared rows from this file, which stays.",
        "It is used again as long as the data, the seed and what prepares the rows are the same."
      })
  private @Nullable Path cache;

  @Override
  public OptionSection section() {
    return OptionSection.STREAM;
  }

  /** Checks that a cache can be written and that the options go together. */
  void check() {
    if (cache != null) {
      if (Boolean.FALSE.equals(stream)) {
        throw Usage.wrong(spec, "--cache has no effect with --no-stream: leave one of them out.");
      }
      if (!Files.exists(cache)) {
        Writable.require(cache);
      }
    }
  }

  /** How many cells may be in memory before the rows are streamed. */
  long room() {
    if (isAsked()) {
      return 0;
    }
    return stream == null ? cellsInMemory() : Long.MAX_VALUE;
  }

  /** How many cells of a validation file may be in memory beside rows that are streamed. */
  static long roomBeside() {
    return cellsInMemory() / 4;
  }

  private static long cellsInMemory() {
    return Runtime.getRuntime().maxMemory() / BYTES_A_CELL;
  }

  /** Whether the rows are streamed. */
  boolean isFor(LargeCsv rows) {
    return isAsked() || !rows.isWhole();
  }

  private boolean isAsked() {
    return cache != null || Boolean.TRUE.equals(stream);
  }

  /** Where the prepared rows are kept. */
  RowCache cacheFor(Path model) {
    Path folder = model.getParent();
    return cache != null
        ? RowCache.file(cache)
        : RowCache.temporaryIn(folder == null ? Path.of(".") : folder);
  }

  /** What is to be said about rows that are streamed although nobody asked for it; else nothing. */
  String notice() {
    return isAsked()
        ? ""
        : "The rows do not fit in the %d MiB that Java may use: they are streamed from a file, and a sample of them decides what is to be decided."
            .formatted(Runtime.getRuntime().maxMemory() / (1024 * 1024));
  }
}
