package dev.chainrule.tables;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads ahead in a thread of its own: while a part of a text is taken apart, the next one is read,
 * unpacked, hashed and decoded. Text and failures come in the order in which they would have come
 * without it. A short text is read without a thread.
 */
final class ReadAhead extends Reader {

  private static final int PART = 1 << 18;

  private final Reader from;
  private Part part;
  private @Nullable ExecutorService thread;
  private @Nullable Future<Part> next;
  private int position;

  /** A part of the text, and what came behind it. */
  private static final class Part {
    private final char[] text;
    private int length;
    private boolean last;
    private @Nullable IOException failure;

    Part(int room) {
      text = new char[room];
    }
  }

  ReadAhead(Reader from) {
    this(from, PART);
  }

  /** Reads in parts of at most so many characters, two at least. */
  ReadAhead(Reader from, int room) {
    this.from = from;
    part = fill(new Part(room));
    if (!part.last) {
      thread =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().daemon().name("chainrule-reads-ahead").factory());
      begin(thread, new Part(room));
    }
  }

  private Part fill(Part to) {
    to.length = 0;
    try {
      while (!to.last && to.length < to.text.length - 1) { // a character may need two places
        int count = from.read(to.text, to.length, to.text.length - to.length);
        to.last = count < 0;
        to.length += Math.max(count, 0);
      }
    } catch (IOException failed) {
      to.failure = failed;
      to.last = true;
    }
    return to;
  }

  private void begin(ExecutorService executor, Part to) {
    next = executor.submit(() -> fill(to));
  }

  @Override
  public int read(char[] to, int at, int length) throws IOException {
    if (position == part.length) {
      if (part.failure != null) {
        throw part.failure;
      }
      if (part.last || thread == null || next == null) {
        return -1;
      }
      Part done = part;
      part = awaited(next);
      position = 0;
      if (!part.last) {
        begin(thread, done);
      }
      return read(to, at, length);
    }
    int count = Math.min(length, part.length - position);
    System.arraycopy(part.text, position, to, at, count);
    position += count;
    return count;
  }

  private static Part awaited(Future<Part> next) throws IOException {
    try {
      return next.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading was interrupted");
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Ends what is being read ahead; what is read from stays open. */
  @Override
  public void close() {
    if (thread != null) {
      thread.shutdownNow();
      thread.close();
    }
  }
}
