package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Dense;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.training.RateSearch.Range;
import dev.chainrule.training.RateSearch.Step;
import org.junit.jupiter.api.Test;

class RateSearchTest {

  /**
   * Half the mean of (2w + b − y)² over batches of differing y: gradient descent on it converges
   * below α = 2/5 and diverges above.
   */
  private static RateSearch parabola(Range range) {
    Dataset rows = Dataset.of(new float[][] {{2}, {2}, {2}}, new float[][] {{0}, {1}, {-1}});
    Network start = Network.of(Architecture.of(1, Dense.of(1)), 1, 1);
    return RateSearch.run(
        Trainer.sgd(1).withBatchSize(2).withThreads(1),
        start,
        Loss.meanSquaredError(),
        rows,
        range);
  }

  @Test
  void theRatesRiseByEqualRatiosUntilTheLossBreaksOut() {
    RateSearch search = parabola(new Range(1e-3, 1e3, 100));

    assertThat(search.brokeOut()).isTrue();
    assertThat(search.steps().size()).isBetween(20, 99);
    assertThat(search.steps().getFirst())
        .satisfies(first -> {
          assertThat(first.rate()).isEqualTo(1e-3);
          assertThat(first.smoothed()).isEqualTo(first.loss()).isBetween(2.0, 8.0);
        });
    double ratio = Math.pow(1e6, 1 / 99.0);
    for (int i = 1; i < search.steps().size(); i++) {
      assertThat(search.steps().get(i).rate() / search.steps().get(i - 1).rate())
          .isCloseTo(ratio, within(1e-9));
    }
    Step least = search.least().orElseThrow();
    assertThat(search.steps()).allMatch(step -> step.smoothed() >= least.smoothed());
    assertThat(search.proposal().orElseThrow())
        .isCloseTo(0.1 * least.rate(), within(0.05 * least.rate()));
    assertThat(search.proposal().orElseThrow()).isBetween(0.01, 0.2);
  }

  @Test
  void aTestThatEndsTooEarlyOrBeginsTooLateProposesNothingAndSaysWhy() {
    RateSearch low = parabola(new Range(1e-3, 1e-1, 30));
    assertThat(low.proposal()).isEmpty();
    assertThat(low.reason()).contains("still fell at the highest rate");

    RateSearch high = parabola(new Range(10, 1000, 30));
    assertThat(high.proposal()).isEmpty();
    assertThat(high.brokeOut()).isTrue();
    assertThat(high.reason()).containsAnyOf("never fell", "broke out in the first steps");

    RateSearch tiny = parabola(new Range(1e-9, 1e-8, 30));
    assertThat(tiny.proposal()).isEmpty();
    assertThat(tiny.reason()).contains("never fell");
  }

  @Test
  void rangesThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> new Range(0.1, 0.1, 50))
        .isInstanceOf(ChoiceException.class)
        .hasMessage("The learning rates must rise from a number above 0, got 0.1 to 0.1.");
    assertThatThrownBy(() -> new Range(0.1, 1, 9))
        .hasMessage("A range test needs at least 10 steps, got 9.");
  }
}
