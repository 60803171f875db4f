package dev.chainrule.bench;

import dev.chainrule.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everybody who takes part, made ready: what they need is fetched and compiled. Who cannot be made
 * ready is reported with the reason, never dropped.
 */
final class Peers {

  /** What a contender is asked for to measure a curve of growth. */
  static final String GROWTH = "growth";

  /** What Chainrule is asked for to try how much memory it needs. */
  static final String MEMORY = "memory";

  private static final String FLOAT = "float32";
  private static final String DOUBLE = "float64";
  private static final String PYTHON = "/usr/bin/python3";
  private static final int ALL = Integer.MAX_VALUE;

  private final Path bench;
  private final Path work;
  private final Set<String> wanted;
  private final Toolchain tools;
  private final Path table;
  private final Path numbers;
  private final Map<String, String> absent = new LinkedHashMap<>();
  private final List<Peer> ready = new ArrayList<>();

  /**
   * Makes everybody ready who has one of the workloads.
   *
   * @param bench the folder of the benchmarks
   * @param work a folder for what is made on the way
   * @param wanted the workloads that will be measured
   */
  Peers(Path bench, Path work, Set<String> wanted) {
    this.bench = bench;
    this.work = work;
    this.wanted = wanted;
    tools = new Toolchain(bench, work);
    table = bench.resolveSibling("data/breast_cancer.csv").toAbsolutePath();
    numbers = numbers(work);
    chainrule();
    python();
    jvm(
        "PyTorch by DJL",
        "djl",
        "Djl",
        "pytorch-native-cpu",
        Set.of("W1", "W2", "W3", "W4", "W5", "W6"));
    jvm(
        "Smile",
        "smile",
        "Smile",
        "smile-core",
        Set.of("W1", "W2", "W3", "W5", "W6", "W7"),
        DOUBLE,
        1);
    jvm("Weka", "weka", "WekaPeer", "weka-stable", Set.of("W1", "W7"), DOUBLE, 1);
    jvm("Encog", "encog", "Encog", "encog-core", Set.of("W1", "W2", "W7"), DOUBLE, 1);
    jvm(
        "Deeplearning4j",
        "deeplearning4j",
        "Deeplearning4j",
        "deeplearning4j-core",
        Set.of("W1", "W2", "W3", "W4", "W5", "W7"));
    onnxRuntime();
    spark();
    products("OpenBLAS", "openblas");
    products("MKL", "mkl");
    reader("FastCSV and FastDoubleParser", "fastcsv", FLOAT, 1);
    reader("DuckDB", "duckdb_jdbc", DOUBLE, ALL);
    reader("univocity", "univocity-parsers", FLOAT, 2);
  }

  /** Where the CSV of W8 lies. */
  static Path numbers(Path work) {
    return work.resolve("numbers.csv");
  }

  /** Those who can take part. */
  List<Peer> ready() {
    return ready;
  }

  /** Those who cannot, with the reason. */
  Map<String, String> absent() {
    return absent;
  }

  // ---- each of them

  private void chainrule() {
    Path launcher = bench.resolveSibling("chainrule").toAbsolutePath();
    Contender contender = new Contender(Contender.CHAINRULE, Version.current(), FLOAT);
    add(
        new Peer(
            contender,
            Set.of(Workloads.WHOLE_PROGRAM),
            ALL,
            false,
            List.of(launcher.toString()),
            Map.of(
                Workloads.WHOLE_PROGRAM,
                List.of(
                    "train",
                    table.toString(),
                    "--hidden",
                    "16",
                    "--epochs",
                    "200",
                    "--patience",
                    "none",
                    "--batch-size",
                    "32",
                    "--quiet",
                    "--out",
                    out("chainrule"))),
            Map.of()));
    Set<String> workloads = new HashSet<>(Workloads.ALL);
    workloads.remove(Workloads.WHOLE_PROGRAM);
    workloads.add(GROWTH);
    add(
        new Peer(
            contender,
            workloads,
            ALL,
            false,
            chainruleCommand("-XX:+UseParallelGC", "-Xmx12g"),
            Map.of("W8", List.of(numbers.toString())),
            Map.of()));
  }

