package dev.chainrule.model;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.Initializer;
import dev.chainrule.tensor.Shape;
import java.util.List;

/**
 * Architectures and losses as JSON. Every constant is written, default or not, so that a change of
 * defaults changes no old file.
 */
final class NetworkJson {

  private NetworkJson() {}

  static Json write(Architecture architecture) {
    return Json.object()
        .with("input", Json.array(architecture.input().extents().stream().map(Json::of).toList()))
        .with(
            "layers", Json.array(architecture.layers().stream().map(NetworkJson::write).toList()));
  }

  static Architecture readArchitecture(Located json) {
    Shape input =
        json.member("input")
            .build(extents ->
                new Shape(
                    extents.items().stream()
                        .map(extent -> extent.wholeNumber(1, Integer.MAX_VALUE))
                        .toList()));
    List<Layer> layers =
        json.member("layers").items().stream().map(NetworkJson::readLayer).toList();
    return json.build(place -> new Architecture(input, layers));
  }

  private static Json write(Layer layer) {
    return switch (layer) {
      case Dense(int units, Activation activation, Initializer initializer) ->
          kind("dense")
              .with("units", units)
              .with("activation", write(activation))
              .with("initializer", write(initializer));
      case BatchNorm(Activation activation, double epsilon, double momentum) ->
          kind("batchNorm")
              .with("activation", write(activation))
              .with("epsilon", epsilon)
              .with("momentum", momentum);
      case LayerNorm(Activation activation, double epsilon) ->
          kind("layerNorm").with("activation", write(activation)).with("epsilon", epsilon);
      case Dropout(double rate) -> kind("dropout").with("rate", rate);
    };
  }

  private static Layer readLayer(Located json) {
    return switch (kind(json)) {
      case "dense" ->
          new Dense(
              json.member("units").wholeNumber(1, Integer.MAX_VALUE),
              readActivation(json.member("activation")),
              readInitializer(json.member("initializer")));
      case "batchNorm" ->
          json.build(norm ->
              new BatchNorm(
                  readActivation(norm.member("activation")),
                  norm.member("epsilon").number(),
                  norm.member("momentum").number()));
      case "layerNorm" ->
          json.build(norm ->
              new LayerNorm(
                  readActivation(norm.member("activation")), norm.member("epsilon").number()));
      case "dropout" -> json.member("rate").build(rate -> new Dropout(rate.number()));
      default -> throw unknown(json, "layer");
    };
  }

  private static Json write(Activation activation) {
    return switch (activation) {
      case Activation.Identity() -> kind("identity");
      case Activation.Sigmoid() -> kind("sigmoid");
      case Activation.Tanh() -> kind("tanh");
      case Activation.Relu() -> kind("relu");
      case Activation.LeakyRelu(double alpha) -> kind("leakyRelu").with("alpha", alpha);
      case Activation.Elu(double alpha) -> kind("elu").with("alpha", alpha);
      case Activation.Selu() -> kind("selu");
      case Activation.Softplus() -> kind("softplus");
      case Activation.Silu() -> kind("silu");
      case Activation.Gelu() -> kind("gelu");
      case Activation.Mish() -> kind("mish");
    };
  }

  private static Activation readActivation(Located json) {
    return switch (kind(json)) {
      case "identity" -> new Activation.Identity();
      case "sigmoid" -> new Activation.Sigmoid();
      case "tanh" -> new Activation.Tanh();
      case "relu" -> new Activation.Relu();
      case "leakyRelu" ->
          json.member("alpha").build(alpha -> new Activation.LeakyRelu(alpha.number()));
      case "elu" -> json.member("alpha").build(alpha -> new Activation.Elu(alpha.number()));
      case "selu" -> new Activation.Selu();
      case "softplus" -> new Activation.Softplus();
      case "silu" -> new Activation.Silu();
      case "gelu" -> new Activation.Gelu();
      case "mish" -> new Activation.Mish();
      default -> throw unknown(json, "activation");
    };
  }

  private static Json write(Initializer initializer) {
    return switch (initializer) {
      case Initializer.Zeros() -> kind("zeros");
      case Initializer.Constant(double value) -> kind("constant").with("value", value);
      case Initializer.Normal(double deviation) -> kind("normal").with("deviation", deviation);
      case Initializer.Uniform(double limit) -> kind("uniform").with("limit", limit);
      case Initializer.XavierUniform() -> kind("xavierUniform");
      case Initializer.XavierNormal() -> kind("xavierNormal");
      case Initializer.HeUniform() -> kind("heUniform");
      case Initializer.HeNormal() -> kind("heNormal");
      case Initializer.LecunUniform() -> kind("lecunUniform");
      case Initializer.LecunNormal() -> kind("lecunNormal");
      case Initializer.Orthogonal() -> kind("orthogonal");
    };
  }

  private static Initializer readInitializer(Located json) {
    return switch (kind(json)) {
      case "zeros" -> new Initializer.Zeros();
      case "constant" -> new Initializer.Constant(json.member("value").number());
      case "normal" ->
          json.member("deviation").build(value -> new Initializer.Normal(value.number()));
      case "uniform" ->
          json.member("limit").build(value -> new Initializer.Uniform(value.number()));
      case "xavierUniform" -> new Initializer.XavierUniform();
      case "xavierNormal" -> new Initializer.XavierNormal();
      case "heUniform" -> new Initializer.HeUniform();
      case "heNormal" -> new Initializer.HeNormal();
      case "lecunUniform" -> new Initializer.LecunUniform();
      case "lecunNormal" -> new Initializer.LecunNormal();
      case "orthogonal" -> new Initializer.Orthogonal();
      default -> throw unknown(json, "initializer");
    };
  }

  static Json write(Loss loss) {
    return switch (loss) {
      case Loss.SigmoidCrossEntropy(double smoothing) -> kind("bce").with("smoothing", smoothing);
      case Loss.SoftmaxCrossEntropy(double smoothing) -> kind("cce").with("smoothing", smoothing);
      case Loss.MeanSquaredError() -> kind("mse");
      case Loss.MeanAbsoluteError() -> kind("mae");
      case Loss.Huber(double delta) -> kind("huber").with("delta", delta);
      case Loss.Quantile(List<Double> levels) ->
          kind("quantile").with("levels", Json.array(levels.stream().map(Json::of).toList()));
      case Loss.Poisson() -> kind("poisson");
    };
  }

  static Loss readLoss(Located json) {
    return switch (kind(json)) {
      case "bce" ->
          json.member("smoothing").build(value -> new Loss.SigmoidCrossEntropy(value.number()));
      case "cce" ->
          json.member("smoothing").build(value -> new Loss.SoftmaxCrossEntropy(value.number()));
      case "mse" -> new Loss.MeanSquaredError();
      case "mae" -> new Loss.MeanAbsoluteError();
      case "huber" -> json.member("delta").build(value -> new Loss.Huber(value.number()));
      case "quantile" ->
          json.member("levels")
              .build(levels ->
                  new Loss.Quantile(levels.items().stream().map(Located::number).toList()));
      case "poisson" -> new Loss.Poisson();
      default -> throw unknown(json, "loss");
    };
  }

  private static Json.Members kind(String name) {
    return Json.object().with("kind", name);
  }

  private static String kind(Located json) {
    return json.member("kind").text();
  }

  private static RuntimeException unknown(Located json, String what) {
    return json.member("kind")
        .expected("the name of a kind of " + what + " that this version of Chainrule knows");
  }
}
