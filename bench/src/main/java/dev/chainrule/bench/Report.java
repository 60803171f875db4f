package dev.chainrule.bench;

import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes pages and plots from what was measured and kept: {@code results.json}, {@code growth.json}
 * and {@code steady.json}, each if it is there.
 */
final class Report {

  private final Path bench;
  private final Path folder;

  /** For the folder of the benchmarks, below which {@code results} lies. */
  Report(Path bench) {
    this.bench = bench;
    folder = bench.resolve("results");
  }

  /** Keeps measurements under a name. */
  void keep(String name, Json json) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".json"), json.toText() + "\n");
  }

  /** The medians that were kept, if any were. */
  Optional<Results> results() throws IOException {
    return kept("results").map(Results::read);
  }

  /** Writes everything anew. */
  void write() throws IOException {
    Optional<Results> results = results();
    if (results.isPresent()) {
      ResultsPage page = new ResultsPage(results.get());
      Files.writeString(folder.resolve("results.md"), page.all());
      Files.writeString(folder.resolve("ratios.svg"), RatioPlot.of(results.get()));
      place(bench.resolve("README.md"), "medians", page.medians());
      place(bench.resolveSibling("README.md"), "benchmark", page.summary());
    }
    Optional<Located> grown = kept("growth");
    if (grown.isPresent()) {
      Growth growth = Growth.read(grown.get());
      Files.writeString(folder.resolve("growth.md"), growth.page());
      Files.writeString(folder.resolve("growth.svg"), growth.plot());
    }
    Optional<Located> lasted = kept("steady");
    if (lasted.isPresent()) {
      Steady steady = Steady.read(lasted.get());
      Files.writeString(folder.resolve("steady.md"), steady.page());
      Files.writeString(folder.resolve("steady.svg"), steady.plot());
    }
  }

  private Optional<Located> kept(String name) throws IOException {
    Path file = folder.resolve(name + ".json");
    return Files.exists(file)
        ? Optional.of(new Located("", Json.parse(Files.readAllBytes(file))))
        : Optional.empty();
  }

  private static void place(Path file, String name, String content) throws IOException {
    if (Files.exists(file)) {
      Files.writeString(file, placed(Files.readString(file), name, content));
    }
  }

  /**
   * A text with something else between the comments {@code <!-- name -->} and {@code <!-- end of
   * name -->}; without these comments it stays as it is.
   */
  static String placed(String text, String name, String content) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    return from < 0 || to < from
        ? text
        : text.substring(0, from + begin.length()) + "\n" + content + "\n" + text.substring(to);
  }
}
