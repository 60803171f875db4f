package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;

/**
 * How far a long piece of work is, on standard error: one line that is rewritten on a terminal,
 * else a line whenever another part is done. Its methods are called one at a time.
 */
final class Tally implements AutoCloseable {

  private static final long BETWEEN_DRAWINGS_NANOS = 100_000_000L;

  private final Console console;
  private final boolean shown;
  private final String what;
  private final int parts;
  private final long begin = System.nanoTime();
  private long drawn = begin - BETWEEN_DRAWINGS_NANOS;
  private int done;
  private String last = "";

  /**
   * Nothing is done yet.
   *
   * @param shown whether anything is written
   * @param what is counted, such as {@code trainings}
   * @param parts how many there are
   */
  Tally(Console console, boolean shown, String what, int parts) {
    this.console = console;
    this.shown = shown;
    this.what = what;
    this.parts = parts;
  }

  /** One more is done. */
  void done(String said) {
    done++;
    if (!shown) {
      return;
    }
    last = said;
    if (console.errTerminal().present()) {
      draw(said);
    } else {
      console.err().line("%s/%s  %s".formatted(Numbers.count(done), Numbers.count(parts), said));
    }
  }

  /** Something has moved within a part. */
  void moved(String said) {
    long now = System.nanoTime();
    if (shown && console.errTerminal().present() && now - drawn > BETWEEN_DRAWINGS_NANOS) {
      drawn = now;
      draw(last.isEmpty() ? said : last + "; " + said);
    }
  }

  private void draw(String said) {
    String line =
        "%s of %s %s, %s  %s"
            .formatted(
                Numbers.count(done),
                Numbers.count(parts),
                what,
                Numbers.duration((System.nanoTime() - begin) / 1e9),
                said);
    int room = console.errTerminal().columns() - 1;
    console.err().write("\r\u001b[K" + (line.length() > room ? line.substring(0, room) : line));
    console.err().flush();
  }

  /** Leaves the terminal as it was. */
  @Override
  public void close() {
    if (shown && console.errTerminal().present()) {
      console.err().write("\r\u001b[K");
      console.err().flush();
    }
  }
}
