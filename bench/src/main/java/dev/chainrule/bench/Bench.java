package dev.chainrule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** What {@code bench/run} starts: measures what it is asked for, and writes the pages anew. */
final class Bench {

  private Bench() {}

  /** The folder of the benchmarks, then the options. */
  public static void main(String... arguments) throws IOException {
    Path bench = Path.of(arguments[0]).toAbsolutePath();
    try {
      run(bench, Options.read(Arrays.copyOfRange(arguments, 1, arguments.length)));
    } catch (IllegalArgumentException wrong) {
      System.err.println("bench/run: " + wrong.getMessage());
      System.exit(2);
    }
  }

  private static void run(Path bench, Options options) throws IOException {
    Report report = new Report(bench);
    Path work = Files.createDirectories(bench.resolve("target/side-by-side"));
    switch (options.task()) {
      case SIDE_BY_SIDE -> {
        SideBySide run = new SideBySide(options, work);
        Peers peers = new Peers(bench, work, options.workloads());
        run.measure(peers, report);
      }
      case GROWTH -> {
        Peers peers = new Peers(bench, work, Set.of(Peers.GROWTH));
        report.keep("growth", new GrowthRun(options, work, peers).measure().json());
      }
      case STEADY -> report.keep("steady", SteadyRun.measure(options).json());
      case REPORT -> {}
    }
    report.write();
    System.out.println("Written: " + bench.resolve("results"));
  }
}
