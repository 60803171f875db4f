package dev.chainrule.optimizer;

import static dev.chainrule.optimizer.Require.positive;

import dev.chainrule.text.Notation;
import java.util.List;
import java.util.Optional;

/**
 * The course of the learning rate: the factor by which α is multiplied at each step t = 0 … T−1.
 * Lengths are in epochs, each of T₁ steps.
 */
public sealed interface Schedule {

  /** 1: α stays as it is. */
  record Constant() implements Schedule {}

  /**
   * γ^⌊t/(T₁·every)⌋: α falls in stairs.
   *
   * @param every so many epochs a stair
   * @param factor γ
   */
  record Step(int every, double factor) implements Schedule {
    /** Checks both. */
    public Step {
      atLeastOne("every", every);
      requireFactor(factor);
    }
  }

  /**
   * γ^{t/T₁}: α falls a little with each step, by γ in an epoch.
   *
   * @param factor γ
   */
  record Exponential(double factor) implements Schedule {
    /** Checks γ. */
    public Exponential {
      requireFactor(factor);
    }
  }

  /**
   * f + (1−f)·(1 + cos(πt/T))/2: α falls along half a wave. Loshchilov and Hutter 2017.
   *
   * @param end f, the share of α towards which it falls
   */
  record Cosine(double end) implements Schedule {
    /** Checks f. */
    public Cosine {
      if (!(end >= 0 && end < 1)) {
        throw new IllegalArgumentException(
            "The end of a cosine is the share of the learning rate that is left, at least 0 and below 1, got "
                + end
                + ".");
      }
    }
  }

  /**
   * Up to α along half a wave and down again along another, further than it began: 1/start → 1 for
   * the share {@code rise} of the steps, then 1 → 1/(start·end). Smith and Topin 2018.
   *
   * @param rise the share of the steps on the way up
   * @param start α is divided by this for the first step
   * @param end and the first rate by this for the last step
   */
  record OneCycle(double rise, double start, double end) implements Schedule {
    /** Checks all. */
    public OneCycle {
      Require.share("The rise of one_cycle", rise);
      atLeast("The start of one_cycle", start, 1);
      atLeast("The end of one_cycle", end, 1);
    }
  }

  /**
   * 1, and times γ whenever so many epochs have passed without a better validation loss (training
   * loss, without validation rows). What it has come to is kept by who trains.
   *
   * @param factor γ
   * @param patience so many epochs without a better loss
   * @param least the share of α below which it does not fall
   */
  record Plateau(double factor, int patience, double least) implements Schedule {
    /** Checks all. */
    public Plateau {
      requireFactor(factor);
      atLeastOne("patience", patience);
      if (!(least >= 0 && least < 1)) {
        throw new IllegalArgumentException(
            "The least share of the learning rate must be at least 0 and below 1, got "
                + least
                + ".");
      }
    }
  }

  /**
   * s + (1−s)·t/(T₁·epochs) to begin with, a straight rise to 1; from there on another schedule,
   * which counts its steps from the end of the rise. Goyal et al. 2017.
   *
   * @param epochs how long the rise takes, in epochs; parts of an epoch count
   * @param start s, the share of α for the first step
   * @param then what comes after
   */
  record Warmup(double epochs, double start, Schedule then) implements Schedule {
    /** Checks the rise. */
    public Warmup {
      positive("The number of epochs of the warm-up", epochs);
      if (!(start >= 0 && start < 1)) {
        throw new IllegalArgumentException(
            "The start of a warm-up is a share of the learning rate, at least 0 and below 1, got "
                + start
                + ".");
      }
      if (then instanceof Warmup || then instanceof OneCycle) {
        throw new IllegalArgumentException(
            "A warm-up in front of %s would rise twice: leave it out.".formatted(then.label()));
      }
    }
  }

