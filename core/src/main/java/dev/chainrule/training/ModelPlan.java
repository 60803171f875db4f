package dev.chainrule.training;

import dev.chainrule.data.Schema;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Model;
import dev.chainrule.network.Architecture;
import dev.chainrule.training.Choices.Choice;
import java.util.List;
import java.util.function.Function;

/** The network and the loss of a model that is trained further: nothing of them can be chosen. */
final class ModelPlan {

  /** What shapes layers and loss besides what can be compared with those of the model. */
  private static final List<Choice<?>> LAYERS =
      List.of(
          Choices.NORMALIZATION, Choices.DROPOUT, Choices.INPUT_DROPOUT, Choices.LABEL_SMOOTHING);

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
    List<Layer> layers = architecture.layers();
    List<Dense> dense =
        layers.stream().filter(Dense.class::isInstance).map(Dense.class::cast).toList();
    List<Dense> hidden = dense.subList(0, dense.size() - 1);
    requireSame(
        decisions, Choices.HIDDEN, hidden.stream().map(Dense::units).toList(), NetworkPlan::units);
    requireSame(
        decisions,
        Choices.ACTIVATION,
        hidden.isEmpty() ? Activation.identity() : activation(layers, hidden.getFirst()),
        Activation::label);
    requireSame(decisions, Choices.LOSS, model.loss(), Loss::label);
    decisions.refuse(
        Choices.INITIALIZER,
        "An initializer was given, but the training begins with the parameters of a model: leave one of the two out.");
    LAYERS.forEach(choice ->
        decisions.refuse(
            choice,
            "Nothing of the layers or the loss of a model that is trained further can be chosen, and %s was given: leave it out, or train a new model."
                .formatted(choice.name())));
    decisions.noteGiven("from", "a model of parameters " + model.parametersSha256());
    decisions.note(
        "network",
        NetworkPlan.widths(architecture),
        "of the model, %s parameters".formatted(architecture.layout().size()));
    decisions.note("loss", model.loss().label(), "of the model");
    return new NetworkPlan(architecture, model.loss());
  }

  /** What the units of a dense layer go through, be it behind a normalisation. */
  private static Activation activation(List<Layer> layers, Dense dense) {
    return layers.get(Troubles.end(layers, layers.indexOf(dense))).activation();
  }

  private static <T> void requireSame(
      Decisions decisions, Choice<T> choice, T ofModel, Function<T, String> text) {
    decisions
        .chosen(choice)
        .filter(given -> !given.equals(ofModel))
        .ifPresent(given -> {
          throw new ChoiceException(
              "The model that is trained further has the %s '%s', and '%s' was given: leave it out, or train a new model."
                  .formatted(choice.name(), text.apply(ofModel), text.apply(given)));
        });
  }
}
