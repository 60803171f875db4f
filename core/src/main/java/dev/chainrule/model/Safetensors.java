package dev.chainrule.model;

import dev.chainrule.file.SafeFile;
import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The content of a {@code .safetensors} file: named tensors of 32-bit floats and a map of strings.
 * Immutable.
 *
 * <p>The file is: the length of the header as 8 bytes, little-endian; the header, a JSON object
 * that gives for each tensor its {@code dtype}, {@code shape} and {@code data_offsets}, and the
 * strings under {@code __metadata__}, padded by spaces to a multiple of 8 bytes; the data,
 * row-major and little-endian. Here the data stands in the order of {@link #tensors}, so the bytes
 * behind the header are those of {@link #values}.
 *
 * <p>Reading trusts nothing: every length and offset is checked before memory is taken, and the
 * data must be covered by the tensors without gap and overlap.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
public final class Safetensors {

  private static final int MAX_HEADER = 100_000_000;
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;
  private static final int CHUNK = 1 << 16;
  private static final String METADATA = "__metadata__";
  private static final Set<String> OTHER_TYPES =
      Set.of(
          "BOOL", "F4", "F6_E2M3", "F6_E3M2", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "I16",
          "U16", "F16", "BF16", "I32", "U32", "F64", "I64", "U64", "C64");

  /**
   * Where a tensor lies.
   *
   * @param name a name of its own
   * @param shape the extent along each axis, at least 0; no axis for a single number
   * @param offset the position of its first number in {@link Safetensors#values}
   */
  public record Tensor(String name, List<Integer> shape, int offset) {

    /** Checks the extents. */
    public Tensor {
      shape = List.copyOf(shape);
      if (shape.stream().anyMatch(extent -> extent < 0)) {
        throw new IllegalArgumentException(
            "Tensor '" + name + "': extents must be at least 0, got " + shape + ".");
      }
    }

    /** How many numbers it holds. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  private final SequencedMap<String, String> metadata;
  private final List<Tensor> tensors;
  private final float[] values;

  private Safetensors(SequencedMap<String, String> metadata, List<Tensor> tensors, float[] values) {
    this.metadata = metadata;
    this.tensors = tensors;
    this.values = values;
  }

  /**
   * A content to write.
   *
   * @param metadata the strings, by name
   * @param tensors back to back from offset 0
   * @param values the numbers of all tensors; copied
   */
  public static Safetensors of(Map<String, String> metadata, List<Tensor> tensors, float[] values) {
    long expected = 0;
    Set<String> names = new HashSet<>(Set.of(METADATA));
    for (Tensor tensor : tensors) {
      if (tensor.offset() != expected || !names.add(tensor.name())) {
        throw new IllegalArgumentException(
            "Tensors must have names of their own and stand back to back; '%s' begins at %d where %d was expected."
                .formatted(tensor.name(), tensor.offset(), expected));
      }
      expected += tensor.size();
    }
    if (expected != values.length) {
      throw new IllegalArgumentException(
          "The tensors hold %d numbers, got %d.".formatted(expected, values.length));
    }
    return new Safetensors(
        Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metadata)),
        List.copyOf(tensors),
        values.clone());
  }

  /** The strings under {@code __metadata__}, in the order of the file. */
  public SequencedMap<String, String> metadata() {
    return metadata;
  }

  /** The tensors, in the order of their data. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /** A copy of all numbers, tensor after tensor. */
  public float[] values() {
    return values.clone();
  }

  /** Copies one tensor's numbers into {@code to} from {@code at} on. */
  void copyTo(Tensor tensor, float[] to, int at) {
    System.arraycopy(values, tensor.offset(), to, at, tensor.size());
  }

  // ---- writing

  /**
   * Writes a file beside its place and moves it there when it is complete.
   *
   * @throws ModelException if the file cannot be written; its place is then unchanged
   */
  public void write(Path path) {
    byte[] header = header();
    if (header.length > MAX_HEADER) {
      throw new ModelException(
          "%s: not written: the header has %d bytes, a safetensors file allows %d."
              .formatted(path, header.length, MAX_HEADER));
    }
    try {
      SafeFile.write(path, out -> writeTo(out, header));
    } catch (UncheckedIOException failure) {
      throw new ModelException(String.valueOf(failure.getMessage()), failure);
    }
  }

  private byte[] header() {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      SequencedMap<String, Json> texts = new LinkedHashMap<>();
      metadata.forEach((name, text) -> texts.put(name, Json.of(text)));
      members.put(METADATA, new Json.Members(texts));
    }
    for (Tensor tensor : tensors) {
      long begin = (long) tensor.offset() * Float.BYTES;
      long end = begin + (long) tensor.size() * Float.BYTES;
      members.put(
          tensor.name(),
          Json.object()
              .with("dtype", "F32")
              .with("shape", Json.array(tensor.shape().stream().map(Json::of).toList()))
              .with("data_offsets", Json.array(List.of(Json.of(begin), Json.of(end)))));
    }
    byte[] text = new Json.Members(members).toText().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, 8) * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  private void writeTo(OutputStream out, byte[] header) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    out.write(buffer.array(), 0, buffer.putLong(header.length).position());
    out.write(header);
    for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
      int count = Math.min(values.length - from, CHUNK / Float.BYTES);
      buffer.clear().asFloatBuffer().put(values, from, count);
      out.write(buffer.array(), 0, count * Float.BYTES);
    }
  }

  // ---- reading

  /**
   * Reads a file.
   *
   * @throws ModelException if it cannot be read or is not what the format demands
   */
  public static Safetensors read(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new ModelException(path + ": expected a file, got a folder.");
      }
      if (!Files.exists(path)) {
        throw new ModelException(path + ": there is no such file.");
      }
      if (!Files.isRegularFile(path)) {
        throw new ModelException(path + ": expected a regular file.");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return read(in, Files.size(path));
      }
    } catch (AccessDeniedException denied) {
      throw new ModelException(path + ": cannot be read: permission denied.", denied);
    } catch (EOFException shrunk) {
      throw new ModelException(path + ": the file became shorter while it was read.", shrunk);
    } catch (IOException failure) {
      throw new ModelException(path + ": cannot be read: " + failure.getMessage(), failure);
    } catch (JsonException malformed) {
      throw new ModelException(
          path + ": not a sound safetensors file: " + malformed.getMessage(), malformed);
    }
  }

  private static Safetensors read(InputStream in, long size) throws IOException {
    if (size < 8) {
      throw new JsonException(
          "expected 8 bytes with the length of the header, got a file of " + size + " bytes");
    }
    long length = ByteBuffer.wrap(exactly(in, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER) {
      throw new JsonException(
          "expected a header of 2 to %d bytes, its length is given as %s"
              .formatted(MAX_HEADER, Long.toUnsignedString(length)));
    }
    if (length > size - 8) {
      throw new JsonException(
          "expected a header of %d bytes, got %d bytes: the file is truncated"
              .formatted(length, size - 8));
    }
    if (length > Runtime.getRuntime().maxMemory() / 8) {
      throw new JsonException(
          "its header of %d bytes does not fit into the memory that Java may use; allow more with -Xmx"
              .formatted(length));
    }
    byte[] header = exactly(in, (int) length);
    if (header[0] != '{') {
      throw new JsonException(
          "header: expected '{' as first byte, got 0x%02x".formatted(header[0]));
    }
    Located document = new Located("header", parse(header));
    SequencedMap<String, Located> members = document.members();
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    if (members.containsKey(METADATA)) {
      document.member(METADATA).members().forEach((name, text) -> metadata.put(name, text.text()));
      members.remove(METADATA);
    }
    List<Tensor> tensors = tensors(members, size - 8 - length);
    float[] values = values(in, (int) ((size - 8 - length) / Float.BYTES));
    return new Safetensors(Collections.unmodifiableSequencedMap(metadata), tensors, values);
  }

  private static Json parse(byte[] header) {
    try {
      return Json.parse(header);
    } catch (JsonException malformed) {
      throw new JsonException("header: " + malformed.getMessage());
    }
  }

  /** A tensor's bytes from {@code begin} to before {@code end}. */
  private record Range(Located place, String name, List<Integer> shape, long begin, long end) {}

  private static List<Tensor> tensors(SequencedMap<String, Located> members, long dataBytes) {
    List<Range> ranges = new ArrayList<>();
    members.forEach((name, tensor) -> ranges.add(range(name, tensor)));
    ranges.sort(Comparator.comparingLong(Range::begin).thenComparingLong(Range::end));
    List<Tensor> tensors = new ArrayList<>();
    long at = 0;
    for (Range range : ranges) {
      if (range.begin() != at) {
        throw new JsonException(
            "%s.data_offsets: the data must be covered without gap and overlap: expected a begin at %d, got %d"
                .formatted(range.place().path(), at, range.begin()));
      }
      at = range.end();
      if (at > dataBytes) {
        throw new JsonException(
            "%s.data_offsets: expected an end of at most %d, the bytes of data in the file, got %d: the file is truncated"
                .formatted(range.place().path(), dataBytes, at));
      }
      if (at / Float.BYTES > MAX_VALUES) {
        throw new JsonException(
            "the file holds more than the %d numbers that can be read".formatted(MAX_VALUES));
      }
      tensors.add(new Tensor(range.name(), range.shape(), (int) (range.begin() / Float.BYTES)));
    }
    if (at != dataBytes) {
      throw new JsonException(
          "expected %d bytes of data, got %d: the file does not end where its last tensor ends"
              .formatted(at, dataBytes));
    }
    return List.copyOf(tensors);
  }

  private static Range range(String name, Located tensor) {
    Located type = tensor.member("dtype");
    if (!type.text().equals("F32")) {
      throw OTHER_TYPES.contains(type.text())
          ? type.expected("F32, the only type that Chainrule reads")
          : type.expected("a known type such as F32");
    }
    List<Integer> shape = new ArrayList<>();
    long bytes = Float.BYTES;
    for (Located extent : tensor.member("shape").items()) {
      shape.add(extent.wholeNumber(0, Integer.MAX_VALUE));
      if (Math.multiplyHigh(bytes, shape.getLast()) != 0 || bytes * shape.getLast() < 0) {
        throw tensor.member("shape").expected("a shape of fewer than 2⁶³ bytes");
      }
      bytes *= shape.getLast();
    }
    Located offsets = tensor.member("data_offsets");
    List<Located> pair = offsets.items();
    if (pair.size() != 2) {
      throw new JsonException(
          offsets.path() + ": expected begin and end, got " + pair.size() + " numbers");
    }
    long begin = pair.get(0).longNumber();
    long end = pair.get(1).longNumber();
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw new JsonException(
          "%s: expected %d bytes, the size of a tensor of shape %s, got those from %d to %d"
              .formatted(offsets.path(), bytes, shape, begin, end));
    }
    return new Range(tensor, name, shape, begin, end);
  }

  private static float[] values(InputStream in, int count) throws IOException {
    if ((long) count * Float.BYTES > Runtime.getRuntime().maxMemory()) {
      throw new JsonException(
          "its %d numbers do not fit into the memory that Java may use (%d MiB); allow more with -Xmx"
              .formatted(count, Runtime.getRuntime().maxMemory() >> 20));
    }
    float[] values = new float[count];
    byte[] chunk = new byte[CHUNK];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < count; from += CHUNK / Float.BYTES) {
      int floats = Math.min(count - from, CHUNK / Float.BYTES);
      if (in.readNBytes(chunk, 0, floats * Float.BYTES) < floats * Float.BYTES) {
        throw new EOFException();
      }
      buffer.clear().asFloatBuffer().get(values, from, floats);
    }
    return values;
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }
}
