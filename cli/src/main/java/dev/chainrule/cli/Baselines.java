package dev.chainrule.cli;

import dev.chainrule.data.Dataset;

/** Rows of inputs in double precision: one of a data set, and the mean of all. */
final class Baselines {

  private Baselines() {}

  static double[] row(Dataset rows, int row) {
    float[] inputs = new float[rows.inputs()];
    rows.copyInputs(row, inputs, 0);
    double[] wide = new double[inputs.length];
    for (int k = 0; k < wide.length; k++) {
      wide[k] = inputs[k];
    }
    return wide;
  }

  static double[] mean(Dataset rows) {
    double[] mean = new double[rows.inputs()];
    for (int i = 0; i < rows.rows(); i++) {
      double[] row = row(rows, i);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / rows.rows();
      }
    }
    return mean;
  }
}