  /** Runs {@link Chainrule} in a virtual machine with those options. */
  static List<String> chainruleCommand(String... options) {
    List<String> command = new ArrayList<>(Toolchain.java(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.chainrule.bench.Chainrule"));
    return command;
  }

  private void python() {
    // Debian's OpenBLAS does not know new processors and would fall back to code for very old
    // ones; and its usual build has threads of its own, which those of OpenMP get in the way of.
    Map<String, String> helped = new LinkedHashMap<>();
    if (hasAvx512()) {
      helped.put("OPENBLAS_CORETYPE", "SKYLAKEX");
    }
    Path openMp = Path.of("/usr/lib/x86_64-linux-gnu/openblas-openmp");
    if (Files.isDirectory(openMp)) {
      helped.put("LD_LIBRARY_PATH", openMp.toString());
    }
    Set<String> all = Set.of("W1", "W2", "W3", "W4", "W5", "W6", "W7", GROWTH);
    Set<String> some = Set.of("W2", "W3", "W4");
    python("PyTorch", "pytorch.py", "torch", all, helped);
    python("scikit-learn", "scikit_learn.py", "sklearn", all, helped);
    python("PyTorch as installed", "pytorch.py", "torch", some, Map.of());
    python("scikit-learn as installed", "scikit_learn.py", "sklearn", some, Map.of());
  }

  private static boolean hasAvx512() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo")).contains("avx512f");
    } catch (IOException notLinux) {
      return false;
    }
  }

  private void python(
      String name, String script, String module, Set<String> workloads, Map<String, String> more) {
    prepare(
        name,
        workloads,
        () -> {
          Child version =
              Child.run(
                  List.of(
                      PYTHON, "-c", "import %s; print(%s.__version__)".formatted(module, module)),
                  Map.of(),
                  bench,
                  false);
          Toolchain.required(
              version,
              "python3 has no module " + module + "; install python3-torch, python3-sklearn");
          return new Peer(
              new Contender(name, version.lines().getLast(), FLOAT),
              workloads,
              ALL,
              false,
              List.of(PYTHON, bench.resolve("peers/python/" + script).toString()),
              Map.of(Workloads.WHOLE_PROGRAM, List.of(table.toString(), out(module))),
              more);
        });
  }

  private void onnxRuntime() {
    prepare(
        "ONNX Runtime",
        Set.of("W5"),
        () -> {
          Path small = work.resolve("w2.onnx");
          Path large = work.resolve("w3.onnx");
          Toolchain.required(
              Child.run(
                  List.of(
                      PYTHON,
                      bench.resolve("peers/python/export_onnx.py").toString(),
                      small.toString(),
                      large.toString()),
                  Map.of(),
                  bench,
                  false),
              "its networks are exported by PyTorch, which failed");
          return jvm(
              new Contender("ONNX Runtime", tools.version("onnxruntime", "onnxruntime"), FLOAT),
              "onnxruntime",
              "OnnxRuntime",
              Set.of("W5"),
              ALL,
              Map.of("W5", List.of(small.toString(), large.toString())));
        });
  }

  /** Spark starts on Java 17 only. */
  private void spark() {
    Set<String> workloads = Set.of("W2", "W6", Workloads.WHOLE_PROGRAM);
    prepare(
        "Spark MLlib",
        workloads,
        () -> {
          List<String> command =
              new ArrayList<>(List.of(Toolchain.java17().resolve("bin/java").toString()));
          for (String opened : List.of("lang", "lang.invoke", "nio", "util", "util.concurrent")) {
            command.addAll(List.of("--add-opens", "java.base/java." + opened + "=ALL-UNNAMED"));
          }
          command.addAll(List.of("--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED", "-Xmx6g"));
          command.addAll(List.of("-cp", tools.compiled("spark", "Spark", "17"), "Spark"));
          return new Peer(
              new Contender("Spark MLlib", tools.version("spark", "spark-mllib_2.13"), DOUBLE),
              workloads,
              ALL,
              true,
              command,
              Map.of(Workloads.WHOLE_PROGRAM, List.of(table.toString(), out("spark"))),
              Map.of());
        });
  }

