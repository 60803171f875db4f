package dev.chainrule.tables;

import java.io.IOException;
import java.io.Reader;

/** A text that begins with characters which were read already. */
final class Prefixed extends Reader {
  private final String start;
  private final Reader rest;
  private int position;

  Prefixed(String start, Reader rest) {
    this.start = start;
    this.rest = rest;
  }

  @Override
  public int read(char[] to, int at, int length) throws IOException {
    if (position == start.length()) {
      return rest.read(to, at, length);
    }
    int count = Math.min(length, start.length() - position);
    start.getChars(position, position + count, to, at);
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
