package dev.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.json.Json;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  static Stream<Model> models() {
    return SampleModels.all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyPartOfAModelReadsBackAsItWas(Model model) {
    model.write(file());
    requireEqual(Model.read(file()), model);
  }

  private static void requireEqual(Model actual, Model expected) {
    assertThat(actual.network().architecture()).isEqualTo(expected.network().architecture());
    assertThat(actual.parametersSha256()).isEqualTo(expected.parametersSha256());
    assertThat(actual.loss()).isEqualTo(expected.loss());
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(actual.preparation()).isEqualTo(expected.preparation());
    assertThat(actual.history()).isEqualTo(expected.history());
    assertThat(actual.provenance()).isEqualTo(expected.provenance());
    assertThat(actual.provenance().settings().keySet())
        .containsExactlyElementsOf(expected.provenance().settings().keySet());
  }

  @Test
  void everyLossReadsBackAsItWas() {
    List<Loss> losses =
        Stream.concat(
                Loss.all().stream(),
                Stream.of(
                    new Loss.SigmoidCrossEntropy(0.1),
                    new Loss.SoftmaxCrossEntropy(0.05),
                    new Loss.Huber(2.5),
                    new Loss.Quantile(List.of(0.1, 0.95))))
            .toList();
    for (Loss loss : losses) {
      Model.of(Network.initialize(Architecture.of(3, Dense.of(2)), 1), loss).write(file());
      assertThat(Model.read(file()).loss()).isEqualTo(loss);
    }
  }

  @Test
  void theBytesBehindTheHeaderHaveTheParametersHash() throws IOException, NoSuchAlgorithmException {
    Model model = SampleModels.species();
    model.write(file());
    byte[] bytes = Files.readAllBytes(file());
    int header = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    assertThat(header % 8).isZero();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes, 8 + header, bytes.length - 8 - header);
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(model.parametersSha256());
  }

  @Test
  void equalModelsHaveEqualBytes() throws IOException {
    SampleModels.species().write(file());
    byte[] once = Files.readAllBytes(file());
    Model.read(file()).write(file());
    assertThat(Files.readAllBytes(file())).isEqualTo(once);
  }

  // ---- what is refused
  // ---------------------------------------------------------------------------------------------

  private void writeChanged(String key, UnaryOperator<String> change) {
    Safetensors content = ModelFormat.write(SampleModels.species());
    SequencedMap<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.remove("checksum");
    metadata.compute(key, (same, text) -> text == null ? null : change.apply(text));
    Safetensors.of(metadata, content.tensors(), content.values()).write(file());
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Model.read(file()))
        .isInstanceOf(ModelException.class)
        .hasMessage("%s: cannot be read as a model: %s.", file(), message);
  }

  @Test
  void aNewerFormatIsRefusedByName() {
    writeChanged("format", format -> "chainrule 3");
    assertRefused(
        "written by a newer Chainrule in model format 3; this one reads up to format 2: use a newer Chainrule");
  }

  @Test
  void otherSafetensorsFilesAreNoModels() {
    writeChanged("format", format -> "pt");
    assertRefused(
        "a safetensors file, but no Chainrule model: expected the metadata 'format' to begin with 'chainrule', got \"pt\"");
    Safetensors.of(new LinkedHashMap<>(), List.of(), new float[0]).write(file());
    assertRefused(
        "a safetensors file, but no Chainrule model: expected the metadata 'format' to begin with 'chainrule', got none");
  }

  @Test
  void aStrangeVersionIsRefused() {
    writeChanged("format", format -> "chainrule 1.5");
    assertRefused("expected a model format such as 'chainrule 1', got \"chainrule 1.5\"");
  }

  @Test
  void aMissingPartIsNamed() {
    writeChanged("history", history -> null);
    assertRefused("expected the metadata 'history', got none");
    writeChanged("preparation", preparation -> null);
    assertRefused("expected the metadata 'preparation', got none");
  }

  @Test
  void errorsNameThePlaceInAPart() {
    writeChanged("architecture", text -> text.replaceFirst("\"units\":3", "\"units\":\"x\""));
    assertRefused("architecture.layers[1].units: expected a whole number, got \"x\"");
    writeChanged("architecture", text -> text.replaceFirst("tanh", "tonh"));
    assertRefused(
        "architecture.layers[0].activation.kind: expected the name of a kind of activation that this version of Chainrule knows, got \"tonh\"");
    writeChanged("schema", text -> text.replaceFirst("\"number\"", "\"numbers\""));
    assertRefused(
        "schema.fields[0].type: expected one of number, category, boolean, date, text, pixels, got \"numbers\"");
    writeChanged(
        "preparation", text -> text.replaceFirst("\"deviation\":[0-9.]+", "\"deviation\":0"));
    assertThatThrownBy(() -> Model.read(file())).hasMessageContaining("preparation.encoders[0]: ");
    writeChanged("provenance", text -> text.replaceFirst("2026-01-31", "2026-13-31"));
    assertRefused(
        "provenance.created: expected a time such as 2026-01-31T12:00:00Z, got \"2026-13-31T12:00:00Z\"");
    writeChanged("loss", text -> text + "}");
    assertRefused(
        "loss: line 1, column "
            + (NetworkJson.write(SampleModels.species().loss()).toText().length() + 1)
            + ": expected the end, got '}'");
  }

  @Test
  void partsThatDoNotFitTogetherAreRefused() {
    writeChanged("architecture", text -> text.replaceFirst("\"units\":4", "\"units\":5"));
    assertRefused(
        "expected a tensor 'layers.0.weight' of shape [5, 15], as the architecture has it, got shape [4, 15]");
    writeChanged("loss", text -> "{\"kind\":\"mse\"}");
    assertRefused(
        "preparation: The loss mse does not suit multiclass classification of 'species'.");
    writeChanged("architecture", text -> text.replaceFirst("\"units\":4", "\"units\":2147483647"));
    assertThatThrownBy(() -> Model.read(file()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("architecture: ");
  }

  @Test
  void tensorsThatTheArchitectureDoesNotHaveAreRefused() {
    Safetensors content = ModelFormat.write(SampleModels.yesOrNo());
    Safetensors.of(
            content.metadata(),
            List.of(
                content.tensors().get(0),
                content.tensors().get(1),
                new Safetensors.Tensor("extra", List.of(1), 2)),
            new float[3])
        .write(file());
    assertRefused("expected only tensors that the architecture has, got extra");
    Safetensors.of(content.metadata(), List.of(content.tensors().get(0)), new float[1])
        .write(file());
    assertRefused(
        "expected a tensor 'layers.0.bias' of shape [1], as the architecture has it, got none");
  }

  @Test
  void tensorsInAnotherOrderAreTaken() {
    Safetensors content = ModelFormat.write(SampleModels.yesOrNo());
    Safetensors.of(
            content.metadata(),
            List.of(
                new Safetensors.Tensor("layers.0.bias", List.of(1), 0),
                new Safetensors.Tensor("layers.0.weight", List.of(1, 1), 1)),
            new float[] {-0.25f, 1.5f})
        .write(file());
    requireEqual(Model.read(file()), SampleModels.yesOrNo());
  }

  @Test
  void metadataOfOthersIsLeftAlone() {
    Safetensors content = ModelFormat.write(SampleModels.species());
    SequencedMap<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put("licence", "of another tool's making");
    Safetensors.of(metadata, content.tensors(), content.values()).write(file());
    requireEqual(Model.read(file()), SampleModels.species());
    writeChanged("provenance", text -> text.replaceFirst("\\{", "{\"mood\":\"good\","));
    requireEqual(Model.read(file()), SampleModels.species());
  }

  @Test
  void parametersThatAreNotFiniteAreRefusedByPlace() {
    Safetensors content = ModelFormat.write(SampleModels.species());
    float[] values = content.values();
    values[content.tensors().get(2).offset() + 5] = Float.NaN;
    Safetensors.of(content.metadata(), content.tensors(), values).write(file());
    assertRefused("expected finite parameters, got NaN at layers.1.weight[1, 1]");
  }

  @Test
  void aModelThatIsNotFiniteIsNotWritten() {
    SampleModels.yesOrNo().write(file());
    Model broken =
        Model.of(
            Network.of(Architecture.of(1, Dense.of(1)), 1, Float.POSITIVE_INFINITY),
            Loss.meanSquaredError());
    assertThatThrownBy(() -> broken.write(file()))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            file()
                + ": not written: expected finite parameters, got Infinity at layers.0.bias[0].");
    requireEqual(Model.read(file()), SampleModels.yesOrNo());
  }

  @Test
  void aFileThatCannotBeWrittenIsAModelException() {
    Path nowhere = folder.resolve("nowhere").resolve("model.safetensors");
    assertThatThrownBy(() -> SampleModels.bare().write(nowhere))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(nowhere + ": cannot be written: the folder");
  }

  @Test
  void damageInAPartOrAParameterIsFoundByTheChecksum() throws IOException {
    SampleModels.species().write(file());
    byte[] bytes = Files.readAllBytes(file());
    byte[] digit = bytes.clone();
    digit[indexOf(bytes, "4200.5")] = '5';
    Files.write(file(), digit);
    assertRefused("the content does not match its checksum: the file is damaged");
    byte[] bit = bytes.clone();
    bit[bytes.length - 6] ^= 1;
    Files.write(file(), bit);
    assertRefused("the content does not match its checksum: the file is damaged");
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  @Test
  void randomDamageGivesAClearErrorOrTheSameModel() throws IOException {
    Model model = SampleModels.species();
    model.write(file());
    byte[] sound = Files.readAllBytes(file());
    SplittableRandom random = new SplittableRandom(20);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] damaged = sound;
      for (int j = random.nextInt(3); j >= 0; j--) {
        damaged = damage(damaged, random);
      }
      Path damagedFile =
          Files.write(folder.resolve("damaged-" + i), damaged); // a new one: overwriting is slow
      try {
        requireEqual(Model.read(damagedFile), model);
      } catch (ModelException expected) {
        assertThat(expected.getMessage()).startsWith(damagedFile + ": ").hasSizeBetween(30, 1000);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1200);
  }

  /**
   * One change of a byte or a bit, a cut, a block taken out, doubled, or overwritten; half of all
   * within the first 600 bytes.
   */
  private static byte[] damage(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length);
    int end = Math.min(bytes.length, at + random.nextInt(1, 40));
    byte[] changed = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[at] = (byte) random.nextInt(256);
      case 2 -> changed[at] = (byte) "0123456789-{}[]\",:".charAt(random.nextInt(18));
      case 3 -> changed = Arrays.copyOf(bytes, at);
      case 4 ->
          changed = concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      case 5 ->
          changed = concat(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      default ->
          System.arraycopy(
              bytes, random.nextInt(bytes.length - (end - at) + 1), changed, at, end - at);
    }
    return changed;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void theHeaderIsPlainJsonForOtherTools() throws IOException {
    SampleModels.yesOrNo().write(file());
    byte[] bytes = Files.readAllBytes(file());
    int header = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    Json.Members json = (Json.Members) Json.parse(Arrays.copyOfRange(bytes, 8, 8 + header));
    assertThat(json.values().keySet())
        .containsExactly("__metadata__", "layers.0.weight", "layers.0.bias");
    assertThat(json.values().get("layers.0.bias"))
        .isEqualTo(Json.parse("{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}"));
    assertThat(bytes).hasSize(8 + header + 8);
  }
}