  private void products(String name, String library) {
    prepare(
        name,
        Set.of(Workloads.PRODUCTS),
        () ->
            jvm(
                new Contender(name, tools.version("blas", library), FLOAT),
                "blas",
                "Blas",
                Set.of(Workloads.PRODUCTS),
                ALL,
                Map.of(Workloads.PRODUCTS, List.of(library))));
  }

  private void reader(String name, String artifact, String precision, int threads) {
    prepare(
        name,
        Set.of("W8"),
        () ->
            jvm(
                new Contender(name, tools.version("readers", artifact), precision),
                "readers",
                "Readers",
                Set.of("W8"),
                threads,
                Map.of("W8", List.of(artifact, numbers.toString()))));
  }

  /** One that trains in float32 on all threads. */
  private void jvm(String name, String pom, String main, String artifact, Set<String> workloads) {
    jvm(name, pom, main, artifact, workloads, FLOAT, ALL);
  }

  private void jvm(
      String name,
      String pom,
      String main,
      String artifact,
      Set<String> workloads,
      String precision,
      int threads) {
    Set<String> warm = new HashSet<>(workloads);
    warm.remove(Workloads.WHOLE_PROGRAM);
    prepare(
        name,
        warm,
        () ->
            jvm(
                new Contender(name, tools.version(pom, artifact), precision),
                pom,
                main,
                warm,
                threads,
                Map.of()));
    if (workloads.contains(Workloads.WHOLE_PROGRAM)) {
      wholeProgram(name, pom, main, artifact, precision, threads);
    }
  }

  /**
   * The whole program, in a virtual machine as small as the one that Chainrule's launcher takes.
   */
  private void wholeProgram(
      String name, String pom, String main, String artifact, String precision, int threads) {
    Set<String> cold = Set.of(Workloads.WHOLE_PROGRAM);
    prepare(
        name,
        cold,
        () -> {
          List<String> command = Toolchain.plainJava("-XX:+UseSerialGC");
          command.addAll(List.of("-cp", tools.compiled(pom, main, "25"), main));
          return new Peer(
              new Contender(name, tools.version(pom, artifact), precision),
              cold,
              threads,
              isRare(main),
              command,
              Map.of(Workloads.WHOLE_PROGRAM, List.of(table.toString(), out(pom))),
              Map.of());
        });
  }

  private Peer jvm(
      Contender contender,
      String pom,
      String main,
      Set<String> workloads,
      int threads,
      Map<String, List<String>> arguments)
      throws Peer.Absent {
    List<String> command = new ArrayList<>(Toolchain.java("-XX:+UseParallelGC", "-Xmx12g"));
    command.addAll(List.of("-cp", tools.compiled(pom, main, "25"), main));
    return new Peer(contender, workloads, threads, isRare(main), command, arguments, Map.of());
  }

  /** Whether a program takes so long to start that every other round is enough. */
  private static boolean isRare(String main) {
    return main.equals("Deeplearning4j");
  }

  // ---- making ready

  /** Makes somebody ready. */
  private interface Preparation {
    Peer peer() throws Peer.Absent;
  }

  private void add(Peer peer) {
    if (!Collections.disjoint(peer.workloads(), wanted)) {
      ready.add(peer);
    }
  }

  private void prepare(String name, Set<String> workloads, Preparation preparation) {
    if (!Collections.disjoint(workloads, wanted)) {
      try {
        ready.add(preparation.peer());
      } catch (Peer.Absent reason) {
        absent.put(name, reason.getMessage());
      }
    }
  }

  private String out(String name) {
    return work.resolve("w7-" + name).toString();
  }
}
