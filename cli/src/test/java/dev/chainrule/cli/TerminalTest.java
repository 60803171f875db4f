package dev.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void theFirstVariableThatIsSetSaysWhetherTheTerminalKnowsUnicode() {
    assertThat(Terminal.isUnicode(Map.of("LANG", "en_US.UTF-8"))).isTrue();
    assertThat(Terminal.isUnicode(Map.of("LANG", "de_DE.utf8@euro"))).isTrue();
    assertThat(Terminal.isUnicode(Map.of("LANG", "en_US.UTF-8", "LC_ALL", "C"))).isFalse();
    assertThat(Terminal.isUnicode(Map.of("LANG", "de_DE.ISO-8859-1", "LC_ALL", ""))).isFalse();
    assertThat(Terminal.isUnicode(Map.of())).isTrue();
  }
}
