package dev.chainrule.training;

import dev.chainrule.data.ClassWeights;
import dev.chainrule.decision.CalibrationMethod;
import dev.chainrule.decision.ThresholdRule;
import dev.chainrule.engine.Execution;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.metric.Metric;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.optimizer.Scope;
import dev.chainrule.tensor.Initializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user has chosen of a {@link TablePlan}; everything else is decided by the plan.
 *
 * <pre>{@code
 * Choices choices = Choices.none().with(Choices.HIDDEN, List.of(64, 32)).with(Choices.SEED, 7L);
 * }</pre>
 */
public final class Choices {

  /** The seed of split, first weights and shuffling. */
  public static final Choice<Long> SEED = new Choice<>("seed");

  /** The share of the rows that is held out for validation, above 0 and below 1. */
  public static final Choice<Double> VALIDATION = new Choice<>("validation");

  /** Units of each hidden layer; an empty list for none. */
  public static final Choice<List<Integer>> HIDDEN = new Choice<>("hidden");

  /** The activation of the hidden layers. */
  public static final Choice<Activation> ACTIVATION = new Choice<>("activation");

  /** The distribution of the first weights of all layers. */
  public static final Choice<Initializer> INITIALIZER = new Choice<>("initializer");

  /** What stands between the weights and the activation of each hidden layer. */
  public static final Choice<Normalization> NORMALIZATION = new Choice<>("normalization");

  /** The share of the units of each hidden layer that a step drops. */
  public static final Choice<Double> DROPOUT = new Choice<>("dropout");

  /** The share of the inputs that a step drops. */
  public static final Choice<Double> INPUT_DROPOUT = new Choice<>("input dropout");

  /**
   * The loss; it must suit the task, but that {@link Loss.Quantile} and {@link Loss.Poisson} decide
   * what is learnt of a number: its quantiles, or the expected count.
   */
  public static final Choice<Loss> LOSS = new Choice<>("loss");

  /** The optimizer. */
  public static final Choice<Optimizer> OPTIMIZER = new Choice<>("optimizer");

  /** The learning rate. */
  public static final Choice<Double> LEARNING_RATE = new Choice<>("learning rate");

  /** The course of the learning rate. */
  public static final Choice<Schedule> SCHEDULE = new Choice<>("schedule");

  /** So many epochs in which the learning rate rises before the schedule. */
  public static final Choice<Double> WARMUP = new Choice<>("warm-up");

  /** The largest norm of a gradient. */
  public static final Choice<Double> CLIP_NORM = new Choice<>("largest gradient norm");

  /** The largest entry of a gradient. */
  public static final Choice<Double> CLIP_VALUE = new Choice<>("largest gradient entry");

  /** The decay β of the average of the parameters that is judged and kept. */
  public static final Choice<Double> AVERAGE = new Choice<>("average of the weights");

  /** How far the targets of classes are moved towards all being equally likely. */
  public static final Choice<Double> LABEL_SMOOTHING = new Choice<>("label smoothing");

  /** The factor λ of the L2 penalty on weights. */
  public static final Choice<Double> L2 = new Choice<>("l2");

  /** The factor λ of the L1 penalty on weights. */
  public static final Choice<Double> L1 = new Choice<>("l1");

  /** What the penalties reach. */
  public static final Choice<Scope> PENALTY_SCOPE = new Choice<>("penalty scope");

  /** The largest length of the vector of weights into a unit. */
  public static final Choice<Double> MAX_NORM = new Choice<>("max norm");

  /** The standard deviation of the noise on the inputs. */
  public static final Choice<Double> INPUT_NOISE = new Choice<>("input noise");

  /** The α of mixup. */
  public static final Choice<Double> MIXUP = new Choice<>("mixup");

  /** Rows a step. */
  public static final Choice<Integer> BATCH_SIZE = new Choice<>("batch size");

  /** At most so many epochs. */
  public static final Choice<Integer> EPOCHS = new Choice<>("epochs");

  /** Early stopping after so many epochs without improvement; 0 for none. */
  public static final Choice<Integer> PATIENCE = new Choice<>("patience");

  /** What decides which epoch is the best, instead of the validation loss. */
  public static final Choice<Metric> BEST_BY = new Choice<>("best by");

  /** What counts as an improvement to early stopping, at least 0. */
  public static final Choice<Double> MINIMAL_IMPROVEMENT = new Choice<>("minimal improvement");

  /** The longest time. */
  public static final Choice<Duration> TIME_LIMIT = new Choice<>("time limit");

  /** Where, how often and how many checkpoints are written, and whether to go on from one. */
  public static final Choice<Checkpoints> CHECKPOINTS = new Choice<>("checkpoints");

  /** How much is looked at inside the layers; hints if nothing else is said. */
  public static final Choice<Diagnose> DIAGNOSE = new Choice<>("diagnosis");

  /** How many threads may be used. */
  public static final Choice<Integer> THREADS = new Choice<>("threads");

  /** How much the rows of each class count in the loss, for one target with classes. */
  public static final Choice<ClassWeights> CLASS_WEIGHTS = new Choice<>("class weights");

  /**
   * How probabilities are corrected after the training, on the validation rows or on those set
   * aside for it.
   */
  public static final Choice<CalibrationMethod> CALIBRATION = new Choice<>("calibration");

  /**
   * The share of the rows not held out that is set aside to fit the calibration and a searched
   * threshold to: neither learnt from nor judged by, so that the figures of the validation rows do
   * not flatter.
   */
  public static final Choice<Double> CALIBRATION_SHARE = new Choice<>("calibration share");

  /** From which probability on the second of two labels is predicted. */
  public static final Choice<ThresholdRule> THRESHOLD = new Choice<>("threshold");

  /** Where the prepared rows of a large table are kept. */
  public static final Choice<RowCache> CACHE = new Choice<>("cache");

  private static final Choices NONE = new Choices(Map.of());

  private final Map<Choice<?>, Object> chosen;

  private Choices(Map<Choice<?>, Object> chosen) {
    this.chosen = chosen;
  }

  /** Something that can be chosen: one of the constants of {@link Choices}. */
  @SuppressWarnings("UnusedTypeParameter") // binds a choice to the type of its value
  public static final class Choice<T> {
    private final String name;

    private Choice(String name) {
      this.name = name;
    }

    /** As users know it. */
    public String name() {
      return name;
    }
  }

  /** Nothing chosen. */
  public static Choices none() {
    return NONE;
  }

  /** These choices and one more. */
  public <T> Choices with(Choice<T> choice, T value) {
    Map<Choice<?>, Object> more = new HashMap<>(chosen);
    more.put(choice, value);
    return new Choices(more);
  }

  /** What was chosen, if anything. */
  @SuppressWarnings("unchecked") // with() puts a T under a Choice<T>
  public <T> Optional<T> get(Choice<T> choice) {
    return Optional.ofNullable((T) chosen.get(choice));
  }

  /** The seed. */
  long seed() {
    return get(SEED).orElse(0L);
  }

  /** The same choices with the seed a little further on: s + r. */
  Choices seeded(int r) {
    return r == 0 ? this : with(SEED, seed() + r);
  }

  /** How many trainings may run at a time, where many of them share the processors. */
  int atATime() {
    return get(THREADS).orElse(Execution.processors());
  }
}
