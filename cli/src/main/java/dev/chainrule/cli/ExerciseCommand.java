package dev.chainrule.cli;

import dev.chainrule.cli.document.Digits;
import dev.chainrule.cli.document.Document;
import dev.chainrule.cli.document.LatexPrinter;
import dev.chainrule.cli.document.MarkdownPrinter;
import dev.chainrule.cli.document.TextPrinter;
import dev.chainrule.cli.explain.Detail;
import dev.chainrule.cli.explain.ExerciseSheet;
import dev.chainrule.cli.explain.NetworkFile;
import dev.chainrule.cli.explain.Walkthrough;
import dev.chainrule.cli.explain.WorksheetJson;
import dev.chainrule.cli.report.ExplanationPage;
import dev.chainrule.explain.Exercise;
import dev.chainrule.explain.Marking;
import dev.chainrule.explain.Marking.Tolerance;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.layer.Activation;
import dev.chainrule.loss.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chainrule exercise}: worksheets, their solutions, and the marking of answers. */
@Command(
    name = "exercise",
    description = {
      "Makes a worksheet for a calculation by hand, and its solution; and marks answers.",
      "",
      "A network with small random numbers, one row and its target: the student works out one step"
          + " forward and back. One seed always gives the same exercise.",
      "",
      "The worksheet in JSON is a form: the student puts numbers in place of null, and --answers"
          + " marks them one by one. A number that is wrong only because one before it is wrong"
          + " earns its mark."
    },
    footer = {
      "",
      "Examples:",
      "  chainrule exercise --seed 7 --out sheet.md --solution solution.md --format markdown",
      "  chainrule exercise --sizes 3,2,3 --activations relu,softmax --loss cce",
      "  chainrule exercise --seed 7 --format json --out form.json",
      "  chainrule exercise --answers form.json"
    })
final class ExerciseCommand implements Callable<Integer> {

  private static final int USUAL_DIGITS = 4;
  private static final double USUAL_RATE = 0.5;

  /** How a sheet is written. */
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

  @Option(
      names = "--sizes",
      paramLabel = "N,N,...",
      converter = Converters.Units.class,
      description = "The inputs, the units of each hidden layer, the outputs. By default 2,2,1.")
  private @Nullable List<Integer> sizes;

