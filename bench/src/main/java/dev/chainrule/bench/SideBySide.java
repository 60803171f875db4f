package dev.chainrule.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Chainrule beside other libraries, in one run on one machine: every contender measures a workload
 * in a process of its own, one after the other, in rounds whose order turns, so that a slow minute
 * of the machine hits no one alone.
 */
final class SideBySide {

  private final Options options;
  private final Path work;
  private final List<Measurement> measurements = new ArrayList<>();

  /** For those options, with a folder for what is made on the way. */
  SideBySide(Options options, Path work) throws IOException {
    this.options = options;
    this.work = work;
    if (options.workloads().contains("W8")) {
      writeNumbers(Peers.numbers(work));
    }
  }

  /**
   * Measures all rounds, and keeps what there is behind each; or behind the last, if figures of
   * other workloads stay, which were measured in the same way.
   */
  void measure(Peers peers, Report report) throws IOException {
    Optional<Results> others =
        report.results().filter(kept -> kept.isLike(results(peers, options.rounds())));
    peers.absent().forEach((name, reason) -> System.out.println("absent: " + name + ": " + reason));
    for (int round = 0; round < options.rounds(); round++) {
      for (String workload : Workloads.ALL) {
        if (options.workloads().contains(workload)) {
          measure(workload, peers, round);
        }
      }
      Results results = results(peers, round + 1);
      if (others.isEmpty()) {
        report.keep("results", results.json());
      } else if (round + 1 == options.rounds()) {
        report.keep("results", results.beside(others.get()).json());
      }
    }
  }

  private Results results(Peers peers, int rounds) {
    Map<String, Contender> contenders = new LinkedHashMap<>();
    peers.ready().forEach(peer -> contenders.put(peer.name(), peer.contender()));
    return new Results(
        Conditions.current(),
        rounds,
        options.seconds(),
        options.threads(),
        contenders,
        peers.absent(),
        Results.rowsOf(measurements));
  }

  private void measure(String workload, Peers peers, int round) {
    int now = round;
    List<Peer> order =
        new ArrayList<>(
            peers.ready().stream().filter(peer -> peer.takesPart(workload, now)).toList());
    Collections.rotate(order, round);
    boolean products = workload.equals(Workloads.PRODUCTS);
    // Plain products are compared on 1 thread, too.
    SortedSet<Integer> counts =
        new TreeSet<>(List.of(products ? 1 : options.threads(), options.threads()));
    for (int threads : counts) {
      String suffix = products ? ", " + threads + (threads == 1 ? " thread" : " threads") : "";
      for (Peer peer : order) {
        measure(peer, workload, threads, suffix, round);
      }
    }
  }

  private void measure(Peer peer, String workload, int threads, String suffix, int round) {
    List<String> command = new ArrayList<>(peer.command());
    boolean wholeProgram = workload.equals(Workloads.WHOLE_PROGRAM);
    if (!wholeProgram || !peer.name().equals(Contender.CHAINRULE)) {
      command.addAll(List.of(workload, String.valueOf(options.seconds()), String.valueOf(threads)));
    }
    command.addAll(peer.arguments().getOrDefault(workload, List.of()));
    int used = Math.min(threads, peer.threads());
    if (wholeProgram) { // for its memory, and so that the next run need not read from the disk
      Child watched = Child.run(command, peer.environment(threads), work, true);
      if (watched.exitCode() == 0 && watched.peakMebibytes() > 0) {
        double peak = watched.peakMebibytes();
        measured(round, new Measurement(workload, "peak memory", peer.name(), used, peak, "MiB"));
      }
    }
    Child child = Child.run(command, peer.environment(threads), work, false);
    if (child.exitCode() != 0) {
      System.out.println(workload + " " + peer.name() + " failed: " + child.firstComplaint());
      return;
    }
    if (wholeProgram) {
      List<Double> starts = new ArrayList<>(List.of(child.seconds()));
      while (starts.stream().mapToDouble(Double::doubleValue).sum() < options.seconds()) {
        child = Child.run(command, peer.environment(threads), work, false);
        if (child.exitCode() != 0) {
          System.out.println(workload + " " + peer.name() + " failed: " + child.firstComplaint());
          return;
        }
        starts.add(child.seconds());
      }
      Collections.sort(starts);
      double seconds = starts.get(starts.size() / 2);
      measured(round, new Measurement(workload, "whole program", peer.name(), used, seconds, "s"));
    }
    for (Child.Figure figure : child.figures()) {
      if (!(figure.value() > 0)) {
        System.out.printf(
            "%s %s failed: %s came out as %s %s.%n",
            workload, peer.name(), figure.what(), figure.value(), figure.unit());
        continue;
      }
      measured(
          round,
          new Measurement(
              workload, figure.what() + suffix, peer.name(), used, figure.value(), figure.unit()));
    }
    System.out.printf(Locale.ROOT, "%66s took %.1f s%n", peer.name(), child.seconds());
  }

  private void measured(int round, Measurement measurement) {
    measurements.add(measurement);
    System.out.printf(
        Locale.ROOT,
        "round %d  %s  %-28s  %-26s  %12.4g %s%n",
        round + 1,
        measurement.workload(),
        measurement.what(),
        measurement.contender(),
        measurement.value(),
        measurement.unit());
  }

  /** 500,000 rows of 29 numbers, 133 MB. */
  private static void writeNumbers(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path growing = file.resolveSibling(file.getFileName() + ".part");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    try (var out = Files.newBufferedWriter(growing, StandardCharsets.UTF_8)) {
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
    }
    Files.move(growing, file);
  }
}
