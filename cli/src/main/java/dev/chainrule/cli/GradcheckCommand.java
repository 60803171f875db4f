package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Dataset;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.explain.CheckBatch;
import dev.chainrule.explain.GradientCheck;
import dev.chainrule.explain.Sampling;
import dev.chainrule.json.Json;
import dev.chainrule.model.Model;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Penalty;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chainrule gradcheck}: whether the gradients of a network are right. */
@Command(
    name = "gradcheck",
    description = {
      "Checks the gradients of a network: whether back-propagation is right.",
      "",
      "Every parameter and every input is moved up and down by a millionth, one at a time, and the"
          + " change of the loss that is measured is held against the gradient that"
          + " back-propagation computes. Both are in double precision and agree where they differ by"
          + " less than a millionth of their size.",
      "",
      "Gradients at a kink, where the slope is not defined, and gradients too small to measure are"
          + " told apart from wrong ones. The exit code is 1 if a gradient is wrong."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule gradcheck penguins.safetensors data/penguins.csv",
      "  chainrule gradcheck mnist.safetensors --rows 2 --sample 500"
    })
final class GradcheckCommand implements Callable<Integer> {

  private static final int USUAL_ROWS = 8;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train has saved.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description = {
        "A file with the model's columns and its target.",
        "Without it, rows are made up: inputs between -2 and 2, and targets that suit the loss."
      })
  private @Nullable Path data;

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "Check on the first N rows of DATA, or on N rows made up. By default 8.")
  private @Nullable Integer rows;

  @Option(
      names = "--sample",
      paramLabel = "N",
      converter = Converters.BatchSize.class,
      description = {
        "Check N gradients of each weight matrix, each vector and the inputs, drawn at random; or"
            + " all.",
        "By default all where that takes some seconds at most, else as many as do."
      })
  private @Nullable Integer sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of what is drawn: the sample, and rows made up. By default 0.")
  private @Nullable Long seed;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @ArgGroup(validate = false, heading = "%nReading CSV:%n")
  private CsvOptions csv = new CsvOptions();

  GradcheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (data == null) {
      Usage.refuse(spec, Usage.CSV, "no data file is read; name one behind the model.");
    }
    Model trained = Models.read(model);
    Architecture architecture = trained.network().architecture();
    CheckBatch batch = batch(trained);
    int m = batch.x().rows();
    Sampling sampling =
        sample == null
            ? Sampling.affordable(architecture, m, seed())
            : new Sampling(sample, seed());
    if (seed != null && data != null && sampling.isAll()) {
      throw Usage.wrong(
          spec, "--seed has no effect here: every gradient is checked, on rows of " + data + ".");
    }
    GradientCheck check =
        GradientCheck.of(
            architecture,
            trained.network().parameters().toDoubleArray(),
            batch.x(),
            batch.loss(),
            Penalty.none(),
            sampling);
    if (json) {
      console.out().line(summary(check, m, sampling).toText());
    } else {
      console.out().line(console.style().heading(heading(m)));
      console.out().line(check.toString());
      if (sample == null && check.comparisons().size() < check.gradients()) {
        console.out().line(advice());
      }
    }
    return check.passed() ? Failures.SUCCESS : Failures.FAILURE;
  }

  private long seed() {
    return seed == null ? 0 : seed;
  }

  private CheckBatch batch(Model trained) {
    int wanted = rows == null ? USUAL_ROWS : rows;
    if (data == null) {
      return CheckBatch.drawn(trained.network().architecture(), trained.loss(), wanted, seed());
    }
    Schema schema = Models.schemaOf(trained, model);
    Table table = csv.reader().readFor(schema, data);
    int[] first = IntStream.range(0, Math.min(wanted, table.rows())).toArray();
    Dataset prepared = trained.preparation().orElseThrow().dataset(table, first);
    if (prepared.rows() == 0) {
      throw new CommandException(data + ": has no rows to check gradients on.");
    }
    return CheckBatch.of(prepared, wanted, trained.loss());
  }

  private String heading(int m) {
    String counted = Numbers.count(m, "row", "rows");
    return data == null
        ? "%s on %s made up with seed %d".formatted(model, counted, seed())
        : "%s on %s of %s".formatted(model, m == 1 ? "row 1" : "the first " + counted, data);
  }

  private String advice() {
    return "Checking them all would take long: each needs two passes through the whole network."
        + " --sample N checks more, --sample all checks them all, --rows 1 is faster.";
  }

  private Json summary(GradientCheck check, int m, Sampling sampling) {
    Json.Members summary =
        Json.object().with("passed", check.passed()).with("model", model.toString());
    summary =
        data == null
            ? summary.with("data", new Json.Null())
            : summary.with("data", data.toString());
    return GradcheckJson.append(
        summary
            .with("rows", m)
            .with("sample", sampling.isAll() ? new Json.Null() : Json.of(sampling.perTensor()))
            .with("seed", seed()),
        check);
  }
}
