package dev.chainrule.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.optimizer.Optimizer.Lbfgs;
import dev.chainrule.optimizer.StrongWolfe.Line;
import dev.chainrule.optimizer.StrongWolfe.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class StrongWolfeTest {

  private static final Lbfgs RULE = new Lbfgs(1, 1e-4, 0.1, 40);

  /**
   * The lines 1, 2 and 4 of Moré and Thuente 1994 (2 with β = 0.04, since what is left of the slope
   * with their 0.004 drowns in the rounding of the values), and one with nothing beyond its t = 1.
   */
  private static final List<Line> LINES =
      List.of(
          line(t -> -t / (t * t + 2), t -> (t * t - 2) / Math.pow(t * t + 2, 2)),
          line(
              t -> Math.pow(t + 0.04, 5) - 2 * Math.pow(t + 0.04, 4),
              t -> 5 * Math.pow(t + 0.04, 4) - 8 * Math.pow(t + 0.04, 3)),
          line(
              t -> 0.999 * Math.hypot(1 - t, 0.001) + 0.001 * Math.hypot(t, 0.001),
              t -> 0.999 * (t - 1) / Math.hypot(1 - t, 0.001) + 0.001 * t / Math.hypot(t, 0.001)),
          line(t -> -3 * t - Math.log(1 - t), t -> 1 / (1 - t) - 3));

  private static Line line(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return t -> new Trial(t, value.applyAsDouble(t), slope.applyAsDouble(t));
  }

  @Property(tries = 300)
  void bothConditionsHoldWhereverTheSearchBegins(
      @ForAll @DoubleRange(min = -3, max = 3) double exponent) {
    for (Line line : LINES) {
      Trial start = line.at(0);
      Trial end = StrongWolfe.search(RULE, line, start, Math.pow(10, exponent)).orElseThrow();
      assertThat(end.value())
          .isLessThanOrEqualTo(start.value() + RULE.c1() * end.length() * start.slope());
      assertThat(Math.abs(end.slope())).isLessThanOrEqualTo(-RULE.c2() * start.slope());
    }
  }

  @Test
  void aParabolaIsSolvedAtTheSecondTrial() {
    List<Double> tried = new ArrayList<>();
    Line parabola =
        t -> {
          tried.add(t);
          return new Trial(t, (t - 3) * (t - 3), 2 * (t - 3));
        };
    Trial end =
        StrongWolfe.search(new Lbfgs(1, 1e-4, 1e-3, 20), parabola, parabola.at(0), 5).orElseThrow();
    assertThat(end.length()).isCloseTo(3, within(1e-12));
    assertThat(tried).hasSize(3).startsWith(0.0, 5.0);
  }

  @Test
  void evaluationsAreCountedAndTheLowestPointIsTaken() {
    List<Double> tried = new ArrayList<>();
    Line endless =
        t -> {
          tried.add(t);
          return new Trial(t, -t, -1);
        };
    Trial end =
        StrongWolfe.search(new Lbfgs(1, 1e-4, 0.9, 5), endless, endless.at(0), 1).orElseThrow();
    assertThat(tried).hasSize(1 + 5);
    assertThat(end.length()).isEqualTo(tried.getLast()).isEqualTo(1e4);
  }

  @Test
  void aLineThatOnlySeemsToFallHasNoLength() {
    Line rising = t -> new Trial(t, t, t == 0 ? -1 : 1);
    assertThat(StrongWolfe.search(RULE, rising, rising.at(0), 1)).isEmpty();
    Line level = t -> new Trial(t, 1, -1e-30);
    assertThat(StrongWolfe.search(RULE, level, level.at(0), 1)).isEmpty();
  }
}
