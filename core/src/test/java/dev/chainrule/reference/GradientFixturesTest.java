package dev.chainrule.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.reference.ReferenceFixtures.Expected;
import dev.chainrule.reference.ReferenceFixtures.GradientCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientFixturesTest {

  static List<GradientCase> cases() {
    return ReferenceFixtures.gradients();
  }

  @Test
  void thereAreTwentySevenCases() {
    assertThat(cases()).hasSize(27);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyEntryIsTheReferences(GradientCase given) {
    check(given, Agreement.byEntry(given.isHard() ? 1e-8 : 1e-10));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyTensorIsTheReferencesToTheLastDigits(GradientCase given) {
    check(given, Agreement.byTensor(1e-13));
  }

  private static void check(GradientCase given, Agreement agreement) {
    ReferencePass pass =
        ReferencePass.of(
            given.architecture(),
            given.parameters(),
            given.loss(),
            given.x(),
            given.y(),
            given.weightOfEachSample());
    Expected expected = given.expected();

    agreement.check("loss", pass.loss(), expected.loss());
    for (int l = 1; l <= pass.layers(); l++) {
      String layer = " of layer " + l;
      agreement.check("z" + layer, pass.z(l), expected.z().get(l - 1));
      agreement.check("a" + layer, pass.a(l), expected.a().get(l - 1));
      agreement.check("δ" + layer, pass.delta(l), expected.delta().get(l - 1));
      agreement.check("dW" + layer, pass.weightGradient(l), expected.weightGradients().get(l - 1));
      agreement.check("db" + layer, pass.biasGradient(l), expected.biasGradients().get(l - 1));
    }
    agreement.check("dx", pass.inputGradient(), expected.inputGradient());
  }
}
