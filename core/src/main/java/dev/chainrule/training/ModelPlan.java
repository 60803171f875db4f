package dev.chainrule.training;

import dev.chainrule.data.Schema;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.network.Architecture;
import dev.chainrule.training.Choices.Choice;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The network and the loss of a model that is trained further: nothing of them can be chosen. */
final class ModelPlan {

  private ModelPlan() {}

  /** The columns of the model. */
  static Schema schema(Model model) {
    return model
        .schema()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "The model is bare: it knows no columns, and so cannot be trained on a table. Use Trainer.fit with its network."));
  }

  static NetworkPlan decide(Model model, Decisions decisions) {
    Architecture architecture = model.network().architecture();
    List<Dense> dense =
        architecture.layers().stream()
            .filter(Dense.class::isInstance)
            .map(Dense.class::cast)
            .toList();
    List<Dense> hidden = dense.subList(0, dense.size() - 1);
    requireSame(
        decisions, Choices.HIDDEN, hidden.stream().map(Dense::units).toList(), String::valueOf);
    requireSame(
        decisions,
        Choices.ACTIVATION,
        hidden.isEmpty() ? Activation.identity() : hidden.getFirst().activation(),
        Activation::label);
    requireSame(decisions, Choices.LOSS, model.loss(), Loss::toString);
    decisions.refuse(
        Choices.INITIALIZER,
        "An initializer was given, but the training begins with the parameters of a model: leave one of the two out.");
    decisions.noteGiven("from", "a model of parameters " + model.parametersSha256());
    decisions.note(
        "network",
        architecture.shapes().stream()
            .map(shape -> String.valueOf(shape.size()))
            .collect(Collectors.joining("-")),
        "of the model, %s parameters".formatted(architecture.layout().size()));
    decisions.note("loss", model.loss().label(), "of the model");
    return new NetworkPlan(architecture, model.loss());
  }

  private static <T> void requireSame(
      Decisions decisions, Choice<T> choice, T ofModel, Function<T, String> text) {
    decisions
        .chosen(choice)
        .filter(given -> !given.equals(ofModel))
        .ifPresent(given -> {
          throw new ChoiceException(
              "The model that is trained further has the %s %s, and %s was given: leave it out, or train a new model."
                  .formatted(choice.name(), text.apply(ofModel), text.apply(given)));
        });
  }
}
