package dev.chainrule.kernel;

import static dev.chainrule.kernel.KernelCases.concatenated;

import dev.chainrule.kernel.KernelCases.Case;
import dev.chainrule.kernel.KernelCases.Data;
import dev.chainrule.kernel.KernelCases.Source;
import java.util.List;

/** Calls of every loop that turns gradients into parameters. */
final class UpdateCases {

  /** A rule on θ, g and three arrays that it remembers; averages of squares are not negative. */
  private interface Update {
    void run(
        UpdateKernels k, float[] theta, float[] g, float[] first, float[] second, float[] third);
  }

  private UpdateCases() {}

  /** Every rule on n values. */
  static void add(List<Case> cases, Data data, int n, long seed) {
    String size = " n=" + n + " " + data;
    add(cases, "sgd" + size, data, n, seed, (k, x, g, a, b, c) -> k.sgd(x, g, 3, n, 0.1f));
    for (boolean nesterov : new boolean[] {false, true}) {
      add(
          cases,
          "momentum nesterov=" + nesterov + size,
          data,
          n,
          seed,
          (k, x, g, a, b, c) -> k.momentum(x, g, a, 3, n, 0.1f, 0.9f, nesterov));
    }
    add(
        cases,
        "adagrad" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.adagrad(x, g, b, 3, n, 0.1f, 1e-10f));
    add(
        cases,
        "adadelta" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.adadelta(x, g, b, c, 3, n, 1f, 0.9f, 1e-6f));
    add(
        cases,
        "rmsprop" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.rmsprop(x, g, b, 3, n, 0.1f, 0.9f, 1e-8f));
    add(
        cases,
        "rmspropMomentum" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.rmspropMomentum(x, g, b, a, 3, n, 0.1f, 0.9f, 1e-8f, 0.8f));
    add(
        cases,
        "rmspropCentred" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.rmspropCentred(x, g, b, a, 3, n, 0.1f, 0.9f, 1e-8f));
    add(
        cases,
        "rmspropCentredMomentum" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) ->
            k.rmspropCentredMomentum(x, g, b, a, c, 3, n, 0.1f, 0.9f, 1e-8f, 0.8f));
    add(
        cases,
        "adam" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.adam(x, g, a, b, 3, n, 0.9f, 0.999f, 1e-8f, 0.01f, 1.3f, 0.99f));
    add(
        cases,
        "amsgrad" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.amsgrad(x, g, a, b, c, 3, n, 0.9f, 0.999f, 1e-8f, 0.01f, 1.3f));
    add(
        cases,
        "nadam" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.nadam(x, g, a, b, 3, n, 0.9f, 0.999f, 1e-8f, 0.01f, 0.02f, 1.3f));
    add(cases, "scale" + size, data, n, seed, (k, x, g, a, b, c) -> k.scale(x, 3, n, 0.7f));
    add(cases, "clamp" + size, data, n, seed, (k, x, g, a, b, c) -> k.clamp(x, 3, n, 0.5f));
    add(
        cases,
        "approach" + size,
        data,
        n,
        seed,
        (k, x, g, a, b, c) -> k.approach(x, g, 3, n, 0.1f));
  }

  private static void add(
      List<Case> cases, String name, Data data, int n, long seed, Update update) {
    cases.add(
        new Case(
            name,
            kernels -> {
              Source source = new Source(seed, data);
              float[] theta = source.array(n + 7);
              float[] g = source.array(n + 7);
              float[] first = source.array(n + 7);
              float[] second = notNegative(source.array(n + 7));
              float[] third = notNegative(source.array(n + 7));
              update.run(kernels.updates(), theta, g, first, second, third);
              return concatenated(theta, first, second, third);
            }));
  }

  private static float[] notNegative(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }
}
