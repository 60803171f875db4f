package dev.chainrule.cli;

import dev.chainrule.cli.document.Digits;
import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.LatexPrinter;
import dev.chainrule.cli.document.MarkdownPrinter;
import dev.chainrule.cli.document.TextPrinter;
import dev.chainrule.cli.explain.Detail;
import dev.chainrule.cli.explain.DimensionTables;
import dev.chainrule.cli.explain.NetworkFile;
import dev.chainrule.cli.explain.PreparedRow;
import dev.chainrule.cli.explain.Walkthrough;
import dev.chainrule.cli.explain.WorksheetJson;
import dev.chainrule.cli.report.ExplanationPage;
import dev.chainrule.data.Dataset;
import dev.chainrule.data.Field;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.explain.Dimensions;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.WorkedExample;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chainrule explain}: every number of a pass forward and back. */
@Command(
    name = "explain",
    description = {
      "Explains what a network computes, number by number.",
      "",
      "It walks one row through the network and back: each layer as a formula and with the row's"
          + " numbers, the loss, the error signals by the chain rule, the gradients, the update of"
          + " every weight and the loss behind it. All of it is calculated in double precision and"
          + " rounded only where it is shown."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule explain --example lecture-2-2-1",
      "  chainrule explain penguins.safetensors data/penguins.csv --row 3",
      "  chainrule explain network.yaml --steps 3 --format html --out network.html",
      "  chainrule explain penguins.safetensors --dimensions",
      "",
      "The file of a network that is typed in, and the keys of the JSON, are described in"
          + " docs/explain.md."
    })
final class ExplainCommand implements Callable<Integer> {

