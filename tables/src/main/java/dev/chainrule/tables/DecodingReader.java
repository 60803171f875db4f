package dev.chainrule.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Decodes bytes strictly and straight into the caller's array. What comes before an undecodable
 * byte is delivered first; only then does a read fail with a {@link
 * java.nio.charset.CharacterCodingException}.
 */
final class DecodingReader extends Reader {

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private boolean ended;

  DecodingReader(InputStream in, Charset charset) {
    this.in = in;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] to, int at, int length) throws IOException {
    if (length < 2) {
      throw new IllegalArgumentException("A character may need two places.");
    }
    CharBuffer chars = CharBuffer.wrap(to, at, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      int decoded = chars.position() - at;
      if (decoded > 0) {
        return decoded;
      }
      if (result.isError()) {
        result.throwException();
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }

  /** Leaves the bytes open, which belong to someone else. */
  @Override
  public void close() {}
}
