package dev.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.model.Prediction.ClassPrediction;
import dev.chainrule.model.Prediction.NumberPrediction;
import dev.chainrule.model.Prediction.SeveralPrediction;
import dev.chainrule.network.Network;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ForwardPass;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Files written by earlier versions stay readable and keep their meaning. {@link SampleModels#main}
 * wrote them; they are never written again.
 */
class GoldenModelTest {

  private static Model read(String name) throws URISyntaxException {
    return read("v1", name);
  }

  private static Model read(String version, String name) throws URISyntaxException {
    return Model.read(
        Path.of(
            Objects.requireNonNull(
                    GoldenModelTest.class.getResource(
                        "/model/" + version + "/" + name + ".safetensors"))
                .toURI()));
  }

  @Test
  void version1KeepsItsParameters() throws URISyntaxException {
    assertThat(read("species").parametersSha256())
        .isEqualTo("e8597944010bd67846b90069c2eba339c6461c8e868c63441c134e791f44fb76");
    assertThat(read("yes-or-no").parametersSha256())
        .isEqualTo("abb24382fb190a25ddc6a44c79d3e13ccab2fae15f97bd4d31e59396a4cd6a58");
    assertThat(read("price").parametersSha256())
        .isEqualTo("985e0edf2e0736b24d353022c58a530975541902f172ed826bc04d8d775b8865");
    assertThat(read("bare").parametersSha256())
        .isEqualTo("27bd8bb4818b933cf08428e14676ec2121444b6c1370f8011eb4cb5a0f76323f");
  }

  @Test
  void version1KeepsEveryPart() throws URISyntaxException {
    for (var sample : SampleModels.all().entrySet()) {
      Model golden = read(sample.getKey());
      assertThat(golden.network().architecture())
          .isEqualTo(sample.getValue().network().architecture());
      assertThat(golden.loss()).isEqualTo(sample.getValue().loss());
      assertThat(golden.schema()).isEqualTo(sample.getValue().schema());
      assertThat(golden.preparation()).isEqualTo(sample.getValue().preparation());
      assertThat(golden.history()).isEqualTo(sample.getValue().history());
      assertThat(golden.provenance()).isEqualTo(sample.getValue().provenance());
    }
  }

  @Test
  void version1KeepsItsPredictions() throws URISyntaxException {
    ClassPrediction species = (ClassPrediction) read("species").predict(SampleModels.penguin());
    assertThat(List.copyOf(species.probabilities().keySet()))
        .containsExactly("Adélie", "Chinstrap", "Gentoo");
    assertThat(species.probabilities().get("Adélie")).isCloseTo(0.45351295, within(1e-6));
    assertThat(species.probabilities().get("Chinstrap")).isCloseTo(0.32028781, within(1e-6));
    assertThat(species.label()).isEqualTo("Adélie");

    ClassPrediction answer = (ClassPrediction) read("yes-or-no").predict(Map.of("x", 3));
    assertThat(answer.label()).isEqualTo("yes");
    assertThat(answer.probability()).isCloseTo(1 / (1 + Math.exp(-1.25)), within(1e-6));

    NumberPrediction price =
        (NumberPrediction) read("price").predict(Map.of("area", 150, "rooms", 4));
    assertThat(price.value()).isEqualTo(320_000);

    float[] bare = read("bare").predict(0.5f, -0.5f);
    Network layers = read("layers").network();
    double[] row = {0.5, -0.5, 1};
    assertThat((double) read("layers").predict(0.5f, -0.5f, 1)[0])
        .isCloseTo(0.06981230, within(1e-6))
        .isCloseTo(
            ForwardPass.of(
                    layers.architecture(),
                    layers.parameters().toDoubleArray(),
                    DoubleMatrix.of(row))
                .scores()
                .get(0, 0),
            within(1e-6));

    assertThat((double) bare[0]).isCloseTo(-0.36027463, within(1e-6));
    assertThat((double) bare[1]).isCloseTo(1.13761393, within(1e-6));
  }

  @Test
  void version2KeepsEveryPartAndWhatItAnswers() throws URISyntaxException {
    for (var sample : SampleModels.second().entrySet()) {
      Model golden = read("v2", sample.getKey());
      assertThat(golden.parametersSha256()).isEqualTo(sample.getValue().parametersSha256());
      assertThat(golden.loss()).isEqualTo(sample.getValue().loss());
      assertThat(golden.schema()).isEqualTo(sample.getValue().schema());
      assertThat(golden.preparation()).isEqualTo(sample.getValue().preparation());
      assertThat(golden.decision()).isEqualTo(sample.getValue().decision());
    }
    Model golden = read("v2", "weather");
    SeveralPrediction weather = (SeveralPrediction) golden.predict(Map.of("x", 1));
    double score = golden.network().parameters().get(2);
    assertThat(((ClassPrediction) weather.each().get(0)).probabilities().get("yes"))
        .isCloseTo(1 / (1 + Math.exp(-1.5 * score + 0.25)), within(1e-6));
    assertThat(((ClassPrediction) weather.each().get(1)).label()).isEqualTo("1");
  }
}
