package dev.chainrule.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.model.Prediction;
import dev.chainrule.model.Predictions;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.training.Choices;
import dev.chainrule.training.EarlyStopping;
import dev.chainrule.training.Fit;
import dev.chainrule.training.TablePlan;
import dev.chainrule.training.TablePlan.Outcome;
import dev.chainrule.training.Trainer;
import dev.chainrule.training.TrainingEvent.EpochDone;
import dev.chainrule.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five tasks of the README, run as they stand there. */
class LibraryTourTest {

  @TempDir Path folder;

  private final List<String> printed = new ArrayList<>();

  @Test
  void theFiveTasksOfTheReadmeRun() {
    Dataset training = xor(400, 1);
    Dataset validation = xor(100, 2);

    // tag::define[]
    Architecture architecture =
        Architecture.of(2, Dense.of(8, Activation.tanh()), Dense.of(1)); // ends in a raw score
    Network network = Network.initialize(architecture, 42); // the seed of the first weights
    // end::define[]
    println(network);

    // tag::train[]
    TrainingListener listener =
        event -> {
          if (event instanceof EpochDone done && done.best()) {
            println(done.epoch().number() + ": " + done.epoch().validationLoss());
          }
        };
    Fit fit =
        Trainer.adam(0.01)
            .withEpochs(200)
            .withEarlyStopping(EarlyStopping.patience(20))
            .fit(network, Loss.sigmoidCrossEntropy(), training, validation, listener);
    // end::train[]
    assertThat(printed).hasSizeGreaterThan(2);

    // tag::predict[]
    Model model = Model.of(fit.network(), Loss.sigmoidCrossEntropy());
    float probability = model.predict(0.5f, -0.5f)[0]; // one row
    float[] probabilities = model.predict(validation); // many
    // end::predict[]
    assertThat(probability).isGreaterThan(0.9f);
    assertThat(probabilities).hasSize(100);

    // tag::gradients[]
    ReferencePass pass =
        ReferencePass.of(
            fit.network(),
            Loss.sigmoidCrossEntropy(),
            new double[] {0.5, -0.5}, // x
            new double[] {1}); // y
    DoubleMatrix z = pass.z(1); // Z⁽¹⁾, in double precision
    DoubleMatrix delta = pass.delta(2); // δ⁽²⁾ = ŷ − y
    DoubleMatrix dW = pass.weightGradient(1); // ∂ℒ/∂W⁽¹⁾
    // end::gradients[]
    assertThat(z.columns()).isEqualTo(8);
    assertThat(delta.get(0, 0)).isEqualTo(pass.prediction().get(0, 0) - 1);
    assertThat(dW.rows()).isEqualTo(8);

    // tag::save[]
    Path file = folder.resolve("xor.safetensors");
    model.write(file);
    Model loaded = Model.read(file);
    // end::save[]
    assertThat(loaded.parametersSha256()).isEqualTo(model.parametersSha256());
    assertThat(loaded.predict(0.5f, -0.5f)[0]).isEqualTo(probability);
  }

  @Test
  void aTableTrainsInAHandfulOfLines() {
    Path penguins = Path.of("../data/penguins.csv");
    // tag::table[]
    LoadedTable data = TableReader.standard().withTarget("species").read(penguins);
    TablePlan plan =
        TablePlan.of(data.table(), data.schema(), Choices.none().with(Choices.HIDDEN, List.of(16)));
    Outcome outcome = plan.train(TrainingListener.none());
    println(outcome.report());

    Prediction one =
        outcome
            .model()
            .predict(
                Map.of(
                    "island",
                    "Biscoe",
                    "bill_length_mm",
                    46.1,
                    "bill_depth_mm",
                    13.2,
                    "flipper_length_mm",
                    211,
                    "body_mass_g",
                    4500,
                    "sex",
                    "female",
                    "year",
                    2007));
    Predictions all = outcome.model().predict(data.table());
    // end::table[]
    assertThat(one)
        .isInstanceOfSatisfying(
            Prediction.ClassPrediction.class, p -> assertThat(p.label()).isEqualTo("Gentoo"));
    assertThat(all.rows()).isEqualTo(344);
    assertThat(outcome.report().metric("accuracy")).isGreaterThan(0.95);
  }

  @Test
  void theReadmeShowsWhatThisTestRuns() throws IOException {
    String test =
        Files.readString(Path.of("src/test/java/dev/chainrule/tables/LibraryTourTest.java"));
    String readme = Files.readString(Path.of("../README.md"));
    Matcher region =
        Pattern.compile("// tag::(\\w+)\\[]\n(.*?) *// end::\\1\\[]", Pattern.DOTALL).matcher(test);
    int regions = 0;
    while (region.find()) {
      assertThat(readme)
          .as("the README's snippet '%s'", region.group(1))
          .contains("```java\n" + region.group(2).stripTrailing().stripIndent() + "\n```");
      regions++;
    }
    assertThat(regions).isEqualTo(6);
  }

  private void println(Object text) {
    printed.add(text.toString());
  }

  /** Points around the four corners of a square; opposite corners belong together. */
  private static Dataset xor(int rows, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[rows][2];
    float[][] targets = new float[rows][1];
    for (int i = 0; i < rows; i++) {
      boolean right = random.nextBoolean();
      boolean up = random.nextBoolean();
      inputs[i][0] = (right ? 0.5f : -0.5f) + 0.15f * (float) random.nextGaussian();
      inputs[i][1] = (up ? 0.5f : -0.5f) + 0.15f * (float) random.nextGaussian();
      targets[i][0] = right != up ? 1 : 0;
    }
    return Dataset.of(inputs, targets);
  }
}
