package dev.chainrule.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {

  private static final String TEXT = "Straße, 木, \uD83C\uDF33\r\n".repeat(100);

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 64, 1400, 1 << 18})
  void givesTheTextInPartsOfAnyLength(int part) throws IOException {
    try (Reader reader = new ReadAhead(decoding(TEXT.getBytes(UTF_8)), part)) {
      StringBuilder read = new StringBuilder();
      char[] some = new char[7];
      for (int count = 0; count >= 0; count = reader.read(some, 0, 7)) {
        read.append(some, 0, count);
      }
      assertThat(read.toString()).isEqualTo(TEXT);
      assertThat(reader.read(some, 0, 7)).as("still at the end").isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 64, 1 << 18})
  void aFailureComesBehindTheTextBeforeIt(int part) throws IOException {
    byte[] bytes = TEXT.getBytes(UTF_8);
    byte[] broken = Arrays.copyOf(bytes, bytes.length + 2);
    broken[bytes.length] = (byte) 0xff;

    try (Reader reader = new ReadAhead(decoding(broken), part)) {
      StringBuilder read = new StringBuilder();
      assertThatExceptionOfType(MalformedInputException.class)
          .isThrownBy(() -> {
            char[] some = new char[100];
            for (int count = 0; count >= 0; count = reader.read(some, 0, 100)) {
              read.append(some, 0, count);
            }
          });
      assertThat(read.toString()).isEqualTo(TEXT);
    }
  }

  @Test
  void closingDoesNotWaitForWhatDoesNotCome() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Reader stuck =
        new Reader() {
          private int calls;

          @Override
          public int read(char[] to, int at, int length) throws IOException {
            if (calls++ > 0) {
              try {
                never.await();
              } catch (InterruptedException closed) {
                throw new IOException(closed);
              }
            }
            Arrays.fill(to, at, at + length, 'x');
            return length;
          }

          @Override
          public void close() {}
        };

    try (Reader reader = new ReadAhead(stuck, 10)) {
      assertThat(reader.read(new char[20], 0, 20)).isEqualTo(10);
    }
  }

  @Test
  void mistakesFarFromTheBeginningAreNamedByTheirLine(@TempDir Path folder) {
    String start = "x,y\n" + "1.25,no\n2.5,yes\n".repeat(40_000);

    byte[] undecodable = (start + "3,#\n").getBytes(UTF_8);
    undecodable[undecodable.length - 2] = (byte) 0xe9;
    assertRefused(folder, undecodable, "test.csv:80002: this line is not encoded in UTF-8");
    assertRefused(folder, (start + "3\n").getBytes(UTF_8), "test.csv:80002: the row has 1 cell");
    assertRefused(folder, (start + "a,no\n").getBytes(UTF_8), "test.csv:80002: column 'x' (1)");
    assertRefused(
        folder, (start + "3,\"no\n").getBytes(UTF_8), "test.csv:80002: column 2: a quote opens");
  }

  private static void assertRefused(Path folder, byte[] content, String message) {
    Path file = TestFiles.write(folder.resolve("test.csv"), content);
    assertThatExceptionOfType(TableException.class)
        .isThrownBy(() -> TableReader.standard().read(file))
        .withMessageContaining(message);
  }

  private static Reader decoding(byte[] bytes) {
    return new DecodingReader(new ByteArrayInputStream(bytes), UTF_8);
  }
}
