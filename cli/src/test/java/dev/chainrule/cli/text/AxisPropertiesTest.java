package dev.chainrule.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class AxisPropertiesTest {

  @Property(tries = 300)
  void holdsAllValuesAndAFewTicks(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double low,
      @ForAll @DoubleRange(min = 0, max = 1e9) double width,
      @ForAll @IntRange(min = 3, max = 10) int wanted) {
    for (Axis axis :
        new Axis[] {
          Axis.around(low, low + width, wanted), Axis.closelyAround(low, low + width, wanted)
        }) {
      assertThat(axis.position(low)).isBetween(-1e-6, 1.0);
      assertThat(axis.position(low + width)).isBetween(0.0, 1 + 1e-6);
      assertThat(axis.ticks().size()).isBetween(1, 2 * wanted + 3);
      assertThat(axis.ticks()).isSorted();
    }
  }

  @Property(tries = 300)
  void onALogarithmicAxisEqualRatiosAreEquallyLong(
      @ForAll @DoubleRange(min = 0.01, max = 100) double low,
      @ForAll @DoubleRange(min = 41, max = 1e6) double ratio) {
    Axis axis = Axis.logarithmic(low, low * ratio, 5);

    assertThat(axis.position(low)).isBetween(-1e-9, 1.0);
    assertThat(axis.position(low * ratio)).isBetween(0.0, 1 + 1e-9);
    assertThat(axis.position(low * 4) - axis.position(low * 2))
        .isCloseTo(axis.position(low * 2) - axis.position(low), within(1e-9));
  }
}
