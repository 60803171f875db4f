package dev.chainrule.data;

/** The rows of another data set, weighed anew. */
final class WeightedRows implements Dataset {

  private final Dataset rows;
  private final float[] weights;

  WeightedRows(Dataset rows, double... weights) {
    if (weights.length != rows.rows()) {
      throw new IllegalArgumentException(
          "There must be one weight a row: expected %d, got %d."
              .formatted(rows.rows(), weights.length));
    }
    this.rows = rows;
    this.weights = new float[weights.length];
    double total = 0;
    for (int row = 0; row < weights.length; row++) {
      this.weights[row] = (float) weights[row];
      total += this.weights[row];
      if (!(weights[row] >= 0) || this.weights[row] == Float.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "The weight of row %d must be a number of at least 0, got %s."
                .formatted(row, weights[row]));
      }
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException("The weights of the rows are all 0: none would count.");
    }
  }

  /** The rows as they were weighed before. */
  Dataset unweighed() {
    return rows;
  }

  @Override
  public int rows() {
    return rows.rows();
  }

  @Override
  public int inputs() {
    return rows.inputs();
  }

  @Override
  public int outputs() {
    return rows.outputs();
  }

  @Override
  public void copyInputs(int row, float[] to, int at) {
    rows.copyInputs(row, to, at);
  }

  @Override
  public void copyTargets(int row, float[] to, int at) {
    rows.copyTargets(row, to, at);
  }

  @Override
  public int blockRows() {
    return rows.blockRows();
  }

  @Override
  public float weight(int row) {
    return weights[row];
  }
}
