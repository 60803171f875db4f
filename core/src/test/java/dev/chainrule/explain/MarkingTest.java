package dev.chainrule.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.explain.Answers.Blank;
import dev.chainrule.explain.Answers.Item;
import dev.chainrule.explain.Answers.Quantity;
import dev.chainrule.explain.Marking.Mark;
import dev.chainrule.explain.Marking.Tolerance;
import dev.chainrule.explain.Marking.Verdict;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.reference.DoubleMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkingTest {

  private static final Tolerance BY_HAND = Tolerance.ofDecimals(4);

  private static Problem problem(Loss loss, Activation hidden, int... sizes) {
    List<Integer> n = java.util.Arrays.stream(sizes).boxed().toList();
    List<Activation> activations = new ArrayList<>();
    for (int l = 1; l < sizes.length; l++) {
      activations.add(l + 1 < sizes.length ? hidden : Activation.identity());
    }
    return new Exercise(n, activations, loss, 5).problem().withLearningRate(0.5);
  }

  static List<Problem> everyKind() {
    List<Problem> problems = new ArrayList<>();
    for (Activation f : Activation.all()) {
      problems.add(problem(Loss.sigmoidCrossEntropy(), f, 2, 3, 2, 1));
    }
    for (Loss loss : Loss.all()) {
      problems.add(problem(loss, Activation.tanh(), 3, 2, 2));
    }
    return problems;
  }

  /** The right answers, rounded as by hand. */
  private static SequencedMap<Item, DoubleMatrix> right(Problem problem) {
    SequencedMap<Item, DoubleMatrix> values = new LinkedHashMap<>();
    FollowThrough exact = new FollowThrough(new Answers(problem, new LinkedHashMap<>()));
    for (Blank blank : Answers.blanks(problem)) {
      DoubleMatrix value = exact.next(blank.item());
      values.put(
          blank.item(),
          DoubleMatrix.of(
              value.rows(), value.columns(), (i, j) -> Math.round(value.get(i, j) * 1e4) / 1e4));
    }
    return values;
  }

  private static DoubleMatrix get(SequencedMap<Item, DoubleMatrix> values, Item item) {
    return Objects.requireNonNull(values.get(item));
  }

  private static Marking marking(Problem problem, SequencedMap<Item, DoubleMatrix> values) {
    return Marking.of(new Answers(problem, values), BY_HAND);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void rightAnswersToFourDecimalsEarnEveryMark(Problem problem) {
    Marking marking = marking(problem, right(problem));

    assertThat(marking.marks()).allMatch(mark -> mark.verdict() == Verdict.RIGHT);
    assertThat(marking.earned()).isEqualTo(marking.marks().size());
    assertThat(marking.firstWrong()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void oneMistakeCostsOneMarkHoweverMuchFollowsFromIt(Problem problem) {
    SequencedMap<Item, DoubleMatrix> values = new LinkedHashMap<>();
    SequencedMap<Item, DoubleMatrix> exact = right(problem);
    Item first = new Item(Quantity.Z, 1);
    values.put(first, get(exact, first).with(0, 1, get(exact, first).get(0, 1) + 0.3));
    FollowThrough wrong = new FollowThrough(new Answers(problem, values));
    for (Blank blank : Answers.blanks(problem)) {
      DoubleMatrix following = wrong.next(blank.item());
      values.putIfAbsent(blank.item(), following);
    }

    Marking marking = marking(problem, values);

    assertThat(marking.count(Verdict.WRONG)).isEqualTo(1);
    assertThat(marking.count(Verdict.FOLLOWS)).isPositive();
    assertThat(marking.earned()).isEqualTo(marking.marks().size() - 1);
    Mark mark = marking.firstWrong().orElseThrow();
    assertThat(mark.quantity()).isEqualTo(Quantity.Z);
    assertThat(mark.layer()).isEqualTo(1);
    assertThat(mark.column()).isEqualTo(2);
  }

  @Test
  void usualSlipsAreRecognised() {
    Problem problem = problem(Loss.sigmoidCrossEntropy(), Activation.sigmoid(), 2, 2, 1);
    SequencedMap<Item, DoubleMatrix> right = right(problem);
    Item hidden = new Item(Quantity.DELTA, 1);
    Item z = new Item(Quantity.Z, 1);
    Item after = new Item(Quantity.WEIGHTS_AFTER, 2);
    double slope =
        get(right, new Item(Quantity.A, 1)).get(0, 0)
            * (1 - get(right, new Item(Quantity.A, 1)).get(0, 0));
    DoubleMatrix before = Worksheet.of(problem).steps().getFirst().weightsBefore(2);

    assertThat(hint(problem, right, hidden, get(right, hidden).get(0, 0) / slope))
        .isEqualTo("is f′(z) left out?");
    assertThat(hint(problem, right, z, get(right, z).get(0, 0) - bias(problem)))
        .isEqualTo("is the bias left out?");
    assertThat(hint(problem, right, after, 2 * before.get(0, 0) - get(right, after).get(0, 0)))
        .startsWith("is the step uphill?");
    assertThat(hint(problem, right, z, 77)).isEmpty();
  }

  private static double bias(Problem problem) {
    return Worksheet.of(problem).steps().getFirst().biasesBefore(1).get(0, 0);
  }

  private static String hint(
      Problem problem, SequencedMap<Item, DoubleMatrix> right, Item item, double given) {
    SequencedMap<Item, DoubleMatrix> values = new LinkedHashMap<>(right);
    values.put(item, get(right, item).with(0, 0, given));
    Mark wrong = marking(problem, values).firstWrong().orElseThrow();
    assertThat(new Item(wrong.quantity(), wrong.layer())).isEqualTo(item);
    return wrong.hint();
  }

  @Test
  void whatIsNotGivenIsNeitherRightNorWrong() {
    Problem problem = problem(Loss.meanSquaredError(), Activation.relu(), 2, 2, 1);
    SequencedMap<Item, DoubleMatrix> right = right(problem);
    right.remove(new Item(Quantity.A, 1));

    Marking marking = marking(problem, right);

    assertThat(marking.count(Verdict.MISSING)).isEqualTo(2);
    assertThat(marking.count(Verdict.WRONG)).isZero();
    assertThat(marking.earned()).isEqualTo(marking.marks().size() - 2);
  }

  @Test
  void aFormThatIsNotFilledInIsReadAndEarnsNothing() {
    String form =
        """
        {"activations": ["sigmoid", "sigmoid"], "loss": "bce", "learning_rate": 0.5,
         "weights": [[[0.1, 0.4], [0.2, 0.5]], [[0.7, 0.8]]], "biases": [[0.3, 0.6], [0.9]],
         "x": [1, 2], "y": 1, "answers": %s}\
        """;
    Problem problem = Answers.parse(form.formatted("{}")).problem();
    String blank = Answers.blankForm(problem);

    Marking marking = Marking.of(Answers.parse(form.formatted(blank)), BY_HAND);

    assertThat(marking.marks()).hasSize(28);
    assertThat(marking.marks()).allMatch(mark -> mark.verdict() == Verdict.MISSING);
    Answers some =
        Answers.parse(
            form.formatted("{\"z\": [[1.2, null], null], \"loss\": 0.11, \"prediction\": 0.9}"));
    assertThat(some.value(Quantity.Z, 1, 0, 0)).isEqualTo(1.2);
    assertThat(some.value(Quantity.LOSS, 0, 0, 0)).isEqualTo(0.11);
    assertThat(some.value(Quantity.A, 2, 0, 0)).isEqualTo(0.9);
    assertThatThrownBy(() -> Answers.parse(form.formatted("{\"z\": [[1.2], null]}")))
        .hasMessage("answers.z[0]: expected 2 (numbers), got 1.");
    assertThatThrownBy(() -> Answers.parse(form.formatted("{\"zz\": 1}")))
        .hasMessageStartingWith("answers.zz: there is no such key; there are z, a, loss");
    assertThatThrownBy(() -> Answers.parse(form.formatted("{\"loss\": \"small\"}")))
        .hasMessage("answers.loss: expected a number, got \"small\".");
  }

  @Test
  void exercisesHaveNumbersThatArePleasantByHand() {
    for (long seed = 0; seed < 50; seed++) {
      Problem problem =
          new Exercise(
                  List.of(2, 2, 1),
                  List.of(Activation.relu(), Activation.identity()),
                  Loss.sigmoidCrossEntropy(),
                  seed)
              .problem();
      for (double parameter : problem.parameters().row(0)) {
        assertThat(Math.abs(parameter)).isBetween(0.1, 0.9);
        assertThat(parameter * 10).isEqualTo(Math.rint(parameter * 10));
      }
      var pass = Worksheet.of(problem).steps().getFirst().pass();
      assertThat(DoubleStream.of(pass.z(1).toArray()).boxed()).anyMatch(z -> z > 0);
      assertThat(DoubleStream.of(pass.z(1).toArray()).boxed())
          .allMatch(z -> Math.abs(z) > 0.04 && Math.abs(z) < 2.6);
      assertThat(problem.y().get(0, 0)).isIn(0.0, 1.0);
    }
    assertThat(seeded(3)).isEqualTo(seeded(3)).isNotEqualTo(seeded(4));
  }

  @Test
  void emptySheetsOfDeepNetworksAreMarked() {
    int[] sizes = new int[26];
    java.util.Arrays.fill(sizes, 3);

    Marking marking =
        marking(
            problem(Loss.softmaxCrossEntropy(), Activation.tanh(), sizes), new LinkedHashMap<>());

    assertThat(marking.count(Verdict.MISSING)).isEqualTo(25 * (6 + 3 + 2 * 12) + 1);
    assertThat(marking.marks()).allMatch(mark -> Math.abs(mark.right() - mark.following()) < 1e-12);
  }

  private static DoubleMatrix seeded(long seed) {
    return new Exercise(
            List.of(2, 2, 1),
            List.of(Activation.sigmoid(), Activation.identity()),
            Loss.sigmoidCrossEntropy(),
            seed)
        .problem()
        .parameters();
  }
}
