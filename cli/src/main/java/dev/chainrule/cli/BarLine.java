package dev.chainrule.cli;

import java.io.UncheckedIOException;

/** A line of a terminal that is rewritten in place: a bar and a text. */
final class BarLine {

  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 8;

  private final Output output;

  BarLine(Output output) {
    this.output = output;
  }

  /** Whether a text of that length leaves room for a bar. */
  static boolean hasRoom(int length, int width) {
    return length + 2 + SHORTEST_BAR < width;
  }

  /** A bar, if there is room for one, and a text. */
  static String of(double share, String text, int width) {
    int room = Math.min(LONGEST_BAR, width - text.length() - 3);
    if (room < SHORTEST_BAR) {
      return text;
    }
    int full = (int) Math.round(Math.clamp(share, 0, 1) * room);
    return "━".repeat(full) + "─".repeat(room - full) + "  " + text;
  }

  /** Writes over the line; where it cannot be written, the work goes on without. */
  void write(String line) {
    try {
      output.write("\r\u001b[K" + line);
      output.flush();
    } catch (Output.Closed | UncheckedIOException unwritable) {
      // Nobody is looking.
    }
  }

  /** Leaves the line empty. */
  void erase() {
    write("");
  }
}
