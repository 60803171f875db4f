package dev.chainrule.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chainrule.data.Dataset;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import dev.chainrule.model.Checkpoint;
import dev.chainrule.model.Epoch;
import dev.chainrule.model.ModelException;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.optimizer.Averaging;
import dev.chainrule.optimizer.Clipping;
import dev.chainrule.optimizer.Optimizer;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.optimizer.Schedule;
import dev.chainrule.training.TrainingEvent.CheckpointFailed;
import dev.chainrule.training.TrainingEvent.CheckpointWritten;
import dev.chainrule.training.TrainingEvent.Resumed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {

  private static final Dataset TRAINING = Circle.rows(100, 1);
  private static final Dataset VALIDATION = Circle.rows(60, 2);
  private static final Trainer RECIPE =
      Trainer.adam(0.02).withBatchSize(16).withEpochs(6).withPenalty(Penalty.l2(1e-4)).withSeed(5);

  @TempDir private Path parent;

  /** Every optimizer, every schedule, and what else a training remembers from step to step. */
  static List<Trainer> recipes() {
    Stream<Trainer> rules =
        Stream.concat(
                Optimizer.all().stream(), Stream.of(Optimizer.of("rmsprop(momentum=0.9,centred)")))
            .map(rule ->
                rule.takesAllRows()
                    ? RECIPE.withOptimizer(rule).withBatchSize(100).withLearningRate(1)
                    : RECIPE.withOptimizer(rule));
    Stream<Trainer> courses =
        Stream.of(
                new Schedule.Step(1, 0.5),
                new Schedule.Exponential(0.9),
                Schedule.cosine(),
                Schedule.of("one_cycle"),
                new Schedule.Plateau(0.5, 1, 0.01),
                Schedule.cosine().afterWarmup(1.5))
            .map(RECIPE::withSchedule);
    return Stream.of(
            rules,
            courses,
            Stream.of(
                RECIPE.withAveraging(new Averaging(0.9)),
                RECIPE.withClipping(Clipping.norm(0.1)),
                RECIPE.withClipping(Clipping.value(0.01))))
        .flatMap(each -> each)
        .toList();
  }

  private Checkpoints folder() {
    return Checkpoints.in(parent.resolve("run"));
  }

  // ---- going on

  @ParameterizedTest
  @MethodSource("recipes")
  void aTrainingThatStopsBehindEveryBatchEndsInTheSameBits(Trainer given) {
    Trainer recipe = given.withEpochs(3);
    Fit whole = fit(recipe, () -> false, new ArrayList<>());

    Fit fit = fit(recipe.withCheckpoints(folder()), () -> true, new ArrayList<>());
    int parts = 1;
    while (fit.history().stopReason().equals("a request")) {
      fit = fit(recipe.withCheckpoints(folder().resuming()), () -> true, new ArrayList<>());
      parts++;
    }

    // A part for each batch, one for the end of each epoch.
    assertThat(parts).isEqualTo(3 * Math.ceilDiv(TRAINING.rows(), recipe.batchSize()) + 3);
    assertSame(fit, whole);
  }

  @Test
  void earlyStoppingWaitsAsLongAsIfTheTrainingHadNeverStopped() {
    Trainer recipe =
        RECIPE.withLearningRate(0.2).withEpochs(200).withEarlyStopping(new EarlyStopping(7, 1e-3));
    Fit whole = fit(recipe, () -> false, new ArrayList<>());
    assertThat(whole.history().stopReason()).isEqualTo("early stopping");

    Fit fit = fit(recipe.withCheckpoints(folder()), everyTime(23), new ArrayList<>());
    while (fit.history().stopReason().equals("a request")) {
      fit = fit(recipe.withCheckpoints(folder().resuming()), everyTime(23), new ArrayList<>());
    }

    assertSame(fit, whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aTrainingGoesOnToTheSameBitsOnOtherThreads(int threads) {
    Network wide =
        Network.initialize(Architecture.dense(2, List.of(160, 96), new Activation.Gelu(), 2), 1);
    Dataset rows = Circle.rows(500, 3);
    Trainer recipe = Trainer.adam(0.001).withBatchSize(96).withEpochs(2).withThreads(2);
    Loss loss = Loss.softmaxCrossEntropy();
    String whole = recipe.fit(wide, loss, rows).network().parameters().sha256();

    BooleanSupplier third = everyTime(3);
    recipe
        .withCheckpoints(folder())
        .fit(wide, loss, rows, Optional.empty(), TrainingListener.none(), third);
    Fit fit =
        recipe.withThreads(threads).withCheckpoints(folder().resuming()).fit(wide, loss, rows);

    assertThat(fit.threads()).isEqualTo(threads);
    assertThat(fit.network().parameters().sha256()).isEqualTo(whole);
  }

  @Test
  void whatIsOverCanGoOnToMoreEpochs() {
    fit(RECIPE.withCheckpoints(folder()), () -> false, new ArrayList<>());

    Fit more =
        fit(
            RECIPE.withEpochs(9).withCheckpoints(folder().resuming()),
            () -> false,
            new ArrayList<>());

    assertSame(more, fit(RECIPE.withEpochs(9), () -> false, new ArrayList<>()));
  }

  @Test
  void whatIsOverIsNotTrainedAgain() {
    Fit first = fit(RECIPE.withCheckpoints(folder()), () -> false, new ArrayList<>());

    List<TrainingEvent> events = new ArrayList<>();
    Fit again = fit(RECIPE.withCheckpoints(folder().resuming()), () -> false, events);

    assertSame(again, first);
    assertThat(events).noneMatch(TrainingEvent.EpochDone.class::isInstance);
  }

  @Test
  void withoutACheckpointYetATrainingBeginsAtTheStart() {
    List<TrainingEvent> events = new ArrayList<>();
    Fit fit = fit(RECIPE.withCheckpoints(folder().resuming()), () -> false, events);

    assertSame(fit, fit(RECIPE, () -> false, new ArrayList<>()));
    assertThat(events).noneMatch(Resumed.class::isInstance);
  }

  // ---- when, where, how many

  @Test
  void theLastFewAreKept() throws IOException {
    List<TrainingEvent> events = new ArrayList<>();
    fit(RECIPE.withCheckpoints(folder().everyEpochs(2).keeping(2)), () -> false, events);

    assertThat(written(events)).extracting(it -> it.position().epoch()).containsExactly(3, 5, 7);
    assertThat(files()).hasSize(2).doesNotContain(written(events).getFirst().file());
  }

  @Test
  void anEndBetweenTwoIsWrittenToo() {
    List<TrainingEvent> events = new ArrayList<>();
    fit(RECIPE.withCheckpoints(folder().everyEpochs(4)), () -> false, events);

    assertThat(written(events)).extracting(it -> it.position().epoch()).containsExactly(5, 7);
  }

  @Test
  void byTimeTheyAreWrittenInTheMiddleOfAnEpoch() {
    List<TrainingEvent> events = new ArrayList<>();
    fit(
        RECIPE.withEpochs(1).withCheckpoints(folder().every(Duration.ofNanos(1))),
        () -> false,
        events);

    assertThat(written(events))
        .extracting(it -> it.position().batch())
        .containsExactly(1, 2, 3, 4, 5, 6, 0);
  }

  @Test
  void aTrainingDoesNotMixItsCheckpointsWithThoseOfAnother() {
    fit(RECIPE.withCheckpoints(folder()), () -> false, new ArrayList<>());

    assertThatThrownBy(() -> fit(RECIPE.withCheckpoints(folder()), () -> false, new ArrayList<>()))
        .isInstanceOf(ChoiceException.class)
        .hasMessageContaining("run: holds checkpoints of a training already")
        .hasMessageContaining("--resume");
  }

  @Test
  void twoTrainingsCannotUseOneFolderAtATime() {
    Checkpoints first = folder();
    TrainingListener second =
        event -> {
          if (event instanceof TrainingEvent.EpochDone) {
            fit(RECIPE.withCheckpoints(first.resuming()), () -> false, new ArrayList<>());
          }
        };

    assertThatThrownBy(() ->
            RECIPE
                .withCheckpoints(first)
                .fit(Circle.network(), Loss.softmaxCrossEntropy(), TRAINING, VALIDATION, second))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("another training is writing its checkpoints there");
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorBeforeTheFirstStep() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "text");
    List<TrainingEvent> events = new ArrayList<>();

    assertThatThrownBy(() -> fit(RECIPE.withCheckpoints(Checkpoints.in(file)), () -> false, events))
        .hasMessageContaining("file: cannot hold checkpoints: it is a file; name a folder");
    Path deep = parent.resolve("not").resolve("there");
    assertThatThrownBy(() -> fit(RECIPE.withCheckpoints(Checkpoints.in(deep)), () -> false, events))
        .hasMessageContaining("does not exist; create it first");
    assertThat(events).isEmpty();
  }

  // ---- trouble

  @Test
  void aDamagedCheckpointIsPassedOverForTheOneBefore() throws IOException {
    Fit whole = fit(RECIPE, () -> false, new ArrayList<>());
    fit(RECIPE.withCheckpoints(folder().everyEpochs(1)), everyTime(40), new ArrayList<>());
    List<Path> files = files();
    Path newest = files.getLast();
    flipOneBit(newest, 5000);

    List<TrainingEvent> events = new ArrayList<>();
    Fit fit = fit(RECIPE.withCheckpoints(folder().resuming()), () -> false, events);

    Resumed resumed =
        events.stream()
            .filter(Resumed.class::isInstance)
            .map(Resumed.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(resumed.file()).isEqualTo(files.get(files.size() - 2));
    assertThat(resumed.damaged())
        .singleElement()
        .asString()
        .contains(newest.getFileName().toString(), "damaged");
    assertThat(newest.resolveSibling(newest.getFileName() + ".damaged")).exists();
    assertSame(fit, whole);
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    fit(RECIPE.withCheckpoints(folder()), everyTime(5), new ArrayList<>());
    Path file = files().getLast();
    byte[] sound = Files.readAllBytes(file);
    for (int at = 0; at < sound.length; at += 97) {
      byte[] damaged = sound.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      Files.write(file, damaged);
      assertThatThrownBy(() -> Checkpoint.read(file))
          .as("byte %d", at)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining(file.toString());
    }
    Files.write(file, Arrays.copyOf(sound, sound.length - 1));
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("truncated");
  }

  @Test
  void whereAllAreDamagedNothingIsTrained() throws IOException {
    fit(RECIPE.withCheckpoints(folder().everyEpochs(1).keeping(2)), () -> false, new ArrayList<>());
    for (Path file : files()) {
      Files.write(file, new byte[20]);
    }

    assertThatThrownBy(
            () -> fit(RECIPE.withCheckpoints(folder().resuming()), () -> false, new ArrayList<>()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("none of its checkpoints can be read");
    assertThat(files()).hasSize(2);
  }

  @Test
  void whatAKilledTrainingLeftHalfWrittenIsClearedAway() throws IOException {
    Path half = Files.createDirectory(parent.resolve("run")).resolve(".chainrule-1.tmp");
    Files.writeString(half, "half");

    fit(RECIPE.withCheckpoints(folder()), () -> false, new ArrayList<>());

    assertThat(half).doesNotExist();
  }

  @Test
  void aCheckpointThatCannotBeWrittenDoesNotEndTheTraining() {
    List<TrainingEvent> events = new ArrayList<>();
    TrainingListener vandal =
        event -> {
          events.add(event);
          if (event instanceof TrainingEvent.EpochDone done) {
            Path folder = parent.resolve("run");
            folder.toFile().renameTo(parent.resolve("gone" + done.epoch().number()).toFile());
          }
        };
    Fit fit =
        RECIPE
            .withCheckpoints(folder().everyEpochs(1))
            .fit(Circle.network(), Loss.softmaxCrossEntropy(), TRAINING, VALIDATION, vandal);

    assertSame(fit, fit(RECIPE, () -> false, new ArrayList<>()));
    assertThat(events)
        .filteredOn(CheckpointFailed.class::isInstance)
        .hasSize(7)
        .first()
        .asString()
        .contains("cannot be written", "does not exist");
  }

  @Test
  void aTrainingOnOtherDataOrSettingsIsRefusedWithWhatDiffers() {
    fit(RECIPE.withCheckpoints(folder()), everyTime(9), new ArrayList<>());
    Checkpoints resuming = folder().resuming();

    assertThatThrownBy(() ->
            fit(
                RECIPE.withBatchSize(20).withOptimizer(Optimizer.sgd()).withCheckpoints(resuming),
                () -> false,
                new ArrayList<>()))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining(
            "optimizer: Adam[beta1=0.9, beta2=0.999, epsilon=1.0E-8] there, Sgd[] here")
        .hasMessageContaining("batch size: 16 there, 20 here")
        .hasMessageNotContaining("rows:")
        .hasMessageNotContaining("seed:");
    assertThatThrownBy(() ->
            RECIPE
                .withCheckpoints(resuming)
                .fit(
                    Circle.network(),
                    Loss.softmaxCrossEntropy(),
                    Circle.rows(101, 1),
                    VALIDATION,
                    TrainingListener.none()))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("training rows: 100 rows of 2 inputs and 2 targets")
        .hasMessageContaining("101 rows of 2 inputs and 2 targets")
        .hasMessageNotContaining("validation rows:");
    assertThatThrownBy(() ->
            fit(RECIPE.withEpochs(1).withCheckpoints(resuming), () -> false, new ArrayList<>()))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("epochs: in epoch 2 there, at most 1 here");
  }

  // ---- the time limit

  @Test
  void aTimeLimitEndsTheTrainingBehindABatch() {
    Fit fit = fit(RECIPE.withTimeLimit(Duration.ofNanos(1)), () -> false, new ArrayList<>());

    assertThat(fit.history().stopReason()).isEqualTo("the time limit");
    assertThat(fit.history().epochs()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void theTimeOfAllPartsCounts() throws IOException {
    fit(RECIPE.withCheckpoints(folder()), everyTime(9), new ArrayList<>());
    Path file = files().getLast();
    Checkpoint kept = Checkpoint.read(file);
    Checkpoint.Position at = kept.position();
    new Checkpoint(
            kept.network(),
            kept.best(),
            kept.loss(),
            kept.optimizer(),
            new Checkpoint.Position(
                at.epoch(), at.batch(), at.lossSum(), at.weight(), at.epochSeconds(), 3600),
            kept.history(),
            kept.numbers(),
            kept.fingerprint())
        .write(file);

    Fit over =
        fit(
            RECIPE.withTimeLimit(Duration.ofMinutes(30)).withCheckpoints(folder().resuming()),
            () -> false,
            new ArrayList<>());
    assertThat(over.history().stopReason()).isEqualTo("the time limit");
    assertThat(over.history().epochs()).hasSize(2); // the second up to where it was

    Fit more =
        fit(
            RECIPE.withTimeLimit(Duration.ofHours(2)).withCheckpoints(folder().resuming()),
            () -> false,
            new ArrayList<>());
    assertSame(more, fit(RECIPE, () -> false, new ArrayList<>()));
  }

  // ---- the fingerprint

  @Test
  void everySettingIsInTheFingerprintOrSaysWhyNot() {
    List<String> notDeciding = List.of("epochs", "timeLimit", "checkpoints", "diagnose", "threads");
    long settings =
        Stream.of(Trainer.class.getDeclaredClasses())
            .filter(type -> type.getSimpleName().equals("Settings"))
            .flatMap(type -> Stream.of(type.getDeclaredFields()))
            .filter(field -> !field.isSynthetic() && !notDeciding.contains(field.getName()))
            .count();

    assertThat(Fingerprint.settings(RECIPE)).hasSize((int) settings);
  }

  // ---- helpers

  private static Fit fit(Trainer recipe, BooleanSupplier stop, List<TrainingEvent> events) {
    return recipe.fit(
        Circle.network(),
        Loss.softmaxCrossEntropy(),
        TRAINING,
        Optional.of(VALIDATION),
        events::add,
        stop);
  }

  private static BooleanSupplier everyTime(int batches) {
    int[] asked = {0};
    return () -> ++asked[0] % batches == 0;
  }

  private static List<CheckpointWritten> written(List<TrainingEvent> events) {
    return events.stream()
        .filter(CheckpointWritten.class::isInstance)
        .map(CheckpointWritten.class::cast)
        .toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(parent.resolve("run"))) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    }
  }

  private static void flipOneBit(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
  }

  /** The same parameters and the same history, but for the time that it took. */
  private static void assertSame(Fit fit, Fit expected) {
    assertThat(fit.network().parameters().sha256())
        .isEqualTo(expected.network().parameters().sha256());
    assertThat(fit.history().bestEpoch()).isEqualTo(expected.history().bestEpoch());
    assertThat(fit.history().stopReason()).isEqualTo(expected.history().stopReason());
    assertThat(fit.history().epochs())
        .usingElementComparator((a, b) -> figures(a).equals(figures(b)) ? 0 : 1)
        .containsExactlyElementsOf(expected.history().epochs());
  }

  private static List<Object> figures(Epoch epoch) {
    return List.<Object>of(
        epoch.number(),
        epoch.trainingLoss(),
        epoch.validationLoss().equals(OptionalDouble.empty()) ? "" : epoch.validationLoss(),
        epoch.validationMetric(),
        epoch.learningRate());
  }
}
