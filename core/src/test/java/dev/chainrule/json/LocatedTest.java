package dev.chainrule.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LocatedTest {

  private static final Located DOCUMENT =
      new Located(
          "",
          Json.parse(
              """
              {"layers": [{"units": 3}, {"units": "x", "rate": 1.5, "big": 1e999, "on": true, "none": null}],
               "names": ["a", "b"], "limit": "Infinity", "long": 9223372036854775808}
              """));

  private static Located second() {
    return DOCUMENT.member("layers").items().get(1);
  }

  @Test
  void givesValuesAsWhatTheyAreExpectedToBe() {
    assertThat(DOCUMENT.member("layers").items().getFirst().member("units").wholeNumber(1, 3))
        .isEqualTo(3);
    assertThat(second().member("rate").number()).isEqualTo(1.5);
    assertThat(second().member("on").bool()).isTrue();
    assertThat(DOCUMENT.member("names").texts()).containsExactly("a", "b");
    assertThat(DOCUMENT.member("limit").number()).isInfinite();
    assertThat(DOCUMENT.members().keySet()).containsExactly("layers", "names", "limit", "long");
  }

  @Test
  void nullCountsAsNotThere() {
    assertThat(second().optional("none")).isEmpty();
    assertThat(second().optional("nothing")).isEmpty();
    assertThat(second().optional("rate")).isPresent();
  }

  @Test
  void errorsNameThePath() {
    assertThatThrownBy(() -> second().member("units").longNumber())
        .isInstanceOf(JsonException.class)
        .hasMessage("layers[1].units: expected a whole number, got \"x\"");
    assertThatThrownBy(() -> second().member("rate").longNumber())
        .hasMessage("layers[1].rate: expected a whole number, got 1.5");
    assertThatThrownBy(() -> second().member("width"))
        .hasMessage("layers[1].width: expected a value, got nothing");
    assertThatThrownBy(() -> second().member("big").number())
        .hasMessage("layers[1].big: expected a number in the range of a double, got 1e999");
    assertThatThrownBy(() -> second().member("units").number())
        .hasMessage("layers[1].units: expected a number, got \"x\"");
    assertThatThrownBy(() -> second().text())
        .hasMessage("layers[1]: expected a string, got an object");
    assertThatThrownBy(() -> second().member("on").items())
        .hasMessage("layers[1].on: expected an array, got true");
    assertThatThrownBy(() -> DOCUMENT.member("long").longNumber())
        .hasMessage("long: expected a whole number of at most 64 bits, got 9223372036854775808");
    assertThatThrownBy(
            () -> DOCUMENT.member("layers").items().getFirst().member("units").wholeNumber(4, 9))
        .hasMessage("layers[0].units: expected a whole number from 4 to 9, got 3");
    assertThatThrownBy(DOCUMENT::bool).hasMessage("expected true or false, got an object");
  }

  @Test
  void whatAConstructorRefusesBecomesAnErrorOfThePlace() {
    assertThatThrownBy(() ->
            second()
                .build(place -> {
                  throw new IllegalArgumentException("No.");
                }))
        .isInstanceOf(JsonException.class)
        .hasMessage("layers[1]: No.");
  }
}