  private static void requireFactor(double factor) {
    Require.share("The factor γ of a falling learning rate", factor);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "The " + name + " of a schedule must be at least 1 epoch, got " + value + ".");
    }
  }

  private static void atLeast(String name, double value, double least) {
    if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " must be a number of at least " + least + ", got " + value + ".");
    }
  }

  // ---- all of them

  /**
   * Every schedule with its default constants; a warm-up goes {@link #afterWarmup in front} of any.
   */
  static List<Schedule> all() {
    return List.of(
        new Constant(),
        new Step(30, 0.1),
        new Exponential(0.95),
        new Cosine(0),
        new OneCycle(0.3, 25, 1e4),
        new Plateau(0.5, 5, 1e-3));
  }

  /** α stays as it is. */
  static Schedule constant() {
    return new Constant();
  }

  /** Half a wave down to 0. */
  static Schedule cosine() {
    return new Cosine(0);
  }

  /** This schedule behind a straight rise from 0.1·α over so many epochs. */
  default Schedule afterWarmup(double epochs) {
    return new Warmup(epochs, 0.1, this);
  }

  /**
   * The schedule that a text stands for: {@code cosine}, {@code exponential(0.9)}, {@code
   * step(every=20,factor=0.5)}. Constants that are not named keep their defaults.
   *
   * @throws IllegalArgumentException if there is no such schedule or constant, saying which there
   *     are
   */
  static Schedule of(String text) {
    return Notation.read("schedule", text, all(), Schedule::notation, Schedule::with);
  }

  /** The text that {@link #of} reads; a warm-up is told in words in front of it. */
  default String label() {
    if (this instanceof Warmup(double epochs, double start, Schedule then)) {
      return "warm-up over %s epochs from %s, then %s".formatted(epochs, start, then.label());
    }
    return Notation.write(this, all(), Schedule::notation);
  }

  /** The name and the constants by name. */
  private Notation notation() {
    return switch (this) {
      case Constant() -> Notation.of("constant");
      case Step(int every, double factor) ->
          Notation.of("step").with("every", every).with("factor", factor);
      case Exponential(double factor) -> Notation.of("exponential").with("factor", factor);
      case Cosine(double end) -> Notation.of("cosine").with("end", end);
      case OneCycle(double rise, double start, double end) ->
          Notation.of("one_cycle").with("rise", rise).with("start", start).with("end", end);
      case Plateau(double factor, int patience, double least) ->
          Notation.of("plateau")
              .with("factor", factor)
              .with("patience", patience)
              .with("least", least);
      case Warmup(double epochs, double start, _) ->
          Notation.of("warmup").with("epochs", epochs).with("start", start);
    };
  }

  /** This schedule with other constants. */
  private Schedule with(Notation n) {
    return switch (this) {
      case Constant _ -> this;
      case Step _ -> new Step(n.wholeNumber("every"), n.number("factor"));
      case Exponential _ -> new Exponential(n.number("factor"));
      case Cosine _ -> new Cosine(n.number("end"));
      case OneCycle _ -> new OneCycle(n.number("rise"), n.number("start"), n.number("end"));
      case Plateau _ ->
          new Plateau(n.number("factor"), n.wholeNumber("patience"), n.number("least"));
      case Warmup(_, _, Schedule then) -> new Warmup(n.number("epochs"), n.number("start"), then);
    };
  }

  // ---- the course

  /**
   * The factor of α for a step.
   *
   * @param step t, counted from 0 over the whole training
   */
  default double factor(long step, Horizon horizon) {
    return factor((double) step, horizon.steps(), (double) horizon.stepsAnEpoch());
  }

  /** The factor for step t of T, at T₁ steps an epoch. */
  private double factor(double t, double steps, double stepsAnEpoch) {
    return switch (this) {
      case Constant() -> 1;
      case Step(int every, double factor) ->
          StrictMath.pow(factor, Math.floor(t / (stepsAnEpoch * every)));
      case Exponential(double factor) -> StrictMath.pow(factor, t / stepsAnEpoch);
      case Cosine(double end) -> wave(1, end, t / steps);
      case OneCycle(double rise, double start, double end) -> {
        double top = rise * steps - 1;
        double last = Math.max(steps - 1, 1);
        yield t < top
            ? wave(1 / start, 1, t / top)
            : wave(1, 1 / (start * end), (t - Math.max(top, 0)) / (last - Math.max(top, 0)));
      }
      case Plateau _ -> 1;
      case Warmup(double epochs, double start, Schedule then) -> {
        double rise = epochs * stepsAnEpoch;
        yield t < rise
            ? start + (1 - start) * t / rise
            : then.factor(t - rise, Math.max(steps - rise, 1), stepsAnEpoch);
      }
    };
  }

  /** From one number to another along half a cosine wave, at the share x of the way. */
  private static double wave(double from, double to, double x) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * x)) / 2;
  }

  /** Whether the course depends on how long the whole training is. */
  default boolean dependsOnLength() {
    return switch (this) {
      case Cosine _, OneCycle _ -> true;
      case Warmup(_, _, Schedule then) -> then.dependsOnLength();
      case Constant _, Step _, Exponential _, Plateau _ -> false;
    };
  }

  /** The plateau in this schedule, if there is one. */
  default Optional<Plateau> plateau() {
    return switch (this) {
      case Plateau plateau -> Optional.of(plateau);
      case Warmup(_, _, Schedule then) -> then.plateau();
      case Constant _, Step _, Exponential _, Cosine _, OneCycle _ -> Optional.empty();
    };
  }

  /** How many epochs the rise in front takes; 0 without one. */
  default double warmupEpochs() {
    return this instanceof Warmup warmup ? warmup.epochs() : 0;
  }
}
