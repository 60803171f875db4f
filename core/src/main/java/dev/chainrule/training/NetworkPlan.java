package dev.chainrule.training;

import dev.chainrule.data.Task;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    int rows = data.trainingRows().length;
    String reason = "for %s rows".formatted(rows);
    List<Integer> hidden =
        decisions.decide(Choices.HIDDEN, Defaults.hidden(rows), NetworkPlan::units, reason);
    Activation activation = Defaults.activation(rows);
    if (hidden.isEmpty()) {
      decisions.refuse(
          Choices.ACTIVATION,
          "An activation was given, but there is no hidden layer to use it: leave it out, or add a hidden layer.");
    } else {
      activation = decisions.decide(Choices.ACTIVATION, activation, Activation::label, reason);
    }
    List<Layer> layers = new ArrayList<>();
    for (int units : hidden) {
      layers.add(dense(units, activation, decisions));
    }
    layers.add(dense(data.preparation().target().outputs(), Activation.identity(), decisions));
    Architecture network = new Architecture(Shape.vector(data.preparation().inputs()), layers);
    decisions.note(
        "network",
        network.shapes().stream()
            .map(shape -> String.valueOf(shape.size()))
            .collect(Collectors.joining("-")),
        "%s parameters".formatted(network.layout().size()));
    return network;
  }

  private static Dense dense(int units, Activation activation, Decisions decisions) {
    Dense dense = Dense.of(units, activation);
    return decisions.chosen(Choices.INITIALIZER).map(dense::withInitializer).orElse(dense);
  }

  private static String units(List<Integer> hidden) {
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
    return chosen;
  }
}
