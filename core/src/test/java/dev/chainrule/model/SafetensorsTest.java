package dev.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("x.safetensors");
  }

  private static byte[] bytes(long headerLength, String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(text)
        .array();
  }

  private void writeHeader(String header, int dataBytes) throws IOException {
    Files.write(file(), bytes(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes));
  }

  private static String tensor(String name, String type, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, type, shape, offsets);
  }

  @Property(tries = 60)
  void everyContentReadsBackAsItWas(
      @ForAll @Size(max = 5) List<@Size(max = 3) List<@IntRange(max = 4) Integer>> shapes,
      @ForAll @Size(max = 4) Map<String, String> metadata,
      @ForAll long seed)
      throws IOException {
    List<Safetensors.Tensor> tensors = new ArrayList<>();
    int size = 0;
    for (List<Integer> shape : shapes) {
      tensors.add(new Safetensors.Tensor("t\"" + tensors.size(), shape, size));
      size += tensors.getLast().size();
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size];
    IntStream.range(0, size)
        .forEach(i -> values[i] = Float.intBitsToFloat(random.nextInt() & 0xff7fffff));
    Path path = Files.createTempFile("round-trip", ".safetensors");
    try {
      Safetensors.of(metadata, tensors, values).write(path);
      Safetensors back = Safetensors.read(path);
      assertThat(back.metadata()).isEqualTo(metadata);
      assertThat(back.tensors()).isEqualTo(tensors);
      assertThat(back.values()).isEqualTo(values);
    } finally {
      Files.delete(path);
    }
  }

  @Test
  void takesMoreThanOneChunk() {
    float[] values = new float[100_000];
    IntStream.range(0, values.length).forEach(i -> values[i] = i);
    Safetensors.of(Map.of(), List.of(new Safetensors.Tensor("t", List.of(1000, 100), 0)), values)
        .write(file());
    assertThat(Safetensors.read(file()).values()).isEqualTo(values);
  }

  @Test
  void takesTensorsWhoseHeaderStandsInAnotherOrderThanTheirData() throws IOException {
    writeHeader(
        "{" + tensor("b", "F32", "[1]", "[4,8]") + "," + tensor("a", "F32", "[]", "[0,4]") + "}  ",
        8);
    assertThat(Safetensors.read(file()).tensors())
        .extracting(Safetensors.Tensor::name)
        .containsExactly("a", "b");
  }

  static Stream<Arguments> headers() {
    String one = tensor("a", "F32", "[2]", "[0,8]");
    return Stream.of(
        Arguments.of("{" + one + "}", 7, "header.a.data_offsets: expected an end of at most 7"),
        Arguments.of("{" + one + "}", 12, "expected 8 bytes of data, got 12"),
        Arguments.of("{}", 1, "expected 0 bytes of data, got 1"),
        Arguments.of(
            "{" + one + "," + tensor("b", "F32", "[1]", "[4,8]") + "}",
            8,
            "header.b.data_offsets: the data must be covered without gap and overlap: expected a begin at 8, got 4"),
        Arguments.of(
            "{" + one + "," + tensor("b", "F32", "[1]", "[12,16]") + "}",
            16,
            "expected a begin at 8, got 12"),
        Arguments.of(
            "{" + tensor("a", "F32", "[2]", "[0,4]") + "}",
            4,
            "expected 8 bytes, the size of a tensor of shape [2]"),
        Arguments.of("{" + tensor("a", "F32", "[2]", "[8,0]") + "}", 8, "got those from 8 to 0"),
        Arguments.of("{" + tensor("a", "F32", "[2]", "[-8,0]") + "}", 8, "got those from -8 to 0"),
        Arguments.of(
            "{" + tensor("a", "F32", "[2]", "[0]") + "}",
            8,
            "expected begin and end, got 1 numbers"),
        Arguments.of(
            "{" + tensor("a", "F32", "[2]", "[0,8.0]") + "}",
            8,
            "header.a.data_offsets[1]: expected a whole number, got 8.0"),
        Arguments.of(
            "{" + tensor("a", "F32", "[-2]", "[0,8]") + "}",
            8,
            "header.a.shape[0]: expected a whole number from 0 to 2147483647, got -2"),
        Arguments.of(
            "{" + tensor("a", "F32", "[2147483647,2147483647,2147483647]", "[0,8]") + "}",
            8,
            "header.a.shape: expected a shape of fewer than 2⁶³ bytes"),
        Arguments.of(
            "{" + tensor("a", "F32", "[2147483647,2147483647]", "[0,8]") + "}",
            8,
            "header.a.shape: expected a shape of fewer than 2⁶³ bytes"),
        Arguments.of(
            "{" + tensor("a", "F32", "[1000000000]", "[0,4000000000]") + "}",
            8,
            "expected an end of at most 8, the bytes of data in the file, got 4000000000: the file is truncated"),
        Arguments.of(
            "{" + tensor("a", "F16", "[4]", "[0,8]") + "}",
            8,
            "header.a.dtype: expected F32, the only type that Chainrule reads, got \"F16\""),
        Arguments.of(
            "{" + tensor("a", "F33", "[2]", "[0,8]") + "}",
            8,
            "header.a.dtype: expected a known type such as F32, got \"F33\""),
        Arguments.of(
            "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
            8,
            "header.a.dtype: expected a value, got nothing"),
        Arguments.of("{\"a\":7}", 8, "header.a: expected an object, got 7"),
        Arguments.of(
            "{" + one + "," + one + "}",
            8,
            "a name that has not stood before in this object, got \"a\""),
        Arguments.of(
            "{\"__metadata__\":{\"a\":1}," + one + "}",
            8,
            "header.__metadata__.a: expected a string, got 1"),
        Arguments.of(
            "{\"__metadata__\":[]," + one + "}",
            8,
            "header.__metadata__: expected an object, got an array"),
        Arguments.of("[" + one + "]", 8, "header: expected '{' as first byte, got 0x5b"),
        Arguments.of(" {" + one + "}", 8, "header: expected '{' as first byte, got 0x20"),
        Arguments.of("{" + one + "}\u0000", 8, "expected the end, got U+0000"),
        Arguments.of("{" + one, 8, "expected ',' or '}', got the end"),
        Arguments.of("{\"a\":" + "[".repeat(100_000) + "}", 8, "at most 64 levels of nesting"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void refusesAnUnsoundHeader(String header, int dataBytes, String message) throws IOException {
    writeHeader(header, dataBytes);
    assertThatThrownBy(() -> Safetensors.read(file()))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file() + ": not a sound safetensors file: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAHeaderThatIsNotUtf8() throws IOException {
    byte[] bytes = bytes(10, "{\"a\": \"b\"}", 0);
    bytes[10] = (byte) 0xc0;
    Files.write(file(), bytes);
    assertThatThrownBy(() -> Safetensors.read(file()))
        .hasMessageContaining("header: expected UTF-8, got something else at byte 2");
  }

  @Test
  void refusesAHeaderLengthThatCannotBe() throws IOException {
    for (long length : new long[] {0, 1, 100_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      Files.write(file(), bytes(length, "{}", 0));
      assertThatThrownBy(() -> Safetensors.read(file()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining(
              "expected a header of 2 to 100000000 bytes, its length is given as "
                  + Long.toUnsignedString(length));
    }
  }

  @Test
  void refusesFilesOfAFewBytes() throws IOException {
    for (int size = 0; size < 8; size++) {
      Files.write(file(), new byte[size]);
      assertThatThrownBy(() -> Safetensors.read(file()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining(
              "expected 8 bytes with the length of the header, got a file of " + size + " bytes");
    }
  }

  @Test
  void claimsOfSizeTakeNoMemory() throws IOException {
    String header = "{" + tensor("a", "F32", "[1000000000]", "[0,4000000000]") + "}";
    byte[][] files = {bytes(100_000_000, "{}", 0), bytes(header.length(), header, 8)};
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (byte[] bytes : files) {
      Files.write(file(), bytes);
      long before = threads.getCurrentThreadAllocatedBytes();
      assertThatThrownBy(() -> Safetensors.read(file()))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("truncated");
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }
  }

  @Test
  void refusesMoreNumbersThanItCanHold() throws IOException {
    String header = "{" + tensor("a", "F32", "[2147483647]", "[0,8589934588]") + "}";
    try (RandomAccessFile sparse = new RandomAccessFile(file().toFile(), "rw")) {
      sparse.write(bytes(header.length(), header, 0));
      sparse.setLength(8 + header.length() + 8_589_934_588L);
    }
    assertThatThrownBy(() -> Safetensors.read(file()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the file holds more than the 2147483639 numbers that can be read");
  }

  @Test
  void saysWhatIsNotAFile() {
    assertThatThrownBy(() -> Safetensors.read(folder))
        .hasMessage(folder + ": expected a file, got a folder.");
    assertThatThrownBy(() -> Safetensors.read(file()))
        .hasMessage(file() + ": there is no such file.");
  }

  @Test
  void refusesTensorsThatAreNotBackToBack() {
    Safetensors.Tensor first = new Safetensors.Tensor("a", List.of(2), 0);
    Safetensors.Tensor second = new Safetensors.Tensor("b", List.of(1), 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.of(Map.of(), List.of(first, second), new float[4]))
        .withMessageContaining("'b' begins at 3 where 2 was expected");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safetensors.of(new LinkedHashMap<>(), List.of(first), new float[3]))
        .withMessage("The tensors hold 2 numbers, got 3.");
  }
}
