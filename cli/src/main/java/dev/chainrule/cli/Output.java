package dev.chainrule.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text for standard output or standard error, in UTF-8 with {@code \n} ends everywhere. Unlike a
 * print stream it does not swallow errors, so that a full disk is noticed and a closed pipe ends
 * the work.
 */
final class Output extends Writer {

  /** The reader of the pipe has gone, as {@code head} does when it has seen enough. */
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Closed(IOException cause) {
      super(cause);
    }
  }

  private final OutputStream stream;
  private final Writer writer;

  Output(OutputStream stream) {
    this.stream = new Guarded(stream);
    writer = new BufferedWriter(new OutputStreamWriter(this.stream, StandardCharsets.UTF_8));
  }

  /**
   * The bytes behind the text, for what brings an encoding of its own; closing it closes nothing.
   */
  OutputStream bytes() {
    flush();
    return stream;
  }

  /** Writes a line and sends it off. */
  void line(String text) {
    write(text);
    write("\n");
    flush();
  }

  /** Writes an empty line. */
  void line() {
    line("");
  }

  @Override
  public void write(char[] characters, int from, int length) {
    try {
      writer.write(characters, from, length);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void write(String text) {
    write(text.toCharArray(), 0, text.length());
  }

  @Override
  public void flush() {
    try {
      writer.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Sends everything off; the stream stays open. */
  @Override
  public void close() {
    flush();
  }

  /** Tells a pipe that was closed from other trouble. */
  private static final class Guarded extends OutputStream {

    private final OutputStream stream;

    Guarded(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int single) {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      try {
        stream.write(bytes, from, length);
      } catch (IOException failed) {
        throw translated(failed);
      }
    }

    @Override
    public void flush() {
      try {
        stream.flush();
      } catch (IOException failed) {
        throw translated(failed);
      }
    }

    @Override
    public void close() {
      flush();
    }

    private static RuntimeException translated(IOException failed) {
      String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
      return message.contains("broken pipe") || message.contains("pipe is being closed")
          ? new Closed(failed)
          : new UncheckedIOException(
              "The output cannot be written: " + failed.getMessage() + ".", failed);
    }
  }
}
