package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.optimizer.Horizon;
import dev.chainrule.optimizer.Schedule;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  private static final Horizon HORIZON = new Horizon(1, 100);

  private static LearningRate plateau() {
    return new LearningRate(0.1, new Schedule.Plateau(0.5, 2, 0.2), HORIZON);
  }

  @Test
  void aPlateauFallsAfterEpochsWithoutABetterLossDownToItsLeast() {
    LearningRate rate = plateau();
    double[] losses = {3, 2, 2, 2.5, 1, 1, 1, 1, 1, 1, 1};
    double[] expected = {0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.02, 0.02, 0.02};
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      rate.judge(epoch, losses[epoch - 1]);
      assertThat(rate.at(epoch))
          .as("after epoch %d", epoch)
          .isCloseTo(expected[epoch - 1], within(1e-15));
    }
  }

  @Test
  void aPlateauDoesNotCountWhileTheRateStillRises() {
    LearningRate rate =
        new LearningRate(0.1, new Schedule.Plateau(0.5, 2, 0).afterWarmup(3), HORIZON);
    for (int epoch = 1; epoch <= 4; epoch++) {
      rate.judge(epoch, 1);
    }
    assertThat(rate.at(50)).isEqualTo(0.1);
    rate.judge(5, 1);
    assertThat(rate.at(50)).isEqualTo(0.05);
  }

  @Test
  void aScheduleWithoutPlateauHasNothingToRemember() {
    LearningRate rate = new LearningRate(0.1, Schedule.cosine(), HORIZON);
    rate.judge(1, 1);
    rate.judge(2, 5);
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    rate.save(numbers);
    assertThat(numbers).isEmpty();
    assertThat(rate.at(50)).isCloseTo(0.05, within(1e-15));
  }
}
