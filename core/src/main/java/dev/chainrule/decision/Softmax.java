package dev.chainrule.decision;

import java.util.Arrays;

/** Probabilities of scores, without overflow. */
final class Softmax {

  private Softmax() {}

  /** 1/(1+e^{−z}). */
  static double sigmoid(double z) {
    double e = Math.exp(-Math.abs(z));
    return z < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /** e^{z_j − max z} / Σ e^{z_k − max z}. */
  static double[] of(double... z) {
    double max = Arrays.stream(z).max().orElseThrow();
    double[] e = Arrays.stream(z).map(score -> Math.exp(score - max)).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(one -> one / sum).toArray();
  }

  /** z_j − ln Σ_{i≠j} e^{z_i}: the log-odds of class j against the rest. */
  static double logOdds(double[] z, int j) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      max = i == j ? max : Math.max(max, z[i]);
    }
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += i == j ? 0 : Math.exp(z[i] - max);
    }
    return z[j] - max - Math.log(sum);
  }
}
