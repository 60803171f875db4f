package dev.chainrule.cli;

import dev.chainrule.cli.report.AttributionPage;
import dev.chainrule.data.Dataset;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import dev.chainrule.explain.Attribution;
import dev.chainrule.explain.Attribution.Method;
import dev.chainrule.explain.Explained;
import dev.chainrule.model.Model;
import dev.chainrule.model.Prediction;
import dev.chainrule.model.Prediction.ClassPrediction;
import dev.chainrule.network.Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code chainrule attribute}: what each column has to do with the answer for one row. */
@Command(
    name = "attribute",
    description = {
      "Says what each column has to do with a model's answer for one row.",
      "",
      "By integrated gradients, the answer's difference from that for a baseline is shared out among"
          + " the columns, and the shares add up to it. The gradient alone says how fast the answer"
          + " changes with each column; gradient times input, how far it would if it went on like"
          + " that.",
      "",
      "The inputs that a column becomes, such as one a category, are summed up. Shares are in the"
          + " units of what is predicted: probability, or the units of the target column."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule attribute penguins.safetensors data/penguins.csv --row 3",
      "  chainrule attribute penguins.safetensors new.csv --row 1 --class Gentoo --report why.html",
      "  chainrule attribute concrete.safetensors data/concrete.csv --row 7 --method gradient"
    })
final class AttributeCommand implements Callable<Integer> {

  private static final int USUAL_STEPS = 1000;
  private static final int USUAL_BARS = 20;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train has saved.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path model;

  @Parameters(index = "1", paramLabel = "DATA", description = "A file with the model's columns.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path data;

  @Option(
      names = "--row",
      paramLabel = "N",
      required = true,
      converter = Converters.PositiveCount.class,
      description = "Which row of DATA, counted from 1.")
  private int row;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "integrated-gradients, gradient-x-input or gradient. By default the first.")
  private Method method = Method.INTEGRATED_GRADIENTS;

  @Option(
      names = "--class",
      paramLabel = "LABEL",
      description = "Explain the probability of that label. By default of the one predicted.")
  private @Nullable String label;

  @Option(
      names = "--score",
      description =
          "Explain the score of the label, which the probability is made from, and which does not"
              + " flatten where the network is sure.")
  private boolean score;

