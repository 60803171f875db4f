package dev.chainrule.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everybody who takes part, made ready: what they need is fetched and compiled. Who cannot be made
 * ready is reported with the reason, never dropped.
 */
final class Peers {

  private final Path bench;
  private final Path work;
  private final int threads;
  private final Path table;
  private final Path numbers;
  private final Map<String, String> absent = new LinkedHashMap<>();
  private final List<Peer> ready = new ArrayList<>();

  /**
   * Makes everybody ready.
   *
   * @param bench the folder of the benchmarks
   * @param work a folder for what is made on the way
   * @param table the CSV of W7
   * @param numbers the CSV of W8
   */
  Peers(Path bench, Path work, int threads, Path table, Path numbers) {
    this.bench = bench;
    this.work = work;
    this.threads = threads;
    this.table = table;
    this.numbers = numbers;
    chainrule();
    python();
    jvm("Smile", "smile", "Smile", Set.of("W1", "W2", "W3", "W5", "W7"), Map.of());
    jvm("Weka", "weka", "WekaPeer", Set.of("W1", "W7"), Map.of());
    jvm("Encog", "encog", "Encog", Set.of("W1", "W2", "W7"), Map.of());
    jvm(
        "Deeplearning4j",
        "deeplearning4j",
        "Deeplearning4j",
        Set.of("W1", "W2", "W3", "W4", "W5", "W7"),
        Map.of());
    jvm("PyTorch 2 by DJL", "djl", "Djl", Set.of("W1", "W2", "W3", "W4"), Map.of());
    onnxRuntime();
    spark();
    jvm("OpenBLAS", "blas", "Blas", Set.of("products"), Map.of("products", List.of("openblas")));
    jvm("MKL", "blas", "Blas", Set.of("products"), Map.of("products", List.of("mkl")));
    jvm("DuckDB", "readers", "Readers", Set.of("W8"), reading("duckdb"));
    jvm("univocity", "readers", "Readers", Set.of("W8"), reading("univocity"));
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
    ready.add(
        new Peer(
            Peer.CHAINRULE,
            Set.of("W7"),
            List.of(launcher.toString()),
            Map.of(
                "W7",
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
    List<String> java = new ArrayList<>(java(javaHome()));
    java.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.chainrule.bench.Chainrule"));
    ready.add(
        new Peer(
            Peer.CHAINRULE,
            Set.of("W1", "W2", "W3", "W4", "W5", "W6", "W8", "products"),
            java,
            Map.of("W8", List.of(numbers.toString())),
            Map.of()));
  }

  private void python() {
    // Debian's OpenBLAS does not know new processors and would fall back to code for very old ones.
    Map<String, String> helped = Map.of("OPENBLAS_CORETYPE", "SKYLAKEX");
    Set<String> all = Set.of("W1", "W2", "W3", "W4", "W5", "W6", "W7");
    python("PyTorch", "pytorch.py", "torch", all, helped);
    python("scikit-learn", "scikit_learn.py", "sklearn", all, helped);
    python("PyTorch as installed", "pytorch.py", "torch", Set.of("W3", "W4"), Map.of());
    python("scikit-learn as installed", "scikit_learn.py", "sklearn", Set.of("W3", "W4"), Map.of());
  }

  private void python(
      String name, String script, String module, Set<String> workloads, Map<String, String> more) {
    try {
      String python = "/usr/bin/python3";
      required(
          Child.run(List.of(python, "-c", "import " + module), Map.of(), bench, 5),
          "python3 has no module " + module + "; install python3-torch, python3-sklearn");
      ready.add(
          new Peer(
              name,
              workloads,
              List.of(python, bench.resolve("peers/python/" + script).toString()),
              Map.of("W7", List.of(table.toString(), out(module))),
              more));
    } catch (Peer.Absent reason) {
      absent.put(name, reason.getMessage());
    }
  }

  private Map<String, List<String>> reading(String reader) {
    return Map.of("W8", List.of(reader, numbers.toString()));
  }

  private void onnxRuntime() {
    try {
      Path small = work.resolve("w2.onnx");
      Path large = work.resolve("w3.onnx");
      required(
          Child.run(
              List.of(
                  "/usr/bin/python3",
                  bench.resolve("peers/python/export_onnx.py").toString(),
                  small.toString(),
                  large.toString()),
              Map.of(),
              bench,
              5),
          "its networks are exported by PyTorch, which failed");
      jvm(
          "ONNX Runtime",
          "onnxruntime",
          "OnnxRuntime",
          Set.of("W5"),
          Map.of("W5", List.of(small.toString(), large.toString())));
    } catch (Peer.Absent reason) {
      absent.put("ONNX Runtime", reason.getMessage());
    }
  }

  /** Spark starts on Java 17 only. */
  private void spark() {
    try {
      Path home = java17();
      List<String> command = new ArrayList<>();
      command.add(home.resolve("bin/java").toString());
      for (String opened :
          List.of(
              "java.lang", "java.lang.invoke", "java.nio", "java.util", "java.util.concurrent")) {
        command.addAll(List.of("--add-opens", "java.base/" + opened + "=ALL-UNNAMED"));
      }
      command.addAll(List.of("--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED", "-Xmx6g"));
      command.addAll(List.of("-cp", compiled("spark", "Spark", "17"), "Spark"));
      ready.add(
          new Peer(
              "Spark MLlib",
              Set.of("W2", "W6", "W7"),
              command,
              Map.of("W7", List.of(table.toString(), out("spark"))),
              Map.of()));
    } catch (Peer.Absent reason) {
      absent.put("Spark MLlib", reason.getMessage());
    }
  }

  private void jvm(
      String name,
      String pom,
      String main,
      Set<String> workloads,
      Map<String, List<String>> arguments) {
    try {
      List<String> command = new ArrayList<>(java(javaHome()));
      command.addAll(List.of("-cp", compiled(pom, main, "25"), main));
      ready.add(
          new Peer(
              name,
              workloads,
              command,
              arguments.isEmpty() ? Map.of("W7", List.of(table.toString(), out(pom))) : arguments,
              Map.of(
                  "OPENBLAS_NUM_THREADS", String.valueOf(threads),
                  "MKL_NUM_THREADS", String.valueOf(threads),
                  "OMP_NUM_THREADS", String.valueOf(threads))));
    } catch (Peer.Absent reason) {
      absent.put(name, reason.getMessage());
    }
  }

  // ---- making ready

  private static List<String> java(Path home) {
    return List.of(
        home.resolve("bin/java").toString(),
        "--add-modules",
        "jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseParallelGC",
        "-Xmx12g");
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  private static Path java17() throws Peer.Absent {
    try (Stream<Path> siblings = Files.list(javaHome().getParent())) {
      return siblings
          .filter(home -> home.getFileName().toString().matches(".*\\b17\\b.*"))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .findFirst()
          .orElseThrow(() -> new Peer.Absent("it starts on Java 17 only, and none was found"));
    } catch (IOException unreadable) {
      throw new Peer.Absent("it starts on Java 17 only, and none was found");
    }
  }

  private String out(String name) {
    return work.resolve("w7-" + name).toString();
  }

  /** The class path of a peer: its libraries, fetched, and its program, compiled. */
  private String compiled(String pom, String main, String release) throws Peer.Absent {
    Path classes = work.resolve(main);
    Path list = work.resolve(pom + ".classpath");
    required(
        Child.run(
            List.of(
                "mvn",
                "--batch-mode",
                "--quiet",
                "-f",
                bench.resolve("peers/" + pom + ".xml").toString(),
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + list),
            Map.of("JAVA_HOME", javaHome().toString()),
            bench,
            30),
        "what it needs could not be fetched");
    try {
      String libraries = Files.readString(list).strip();
      required(
          Child.run(
              List.of(
                  javaHome().resolve("bin/javac").toString(),
                  "--release",
                  release,
                  "-proc:none",
                  "-Xlint:none",
                  "-d",
                  classes.toString(),
                  "-cp",
                  libraries,
                  bench.resolve("peers/java/Contender.java").toString(),
                  bench.resolve("peers/java/" + main + ".java").toString()),
              Map.of(),
              bench,
              5),
          "its program does not compile");
      return classes + File.pathSeparator + libraries;
    } catch (IOException unreadable) {
      throw new Peer.Absent("what it needs could not be fetched");
    }
  }

  private static void required(Child child, String otherwise) throws Peer.Absent {
    if (child.exitCode() != 0) {
      String first = child.complaint().lines().findFirst().orElse("");
      String said =
          child.lines().stream().filter(line -> line.contains("ERROR")).findFirst().orElse(first);
      throw new Peer.Absent(otherwise + (said.isBlank() ? "" : ": " + said.strip()));
    }
  }
}