  /** How the explanation is written. */
  enum Format {
    text,
    markdown,
    html,
    latex,
    json
  }

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
      description = "A file with the model's columns and its target.")
  private @Nullable Path data;

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description = {
        "Instead, a worked example: forward-2-1-1, walkthrough-2-2-2-1, lecture-2-2-1,"
            + " exercise-2-2-1."
      })
  private @Nullable String example;

  @Option(
      names = "--row",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "The row of DATA, counted from 1 behind the header. By default the first.")
  private @Nullable Integer row;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = {
        "How many steps of gradient descent.",
        "By default 1, or as many as the example or the file says."
      })
  private @Nullable Integer steps;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = {
        "The learning rate α of the update θ − α·∂ℒ/∂θ.",
        "By default 0.1, or what the example or the file says."
      })
  private @Nullable Double learningRate;

  @Option(
      names = "--detail",
      paramLabel = "LEVEL",
      description = {
        "scalar: every unit and every weight by itself;",
        "matrix: layers as vectors and matrices;",
        "summary: formulas in symbols, and tables.",
        "By default what suits the size of the network."
      })
  private @Nullable Detail detail;

  @Option(
      names = "--units",
      paramLabel = "N",
      converter = Converters.BatchSize.class,
      description = {
        "How many units of a layer, inputs and terms of a sum are shown; or all. By default 6."
      })
  private @Nullable Integer units;

  @Option(
      names = "--digits",
      paramLabel = "N",
      description = {
        "Digits behind the point, 1 to 17; small numbers keep as many digits that count. By default"
            + " 4."
      })
  private @Nullable Integer digits;

  @Option(
      names = "--dimensions",
      description = "Instead, list every tensor of the network with its shape and its role.")
  private boolean dimensions;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, markdown, html, latex or json. By default text.")
  private Format format = Format.text;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to write. By default to standard output.")
  private @Nullable Path out;

  @Mixin private CsvOptions csv = new CsvOptions();

  ExplainCommand(Console console) {
    this.console = console;
  }

  /** What is explained. */
  private record Subject(
      Problem problem, Optional<PreparedRow> row, Optional<WorkedExample> example) {}

  @Override
  public Integer call() {
    checkUsage();
    Writable.require(out);
    write(dimensions ? sheetOfDimensions() : explanation());
    return Failures.SUCCESS;
  }

  private void checkUsage() {
    if ((example == null) == (network == null)) {
      throw Usage.wrong(
          spec,
          example == null
              ? "Name a model, a network that was typed in, or --example with the name of one."
              : "'%s' has no effect here: --example brings a network of its own."
                  .formatted(network));
    }
    if (digits != null && (digits < 1 || digits > 17)) {
      throw Usage.wrong(spec, "--digits takes a number from 1 to 17, got " + digits + ".");
    }
    if (format == Format.json) {
      Usage.refuse(
          spec,
          List.of("--detail", "--units", "--digits"),
          "JSON has every number with all its digits.");
    }
    if (dimensions) {
      Usage.refuse(
          spec,
          List.of("--row", "--steps", "--learning-rate", "--detail", "--units", "--digits"),
          "--dimensions shows shapes and no numbers.");
    }
    boolean trained = network != null && !NetworkFile.isNamedLikeOne(network);
    if (!trained || dimensions) {
      refuseData(
          dimensions ? "shapes need no data." : "the row is part of the network's description.");
    }
  }

  private void refuseData(String because) {
    List<String> ofData = new ArrayList<>(Usage.CSV);
    ofData.add("--row");
    Usage.refuse(spec, ofData, because);
    if (data != null) {
      throw Usage.wrong(spec, "'%s' has no effect here: %s".formatted(data, because));
    }
  }

  // ---- the walk

  private String explanation() {
    Subject subject = subject();
    Worksheet sheet = Worksheet.of(adjusted(subject.problem()));
    if (format == Format.json) {
      return WorksheetJson.of(sheet, subject.row()).toText() + "\n";
    }
    return print(
        Walkthrough.of(
            sheet,
            detail == null ? Detail.suiting(sheet.problem()) : detail,
            units == null ? Walkthrough.UNITS : units,
            subject.row(),
            subject.example()));
  }

  private Problem adjusted(Problem problem) {
    Problem adjusted = problem;
    if (steps != null) {
      adjusted = adjusted.withSteps(steps);
    }
    return learningRate == null ? adjusted : adjusted.withLearningRate(learningRate);
  }

  private Subject subject() {
    if (example != null) {
      WorkedExample known = example(example);
      return new Subject(known.problem(), Optional.empty(), Optional.of(known));
    }
    Path file = java.util.Objects.requireNonNull(network);
    return NetworkFile.isNamedLikeOne(file)
        ? new Subject(NetworkFile.read(file), Optional.empty(), Optional.empty())
        : rowOfModel(file);
  }

  private WorkedExample example(String name) {
    try {
      return WorkedExample.named(name);
    } catch (IllegalArgumentException unknown) {
      throw Usage.wrong(spec, String.valueOf(unknown.getMessage()));
    }
  }

  private Subject rowOfModel(Path file) {
    Model model = Models.read(file);
    Schema schema = Models.schemaOf(model, file);
    if (data == null) {
      throw Usage.wrong(
          spec, "Name the file of the row behind the model, or ask for --dimensions.");
    }
    Table table = csv.reader().readFor(schema, data);
    for (Field target : schema.targets()) {
      if (table.find(target.name()).isEmpty()) {
        throw new CommandException(
            "%s: there is no column '%s', which is what the model predicts; without it there is no loss to explain."
                .formatted(data, target.name()));
      }
    }
    int index = (row == null ? 1 : row) - 1;
    if (index >= table.rows()) {
      throw new CommandException(
          "%s: expected a row from 1 to %d, got --row %d."
              .formatted(data, table.rows(), index + 1));
    }
    Preparation preparation = model.preparation().orElseThrow();
    Dataset prepared = preparation.dataset(table, new int[] {index});
    float[] x = new float[prepared.inputs()];
    float[] y = new float[prepared.outputs()];
    prepared.copyInputs(0, x, 0);
    prepared.copyTargets(0, y, 0);
    Problem problem =
        Problem.of(model.network(), model.loss(), doubles(x), doubles(y))
            .withName(String.valueOf(file.getFileName()).replaceFirst("\\.safetensors$", ""));
    return new Subject(
        problem,
        Optional.of(PreparedRows.of(preparation, table, index, doubles(x))),
        Optional.empty());
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  // ---- the sheet of dimensions

  private String sheetOfDimensions() {
    Path file = network;
    if (file != null && !NetworkFile.isNamedLikeOne(file)) {
      return dimensions(file.toString(), Models.read(file).network().architecture());
    }
    Problem problem = subject().problem();
    return dimensions(problem.name(), problem.architecture());
  }

  private String dimensions(String name, dev.chainrule.network.Architecture architecture) {
    return format == Format.json
        ? WorksheetJson.dimensions(name, Dimensions.of(architecture)).toText() + "\n"
        : print(DimensionTables.document(name, architecture));
  }

  // ---- writing

  private String print(Document document) {
    Digits shown = new Digits(digits == null ? Walkthrough.DIGITS : digits);
    return switch (format) {
      case text ->
          TextPrinter.print(
              document, shown, heading -> out == null ? console.style().heading(heading) : heading);
      case markdown -> MarkdownPrinter.print(document, shown);
      case html -> ExplanationPage.of(document, shown);
      case latex -> LatexPrinter.print(document, shown);
      case json -> throw new IllegalStateException("JSON is no document.");
    };
  }

  private void write(String text) {
    if (out == null) {
      console.out().write(text);
      console.out().flush();
    } else {
      Results.write(out, text);
    }
  }
}
