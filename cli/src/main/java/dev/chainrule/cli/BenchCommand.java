package dev.chainrule.cli;

import dev.chainrule.cli.bench.Figure;
import dev.chainrule.cli.bench.Machine;
import dev.chainrule.cli.bench.Workload;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.engine.Execution;
import dev.chainrule.json.Json;
import dev.chainrule.model.Version;
import dev.chainrule.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chainrule bench}: how fast Chainrule is on this machine. */
@Command(
    name = "bench",
    description = {
      "Measures how fast Chainrule trains and predicts on this machine.",
      "",
      "Six workloads of fixed size on made-up rows; medians, after warming up. Nothing is written.",
      "The table can be sent to others as it is."
    },
    footer = {"", "Examples:", "  chainrule bench", "  chainrule bench W2 W5 --seconds 20 --json"})
final class BenchCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      paramLabel = "WORKLOAD",
      arity = "0..*",
      description = {
        "W1 tiny, W2 tabular, W3 digits, W4 wide, W5 predict, W6 logistic. By default all."
      })
  private List<String> names = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = "About how long each workload is measured. By default 10.")
  private double seconds = 10;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "At most so many threads. By default as many as there are processors.")
  private int threads = Execution.processors();

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Workload> workloads = workloads();
    List<Figure> figures = new ArrayList<>();
    if (!json) {
      for (String line : machine()) {
        console.out().line(line);
      }
      console.out().line();
      Execution.notice().ifPresent(console.err()::line);
    }
    for (Workload workload : workloads) {
      List<Figure> measured = workload.measure(seconds, threads);
      figures.addAll(measured);
      if (!json) {
        tell(workload, measured);
      }
    }
    if (json) {
      console.out().line(summary(figures).toText());
    }
    return Failures.SUCCESS;
  }

  private List<Workload> workloads() {
    try {
      return names.isEmpty()
          ? List.of(Workload.values())
          : names.stream().map(Workload::of).toList();
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()));
    }
  }

  private void tell(Workload workload, List<Figure> measured) {
    console.out().line(console.style().heading(workload.label()) + " " + workload.description());
    TextTable table = TextTable.aligned("lrl");
    for (Figure figure : measured) {
      table.row("  " + figure.what(), Numbers.significant(figure.value(), 3), figure.unit());
    }
    console.out().line(table.toString());
  }

  private List<String> machine() {
    Machine machine = Machine.current();
    return List.of(
        "Chainrule %s, %s".formatted(Version.current(), machine.jdk()),
        "%s, %s, %s"
            .formatted(
                machine.processor(),
                Numbers.count(machine.cores(), "core", "cores"),
                machine.system()),
        "%s kernels, %s, about %s s a workload"
            .formatted(
                kernel(),
                Numbers.count(threads, "thread", "threads"),
                Numbers.significant(seconds, 3)));
  }

  private static String kernel() {
    try (Execution execution = Execution.open(1, 1e12, 1e12)) {
      return execution.kernel();
    }
  }

  private Json summary(List<Figure> figures) {
    List<Json> rows = new ArrayList<>();
    for (Figure figure : figures) {
      rows.add(
          Json.object()
              .with("workload", figure.workload())
              .with("what", figure.what())
              .with("value", figure.value())
              .with("unit", figure.unit())
              .with("higherIsBetter", figure.higherIsBetter())
              .with("threads", figure.threads())
              .with("samples", figure.samples()));
    }
    Machine machine = Machine.current();
    return Json.object()
        .with("chainrule", Version.current())
        .with("jdk", Runtime.version().toString())
        .with("processor", machine.processor())
        .with("cores", machine.cores())
        .with("system", machine.system())
        .with("kernel", kernel())
        .with("seconds", seconds)
        .with("figures", Json.array(rows));
  }
}
