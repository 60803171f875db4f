package dev.chainrule.bench;

import java.util.List;

/** The names of what is measured side by side, in the order in which it is. */
final class Workloads {

  /** The whole program, measured from outside and cold. */
  static final String WHOLE_PROGRAM = "W7";

  /** The plain matrix products. */
  static final String PRODUCTS = "products";

  static final List<String> ALL =
      List.of("W1", "W2", "W3", "W4", "W5", "W6", WHOLE_PROGRAM, "W8", PRODUCTS);

  private Workloads() {}

  /** What a workload is, in a line. */
  static String describe(String workload) {
    return switch (workload) {
      case "W1" -> "2-2-1 relu/sigmoid, cross-entropy, plain descent, one sample a step";
      case "W2" -> "30-64-32-1 relu/sigmoid, cross-entropy, Adam, batch 32, 100,000 rows, shuffled";
      case "W3" -> "784-512-256-10 relu/softmax, Adam, batch 128, 60,000 rows, shuffled";
      case "W4" -> "1024-4096-4096-1000 relu/softmax, plain descent, batch 512";
      case "W5" -> "predicting with the networks of W2 and W3: one row, and 1,000 rows";
      case "W6" -> "logistic regression, 1,000,000 × 100, full-batch descent";
      case WHOLE_PROGRAM ->
          "whole process, cold: read breast_cancer.csv, train 30-16-1 for 200 epochs of batch 32, save";
      case "W8" -> "reading a CSV of 500,000 × 29 numbers, 133 MB";
      default -> "Y = X·W, dX = δ·Wᵀ, dW = Xᵀ·δ for X of m × k and W of k × n, shapes m×n×k";
    };
  }
}
