package dev.chainrule.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Chainrule beside other libraries, in one run on one machine: every contender measures a workload
 * in a process of its own, one after the other, in rounds whose order turns, so that a slow minute
 * of the machine hits no one alone. Medians over the rounds go into tables and a plot.
 */
final class SideBySide {

  private static final List<String> WORKLOADS =
      List.of("W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "products");
  private static final int MINUTES = 15;

  private final Path bench;
  private final Path work;
  private int rounds = 5;
  private double seconds = 10;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Set<String> workloads = new TreeSet<>(WORKLOADS);
  private final List<Measurement> measurements = new ArrayList<>();

  private SideBySide(Path bench) {
    this.bench = bench;
    work = bench.resolve("target/side-by-side");
  }

  /** Measures; {@code --rounds N --seconds X --threads N --only W1,W2}. */
  public static void main(String... arguments) throws IOException {
    SideBySide run = new SideBySide(Path.of(arguments[0]).toAbsolutePath());
    try {
      run.options(Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (IllegalArgumentException wrong) {
      System.err.println("bench/run: " + wrong.getMessage());
      System.exit(2);
    }
    run.measure();
  }

  private void options(String... arguments) {
    for (int i = 0; i < arguments.length; i += 2) {
      String option = arguments[i];
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (option) {
        case "--rounds" -> rounds = count(option, value);
        case "--seconds" -> seconds = above0(option, value);
        case "--threads" -> threads = count(option, value);
        case "--only" -> workloads = named(value);
        default ->
            throw new IllegalArgumentException(
                "There is no option '%s'; there are --rounds, --seconds, --threads, --only."
                    .formatted(option));
      }
    }
  }

  private static int count(String option, String value) {
    double number = above0(option, value);
    if (number != (int) number) {
      throw new IllegalArgumentException(
          "%s takes a whole number, got '%s'.".formatted(option, value));
    }
    return (int) number;
  }

  private static double above0(String option, String value) {
    if (!value.matches("[0-9]{1,6}(\\.[0-9]+)?") || Double.parseDouble(value) == 0) {
      throw new IllegalArgumentException(
          "%s takes a number above 0, got '%s'.".formatted(option, value));
    }
    return Double.parseDouble(value);
  }

  private static Set<String> named(String list) {
    Set<String> named = new TreeSet<>(List.of(list.split(",")));
    if (!WORKLOADS.containsAll(named)) {
      throw new IllegalArgumentException(
          "--only takes some of %s, got '%s'.".formatted(String.join(",", WORKLOADS), list));
    }
    return named;
  }

  private void measure() throws IOException {
    Files.createDirectories(work);
    Path numbers = work.resolve("numbers.csv");
    if (workloads.contains("W8")) {
      writeNumbers(numbers);
    }
    Peers peers =
        new Peers(
            bench,
            work,
            threads,
            bench.resolveSibling("data/breast_cancer.csv").toAbsolutePath(),
            numbers);
    peers.absent().forEach((name, reason) -> say("absent: " + name + ": " + reason));
    for (int round = 0; round < rounds; round++) {
      for (String workload : WORKLOADS) {
        if (workloads.contains(workload)) {
          List<Peer> order =
              new ArrayList<>(
                  peers.ready().stream()
                      .filter(peer -> peer.workloads().contains(workload))
                      .toList());
          Collections.rotate(order, round);
          for (Peer peer : order) {
            measure(peer, workload, round);
          }
        }
      }
    }
    Results results = new Results(measurements, peers.absent(), rounds, seconds, threads);
    results.write(bench.resolve("results"));
    say("Written: " + bench.resolve("results"));
  }

  private void measure(Peer peer, String workload, int round) {
    List<String> command = new ArrayList<>(peer.command());
    boolean wholeProgram = workload.equals("W7") && peer.name().equals(Peer.CHAINRULE);
    if (!wholeProgram) {
      command.addAll(List.of(workload, String.valueOf(seconds), String.valueOf(threads)));
    }
    command.addAll(peer.arguments().getOrDefault(workload, List.of()));
    Child child = Child.run(command, peer.environment(), work, MINUTES);
    if (child.exitCode() != 0) {
      say(
          "%s %s failed: %s"
              .formatted(workload, peer.name(), child.complaint().lines().findFirst().orElse("")));
      return;
    }
    if (workload.equals("W7")) {
      measured(workload, "whole program", peer, child.seconds(), "s", round);
      measured(workload, "peak memory", peer, (double) child.peakMebibytes(), "MiB", round);
    }
    for (String line : child.lines()) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("figure") && cells.length == 4) {
        measured(workload, cells[1], peer, Double.parseDouble(cells[2]), cells[3], round);
      }
    }
  }

  private void measured(
      String workload, String what, Peer peer, double value, String unit, int round) {
    measurements.add(new Measurement(workload, what, peer.name(), value, unit));
    say(
        String.format(
            Locale.ROOT,
            "round %d  %s  %-28s  %-26s  %12.4g %s",
            round + 1,
            workload,
            what,
            peer.name(),
            value,
            unit));
  }

  /** 500,000 rows of 29 numbers, 133 MB. */
  private static void writeNumbers(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < 29; j++) {
        line.append(j == 0 ? "" : ",").append('c').append(j);
      }
      out.write(line.append('\n').toString());
      for (int row = 0; row < 500_000; row++) {
        line.setLength(0);
        for (int j = 0; j < 29; j++) {
          long millionths = Math.round(random.nextGaussian() * 1e6);
          line.append(j == 0 ? "" : ",")
              .append(millionths < 0 ? "-" : "")
              .append(Math.abs(millionths) / 1_000_000)
              .append('.')
              .append(String.valueOf(1_000_000 + Math.abs(millionths) % 1_000_000).substring(1));
        }
        out.write(line.append('\n').toString());
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
