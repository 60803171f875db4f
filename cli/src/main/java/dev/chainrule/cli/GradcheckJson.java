package dev.chainrule.cli;

import dev.chainrule.explain.Comparison;
import dev.chainrule.explain.Comparison.Verdict;
import dev.chainrule.explain.GradientCheck;
import dev.chainrule.explain.Place;
import dev.chainrule.explain.TensorCheck;
import dev.chainrule.json.Json;
import java.util.List;

/** A gradient check for machines. */
final class GradcheckJson {

  private GradcheckJson() {}

  /** Adds the counts, each tensor, the worst gradient and every one that does not agree. */
  static Json.Members append(Json.Members to, GradientCheck check) {
    List<Comparison> measured = check.comparisons();
    return to.with("tolerance", Comparison.TOLERANCE)
        .with("gradients", check.gradients())
        .with("measured", measured.size())
        .with("agree", check.with(Verdict.AGREES).size())
        .with("tooSmall", comparisons(check.with(Verdict.TOO_SMALL)))
        .with("atKink", comparisons(check.with(Verdict.KINK)))
        .with("disagree", comparisons(check.with(Verdict.DISAGREES)))
        .with("worst", check.worst().map(GradcheckJson::comparison).orElse(new Json.Null()))
        .with("tensors", Json.array(check.tensors().stream().map(GradcheckJson::tensor).toList()));
  }

  private static Json tensor(TensorCheck tensor) {
    return Json.object()
        .with("name", tensor.name())
        .with("shape", tensor.shape())
        .with("gradients", tensor.gradients())
        .with("measured", tensor.comparisons().size())
        .with("agree", tensor.count(Verdict.AGREES))
        .with("tooSmall", tensor.count(Verdict.TOO_SMALL))
        .with("atKink", tensor.count(Verdict.KINK))
        .with("disagree", tensor.count(Verdict.DISAGREES))
        .with(
            "largestRelativeError",
            tensor
                .worst()
                .map(worst -> ReportText.number(worst.relativeError()))
                .orElse(new Json.Null()));
  }

  private static Json comparisons(List<Comparison> some) {
    return Json.array(some.stream().map(GradcheckJson::comparison).toList());
  }

  private static Json comparison(Comparison c) {
    Json.Members place =
        switch (c.place()) {
          case Place.Weight(int layer, int unit, int input) ->
              Json.object().with("layer", layer).with("unit", unit).with("input", input);
          case Place.Bias(int layer, int unit) ->
              Json.object().with("layer", layer).with("unit", unit).with("tensor", "bias");
          case Place.PerUnit(int layer, int unit, String tensor) ->
              Json.object().with("layer", layer).with("unit", unit).with("tensor", tensor);
          case Place.Input(int row, int input) ->
              Json.object().with("row", row).with("input", input);
        };
    return place
        .with("place", c.place().toString())
        .with("relativeError", ReportText.number(c.relativeError()))
        .with("formula", ReportText.number(c.analytic()))
        .with("difference", ReportText.number(c.numeric()))
        .with("kink", c.kink());
  }
}
