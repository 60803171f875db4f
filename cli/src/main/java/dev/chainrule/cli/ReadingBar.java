package dev.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** How far the reading of a file has come, drawn on a terminal when it takes more than a second. */
final class ReadingBar implements LongConsumer, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final BarLine line;
  private final int columns;
  private final String what;
  private final long size;
  private final LongSupplier clock;
  private long next;
  private boolean drawn;

  /**
   * The bar for a file.
   *
   * @param size in bytes; of 0 nothing is drawn
   * @param clock in nanoseconds
   */
  ReadingBar(Console console, Path file, long size, LongSupplier clock) {
    line = new BarLine(console.err());
    columns = console.errTerminal().columns();
    what = "reading " + file.getFileName();
    this.size = size;
    this.clock = clock;
    next = clock.getAsLong() + PATIENCE.toNanos();
  }

  /**
   * The bar for a file.
   *
   * @param shown whether to draw it if there is a terminal
   */
  static ReadingBar of(Console console, Path file, boolean shown) {
    boolean seen = shown && console.errTerminal().present();
    return new ReadingBar(console, file, seen ? size(file) : 0, System::nanoTime);
  }

  /** The size of what is a file with a known one, else 0. */
  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException unknown) {
      return 0;
    }
  }

  @Override
  public void accept(long bytes) {
    if (size == 0) {
      return;
    }
    long now = clock.getAsLong();
    if (now - next >= 0) {
      next = now + PAUSE.toNanos();
      drawn = true;
      double share = Math.min(1, (double) bytes / size);
      line.write(BarLine.of(share, "%s, %d%%".formatted(what, (int) (100 * share)), columns));
    }
  }

  /** Erases the line. */
  @Override
  public void close() {
    if (drawn) {
      line.erase();
    }
  }
}
