package dev.chainrule.cli;

import dev.chainrule.cli.text.Glyphs;
import java.io.OutputStream;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress, notices and errors
 * @param outTerminal what is known about the terminal behind {@code out}
 * @param errTerminal what is known about the terminal behind {@code err}
 */
record Console(Output out, Output err, Terminal outTerminal, Terminal errTerminal) {

  /** The streams of this process. */
  static Console ofProcess(OutputStream out, OutputStream err) {
    return new Console(new Output(out), new Output(err), Terminal.behind(1), Terminal.behind(2));
  }

  /** Streams that are no terminals, as in a pipe. */
  static Console of(OutputStream out, OutputStream err) {
    return new Console(new Output(out), new Output(err), Terminal.none(), Terminal.none());
  }

  /** Whether to show progress: beside JSON, which machines read, only to someone at a terminal. */
  boolean showsProgress(boolean quiet, boolean json) {
    return !quiet && (!json || errTerminal.present());
  }

  /** How text on standard output looks. */
  Style style() {
    return new Style(outTerminal.colors());
  }

  /** What plots on standard output are drawn with. */
  Glyphs glyphs() {
    return outTerminal.unicode() ? Glyphs.UNICODE : Glyphs.ASCII;
  }
}
