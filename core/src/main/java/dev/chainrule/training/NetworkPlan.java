package dev.chainrule.training;

import dev.chainrule.data.Task;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of the network and the loss at their end.
 *
 * @param architecture the layers
 * @param loss what is lowered
 */
record NetworkPlan(Architecture architecture, Loss loss) {

  static NetworkPlan decide(DataPlan data, Decisions decisions) {
    Architecture architecture = architecture(data, decisions);
    Loss loss = loss(data.preparation().target().task(), decisions);
    architecture.requireEndsFor(loss);
    return new NetworkPlan(architecture, loss);
  }

  private static Architecture architecture(DataPlan data, Decisions decisions) {
    int rows = data.rows();
    String reason = "for %s rows".formatted(rows);
    List<Integer> hidden =
        decisions.decide(Choices.HIDDEN, Defaults.hidden(rows), NetworkPlan::units, reason);
    Activation activation = Defaults.activation(rows);
    if (hidden.isEmpty()) {
      decisions.refuse(
          Choices.ACTIVATION,
          "An activation was given, but there is no hidden layer to use it: leave it out, or add a hidden layer.");
      decisions.refuse(
          Choices.NORMALIZATION,
          "A normalization was given, but there is no hidden layer to normalize: leave it out, or add a hidden layer.");
      decisions.refuse(
          Choices.DROPOUT,
          "Dropout was given, but there is no hidden layer to drop units of: leave it out, add a hidden layer, or use input dropout.");
    } else {
      activation = decisions.decide(Choices.ACTIVATION, activation, Activation::label, reason);
    }
    List<Layer> layers =
        new ArrayList<>(dropout(Choices.INPUT_DROPOUT, "of the inputs", decisions));
    layers.addAll(hidden(hidden, activation, decisions));
    layers.add(dense(data.preparation().target().outputs(), Activation.identity(), decisions));
    Architecture network = new Architecture(Shape.vector(data.preparation().inputs()), layers);
    decisions.note("network", widths(network), "%s parameters".formatted(network.layout().size()));
    return network;
  }

  /** Each hidden layer: its weights, a normalization, the activation, dropout. */
  private static List<Layer> hidden(
      List<Integer> hidden, Activation activation, Decisions decisions) {
    Optional<Normalization> normalization =
        decisions.given(Choices.NORMALIZATION, Normalization::label);
    List<Layer> dropout = dropout(Choices.DROPOUT, "of the hidden units", decisions);
    List<Layer> layers = new ArrayList<>();
    for (int units : hidden) {
      Dense dense = dense(units, activation, decisions);
      if (normalization.isPresent()) {
        layers.add(new Dense(units, Activation.identity(), dense.initializer()));
        layers.add(normalization.get().layer(activation));
      } else {
        layers.add(dense);
      }
      layers.addAll(dropout);
    }
    return layers;
  }

  /** A dropout layer if the user chose one that drops something, else none. */
  private static List<Layer> dropout(
      Choices.Choice<Double> choice, String ofWhat, Decisions decisions) {
    return decisions.given(choice, share -> Decisions.percent(share) + " " + ofWhat).stream()
        .filter(share -> share > 0)
        .<Layer>map(Dropout::of)
        .toList();
  }

  private static Dense dense(int units, Activation activation, Decisions decisions) {
    Dense dense = Dense.of(units, activation);
    return decisions.chosen(Choices.INITIALIZER).map(dense::withInitializer).orElse(dense);
  }

  /** The numbers of inputs and units, such as 4-64-3. */
  static String widths(Architecture network) {
    return Stream.concat(
            Stream.of(network.input().size()),
            network.layers().stream()
                .filter(Dense.class::isInstance)
                .map(layer -> ((Dense) layer).units()))
        .map(String::valueOf)
        .collect(Collectors.joining("-"));
  }

  /** The units of hidden layers, such as 64, 32. */
  static String units(List<Integer> hidden) {
    return hidden.isEmpty()
        ? "none"
        : hidden.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static Loss loss(Task task, Decisions decisions) {
    Loss suitable =
        switch (task) {
          case BINARY, MULTILABEL -> Loss.sigmoidCrossEntropy();
          case MULTICLASS -> Loss.softmaxCrossEntropy();
          case REGRESSION, MULTIOUTPUT -> Loss.meanSquaredError();
          case QUANTILES, COUNTS -> decisions.chosen(Choices.LOSS).orElseThrow();
        };
    Loss chosen = decisions.decide(Choices.LOSS, suitable, Loss::label, "for " + task.label());
    if (chosen.link() != suitable.link()) {
      throw new ChoiceException(
          "The loss %s does not suit %s: use %s."
              .formatted(
                  chosen.label(),
                  task.label(),
                  Loss.all().stream()
                      .filter(loss -> loss.link() == suitable.link())
                      .map(Loss::label)
                      .collect(Collectors.joining(", "))));
    }
    return smoothed(chosen, decisions);
  }

  private static Loss smoothed(Loss loss, Decisions decisions) {
    Optional<Double> smoothing = decisions.given(Choices.LABEL_SMOOTHING, Decisions::plain);
    if (smoothing.isEmpty()) {
      return loss;
    }
    return switch (loss) {
      case Loss.SigmoidCrossEntropy(double already) when already == 0 ->
          new Loss.SigmoidCrossEntropy(smoothing.get());
      case Loss.SoftmaxCrossEntropy(double already) when already == 0 ->
          new Loss.SoftmaxCrossEntropy(smoothing.get());
      case Loss.SigmoidCrossEntropy _, Loss.SoftmaxCrossEntropy _ ->
          throw new ChoiceException(
              "Label smoothing was given twice, once as a part of the loss %s: leave one out."
                  .formatted(loss.label()));
      default ->
          throw new ChoiceException(
              "Label smoothing was given, but the loss %s has no labels to smooth: it is for bce and cce."
                  .formatted(loss.label()));
    };
  }
}
