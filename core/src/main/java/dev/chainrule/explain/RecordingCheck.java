package dev.chainrule.explain;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.PassValues;
import dev.chainrule.explain.Recording.Value;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.tensor.Matrix;
import dev.chainrule.tensor.ParameterLayout;
import dev.chainrule.tensor.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the two interpreters are from values that were recorded elsewhere, relative to the
 * largest entry of each tensor, which is fair to entries in which large terms cancel.
 *
 * @param recording what was recorded
 * @param byReference the difference of every recorded tensor from that of the reference, in double
 *     precision
 * @param byEngine the same for the engine, in single precision; it computes neither z nor ∂ℒ/∂X by
 *     themselves, so these are not among them
 */
public record RecordingCheck(
    Recording recording, List<Difference> byReference, List<Difference> byEngine) {

  /**
   * The entry of one tensor that is furthest off.
   *
   * @param value what was recorded
   * @param row of that entry, from 0
   * @param column of that entry, from 0
   * @param computed what was computed there
   * @param relative |computed − recorded| / max|recorded|, over all entries of the tensor; the
   *     difference itself where all are 0
   */
  public record Difference(Value value, int row, int column, double computed, double relative) {

    /** What was recorded there. */
    public double recorded() {
      return value.numbers().get(row, column);
    }

    /** Where it is: the tensor, and row and column of the entry from 1. */
    public String place() {
      return value.kind() == Recording.Kind.LOSS
          ? value.toString()
          : "%s, row %d, column %d".formatted(value, row + 1, column + 1);
    }
  }

  /** Copies the lists. */
  public RecordingCheck {
    byReference = List.copyOf(byReference);
    byEngine = List.copyOf(byEngine);
  }

  /** Runs both interpreters. */
  public static RecordingCheck of(Recording recording) {
    Problem problem = recording.problem();
    ReferencePass pass =
        ReferencePass.of(
            problem.architecture(),
            problem.parameters().row(0),
            problem.x(),
            problem.objective(),
            Penalty.none());
    PassValues values =
        PassValues.of(
            problem.architecture(),
            Parameters.of(problem.architecture().layout(), narrowed(problem.parameters().row(0))),
            problem.loss(),
            new Rows(problem));
    List<Difference> byReference = new ArrayList<>();
    List<Difference> byEngine = new ArrayList<>();
    for (Value value : recording.expected()) {
      byReference.add(difference(value, byReference(pass, value)));
      byEngine(values, pass.layers(), value)
          .ifPresent(computed -> byEngine.add(difference(value, computed)));
    }
    return new RecordingCheck(recording, byReference, byEngine);
  }

  private static DoubleMatrix byReference(ReferencePass pass, Value value) {
    int l = value.layer();
    return switch (value.kind()) {
      case LOSS -> DoubleMatrix.of(new double[] {pass.loss()});
      case Z -> pass.z(l);
      case A -> pass.a(l);
      case DELTA -> pass.delta(l);
      case WEIGHT_GRADIENT -> pass.weightGradient(l);
      case BIAS_GRADIENT -> pass.biasGradient(l);
      case INPUT_GRADIENT -> pass.inputGradient();
    };
  }

  private static Optional<DoubleMatrix> byEngine(PassValues values, int layers, Value value) {
    int l = value.layer();
    return switch (value.kind()) {
      case LOSS -> Optional.of(DoubleMatrix.of(new double[] {values.loss()}));
      case A ->
          Optional.of(widened(l == layers ? values.prediction() : values.activations().get(l - 1)));
      case DELTA -> Optional.of(widened(values.deltas().get(l - 1)));
      case WEIGHT_GRADIENT -> Optional.of(gradient(values.gradient(), l, "weight"));
      case BIAS_GRADIENT -> Optional.of(gradient(values.gradient(), l, "bias"));
      case Z, INPUT_GRADIENT -> Optional.empty();
    };
  }

  private static DoubleMatrix gradient(Parameters gradient, int layer, String tensor) {
    ParameterLayout.Slice slice = gradient.layout().slice("layers." + (layer - 1) + "." + tensor);
    return DoubleMatrix.of(slice, gradient.toDoubleArray());
  }

  private static DoubleMatrix widened(Matrix matrix) {
    return DoubleMatrix.of(matrix.rows(), matrix.columns(), matrix::get);
  }

  private static Difference difference(Value value, DoubleMatrix computed) {
    DoubleMatrix recorded = value.numbers();
    double largest = 0;
    double furthest = -1;
    int at = 0;
    for (int i = 0; i < recorded.rows(); i++) {
      for (int j = 0; j < recorded.columns(); j++) {
        largest = Math.max(largest, Math.abs(recorded.get(i, j)));
        double distance = Math.abs(computed.get(i, j) - recorded.get(i, j));
        // Written so that what is not a number is further off than any number.
        if (!(distance <= furthest)) {
          furthest = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
          at = i * recorded.columns() + j;
        }
      }
    }
    int row = at / recorded.columns();
    int column = at % recorded.columns();
    return new Difference(
        value, row, column, computed.get(row, column), furthest / (largest == 0 ? 1 : largest));
  }

  /** The largest relative difference of the reference. */
  public Optional<Difference> reference() {
    return largest(byReference);
  }

  /** The largest relative difference of the engine; none if only z or ∂ℒ/∂X were recorded. */
  public Optional<Difference> engine() {
    return largest(byEngine);
  }

  private static Optional<Difference> largest(List<Difference> differences) {
    return differences.stream().max(Comparator.comparingDouble(Difference::relative));
  }

  private static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** The batch of a problem, rounded to single precision. */
  private record Rows(Problem problem) implements Dataset {
    @Override
    public int rows() {
      return problem.rows();
    }

    @Override
    public int inputs() {
      return problem.x().columns();
    }

    @Override
    public int outputs() {
      return problem.y().columns();
    }

    @Override
    public void copyInputs(int row, float[] to, int at) {
      System.arraycopy(narrowed(problem.x().row(row)), 0, to, at, inputs());
    }

    @Override
    public void copyTargets(int row, float[] to, int at) {
      System.arraycopy(narrowed(problem.y().row(row)), 0, to, at, outputs());
    }

    @Override
    public float weight(int row) {
      return problem.sampleWeights().isEmpty() ? 1 : problem.sampleWeights().get(row).floatValue();
    }
  }
}
