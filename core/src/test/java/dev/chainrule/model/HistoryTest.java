package dev.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static Epoch epoch(int number) {
    return new Epoch(
        number, 1.0 / number, OptionalDouble.of(0.5), OptionalDouble.of(0.75), 0.01, 0.5);
  }

  @Test
  void readsAsATable() {
    assertThat(SampleModels.HISTORY)
        .hasToString(
            """
            epoch     loss  validation loss  accuracy  learning rate
                1   1.5000           1.2500   0.50000      0.0010000
                2  0.10000          0.75000   0.87500      0.0010000  best
                3      NaN                -         -     1.0000e-05
            3 epochs in 1.2 s; ended by a loss that is not finite\
            """);
  }

  @Test
  void aLongOneShowsTheFirstTheBestAndTheLastEpoch() {
    List<Epoch> epochs = IntStream.rangeClosed(1, 1000).mapToObj(HistoryTest::epoch).toList();
    List<String> lines = new History("r2", epochs, 777, "").toString().lines().toList();
    assertThat(lines).hasSizeLessThan(20);
    assertThat(lines.get(1)).startsWith("    1 ");
    assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("  777 ").endsWith("best"));
    assertThat(lines.get(lines.size() - 2)).startsWith(" 1000 ");
    assertThat(lines.getLast()).isEqualTo("1000 epochs in 500.0 s");
  }

  @Test
  void refusesAWrongNumbering() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new History("", List.of(epoch(2)), 1, ""))
        .withMessage("Epochs must be numbered 1, 2 …; expected 1, got 2.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new History("", List.of(epoch(1)), 2, ""));
  }
}
