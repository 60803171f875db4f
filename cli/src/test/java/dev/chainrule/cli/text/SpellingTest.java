package dev.chainrule.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void aSwapAMissingAndAWrongLetterAreOneStepEach() {
    assertThat(Spelling.distance("trian", "train")).isEqualTo(1);
    assertThat(Spelling.distance("predit", "predict")).isEqualTo(1);
    assertThat(Spelling.distance("shaw", "show")).isEqualTo(1);
    assertThat(Spelling.distance("", "show")).isEqualTo(4);
  }

  @Test
  void onlyWordsThatAreNearAreMeantTheNearestFirst() {
    assertThat(Spelling.near("trian", List.of("attribute", "train", "importance")))
        .containsExactly("train");
    assertThat(Spelling.near("epocs", List.of("epoch", "epochs")))
        .containsExactly("epoch", "epochs");
    assertThat(Spelling.near("zzz", List.of("cv", "train"))).isEmpty();
  }
}