  @Option(
      names = "--activations",
      paramLabel = "NAME",
      split = ",",
      description = {
        "One for all hidden layers, or one a layer, the output included: sigmoid there for the loss"
            + " bce, softmax for cce. By default sigmoid."
      })
  private List<String> activations = List.of();

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = "bce, cce, mse or another. By default bce for one output, cce for more.")
  private @Nullable Loss loss;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = "The learning rate of the update. By default 0.5.")
  private @Nullable Double learningRate;

  @Option(names = "--seed", paramLabel = "N", description = "Which exercise. By default 0.")
  private @Nullable Long seed;

  @Option(
      names = "--digits",
      paramLabel = "N",
      description = {
        "How many decimals are carried, 2 to 10: on the sheet, in the solution and in the"
            + " tolerance of marking. By default 4."
      })
  private int digits = USUAL_DIGITS;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, markdown, html, latex or json. By default text.")
  private Format format = Format.text;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to write the worksheet. By default to standard output.")
  private @Nullable Path out;

  @Option(
      names = "--solution",
      paramLabel = "FILE|-",
      description = {
        "Also write the solution there; - writes it to standard output in place of the worksheet."
      })
  private @Nullable String solution;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "Instead, mark a form that was filled in.")
  private @Nullable Path answers;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      converter = Converters.PositiveNumber.class,
      description = {
        "With --answers: the share of a number that it may be off, besides 5 units of the last"
            + " decimal. By default 0.01."
      })
  private @Nullable Double tolerance;

  @Option(
      names = "--json",
      description = "With --answers: write one line of JSON to standard output, and nothing else.")
  private boolean json;

  ExerciseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (digits < 2 || digits > 10) {
      throw Usage.wrong(spec, "--digits takes a number from 2 to 10, got " + digits + ".");
    }
    if (answers != null) {
      mark(answers);
    } else {
      Usage.refuse(spec, List.of("--tolerance", "--json"), "it belongs to --answers.");
      make();
    }
    return Failures.SUCCESS;
  }

  // ---- making

  private void make() {
    Writable.require(out);
    boolean solved = "-".equals(solution);
    if (solved && out != null) {
      throw Usage.wrong(spec, "--solution - takes the place of the worksheet, so --out has none.");
    }
    if (solution != null && !solved) {
      Writable.require(Path.of(solution));
    }
    Problem problem = problem();
    write(out, solved ? solution(problem) : sheet(problem));
    if (solution != null && !solved) {
      write(Path.of(solution), solution(problem));
    }
  }

  private Problem problem() {
    List<Integer> n = sizes == null ? List.of(2, 2, 1) : sizes;
    if (n.size() < 2) {
      throw Usage.wrong(spec, "--sizes takes the inputs, and at least one layer, such as 2,2,1.");
    }
    Loss chosen =
        loss != null
            ? loss
            : n.getLast() == 1 ? Loss.sigmoidCrossEntropy() : Loss.softmaxCrossEntropy();
    try {
      return new Exercise(n, layers(n.size() - 1, chosen), chosen, seed == null ? 0 : seed)
          .problem()
          .withLearningRate(learningRate == null ? USUAL_RATE : learningRate);
    } catch (IllegalArgumentException unsuitable) {
      throw Usage.wrong(spec, String.valueOf(unsuitable.getMessage()));
    }
  }

  /** One activation a layer; the last is identity where the loss owns the link. */
  private List<Activation> layers(int count, Loss chosen) {
    boolean linked = chosen.link() != Loss.Link.IDENTITY;
    if (activations.size() > 1) {
      if (activations.size() != count) {
        throw Usage.wrong(
            spec,
            "--activations takes one for the hidden layers, or one for each of the %d layers, got %d."
                .formatted(count, activations.size()));
      }
      List<Activation> all = new ArrayList<>();
      activations.subList(0, count - 1).forEach(name -> all.add(activation(name)));
      String last = activations.getLast().strip().toLowerCase(Locale.ROOT);
      if (linked && !last.equals(chosen.link().name().toLowerCase(Locale.ROOT))) {
        throw Usage.wrong(
            spec,
            "The loss %s needs the output activation %s, got %s."
                .formatted(chosen.label(), chosen.link().name().toLowerCase(Locale.ROOT), last));
      }
      all.add(linked ? Activation.identity() : activation(last));
      return all;
    }
    Activation hidden =
        activations.isEmpty() ? Activation.sigmoid() : activation(activations.getFirst());
    List<Activation> all = new ArrayList<>(Collections.nCopies(count - 1, hidden));
    all.add(Activation.identity());
    return all;
  }

  private static Activation activation(String name) {
    return Activation.of(name);
  }

  private String sheet(Problem problem) {
    return format == Format.json
        ? ExerciseSheet.form(problem).toText() + "\n"
        : print(ExerciseSheet.of(problem, digits));
  }

  private String solution(Problem problem) {
    Worksheet sheet = Worksheet.of(problem);
    return format == Format.json
        ? WorksheetJson.of(sheet, Optional.empty()).toText() + "\n"
        : print(
            Walkthrough.of(
                sheet, Detail.SCALAR, Integer.MAX_VALUE, Optional.empty(), Optional.empty()));
  }

  private String print(Document document) {
    Digits shown = new Digits(digits);
    return switch (format) {
      case text -> TextPrinter.print(document, shown, heading -> heading);
      case markdown -> MarkdownPrinter.print(document, shown);
      case html -> ExplanationPage.of(document, shown);
      case latex -> LatexPrinter.print(document, shown);
      case json -> throw new IllegalStateException("JSON is no document.");
    };
  }

  private void write(@Nullable Path file, String text) {
    if (file == null) {
      console.out().write(text);
      console.out().flush();
    } else {
      Results.write(file, text);
    }
  }

  // ---- marking

  private void mark(Path file) {
    Usage.refuse(
        spec,
        List.of(
            "--sizes",
            "--activations",
            "--loss",
            "--learning-rate",
            "--seed",
            "--format",
            "--out",
            "--solution"),
        "the form that is marked holds its exercise.");
    Tolerance usual = Tolerance.ofDecimals(digits);
    Marking marking =
        Marking.of(
            NetworkFile.readAnswers(file),
            tolerance == null ? usual : new Tolerance(tolerance, usual.absolute()));
    MarkingText text = new MarkingText(file, marking, digits);
    if (json) {
      console.out().line(text.json().toText());
    } else {
      console.out().line(console.style().heading(text.heading()));
      console.out().line(text.toString());
    }
  }
}
