package dev.chainrule.model;

import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.decision.DecisionRule;
import dev.chainrule.json.Json;
import dev.chainrule.json.JsonException;
import dev.chainrule.json.Located;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.Parameters;
import dev.chainrule.tensor.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Models as the content of a safetensors file, version {@value #VERSION} of the format.
 *
 * <p>The tensors are the parameters in layout order, so the data section's bytes have the SHA-256
 * that {@link Model#parametersSha256} gives. Each metadata string but two is JSON:
 *
 * <ul>
 *   <li>{@code format}: "chainrule " and the version
 *   <li>{@code architecture}, {@code loss}, {@code history}, {@code provenance}
 *   <li>{@code schema}, {@code preparation}: together or, in a bare model, not at all
 *   <li>{@code decision}: calibrated probabilities and thresholds, since version 2; a model without
 *       them is still written as version 1
 *   <li>{@code checksum}: the SHA-256 of the strings above, in this order, each with a line feed
 *       behind it, and of the parameters' SHA-256 in hexadecimal digits; it tells damage from
 *       content. A file without it is not checked.
 * </ul>
 *
 * <p>Other metadata and other members of the JSON objects are left alone, so that later versions
 * can add what older ones need not know; whatever changes the meaning of a file must raise the
 * version.
 */
final class ModelFormat {

  private static final int VERSION = 2;

  /** What a model without a decision is written as, so that older versions can read it. */
  private static final int WITHOUT_DECISION = 1;

  private static final String NAME = "chainrule ";
  private static final List<String> PARTS =
      List.of(
          "format",
          "architecture",
          "loss",
          "schema",
          "preparation",
          "history",
          "provenance",
          "decision");

  private ModelFormat() {}

  // ---- writing

  /** The content of a model's file. */
  static Safetensors write(Model model) {
    Network network = model.network();
    Parameters parameters = network.parameters();
    float[] values = parameters.toArray();
    List<ParameterLayout.Slice> slices = parameters.layout().slices();
    requireFinite(slices, values);
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", NAME + (model.decision().isNone() ? WITHOUT_DECISION : VERSION));
    metadata.put("architecture", NetworkJson.write(network.architecture()).toText());
    metadata.put("loss", NetworkJson.write(model.loss()).toText());
    model.schema().ifPresent(schema -> metadata.put("schema", DataJson.write(schema).toText()));
    model.preparation().ifPresent(it -> metadata.put("preparation", DataJson.write(it).toText()));
    metadata.put("history", OriginJson.write(model.history()).toText());
    metadata.put("provenance", OriginJson.write(model.provenance()).toText());
    if (!model.decision().isNone()) {
      metadata.put("decision", DecisionJson.write(model.decision()).toText());
    }
    metadata.put("checksum", checksum(metadata, parameters));
    return Safetensors.of(
        metadata,
        slices.stream()
            .map(slice ->
                new Safetensors.Tensor(slice.name(), slice.shape().extents(), slice.offset()))
            .toList(),
        values);
  }

  // ---- reading

  /**
   * The model in a file's content.
   *
   * @throws JsonException if the content is no model that this version can read
   */
  static Model read(Safetensors content) {
    SequencedMap<String, String> metadata = content.metadata();
    requireVersion(metadata.get("format"));
    Architecture architecture = NetworkJson.readArchitecture(part(metadata, "architecture"));
    Loss loss = NetworkJson.readLoss(part(metadata, "loss"));
    Parameters parameters = parameters(architecture, content);
    String checksum = metadata.get("checksum");
    if (checksum != null && !checksum.equals(checksum(metadata, parameters))) {
      throw new JsonException("the content does not match its checksum: the file is damaged");
    }
    Model model = bare(architecture, loss, parameters);
    if (metadata.containsKey("schema") || metadata.containsKey("preparation")) {
      Schema schema = DataJson.readSchema(part(metadata, "schema"));
      Located place = part(metadata, "preparation");
      Preparation preparation = DataJson.readPreparation(place);
      model = withTable(model, schema, preparation, place);
    }
    if (metadata.containsKey("decision")) {
      model = withDecision(model, part(metadata, "decision"));
    }
    return model
        .withHistory(OriginJson.readHistory(part(metadata, "history")))
        .withProvenance(OriginJson.readProvenance(part(metadata, "provenance")));
  }

  private static Model bare(Architecture architecture, Loss loss, Parameters parameters) {
    return new Located("architecture", Json.object())
        .build(place -> Model.of(new Network(architecture, parameters), loss));
  }

  private static Model withTable(
      Model model, Schema schema, Preparation preparation, Located place) {
    return place.build(it -> model.withTable(schema, preparation));
  }

  private static Model withDecision(Model model, Located place) {
    DecisionRule rule = DecisionJson.read(place);
    return place.build(it -> model.withDecision(rule));
  }

  private static void requireVersion(@Nullable String format) {
    if (format == null || !format.startsWith(NAME)) {
      throw new JsonException(
          "a safetensors file, but no Chainrule model: expected the metadata 'format' to begin with 'chainrule', got "
              + (format == null ? "none" : Json.of(format).toText()));
    }
    String version = format.substring(NAME.length());
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw new JsonException(
          "expected a model format such as 'chainrule 1', got " + Json.of(format).toText());
    }
    if (Integer.parseInt(version) > VERSION) {
      throw new JsonException(
          "written by a newer Chainrule in model format %s; this one reads up to format %d: use a newer Chainrule"
              .formatted(version, VERSION));
    }
  }

  private static Located part(Map<String, String> metadata, String name) {
    String text = metadata.get(name);
    if (text == null) {
      throw new JsonException("expected the metadata '" + name + "', got none");
    }
    try {
      return new Located(name, Json.parse(text));
    } catch (JsonException malformed) {
      throw new JsonException(name + ": " + malformed.getMessage());
    }
  }

  private static Parameters parameters(Architecture architecture, Safetensors content) {
    ParameterLayout layout =
        new Located("architecture", Json.object()).build(place -> architecture.layout());
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    content.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    for (ParameterLayout.Slice slice : layout.slices()) {
      requireShape(slice, tensors.get(slice.name())); // all of them, before memory is taken
    }
    if (tensors.size() > layout.slices().size()) {
      layout.slices().forEach(slice -> tensors.remove(slice.name()));
      throw new JsonException(
          "expected only tensors that the architecture has, got "
              + String.join(", ", tensors.keySet()));
    }
    float[] values = new float[layout.size()];
    for (ParameterLayout.Slice slice : layout.slices()) {
      content.copyTo(requireShape(slice, tensors.get(slice.name())), values, slice.offset());
    }
    requireFinite(layout.slices(), values);
    return Parameters.of(layout, values);
  }

  private static Safetensors.Tensor requireShape(
      ParameterLayout.Slice slice, Safetensors.@Nullable Tensor tensor) {
    List<Integer> expected = slice.shape().extents();
    if (tensor == null || !tensor.shape().equals(expected)) {
      throw new JsonException(
          "expected a tensor '%s' of shape %s, as the architecture has it, got %s"
              .formatted(
                  slice.name(), expected, tensor == null ? "none" : "shape " + tensor.shape()));
    }
    return tensor;
  }

  private static void requireFinite(List<ParameterLayout.Slice> slices, float[] values) {
    for (ParameterLayout.Slice slice : slices) {
      for (int i = slice.offset(), end = slice.end(); i < end; i++) {
        if (!Float.isFinite(values[i])) {
          throw new JsonException(
              "expected finite parameters, got %s at %s[%s]"
                  .formatted(values[i], slice.name(), index(slice, i - slice.offset())));
        }
      }
    }
  }

  /** The position in a tensor along each of its axes. */
  private static String index(ParameterLayout.Slice slice, int position) {
    int columns = slice.shape().extents().getLast();
    return slice.shape().isVector()
        ? "" + position
        : position / columns + ", " + position % columns;
  }

  // ---- checksum

  private static String checksum(Map<String, String> metadata, Parameters parameters) {
    Sha256 hash = new Sha256();
    for (String part : PARTS) {
      if (metadata.containsKey(part)) {
        hash.add(metadata.get(part)).add("\n");
      }
    }
    return hash.add(parameters.sha256()).hex();
  }
}
