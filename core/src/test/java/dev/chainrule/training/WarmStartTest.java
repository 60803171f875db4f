package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.tensor.Initializer;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

/** A model that is trained further: a warm start, on the same rows or on new ones. */
class WarmStartTest {

  private static final Schema SCHEMA =
      new Schema(
          List.of(Field.input("x", ColumnType.NUMBER), Field.target("side", ColumnType.CATEGORY)));

  private static final Choices FEW =
      Choices.none().with(Choices.HIDDEN, List.of(8)).with(Choices.EPOCHS, 5);

  private static final Model MODEL =
      TablePlan.of(rows(100, 1, x -> x > 0, "left", "right"), SCHEMA, FEW)
          .train(TrainingListener.none())
          .model();

  @Test
  void aModelGoesOnWithItsNetworkItsPreparationAndItsLabels() {
    TablePlan plan =
        TablePlan.continuing(MODEL, rows(60, 2, x -> x > 0.2, "left", "right"), epochs(20));
    Model better = plan.train(TrainingListener.none()).model();

    assertThat(better.network().architecture()).isEqualTo(MODEL.network().architecture());
    assertThat(better.preparation()).isEqualTo(MODEL.preparation());
    assertThat(better.parametersSha256()).isNotEqualTo(MODEL.parametersSha256());
    assertThat(better.provenance().settings().get("from")).contains(MODEL.parametersSha256());
    Table judge = rows(400, 9, x -> x > 0.2, "left", "right");
    assertThat(better.evaluate(judge).metric("logLoss"))
        .isLessThan(MODEL.evaluate(judge).metric("logLoss"));
  }

  @Test
  void aModelThatNoEpochMakesBetterStaysAsItWas() {
    Model trained =
        TablePlan.continuing(
                MODEL,
                rows(60, 2, x -> x > 0, "left", "right"),
                epochs(3).with(Choices.LEARNING_RATE, 50.0))
            .train(TrainingListener.none())
            .model();

    assertThat(trained.history().bestEpoch()).isZero();
    assertThat(trained.parametersSha256()).isEqualTo(MODEL.parametersSha256());
  }

  @Test
  void rowsOfOneLabelAloneCanBeLearntFrom() {
    Table right = rows(30, 3, x -> true, "left", "right");
    Model trained =
        TablePlan.continuing(MODEL, right, right, epochs(5)).train(TrainingListener.none()).model();

    assertThat(trained.preparation()).isEqualTo(MODEL.preparation());
    assertThat(trained.evaluate(right).metric("accuracy"))
        .isGreaterThan(MODEL.evaluate(right).metric("accuracy"));
  }

  @Test
  void aLabelThatTheModelDoesNotKnowIsAnError() {
    assertThatThrownBy(
            () -> TablePlan.continuing(MODEL, rows(30, 3, x -> x > 0, "left", "up"), epochs(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the target 'side' is 'up'")
        .hasMessageContaining("[left, right]");
  }

  @Test
  void columnsThatAreMissingOrOfAnotherTypeAreNamed() {
    Table renamed =
        new Table(
            "other.csv",
            List.of(
                new Column.Numbers("y", new double[] {1, 2, 3, 4}),
                labels(List.of("left", "right"), 0, 1, 0, 1)));
    assertThatThrownBy(() ->
            TablePlan.continuing(MODEL, renamed, renamed, epochs(5)).train(TrainingListener.none()))
        .hasMessageContaining("other.csv has no column 'x'");
  }

  @Test
  void whatContradictsTheModelIsRefusedByName() {
    Table more = rows(60, 2, x -> x > 0, "left", "right");
    assertThatThrownBy(
            () -> TablePlan.continuing(MODEL, more, epochs(5).with(Choices.HIDDEN, List.of(16, 8))))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("has the hidden '8', and '16, 8' was given");
    assertThatThrownBy(() ->
            TablePlan.continuing(
                MODEL, more, epochs(5).with(Choices.ACTIVATION, Activation.sigmoid())))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("and 'sigmoid' was given");
    assertThatThrownBy(() ->
            TablePlan.continuing(
                MODEL, more, epochs(5).with(Choices.INITIALIZER, new Initializer.Zeros())))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("leave one of the two out");
    assertThat(
            TablePlan.continuing(MODEL, more, epochs(5).with(Choices.HIDDEN, List.of(8)))
                .architecture())
        .isEqualTo(MODEL.network().architecture());
    assertThatThrownBy(() ->
            TablePlan.continuing(
                Model.of(MODEL.network(), Loss.sigmoidCrossEntropy()), more, epochs(5)))
        .hasMessageContaining("The model is bare");
  }

  @Test
  void theActivationBehindANormalizationIsTheModels() {
    Table more = rows(60, 2, x -> x > 0, "left", "right");
    Choices choices =
        FEW.with(Choices.NORMALIZATION, Normalization.LAYER)
            .with(Choices.ACTIVATION, Activation.tanh());
    Model model = TablePlan.of(more, SCHEMA, choices).train(TrainingListener.none()).model();

    assertThat(
            TablePlan.continuing(model, more, epochs(5).with(Choices.ACTIVATION, Activation.tanh()))
                .architecture())
        .isEqualTo(model.network().architecture());
    assertThatThrownBy(() ->
            TablePlan.continuing(
                model, more, epochs(5).with(Choices.ACTIVATION, Activation.relu())))
        .hasMessageContaining("has the activation 'tanh', and 'relu' was given");
  }

  @Test
  void whatWouldShapeLayersOrLossAnewIsRefused() {
    Table more = rows(60, 2, x -> x > 0, "left", "right");
    List<Choices> shaping =
        List.of(
            epochs(5).with(Choices.NORMALIZATION, Normalization.LAYER),
            epochs(5).with(Choices.DROPOUT, 0.5),
            epochs(5).with(Choices.INPUT_DROPOUT, 0.1),
            epochs(5).with(Choices.LABEL_SMOOTHING, 0.1));
    for (Choices choices : shaping) {
      assertThatThrownBy(() -> TablePlan.continuing(MODEL, more, choices))
          .isInstanceOf(ChoiceException.class)
          .hasMessageContaining("the layers or the loss of a model");
    }
  }

  private static Choices epochs(int number) {
    return Choices.none().with(Choices.EPOCHS, number);
  }

  private static Table rows(int rows, long seed, DoublePredicate side, String no, String yes) {
    Random random = new Random(seed);
    double[] x = new double[rows];
    int[] sides = new int[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = 2 * random.nextDouble() - 1;
      sides[i] = side.test(x[i]) ? 1 : 0;
    }
    return new Table(
        "rows.csv", List.of(new Column.Numbers("x", x), labels(List.of(no, yes), sides)));
  }

  private static Column labels(List<String> labels, int... codes) {
    return new Column.Labels("side", ColumnType.CATEGORY, labels, codes);
  }
}
