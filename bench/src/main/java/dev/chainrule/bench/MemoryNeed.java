package dev.chainrule.bench;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The heap that a training with Adam needs: the smallest in which it runs.
 *
 * @param batch rows a step
 * @param rows of the data
 * @param network the widths of all layers
 * @param mebibytes the smallest heap; 0 where twice the budget was not enough
 */
record MemoryNeed(int batch, int rows, List<Integer> network, int mebibytes) {

  private static final double MEBIBYTE = 1024 * 1024;

  /**
   * What is measured: networks of one kind and more and more parameters, then one network and more
   * and more rows.
   */
  static final List<MemoryNeed> ALL =
      List.of(
          of(32, 64, 256, 512, 512, 10),
          of(32, 64, 256, 1024, 1024, 10),
          of(32, 64, 256, 2048, 2048, 10),
          of(32, 64, 256, 4096, 4096, 10),
          of(32, 100_000, 30, 64, 32, 10),
          of(32, 1_000_000, 30, 64, 32, 10));

  private static MemoryNeed of(int batch, int rows, Integer... network) {
    return new MemoryNeed(batch, rows, List.of(network), 0);
  }

  /** Copies the list. */
  MemoryNeed {
    network = List.copyOf(network);
  }

  /** The same training with a measured heap. */
  MemoryNeed measured(int heap) {
    return new MemoryNeed(batch, rows, network, heap);
  }

  /** How many weights and biases there are. */
  long parameters() {
    long count = 0;
    for (int l = 1; l < network.size(); l++) {
      count += (network.get(l - 1) + 1L) * network.get(l);
    }
    return count;
  }

  /**
   * In MiB what a training may need: 4 arrays of the parameters (themselves, their gradient, two of
   * Adam), the activations of one batch, the data, 64 MiB for all the rest.
   */
  int budget() {
    long units = network.stream().mapToLong(Integer::longValue).sum();
    long data = (long) rows * (network.getFirst() + 1);
    return 64 + (int) Math.ceil(4 * (4 * parameters() + batch * units + data) / MEBIBYTE);
  }

  /** What the child process is told. */
  List<String> arguments() {
    return List.of(
        String.valueOf(batch),
        String.valueOf(rows),
        network.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** The widths that {@link #arguments} wrote last. */
  static int[] widths(String text) {
    return Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /**
   * The least heap in MiB that is enough, to about two per cent; 0 if {@code most} is not enough.
   */
  static int least(int most, IntPredicate enough) {
    if (!enough.test(most)) {
      return 0;
    }
    int tooLittle = 0;
    int suffices = most;
    while (suffices - tooLittle > Math.max(1, suffices / 50)) {
      int middle = (tooLittle + suffices) / 2;
      if (enough.test(middle)) {
        suffices = middle;
      } else {
        tooLittle = middle;
      }
    }
    return suffices;
  }

  // ---- as a file

  Json json() {
    return Json.object()
        .with("batch", batch)
        .with("rows", rows)
        .with("network", Json.array(network.stream().map(Json::of).toList()))
        .with("mebibytes", mebibytes);
  }

  static MemoryNeed read(Located json) {
    return new MemoryNeed(
        json.member("batch").wholeNumber(1, Integer.MAX_VALUE),
        json.member("rows").wholeNumber(1, Integer.MAX_VALUE),
        json.member("network").items().stream()
            .map(width -> width.wholeNumber(1, Integer.MAX_VALUE))
            .toList(),
        json.member("mebibytes").wholeNumber(0, Integer.MAX_VALUE));
  }

  // ---- as a page

  /** Adds a table and what it says of a parameter and of a row. */
  static void tell(List<MemoryNeed> needs, MarkdownPage page) {
    page.paragraph(
        "The smallest heap (-Xmx, to two per cent) in which a training with Adam runs, beside the budget:"
            + " 4 arrays of the parameters, the activations of one batch, the data and 64 MiB.");
    MarkdownPage.Table table =
        page.table("lrrrrl", "network", "parameters", "rows", "heap, MiB", "budget, MiB", "");
    for (MemoryNeed need : needs) {
      boolean known = need.mebibytes > 0;
      table.row(
          need.network.stream().map(String::valueOf).collect(Collectors.joining("-")),
          Numbers.count(need.parameters()),
          Numbers.count(need.rows),
          known ? Numbers.count(need.mebibytes) : "over " + 2 * need.budget(),
          Numbers.count(need.budget()),
          known && need.mebibytes <= need.budget() ? "within" : "over");
    }
    table.end();
    List<MemoryNeed> networks =
        needs.stream().filter(need -> need.rows == needs.getFirst().rows).toList();
    List<MemoryNeed> data =
        needs.stream().filter(need -> need.rows != needs.getFirst().rows).toList();
    if (networks.size() > 1 && data.size() > 1) {
      MemoryNeed small = networks.getFirst();
      MemoryNeed large = networks.getLast();
      MemoryNeed few = data.getFirst();
      MemoryNeed many = data.getLast();
      page.paragraph(
          "From the first to the last of each kind: %s bytes a parameter (the budget has 16); %s bytes a row of %d inputs (the budget has %d)."
              .formatted(
                  Figures.of(bytes(small, large) / (large.parameters() - small.parameters())),
                  Figures.of(bytes(few, many) / (many.rows - few.rows)),
                  few.network.getFirst(),
                  4 * (few.network.getFirst() + 1)));
    }
  }

  private static double bytes(MemoryNeed small, MemoryNeed large) {
    return (large.mebibytes - small.mebibytes) * MEBIBYTE;
  }
}
