package dev.chainrule.cli;

import dev.chainrule.cli.explain.NetworkFile;
import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Dataset;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.explain.CheckBatch;
import dev.chainrule.explain.GradientCheck;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.RecordingCheck;
import dev.chainrule.explain.Sampling;
import dev.chainrule.json.Json;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.Mode;
import dev.chainrule.model.Model;
import dev.chainrule.network.Architecture;
import dev.chainrule.optimizer.Penalty;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.Objective;
import dev.chainrule.tensor.RandomStreams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
          + " told apart from wrong ones. The exit code is 1 if a gradient is wrong.",
      "",
      "With --against, it holds Chainrule to values that were computed elsewhere for the same"
          + " network and the same rows: the way to see that a network that was ported computes what"
          + " it did before."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule gradcheck penguins.safetensors data/penguins.csv",
      "  chainrule gradcheck mnist.safetensors --rows 2 --sample 500",
      "  chainrule gradcheck dropout.safetensors data/penguins.csv --training",
      "  chainrule gradcheck network.yaml",
      "  chainrule gradcheck --against values.json"
    })
final class GradcheckCommand implements Callable<Integer> {

  private static final int USUAL_ROWS = 8;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL|NETWORK",
      description = {
        "A model that train has saved, or a network that was typed in as .yaml or .json, with its"
            + " row and its target."
      })
  private @Nullable Path network;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description = {
        "A file with the model's columns and its target.",
        "Without it, rows are made up: inputs between -2 and 2, and targets that suit the loss. (A"
            + " network that was typed in brings its own.)"
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
      description = {
        "Seed of what is drawn: the sample, rows made up, and with --training what dropout leaves"
            + " out. By default 0."
      })
  private @Nullable Long seed;

  @Option(
      names = "--training",
      description = {
        "Check the network as in a step of a training: batch norm with the statistics of the rows,"
            + " dropout with one choice of units.",
        "By default as a finished network runs."
      })
  private boolean training;

  @Option(
      names = "--against",
      paramLabel = "VALUES",
      description = {
        "Instead, a .json or .yaml file of networks with rows and the values recorded for them:"
            + " loss, z, a, delta, dW, db, dx."
      })
  private @Nullable Path against;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = {
        "With --against: the largest difference of the reference interpreter that passes, relative"
            + " to the largest entry of a tensor. By default 1e-8; values in single precision need"
            + " about 1e-5."
      })
  private @Nullable Double tolerance;

  @Option(
      names = "--engine-tolerance",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = "With --against: the same for the engine. By default 1e-4.")
  private @Nullable Double engineTolerance;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Mixin private CsvOptions csv = new CsvOptions();

  GradcheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (against != null) {
      return holdAgainst(against);
    }
    Usage.refuse(
        spec,
        List.of("--tolerance", "--engine-tolerance"),
        "it belongs to --against; a gradient check has a tolerance of its own.");
    if (network == null) {
      throw Usage.wrong(
          spec, "Name a model, a network that was typed in, or --against with a file of values.");
    }
    Subject subject = subject(network);
    int m = subject.x().rows();
    Sampling sampling =
        sample == null
            ? Sampling.affordable(subject.architecture(), m, seed())
            : new Sampling(sample, seed());
    Mode mode = mode(subject.architecture(), m);
    boolean dropping = training && has(subject.architecture(), Dropout.class);
    if (seed != null && !subject.drawn() && sampling.isAll() && !dropping) {
      throw Usage.wrong(
          spec, "--seed has no effect here: every gradient is checked, on rows that are given.");
    }
    GradientCheck check =
        GradientCheck.of(
            subject.architecture(),
            subject.parameters().row(0),
            subject.x(),
            subject.objective(),
            Penalty.none(),
            sampling,
            mode);
    if (json) {
      console.out().line(summary(network, check, m, sampling).toText());
    } else {
      console.out().line(console.style().heading(subject.title()));
      console.out().line(check.toString());
      if (sample == null && check.comparisons().size() < check.gradients()) {
        console.out().line(ADVICE);
      }
    }
    return check.passed() ? Failures.SUCCESS : Failures.FAILURE;
  }

  private static final String ADVICE =
      "To check them all would take long, since each needs two passes through the whole network:"
          + " --sample N checks more of each, --sample all checks them all, --rows 1 is faster.";

  private long seed() {
    return seed == null ? 0 : seed;
  }

  /** As in the first step of a training whose random numbers derive from the seed, if wanted. */
  private Mode mode(Architecture architecture, int m) {
    if (!training) {
      return Mode.evaluation();
    }
    boolean normalised = has(architecture, BatchNorm.class);
    if (!normalised && !has(architecture, Dropout.class)) {
      throw Usage.wrong(
          spec,
          "--training has no effect here: the network has no batch norm and no dropout, so it"
              + " computes the same in training.");
    }
    if (normalised && m < 2) {
      throw Usage.wrong(
          spec,
          "--training needs at least 2 rows, got 1: batch norm takes the mean and the variance of"
              + " the rows of a batch.");
    }
    return Mode.training(new RandomStreams(seed()), 0);
  }

  private static boolean has(Architecture architecture, Class<? extends Layer> kind) {
    return architecture.layers().stream().anyMatch(kind::isInstance);
  }

  // ---- what is checked

  /**
   * A network and a batch.
   *
   * @param title what to call them
   * @param drawn whether the rows were made up
   */
  private record Subject(
      String title,
      Architecture architecture,
      DoubleMatrix parameters,
      DoubleMatrix x,
      Objective objective,
      boolean drawn) {}

  private Subject subject(Path file) {
    return NetworkFile.isNamedLikeOne(file) ? typedIn(file) : trained(file);
  }

  private Subject typedIn(Path file) {
    List<String> ofRows = new ArrayList<>(Usage.CSV);
    ofRows.add("--rows");
    Usage.refuse(spec, ofRows, "the rows are those of " + file + ".");
    if (data != null) {
      throw Usage.wrong(
          spec, "'%s' has no effect here: the rows are those of %s.".formatted(data, file));
    }
    Problem problem = NetworkFile.read(file);
    return new Subject(
        "%s with %s of its own".formatted(file, Numbers.count(problem.rows(), "row", "rows")),
        problem.architecture(),
        problem.parameters(),
        problem.x(),
        problem.objective(),
        false);
  }

  private Subject trained(Path file) {
    if (data == null) {
      Usage.refuse(spec, Usage.CSV, "no data file is read; name one behind the model.");
    }
    Model model = Models.read(file);
    CheckBatch batch = batch(file, model);
    return new Subject(
        title(file, batch.x().rows()),
        model.network().architecture(),
        DoubleMatrix.of(model.network().parameters().toDoubleArray()),
        batch.x(),
        batch.loss(),
        data == null);
  }

  private CheckBatch batch(Path file, Model model) {
    int wanted = rows == null ? USUAL_ROWS : rows;
    if (data == null) {
      return CheckBatch.drawn(model.network().architecture(), model.loss(), wanted, seed());
    }
    Schema schema = Models.schemaOf(model, file);
    Table table = csv.reader().readFor(schema, data);
    if (table.rows() == 0) {
      throw new CommandException(data + ": has no rows to check gradients on.");
    }
    int[] first = IntStream.range(0, Math.min(wanted, table.rows())).toArray();
    Dataset prepared = model.preparation().orElseThrow().dataset(table, first);
    return CheckBatch.of(prepared, wanted, model.loss());
  }

  private String title(Path file, int m) {
    String counted = Numbers.count(m, "row", "rows");
    String on =
        data == null
            ? "%s on %s made up with seed %d".formatted(file, counted, seed())
            : "%s on %s of %s".formatted(file, m == 1 ? "row 1" : "the first " + counted, data);
    return training ? on + ", as in a step of a training" : on;
  }

  private Json summary(Path file, GradientCheck check, int m, Sampling sampling) {
    return GradcheckJson.append(
        Json.object()
            .with("passed", check.passed())
            .with("network", file.toString())
            .with("data", data == null ? new Json.Null() : Json.of(data.toString()))
            .with("rows", m)
            .with("training", training)
            .with("sample", sampling.isAll() ? new Json.Null() : Json.of(sampling.perTensor()))
            .with("seed", seed()),
        check);
  }

  // ---- against recorded values

  private int holdAgainst(Path file) {
    List<String> ofGradients = new ArrayList<>(Usage.CSV);
    ofGradients.addAll(List.of("--rows", "--sample", "--seed", "--training"));
    Usage.refuse(spec, ofGradients, "--against brings its networks and its rows.");
    if (network != null) {
      throw Usage.wrong(
          spec,
          "'%s' has no effect here: --against brings its networks and its rows."
              .formatted(network));
    }
    RecordingText text =
        new RecordingText(
            file,
            NetworkFile.readRecordings(file).stream().map(RecordingCheck::of).toList(),
            tolerance == null ? RecordingText.REFERENCE_TOLERANCE : tolerance,
            engineTolerance == null ? RecordingText.ENGINE_TOLERANCE : engineTolerance);
    if (json) {
      console.out().line(text.json().toText());
    } else {
      console.out().line(console.style().heading(text.heading()));
      console.out().line(text.toString());
    }
    return text.passed() ? Failures.SUCCESS : Failures.FAILURE;
  }
}
