package dev.chainrule.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void alignsColumnsAndLeavesNoTrailingSpace() {
    TextTable table =
        TextTable.aligned("lrl").row("name", "rows", "note").row("é😀", 12345, "").row("", 1, "x");
    assertThat(table).hasToString("name   rows  note\né😀    12345\n          1  x");
  }

  @Test
  void keepsACellOnItsLine() {
    assertThat(TextTable.aligned("ll").row("a\r\nb\tc", "d")).hasToString("a b c  d");
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> TextTable.aligned("lr").row("a"))
        .hasMessage("The table has 2 columns, got a row of 1 cells.");
  }
}
