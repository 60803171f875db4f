package dev.chainrule.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of texts and numbers, piece by piece: equal for equal bits only. */
public final class Sha256 {

  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** Of nothing yet. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(
          "Every Java runtime must offer SHA-256; this one does not.", missing);
    }
  }

  /** Adds the UTF-8 bytes of a text. */
  public Sha256 add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds numbers as little-endian bytes. */
  public Sha256 add(float... values) {
    for (int from = 0; from < values.length; from += buffer.capacity() / Float.BYTES) {
      int count = Math.min(values.length - from, buffer.capacity() / Float.BYTES);
      buffer.clear().asFloatBuffer().put(values, from, count);
      digest.update(buffer.limit(count * Float.BYTES));
    }
    return this;
  }

  /** The hash of everything that was added, in 64 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
