package dev.chainrule.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Property(tries = 300)
  void everyValueReadsBackAsItself(@ForAll long seed) {
    Json value = anything(new SplittableRandom(seed), 5);
    assertThat(Json.parse(value.toText())).isEqualTo(value);
    assertThat(Json.parse(value.toText().getBytes(StandardCharsets.UTF_8))).isEqualTo(value);
  }

  @Property(tries = 1000)
  void everyDoubleReadsBackWithTheSameBits(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    double back = new Located("", Json.parse(Json.of(value).toText())).number();
    assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(value));
  }

  @Property(tries = 300)
  void everyTextReadsBackAsItselfLoneSurrogatesIncluded(@ForAll String text) {
    byte[] utf8 = Json.of(text).toText().getBytes(StandardCharsets.UTF_8);
    assertThat(Json.parse(utf8)).isEqualTo(new Json.Text(text));
  }

  @Test
  void keepsTheOrderOfMembers() {
    String text = "{\"b\":1,\"a\":{\"d\":[],\"c\":{}},\"0\":null}";
    assertThat(Json.parse(text).toText()).isEqualTo(text);
  }

  @Test
  void keepsEveryDigitOfANumber() {
    assertThat(Json.parse("[0.1000, -0, 1E+2, 123456789012345678901234567890]").toText())
        .isEqualTo("[0.1000,-0,1E+2,123456789012345678901234567890]");
  }

  @Test
  void writesDoublesInTheFewestDigits() {
    assertThat(
            Json.array(
                    List.of(Json.of(0.1), Json.of(1e22), Json.of(Double.MIN_VALUE), Json.of(-0.0)))
                .toText())
        .isEqualTo("[0.1,1.0E22,4.9E-324,-0.0]");
  }

  @Test
  void writesNumbersThatAreNotFiniteAsStrings() {
    assertThat(Json.object().with("a", Double.NaN).with("b", Double.NEGATIVE_INFINITY).toText())
        .isEqualTo("{\"a\":\"NaN\",\"b\":\"-Infinity\"}");
  }

  @Test
  void readsAllEscapes() {
    assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\""))
        .isEqualTo(new Json.Text("\"\\/\b\f\n\r\té😀"));
  }

  @Test
  void takesAllFourKindsOfSpaceAndNoOther() {
    assertThat(Json.parse(" \t\r\n[ 1 ,\n2 ] ").toText()).isEqualTo("[1,2]");
    assertThatThrownBy(() -> Json.parse("\u00a01"))
        .hasMessage("line 1, column 1: expected a value, got '\u00a0'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|line 1, column 1: expected a value, got the end",
        "[1 2]|line 1, column 4: expected ',' or ']', got '2'",
        "[1,]|line 1, column 4: expected a value, got ']'",
        "{\"a\":1,}|line 1, column 8: expected a name in quotes, got '}'",
        "{a:1}|line 1, column 2: expected a name in quotes, got 'a'",
        "{\"a\" 1}|line 1, column 6: expected ':', got '1'",
        "{\"a\":1 \"b\":2}|line 1, column 8: expected ',' or '}', got \"b\"",
        "{\"a\":1,\"a\":2}|line 1, column 8: expected a name that has not stood before in this object, got \"a\"",
        "tru|line 1, column 1: expected a value, got 't'",
        "[01]|line 1, column 2: expected a number, got 01",
        "[1.]|line 1, column 2: expected a number, got 1.",
        "[-]|line 1, column 2: expected a number, got -",
        "[NaN]|line 1, column 2: expected a value, got 'N'",
        "1 1|line 1, column 3: expected the end, got '1'",
        "\"a|line 1, column 3: expected the string's closing quote or an escaped character, got the end",
        "\"\\x\"|line 1, column 3: expected one of \" \\ / b f n r t u behind a backslash, got 'x'",
        "\"\\u12g4\"|line 1, column 6: expected a hexadecimal digit, got 'g'",
        "[😀]|line 1, column 2: expected a value, got '😀'",
      })
  void saysWhereAndWhatWasExpected(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }

  @Test
  void countsLines() {
    assertThatThrownBy(() -> Json.parse("{\n  \"a\": 1,\r\n  b\n}"))
        .hasMessage("line 3, column 3: expected a name in quotes, got 'b'");
  }

  @Test
  void refusesControlCharactersInStrings() {
    assertThatThrownBy(() -> Json.parse("\"a\u0000b\""))
        .hasMessage(
            "line 1, column 3: expected the string's closing quote or an escaped character, got U+0000");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> Json.parse(new byte[] {'"', 'a', (byte) 0xff, '"'}))
        .hasMessage("expected UTF-8, got something else at byte 2");
  }

  @Test
  void refusesNestingBeyondItsLimitAtOnce() {
    assertThat(Json.parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(Json.Array.class);
    assertThatThrownBy(() -> Json.parse("[".repeat(1_000_000)))
        .hasMessage("line 1, column 65: expected at most 64 levels of nesting, got '['");
  }

  @Test
  void refusesMoreValuesThanItsLimit() {
    assertThatThrownBy(() -> Json.parse("[" + "null,".repeat(JsonParser.MAX_VALUES) + "null]"))
        .hasMessageContaining("expected at most 1000000 values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+1", "1e", ".5", "0x1", "1_000", " 1", "Infinity"})
  void aNumeralIsANumber(String literal) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> new Json.Numeral(literal));
  }

  @Test
  void aNumeralHasALimitedLength() {
    assertThatThrownBy(() -> Json.parse("[" + "1".repeat(1001) + "]"))
        .hasMessage("line 1, column 2: expected a number, got " + "1".repeat(40) + "…");
  }

  private static Json anything(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Json.of(Long.toString(random.nextLong(), 36));
      case 1 -> Json.of(random.nextLong());
      case 2 -> Json.of(random.nextGaussian());
      case 3 -> Json.of(random.nextBoolean());
      case 4 -> new Json.Null();
      case 5 ->
          Json.array(
              Stream.generate(() -> anything(random, depth - 1)).limit(random.nextInt(4)).toList());
      default -> {
        Json.Members members = Json.object();
        for (int i = random.nextInt(4); i > 0; i--) {
          members = members.with("\"" + random.nextInt(9), anything(random, depth - 1));
        }
        yield members;
      }
    };
  }
}