  @Option(
      names = "--baseline",
      paramLabel = "mean|zero|FILE",
      description = {
        "What the row is compared with: mean, the mean of the rows of DATA; zero, where all inputs"
            + " of the network are 0 (numbers at the mean of the training, no category); or a"
            + " FILE, the mean of its rows. By default mean."
      })
  private @Nullable String baseline;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = {
        "How many points between the baseline and the row the gradients are taken at. By default"
            + " 1000; more make the sum more exact."
      })
  private @Nullable Integer steps;

  @Option(
      names = "--by",
      paramLabel = "column|input",
      converter = ByName.class,
      description = {
        "What is listed: the columns, or the network's inputs one by one. By default the columns."
      })
  private By by = By.COLUMN;

  @Option(
      names = "--top",
      paramLabel = "N",
      converter = Converters.PositiveCount.class,
      description = "Show the N with the largest shares; the others are summed up. By default 20.")
  private @Nullable Integer top;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Also write a page to look at in a browser.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  @Mixin private CsvOptions csv = new CsvOptions();

  AttributeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    refuseWhatHasNoEffect();
    Writable.require(report);
    Model trained = Models.read(model);
    Schema schema = Models.inputsOf(trained, model);
    Table table = csv.reader().readFor(schema, data);
    if (row > table.rows()) {
      throw new CommandException(
          "%s: has %d rows, there is no row %d.".formatted(data, table.rows(), row));
    }
    Preparation preparation = trained.preparation().orElseThrow();
    Dataset rows = preparation.inputs(table);
    AttributedRow attributed =
        new AttributedRow(
            model.toString(),
            data.toString(),
            row,
            table.select(row - 1),
            preparation,
            attribution(trained, rows, explained(trained, table)),
            baselineInWords(),
            method == Method.INTEGRATED_GRADIENTS ? steps() : 0);
    if (report != null) {
      Results.write(report, AttributionPage.of(attributed.page()));
    }
    if (json) {
      console.out().line(attributed.json().toText());
    } else {
      AttributionText text =
          new AttributionText(
              attributed,
              by == By.INPUT,
              top == null ? USUAL_BARS : top,
              console.outTerminal().columns(),
              console.glyphs());
      console.out().line(console.style().heading(text.heading()));
      console.out().line(text.toString());
    }
    return Failures.SUCCESS;
  }

  private void refuseWhatHasNoEffect() {
    if (method != Method.INTEGRATED_GRADIENTS) {
      Usage.refuse(spec, List.of("--steps"), "it belongs to integrated-gradients.");
    }
    if (method == Method.GRADIENT) {
      Usage.refuse(spec, List.of("--baseline"), "the gradient is compared with nothing.");
    }
    if (json) {
      Usage.refuse(spec, List.of("--by", "--top"), "the JSON has everything in it.");
    }
  }

  private int steps() {
    return steps == null ? USUAL_STEPS : steps;
  }

  // ---- F

  private Explained explained(Model trained, Table table) {
    Task task = trained.task().orElseThrow();
    if (task == Task.REGRESSION || task == Task.COUNTS) {
      Usage.refuse(
          spec, List.of("--class", "--score"), "the model predicts a number and no label.");
      return Explained.number(trained);
    }
    if (task != Task.BINARY && task != Task.MULTICLASS) {
      throw new CommandException(
          "%s: is a model for %s; attribute explains one label or one number, not several."
              .formatted(model, task.label()));
    }
    String wanted = label != null ? label : predicted(trained, table);
    return score ? Explained.score(trained, wanted) : Explained.probability(trained, wanted);
  }

  private String predicted(Model trained, Table table) {
    Prediction prediction = trained.predict(table.select(row - 1)).row(0);
    return prediction instanceof ClassPrediction classes ? classes.label() : "";
  }

  // ---- the attribution

  private Attribution attribution(Model trained, Dataset rows, Explained explained) {
    Architecture architecture = trained.network().architecture();
    double[] parameters = trained.network().parameters().toDoubleArray();
    double[] x = Baselines.row(rows, row - 1);
    return switch (method) {
      case GRADIENT -> Attribution.gradient(architecture, parameters, explained, x);
      case GRADIENT_X_INPUT ->
          Attribution.gradientTimesInput(
              architecture, parameters, explained, x, baseline(trained, rows));
      case INTEGRATED_GRADIENTS ->
          Attribution.integratedGradients(
              architecture, parameters, explained, x, baseline(trained, rows), steps());
    };
  }

  private double[] baseline(Model trained, Dataset rows) {
    return switch (baseline) {
      case null -> Baselines.mean(rows);
      case "mean" -> Baselines.mean(rows);
      case "zero" -> new double[rows.inputs()];
      default -> {
        Path file = Path.of(baseline);
        Table table = csv.reader().readFor(Models.inputsOf(trained, model), file);
        if (table.rows() == 0) {
          throw new CommandException(file + ": has no row to compare with.");
        }
        yield Baselines.mean(trained.preparation().orElseThrow().inputs(table));
      }
    };
  }

  private String baselineInWords() {
    if (method == Method.GRADIENT) {
      return "";
    }
    return switch (baseline) {
      case null -> "the mean of the rows of " + data;
      case "mean" -> "the mean of the rows of " + data;
      case "zero" -> "inputs that are all 0";
      default -> "the mean of the rows of " + baseline;
    };
  }

  /** What is listed. */
  enum By {
    COLUMN,
    INPUT
  }

  /** {@link By}. */
  static final class ByName implements ITypeConverter<By> {
    @Override
    public By convert(String text) {
      return switch (text) {
        case "column" -> By.COLUMN;
        case "input" -> By.INPUT;
        default ->
            throw new TypeConversionException("expected column or input, got '" + text + "'");
      };
    }
  }
}
