package dev.chainrule.tables;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** A file, unpacked if it is packed, whose bytes on disk are hashed while it is read. */
final class SourceFile implements Closeable {

  private static final int BUFFER = 1 << 16;
  private static final int PEEKED = 512;

  private final Path path;
  private final HashingStream raw;
  private final BufferedInputStream content;
  private final boolean packed;

  private SourceFile(Path path, HashingStream raw, BufferedInputStream content, boolean packed) {
    this.path = path;
    this.raw = raw;
    this.content = content;
    this.packed = packed;
  }

  /**
   * Opens a file.
   *
   * @throws TableException if there is none, or it is empty, a folder, unreadable, or of a format
   *     that is no table
   */
  static SourceFile open(Path path, MessageDigest digest) {
    return open(path, digest, _ -> {});
  }

  /**
   * {@link #open(Path, MessageDigest)} with someone who hears how many bytes have been read from
   * disk.
   */
  static SourceFile open(Path path, MessageDigest digest, LongConsumer progress) {
    if (Files.isDirectory(path)) {
      throw TableException.at(path, "this is a folder; name a file in it.");
    }
    try {
      HashingStream raw = new HashingStream(Files.newInputStream(path), digest, progress);
      try {
        BufferedInputStream content = new BufferedInputStream(raw, BUFFER);
        boolean packed = startsWith(peek(content), 0x1f, 0x8b);
        if (packed) {
          content = new BufferedInputStream(new GZIPInputStream(content, BUFFER), BUFFER);
        }
        SourceFile file = new SourceFile(path, raw, content, packed);
        file.reject();
        return file;
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  static TableException unreadable(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          TableException.at(path.toAbsolutePath(), "there is no such file.");
      case AccessDeniedException _ -> TableException.at(path, "this file may not be read.");
      default ->
          new TableException(path + ": this file cannot be read: " + e.getMessage() + ".", e);
    };
  }

  private void reject() throws IOException {
    byte[] start = start();
    if (start.length == 0) {
      throw TableException.at(path, "the file is empty; expected a header and rows.");
    }
    if (startsWith(start, 'P', 'K', 3, 4)) {
      throw TableException.at(
          path, "this is a zip archive or a spreadsheet; unpack it, or save it as CSV.");
    }
    if (startsWith(start, 'P', 'A', 'R', '1')) {
      throw TableException.at(path, "Parquet files are not read; save it as CSV.");
    }
    if (startsWith(start, 0xfe, 0xff) || startsWith(start, 0xff, 0xfe)) {
      throw TableException.at(path, "this file is encoded in UTF-16; save it as UTF-8.");
    }
  }

  /** The first bytes after unpacking, which stay to be read. */
  byte[] start() throws IOException {
    return peek(content);
  }

  /** The bytes after unpacking. */
  InputStream content() {
    return content;
  }

  /** Whether the file is packed by gzip. */
  boolean packed() {
    return packed;
  }

  /** Hashes the bytes that are left on disk. */
  void drain() throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (raw.read(buffer, 0, buffer.length) >= 0) {
      // Only for the hash.
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] peek(BufferedInputStream stream) throws IOException {
    stream.mark(PEEKED);
    byte[] start = stream.readNBytes(PEEKED);
    stream.reset();
    return start;
  }

  static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean isBinary(byte[] start) {
    for (byte b : start) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static final class HashingStream extends FilterInputStream {
    private final MessageDigest digest;
    private final LongConsumer progress;
    private long bytes;

    HashingStream(InputStream in, MessageDigest digest, LongConsumer progress) {
      super(in);
      this.digest = digest;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
      int count = in.read(to, at, length);
      if (count > 0) {
        digest.update(to, at, count);
        bytes += count;
        progress.accept(bytes);
      }
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
