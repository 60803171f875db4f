package dev.chainrule.model;

import dev.chainrule.engine.OptimizerState;
import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Checkpoint.Position;
import dev.chainrule.model.Safetensors.Tensor;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.ParameterLayout.Slice;
import dev.chainrule.tensor.Parameters;
import dev.chainrule.tensor.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Checkpoints as the content of a safetensors file, version {@value #VERSION} of the format.
 *
 * <p>The tensors are the parameters under their names, such as {@code layers.0.weight}; those of
 * the best epoch behind {@code best.}; and each array of the optimizer behind its name, as {@code
 * optimizer.m.layers.0.weight}. The metadata strings are the name and version of the format and
 * JSON texts; {@code checksum} is the SHA-256 of all the others and of all tensors with their names
 * and shapes, and a file that does not match it is refused.
 */
final class CheckpointFormat {

  private static final int VERSION = 1;
  private static final String FORMAT = "chainrule checkpoint " + VERSION;
  private static final String BEST = "best.";
  private static final String OPTIMIZER = "optimizer.";

  private CheckpointFormat() {}

  // ---- writing

  static Safetensors write(Checkpoint checkpoint) {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", Version.current());
    metadata.put("architecture", NetworkJson.write(checkpoint.network().architecture()).toText());
    metadata.put("loss", NetworkJson.write(checkpoint.loss()).toText());
    metadata.put("position", write(checkpoint.position()).toText());
    metadata.put("steps", Json.of(checkpoint.optimizer().steps()).toText());
    metadata.put("numbers", numbers(checkpoint.numbers()).toText());
    metadata.put("history", OriginJson.write(checkpoint.history()).toText());
    metadata.put("fingerprint", texts(checkpoint.fingerprint()).toText());
    Tensors tensors = new Tensors();
    tensors.add("", checkpoint.network().parameters());
    tensors.add(BEST, checkpoint.best().parameters());
    checkpoint
        .optimizer()
        .arrays()
        .forEach((name, array) -> tensors.add(OPTIMIZER + name + ".", array));
    float[] values = tensors.values();
    metadata.put("checksum", checksum(metadata, tensors.list, values));
    return Safetensors.of(metadata, tensors.list, values);
  }

  /** Tensors that are placed one behind the other. */
  private static final class Tensors {
    private final List<Tensor> list = new ArrayList<>();
    private final List<Parameters> parts = new ArrayList<>();
    private int size;

    void add(String prefix, Parameters parameters) {
      for (Slice slice : parameters.layout().slices()) {
        list.add(
            new Tensor(
                prefix + slice.name(),
                slice.shape().extents(),
                Math.addExact(size, slice.offset())));
      }
      parts.add(parameters);
      size = Math.addExact(size, parameters.size());
    }

    float[] values() {
      float[] values = new float[size];
      int at = 0;
      for (Parameters part : parts) {
        part.copy(0, part.size(), values, at);
        at += part.size();
      }
      return values;
    }
  }

  private static Json write(Position position) {
    return Json.object()
        .with("epoch", position.epoch())
        .with("batch", position.batch())
        .with("lossSum", position.lossSum())
        .with("weight", position.weight())
        .with("epochSeconds", position.epochSeconds())
        .with("seconds", position.seconds());
  }

  private static Json numbers(Map<String, Double> numbers) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    numbers.forEach((name, number) -> members.put(name, Json.of(number)));
    return new Json.Members(members);
  }

  private static Json texts(Map<String, String> texts) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    texts.forEach((name, text) -> members.put(name, Json.of(text)));
    return new Json.Members(members);
  }

  // ---- reading

  /**
   * The checkpoint in a file's content.
   *
   * @throws JsonException if the content is no checkpoint that this version can read
   */
  static Checkpoint read(Safetensors content) {
    SequencedMap<String, String> metadata = content.metadata();
    String format = metadata.getOrDefault("format", "");
    if (!format.equals(FORMAT)) {
      throw new JsonException(
          "expected the metadata 'format' to be '%s', got '%s'".formatted(FORMAT, format));
    }
    SequencedMap<String, String> summed = new LinkedHashMap<>(metadata);
    String checksum = summed.remove("checksum");
    if (!checksum(summed, content.tensors(), content.values()).equals(checksum)) {
      throw new JsonException("the content does not match its checksum: the file is damaged");
    }
    Architecture architecture = NetworkJson.readArchitecture(part(metadata, "architecture"));
    Loss loss = NetworkJson.readLoss(part(metadata, "loss"));
    SequencedMap<String, Parameters> arrays = new LinkedHashMap<>();
    for (String name : arrayNames(content)) {
      arrays.put(name, parameters(architecture, content, OPTIMIZER + name + "."));
    }
    return new Checkpoint(
        new Network(architecture, parameters(architecture, content, "")),
        new Network(architecture, parameters(architecture, content, BEST)),
        loss,
        new OptimizerState(part(metadata, "steps").longNumber(), arrays),
        readPosition(part(metadata, "position")),
        OriginJson.readHistory(part(metadata, "history")),
        numbers(part(metadata, "numbers")),
        texts(part(metadata, "fingerprint")));
  }

  private static Located part(Map<String, String> metadata, String name) {
    String text = metadata.get(name);
    if (text == null) {
      throw new JsonException("expected the metadata '" + name + "', got none");
    }
    return new Located(name, Json.parse(text));
  }

  private static Set<String> arrayNames(Safetensors content) {
    Set<String> names = new LinkedHashSet<>();
    for (Tensor tensor : content.tensors()) {
      if (tensor.name().startsWith(OPTIMIZER)) {
        names.add(tensor.name().substring(OPTIMIZER.length(), tensor.name().indexOf(".layers.")));
      }
    }
    return names;
  }

  private static Parameters parameters(
      Architecture architecture, Safetensors content, String prefix) {
    ParameterLayout layout = architecture.layout();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    content.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    float[] values = new float[layout.size()];
    for (Slice slice : layout.slices()) {
      Tensor tensor = tensors.get(prefix + slice.name());
      if (tensor == null || !tensor.shape().equals(slice.shape().extents())) {
        throw new JsonException(
            "expected a tensor '%s' of shape %s, as the architecture has it, got %s"
                .formatted(
                    prefix + slice.name(),
                    slice.shape().extents(),
                    tensor == null ? "none" : "shape " + tensor.shape()));
      }
      content.copyTo(tensor, values, slice.offset());
    }
    return Parameters.of(layout, values);
  }

  private static Position readPosition(Located json) {
    return new Position(
        json.member("epoch").wholeNumber(1, Integer.MAX_VALUE),
        json.member("batch").wholeNumber(0, Integer.MAX_VALUE),
        json.member("lossSum").number(),
        json.member("weight").number(),
        json.member("epochSeconds").number(),
        json.member("seconds").number());
  }

  private static SequencedMap<String, Double> numbers(Located json) {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    json.members().forEach((name, number) -> numbers.put(name, number.number()));
    return numbers;
  }

  private static SequencedMap<String, String> texts(Located json) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    json.members().forEach((name, text) -> texts.put(name, text.text()));
    return texts;
  }

  // ---- checksum

  private static String checksum(
      Map<String, String> metadata, List<Tensor> tensors, float[] values) {
    Sha256 hash = new Sha256();
    metadata.forEach((name, text) -> hash.add(name).add("\n").add(text).add("\n"));
    tensors.forEach(tensor -> hash.add(tensor.name() + " " + tensor.shape() + "\n"));
    return hash.add(values).hex();
  }
}
