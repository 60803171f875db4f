package dev.chainrule.data;

import java.util.Objects;

/** Some rows of another data set. */
final class SelectedRows implements Dataset {

  private final Dataset whole;
  private final int[] rows;

  SelectedRows(Dataset whole, int[] rows) {
    this.whole = whole;
    this.rows = rows;
    for (int row : rows) {
      Objects.checkIndex(row, whole.rows());
    }
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int inputs() {
    return whole.inputs();
  }

  @Override
  public int outputs() {
    return whole.outputs();
  }

  @Override
  public void copyInputs(int row, float[] to, int at) {
    whole.copyInputs(rows[row], to, at);
  }

  @Override
  public void copyTargets(int row, float[] to, int at) {
    whole.copyTargets(rows[row], to, at);
  }

  @Override
  public float weight(int row) {
    return whole.weight(rows[row]);
  }
}
