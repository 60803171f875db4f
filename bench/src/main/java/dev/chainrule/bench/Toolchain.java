package dev.chainrule.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fetches what the peers in Java need, and compiles their programs. */
final class Toolchain {

  private final Path bench;
  private final Path work;
  private final Map<String, String> classPaths = new HashMap<>();

  /**
   * For the peers of a folder.
   *
   * @param bench the folder of the benchmarks
   * @param work a folder for what is made on the way
   */
  Toolchain(Path bench, Path work) {
    this.bench = bench;
    this.work = work;
  }

  /** A virtual machine of this JDK with the module of the Vector API and those options. */
  static List<String> java(String... options) {
    List<String> command = plainJava("--add-modules", "jdk.incubator.vector");
    command.addAll(List.of(options));
    return command;
  }

  /** A virtual machine of this JDK with those options, which starts faster. */
  static List<String> plainJava(String... options) {
    List<String> command = new ArrayList<>();
    command.add(javaHome().resolve("bin/java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    return command;
  }

  /** The version of an artifact that a peer's POM names. */
  String version(String pom, String artifact) throws Peer.Absent {
    try {
      Matcher version =
          Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]+)<")
              .matcher(Files.readString(bench.resolve("peers/" + pom + ".xml")));
      if (version.find()) {
        return version.group(1);
      }
    } catch (IOException unreadable) {
      // Said below.
    }
    throw new Peer.Absent("peers/" + pom + ".xml does not name " + artifact);
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  /** The folder of a JDK 17. */
  static Path java17() throws Peer.Absent {
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

  /** The class path of a peer: its libraries, fetched, and its program, compiled. */
  String compiled(String pom, String main, String release) throws Peer.Absent {
    String ready = classPaths.get(main);
    if (ready != null) {
      return ready;
    }
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
            false),
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
              false),
          "its program does not compile");
      classPaths.put(main, classes + File.pathSeparator + libraries);
      return classes + File.pathSeparator + libraries;
    } catch (IOException unreadable) {
      throw new Peer.Absent("what it needs could not be fetched");
    }
  }

  /** Fails with that reason, and what a child process said, unless it went well. */
  static void required(Child child, String otherwise) throws Peer.Absent {
    if (child.exitCode() != 0) {
      String said =
          child.lines().stream()
              .filter(line -> line.contains("ERROR"))
              .findFirst()
              .orElse(child.firstComplaint());
      throw new Peer.Absent(otherwise + (said.isBlank() ? "" : ": " + said.strip()));
    }
  }
}
