package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chainrule.metric.Metric;
import dev.chainrule.metric.Outputs;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The accuracy that is counted without a report is the accuracy of the report. */
class ValidationMetricTest {

  @Property(tries = 100)
  void ofTwoClassesInOneColumn(@ForAll @IntRange(min = 1, max = 40) int rows, @ForAll long seed) {
    Random random = new Random(seed);
    float[] predictions = new float[rows];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      predictions[row] = random.nextInt(5) / 4f; // often exactly at the threshold
      targets[row] = random.nextInt(2);
    }
    check(Outputs.binary(), predictions, targets, weights(random, rows));
    check(new Outputs.Binary(0.25), predictions, targets, weights(random, rows));
  }

  @Property(tries = 200)
  void ofClasses(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 2, max = 5) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] predictions = new float[rows * k];
    float[] targets = new float[rows * k];
    for (int row = 0; row < rows; row++) {
      // Two quarters and a half, or all on one: ties are frequent.
      predictions[row * k + random.nextInt(k)] += 0.25f;
      predictions[row * k + random.nextInt(k)] += 0.25f;
      predictions[row * k + random.nextInt(k)] += 0.5f;
      targets[row * k + random.nextInt(k)] = 1;
    }
    check(new Outputs.Classes(k), predictions, targets, weights(random, rows));
  }

  private static float[] weights(Random random, int rows) {
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      weights[row] = random.nextInt(4) * 0.7f;
    }
    weights[random.nextInt(rows)] = 1; // so that not all are 0
    return weights;
  }

  private static void check(
      Outputs outputs, float[] predictions, float[] targets, float[] weights) {
    assertThat(new ValidationMetric(outputs).of(predictions, targets, weights))
        .isCloseTo(Metric.ACCURACY.value(outputs, predictions, targets, weights), within(1e-12));
  }
}
