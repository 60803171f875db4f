package dev.chainrule.bench;

import dev.chainrule.cli.bench.Figure;
import dev.chainrule.cli.bench.Workload;
import dev.chainrule.tables.TableReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Chainrule as one of those who take part: prints figures as they do. */
final class Chainrule {

  private Chainrule() {}

  /** Measures a workload: its name, seconds, threads, further arguments. */
  public static void main(String... arguments) throws Exception {
    String workload = arguments[0];
    double seconds = Double.parseDouble(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    switch (workload) {
      case "W8" -> reading(Path.of(arguments[3]), seconds);
      case "products" -> Products.measure(seconds, threads);
      default -> {
        for (Figure figure : Workload.of(workload).measure(seconds, threads)) {
          print(figure.what(), figure.value(), figure.unit());
        }
      }
    }
  }

  private static void reading(Path file, double seconds) throws Exception {
    double megabytes = Files.size(file) / 1e6;
    double[] rates = new double[0];
    long begin = System.nanoTime();
    while (rates.length < 3 || System.nanoTime() - begin < seconds * 1e9) {
      long before = System.nanoTime();
      TableReader.standard().read(file);
      rates = Arrays.copyOf(rates, rates.length + 1);
      rates[rates.length - 1] = megabytes / ((System.nanoTime() - before) / 1e9);
    }
    // The first is the warm-up.
    double[] warm = Arrays.copyOfRange(rates, 1, rates.length);
    Arrays.sort(warm);
    print("reading", warm[warm.length / 2], "MB/s");
  }

  static void print(String what, double value, String unit) {
    System.out.printf(Locale.ROOT, "figure\t%s\t%s\t%s%n", what, value, unit);
  }
}
