package dev.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Column;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.ClassificationReport;
import dev.chainrule.metric.RegressionReport;
import dev.chainrule.model.Prediction.ClassPrediction;
import dev.chainrule.model.Prediction.NumberPrediction;
import dev.chainrule.model.Predictions.ClassPredictions;
import dev.chainrule.model.Predictions.NumberPredictions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelTest {

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  @Test
  void predictsOneRowByName() {
    ClassPrediction prediction =
        (ClassPrediction) SampleModels.yesOrNo().predict(Map.of("x", 3, "other", "?"));
    assertThat(prediction.column()).isEqualTo("answer");
    assertThat(prediction.label()).isEqualTo("yes");
    assertThat(prediction.probability()).isCloseTo(sigmoid(1.5 - 0.25), within(1e-6));
    assertThat(List.copyOf(prediction.probabilities().keySet())).containsExactly("no", "yes");
    assertThat(prediction.probabilities().get("no")).isCloseTo(sigmoid(0.25 - 1.5), within(1e-6));
  }

  @Test
  void predictsARowOfEveryKindOfColumn() {
    ClassPrediction prediction =
        (ClassPrediction) SampleModels.species().predict(SampleModels.penguin());
    assertThat(prediction.probabilities().values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(1e-6));
    assertThat(prediction.probabilities().get(prediction.label()))
        .isEqualTo(
            prediction.probabilities().values().stream().mapToDouble(p -> p).max().orElseThrow());
  }

  @Test
  void namesAllColumnsThatAreMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleModels.price().predict(Map.of("size", 3)))
        .withMessageContaining("area")
        .withMessageContaining("rooms");
  }

  @Test
  void predictsAmountsInTheirUnits() {
    NumberPrediction prediction =
        (NumberPrediction) SampleModels.price().predict(Map.of("area", 150, "rooms", 4));
    assertThat(prediction.column()).isEqualTo("price");
    assertThat(prediction.value()).isEqualTo(250_000 + 80_000 * 0.875);
  }

  @Test
  void predictsATableByColumnName() {
    ClassPredictions predictions =
        (ClassPredictions) SampleModels.yesOrNo().predict(SampleModels.answers());
    assertThat(predictions.rows()).isEqualTo(3);
    assertThat(predictions.labels()).containsExactly("no", "yes");
    assertThat(IntStream.range(0, 3).mapToObj(predictions::label))
        .containsExactly("yes", "no", "yes");
    assertThat(predictions.probability(1, 1)).isCloseTo(sigmoid(-0.25), within(1e-6));
    assertThat(predictions.row(0)).isEqualTo(SampleModels.yesOrNo().predict(Map.of("x", 3)));
  }

  @Test
  void judgesLabels() {
    ClassificationReport report =
        (ClassificationReport) SampleModels.yesOrNo().evaluate(SampleModels.answers());
    assertThat(report.rows()).isEqualTo(3);
    assertThat(report.confusion().count(0, 0)).isEqualTo(1);
    assertThat(report.confusion().count(0, 1)).isEqualTo(1);
    assertThat(report.confusion().count(1, 1)).isEqualTo(1);
    assertThat(report.logLoss())
        .isCloseTo(
            -(Math.log(sigmoid(1.25)) + Math.log(sigmoid(0.25)) + Math.log(sigmoid(-2.75))) / 3,
            within(1e-6));
  }

  @Test
  void judgesAmountsInTheirUnits() {
    Table homes =
        new Table(
            "homes.csv",
            List.of(
                new Column.Numbers("price", new double[] {320_000, 250_000}),
                new Column.Numbers("rooms", new double[] {4, 3}),
                new Column.Numbers("area", new double[] {150, 100})));
    RegressionReport report = (RegressionReport) SampleModels.price().evaluate(homes);
    assertThat(report.maxError()).isEqualTo(10_000);
    assertThat(report.mae()).isEqualTo(5_000);
  }

  @Test
  void predictsTheSameInManyThreadsAtOnce() {
    Model model = SampleModels.species();
    Prediction expected = SampleModels.species().predict(SampleModels.penguin());
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> model.predict(SampleModels.penguin()))
                .toList())
        .hasSize(200)
        .containsOnly(expected);
  }

  @Test
  void predictsTheSameOnAnyNumberOfThreadsAndRefusesNone() {
    Model model = SampleModels.price();
    double[] sizes = IntStream.range(0, 500).mapToDouble(row -> row).toArray();
    Table rows =
        new Table(
            "prices",
            List.of(new Column.Numbers("area", sizes), new Column.Numbers("rooms", sizes)));
    for (int threads : new int[] {1, 2, 3, 8}) {
      NumberPredictions predictions = (NumberPredictions) model.withThreads(threads).predict(rows);
      for (int row = 0; row < rows.rows(); row++) {
        assertThat(predictions.row(row))
            .isEqualTo(model.predict(Map.of("area", sizes[row], "rooms", sizes[row])));
      }
    }
    assertThatIllegalArgumentException().isThrownBy(() -> model.withThreads(0));
  }

  @Test
  void aBareModelTakesAndGivesPlainNumbers() {
    Model bare = SampleModels.bare();
    assertThat(bare.predict(0.5f, -0.5f)).hasSize(2);
    assertThat(bare.task()).isEmpty();
    assertThatThrownBy(() -> bare.predict(Map.of("x", 1)))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("This model is bare: it knows no columns.");
  }

  @Test
  void knowsItsTask() {
    assertThat(SampleModels.species().task()).hasValue(Task.MULTICLASS);
    assertThat(SampleModels.yesOrNo().task()).hasValue(Task.BINARY);
    assertThat(SampleModels.price().task()).hasValue(Task.REGRESSION);
  }

  @Test
  void refusesAPreparationThatDoesNotFit() {
    Model yesOrNo = SampleModels.yesOrNo();
    Model price = SampleModels.price();
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            yesOrNo.withTable(price.schema().orElseThrow(), price.preparation().orElseThrow()))
        .withMessage("The network has 1 inputs, the preparation gives 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Model.of(yesOrNo.network(), Loss.meanSquaredError())
                .withTable(yesOrNo.schema().orElseThrow(), yesOrNo.preparation().orElseThrow()))
        .withMessage("The loss mse does not suit binary classification of 'answer'.");
  }

  @Test
  void printsASummary() {
    assertThat(SampleModels.price().toString())
        .contains(
            "3 parameters",
            "loss huber",
            "regression of 'price' from 2 columns",
            SampleModels.price().parametersSha256());
  }
}
