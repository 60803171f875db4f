package dev.chainrule.bench;

import dev.chainrule.bench.Growth.Axis;
import dev.chainrule.bench.Growth.Size;
import dev.chainrule.cli.text.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Measures how training grows: each curve of each contender in a process of its own. */
final class GrowthRun {

  private final Options options;
  private final Path work;
  private final Peers peers;
  private final List<Measurement> measurements = new ArrayList<>();
  private final Map<String, Contender> lines = new LinkedHashMap<>();

  GrowthRun(Options options, Path work, Peers peers) {
    this.options = options;
    this.work = work;
    this.peers = peers;
  }

  Growth measure() {
    for (int round = 0; round < options.rounds(); round++) {
      for (Axis axis : Axis.values()) {
        for (Peer peer : peers.ready()) {
          // Chainrule with 1 thread, too; the most threads first, as the line on top.
          TreeSet<Integer> threads = new TreeSet<>(List.of(options.threads()));
          if (peer.name().equals(Contender.CHAINRULE)) {
            threads.add(1);
          }
          threads.descendingSet().forEach(count -> measure(axis, peer, count));
        }
      }
    }
    List<MemoryNeed> needs = new ArrayList<>();
    for (MemoryNeed need : MemoryNeed.ALL) {
      MemoryNeed measured =
          need.measured(MemoryNeed.least(2 * need.budget(), heap -> runs(need, heap)));
      System.out.printf(
          "memory  %,d parameters, %,d rows: %d MiB, budget %d MiB%n",
          need.parameters(), need.rows(), measured.mebibytes(), need.budget());
      needs.add(measured);
    }
    return new Growth(
        new Results(
            Conditions.current(),
            options.rounds(),
            options.seconds(),
            options.threads(),
            lines,
            peers.absent(),
            Results.rowsOf(measurements)),
        needs);
  }

  private void measure(Axis axis, Peer peer, int threads) {
    String name = peer.name() + ", " + Numbers.count(threads, "thread", "threads");
    lines.put(name, new Contender(name, peer.contender().version(), peer.contender().precision()));
    List<String> command = new ArrayList<>(peer.command());
    command.addAll(
        List.of(Peers.GROWTH, String.valueOf(options.seconds()), String.valueOf(threads)));
    axis.sizes().forEach(size -> command.add(size.toString()));
    Child child = Child.run(command, peer.environment(threads), work, false);
    if (child.exitCode() != 0) {
      System.out.println(axis.label() + " " + name + " failed: " + child.firstComplaint());
    }
    for (Child.Figure figure : child.figures()) {
      String at = String.valueOf(axis.of(Size.of(figure.what())));
      measurements.add(
          new Measurement(axis.label(), at, name, threads, figure.value(), figure.unit()));
      System.out.printf(
          "%-6s %9s  %-24s %12.4g %s%n", axis.label(), at, name, figure.value(), figure.unit());
    }
  }

  /**
   * Whether a training runs in a heap of so many MiB, of which little is for short-lived things.
   */
  private boolean runs(MemoryNeed need, int heap) {
    if (heap <= 2) {
      return false;
    }
    List<String> command =
        new ArrayList<>(
            Peers.chainruleCommand("-XX:+UseSerialGC", "-Xmn1m", "-Xms2m", "-Xmx" + heap + "m"));
    command.addAll(List.of(Peers.MEMORY, "0", String.valueOf(options.threads())));
    command.addAll(need.arguments());
    Child child = Child.run(command, Map.of(), work, false);
    boolean tooLittle = child.complaint().matches("(?s).*(OutOfMemoryError|maximum heap).*");
    if (child.exitCode() != 0 && !tooLittle) {
      throw new IllegalStateException(
          "The training for the memory failed: " + child.firstComplaint());
    }
    return child.exitCode() == 0;
  }
}
