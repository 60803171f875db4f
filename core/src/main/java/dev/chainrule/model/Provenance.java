package dev.chainrule.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Where a model comes from: enough to train it again to the same bits. Empty texts and zeros stand
 * for what is not known.
 *
 * @param libraryVersion the Chainrule version that trained it
 * @param created when the training ended
 * @param jdk the Java runtime
 * @param system the operating system and processor architecture
 * @param kernel the name of the engine's kernels
 * @param threads how many threads trained
 * @param seed what all random numbers derive from
 * @param dataSource where the training rows came from, such as a file name
 * @param dataSha256 the SHA-256 of the bytes of that source
 * @param trainingRows how many rows were trained on
 * @param validationRows how many rows were held out
 * @param settings every choice by name, whether given or decided, in order
 * @param seconds how long the epochs took together, over all parts of a training that was resumed
 */
public record Provenance(
    String libraryVersion,
    Instant created,
    String jdk,
    String system,
    String kernel,
    int threads,
    long seed,
    String dataSource,
    String dataSha256,
    int trainingRows,
    int validationRows,
    Map<String, String> settings,
    double seconds) {

  /** Copies the settings, keeping their order. */
  public Provenance {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /** Nothing is known. */
  public static Provenance none() {
    return new Provenance("", Instant.EPOCH, "", "", "", 0, 0, "", "", 0, 0, Map.of(), 0);
  }

  /** Made now, on this runtime and system; of data and training nothing is known yet. */
  public static Provenance here(String libraryVersion, String kernel, int threads) {
    return new Provenance(
        libraryVersion,
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"),
        kernel,
        threads,
        0,
        "",
        "",
        0,
        0,
        Map.of(),
        0);
  }

  /** The same with the data that was trained on. */
  public Provenance withData(String source, String sha256, int training, int validation) {
    return new Provenance(
        libraryVersion,
        created,
        jdk,
        system,
        kernel,
        threads,
        seed,
        source,
        sha256,
        training,
        validation,
        settings,
        seconds);
  }

  /** The same with how it was trained; the settings keep their order. */
  public Provenance withTraining(
      long usedSeed, SequencedMap<String, String> usedSettings, double usedSeconds) {
    return new Provenance(
        libraryVersion,
        created,
        jdk,
        system,
        kernel,
        threads,
        usedSeed,
        dataSource,
        dataSha256,
        trainingRows,
        validationRows,
        usedSettings,
        usedSeconds);
  }
}
