package dev.chainrule.reference;

import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Optimizer.AdamW;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Scope;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The runs of {@code optimizers.json} and the rules that they stand for. Decay there reaches every
 * parameter.
 */
public final class OptimizerCases {

  /** A rule, and the penalty that it is run with. */
  public record Rule(Optimizer optimizer, Penalty penalty) {}

  /** The runs that the library has rules for, by their names in the file. */
  public static final Map<String, Rule> BUILT =
      Map.ofEntries(
          Map.entry("sgd lr=0.1", plain(Optimizer.sgd())),
          Map.entry(
              "sgd lr=0.1 weight_decay=0.01 (L2 added to gradient)",
              new Rule(Optimizer.sgd(), Penalty.l2(0.01).withScope(Scope.ALL))),
          Map.entry("momentum lr=0.1 mu=0.9", plain(new Optimizer.Momentum(0.9))),
          Map.entry("nesterov lr=0.1 mu=0.9", plain(new Optimizer.Nesterov(0.9))),
          Map.entry("adam lr=0.01", plain(Optimizer.adam())),
          Map.entry(
              "adamw lr=0.01 weight_decay=0.1 (decoupled)",
              plain(new AdamW(0.9, 0.999, 1e-8, 0.1, Scope.ALL))));

  /** The runs whose optimizer, clipping or schedule is still to come. */
  public static final Set<String> NOT_BUILT_YET =
      Set.of(
          "adagrad lr=0.1 eps=1e-10",
          "rmsprop lr=0.01 alpha=0.99 eps=1e-8",
          "rmsprop lr=0.01 alpha=0.9 momentum=0.9",
          "adadelta lr=1.0 rho=0.9 eps=1e-6",
          "amsgrad lr=0.01",
          "nadam lr=0.01 momentum_decay=0.004",
          "sgd lr=0.1 clip_norm=0.25",
          "sgd lr=0.1 clip_value=0.05",
          "sgd lr=0.1 step decay every 3 gamma=0.5",
          "sgd lr=0.1 exponential gamma=0.9",
          "sgd lr=0.1 cosine T=12 to 0.001",
          "sgd one-cycle max=0.2 total=12 cosine pct_start=0.3 div=25 final_div=1e4",
          "sgd lr=0.1 linear warm-up 4 steps from 0.25");

  private OptimizerCases() {}

  /** The rule of a run. */
  public static Rule rule(String run) {
    return Objects.requireNonNull(BUILT.get(run), run);
  }

  private static Rule plain(Optimizer optimizer) {
    return new Rule(optimizer, Penalty.none());
  }
}
