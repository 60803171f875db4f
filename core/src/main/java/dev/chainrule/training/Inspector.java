package dev.chainrule.training;

import dev.chainrule.data.Dataset;
import dev.chainrule.engine.Pass;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Layer;
import dev.chainrule.model.Diagnosis;
import dev.chainrule.model.Diagnosis.Figures;
import dev.chainrule.model.Diagnosis.Finding;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.ParameterLayout.Role;
import dev.chainrule.tensor.ParameterLayout.Slice;
import dev.chainrule.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks inside the layers at the ends of epochs: the norms of the last step, and the outputs for a
 * few rows. It changes nothing that the training depends on. For hints alone it looks so rarely
 * that it takes about a fiftieth of the work.
 */
final class Inspector {

  /** At most so many rows are looked at. */
  private static final int ROWS = 256;

  /** How much more work the epochs between two looks are than a look, for hints. */
  private static final int EPOCHS_TO_LOOK = 50;

  /** Beyond this a sigmoid or tanh counts as saturated, on the scale of tanh. */
  private static final double FLAT = 0.97;

  private final List<Layer> layers;
  private final List<Integer> sizes;
  private final List<Optional<Slice>> weights;
  private final TrainingStep step;
  private final Dataset rows;
  private final int[] sample;
  private final Diagnose how;
  private final int pause;
  private final float[] before;
  private final Troubles troubles;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Figures> figures = new ArrayList<>();
  private int next = 1;
  private int told;

  Inspector(
      Trainer recipe,
      Architecture architecture,
      TrainingStep step,
      Dataset rows,
      TrainingListener listener) {
    layers = architecture.layers();
    sizes = architecture.shapes().stream().skip(1).map(Shape::size).toList();
    weights =
        IntStream.rangeClosed(1, layers.size()).mapToObj(l -> weight(architecture, l)).toList();
    this.step = step;
    this.rows = rows;
    troubles = new Troubles(recipe.optimizer());
    Diagnose asked = recipe.diagnosis();
    how = asked == Diagnose.HINTS && !listener.wantsHints() ? Diagnose.OFF : asked;
    sample = evenly(rows.rows(), how == Diagnose.OFF ? 0 : Math.min(ROWS, rows.rows()));
    before = new float[how == Diagnose.OFF ? 0 : step.size()];
    // A look is the forward pass, a third of a step, of the sample, and some runs over θ.
    double look = sample.length / 3.0 + 4;
    pause = how == Diagnose.HINTS ? (int) Math.ceil(EPOCHS_TO_LOOK * look / rows.rows()) : 1;
  }

  private static Optional<Slice> weight(Architecture architecture, int layer) {
    return architecture.slices(layer).stream().filter(it -> it.role() == Role.WEIGHT).findFirst();
  }

  private static int[] evenly(int rows, int count) {
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      sample[i] = (int) ((long) i * rows / count);
    }
    return sample;
  }

  /** What was seen before a checkpoint that the training goes on from. */
  void restore(Diagnosis seen, int epoch) {
    findings.addAll(seen.findings());
    figures.addAll(seen.figures());
    told = findings.size();
    next = epoch;
  }

  /** Called in front of the last step of an epoch. */
  void beforeLastStep(int epoch) {
    if (how != Diagnose.OFF && epoch >= next) {
      System.arraycopy(step.theta(), 0, before, 0, before.length);
    }
  }

  /** Called behind the last step of an epoch. */
  void afterLastStep(int epoch) {
    if (how == Diagnose.OFF || epoch < next) {
      return;
    }
    next = epoch + pause;
    List<Figures> now = look(epoch);
    for (Finding finding : troubles.in(now, layers)) {
      if (findings.stream().noneMatch(it -> isSame(it, finding))) {
        findings.add(finding);
      }
    }
    if (how == Diagnose.FIGURES) {
      figures.addAll(now);
    }
  }

  /** Whether two findings are one trouble: of a layer, or of the network as a whole. */
  private static boolean isSame(Finding one, Finding other) {
    return one.trouble() == other.trouble()
        && switch (one.trouble()) {
          case DEAD_UNITS, SATURATION, LARGE_STEPS -> one.layer() == other.layer();
          case VANISHING_GRADIENTS, EXPLODING_GRADIENTS, SMALL_STEPS -> true;
        };
  }

  /** Tells what was found since the last call. */
  void tell(TrainingListener listener) {
    for (; told < findings.size(); told++) {
      listener.on(new TrainingEvent.Diagnosed(findings.get(told)));
    }
  }

  Diagnosis diagnosis() {
    return new Diagnosis(findings, figures);
  }

  // ---- looking

  private List<Figures> look(int epoch) {
    List<LayerOutputs> outputs = outputs();
    List<Figures> now = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      if (weights.get(l).isPresent()) {
        Slice slice = weights.get(l).get();
        double norm = norm(step.theta(), slice);
        LayerOutputs seen = outputs.get(Troubles.end(layers, l));
        now.add(
            new Figures(
                epoch,
                l + 1,
                norm(step.gradient(), slice),
                norm,
                norm == 0 ? 0 : change(slice) / norm,
                seen.dead(),
                seen.saturated()));
      }
    }
    return now;
  }

  private static double norm(float[] values, Slice slice) {
    double sum = 0;
    for (int i = slice.offset(), end = slice.end(); i < end; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  private double change(Slice slice) {
    double sum = 0;
    for (int i = slice.offset(), end = slice.end(); i < end; i++) {
      double difference = step.theta()[i] - before[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  private List<LayerOutputs> outputs() {
    Pass pass = step.pass();
    List<LayerOutputs> outputs = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      outputs.add(new LayerOutputs(layers.get(l), sizes.get(l)));
    }
    for (int from = 0; from < sample.length; from += pass.tileRows()) {
      int count = Math.min(pass.tileRows(), sample.length - from);
      step.forward(rows, sample, from, count);
      for (int l = 0; l < layers.size(); l++) {
        outputs.get(l).add(pass.outputs(l), count);
      }
    }
    return outputs;
  }

  /** The outputs of one layer for the sample. */
  private static final class LayerOutputs {

    private final boolean rectified;
    private final double low;
    private final double high;
    private final boolean[] alive;
    private long flat;
    private long all;

    LayerOutputs(Layer layer, int units) {
      Activation activation = layer.activation();
      rectified = activation instanceof Activation.Relu;
      boolean sigmoid = activation instanceof Activation.Sigmoid;
      boolean squashing = sigmoid || activation instanceof Activation.Tanh;
      low = !squashing ? Double.NEGATIVE_INFINITY : sigmoid ? (1 - FLAT) / 2 : -FLAT;
      high = !squashing ? Double.POSITIVE_INFINITY : sigmoid ? (1 + FLAT) / 2 : FLAT;
      alive = new boolean[units];
    }

    void add(float[] outputs, int rows) {
      for (int row = 0; row < rows; row++) {
        for (int unit = 0; unit < alive.length; unit++) {
          float a = outputs[row * alive.length + unit];
          alive[unit] |= a != 0;
          flat += a < low || a > high ? 1 : 0;
        }
      }
      all += (long) rows * alive.length;
    }

    double dead() {
      int dead = 0;
      for (boolean unit : alive) {
        dead += unit ? 0 : 1;
      }
      return rectified ? (double) dead / alive.length : 0;
    }

    double saturated() {
      return (double) flat / all;
    }
  }
}
