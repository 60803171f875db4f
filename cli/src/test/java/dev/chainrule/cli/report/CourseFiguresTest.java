package dev.chainrule.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chainrule.cli.text.Axis;
import dev.chainrule.explain.Problem;
import dev.chainrule.explain.Worksheet;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.reference.Activations;
import dev.chainrule.reference.DoubleMatrix;
import dev.chainrule.reference.ReferencePass;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The figures of the course are what the library computes today. With {@code
 * -Dchainrule.documents=write} they are drawn anew instead.
 */
class CourseFiguresTest {

  private static final Path FIGURES = Path.of("..", "docs", "course", "figures");
  private static final List<String> COLORS = List.of("#22588f", "#a8431a", "#5c7f2b");
  private static final String STYLE =
      "text{font:13px Georgia,serif;fill:#5d5a53}line{stroke:#e6e2d8}.axis line{stroke:#5d5a53}"
          + "path{fill:none;stroke-width:2}circle{stroke:none}";

  /** One line of a figure: its name and its value at each whole number from the first on. */
  private record Curve(String name, List<Double> values) {

    static Curve of(String name, int count, IntToDoubleFunction value) {
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        values.add(value.applyAsDouble(i));
      }
      return new Curve(name, values);
    }
  }

  private static void check(String name, String drawn) throws IOException {
    Path file = FIGURES.resolve(name);
    if ("write".equals(System.getProperty("chainrule.documents"))) {
      Files.createDirectories(FIGURES);
      Files.writeString(file, drawn);
    }
    assertThat(Files.readString(file)).isEqualTo(drawn);
  }

  /** The loss of one neuron, step by step, at three learning rates. */
  @Test
  void descentAtThreeLearningRates() throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (double rate : new double[] {0.02, 0.2, 3.2}) {
      Problem problem =
          Problem.of(
                  Architecture.of(1, Dense.of(1)),
                  new double[] {-1, 0},
                  Loss.sigmoidCrossEntropy(),
                  DoubleMatrix.of(new double[] {1}, new double[] {3}, new double[] {-2}),
                  DoubleMatrix.of(new double[] {1}, new double[] {0}, new double[] {0}))
              .withLearningRate(rate)
              .withSteps(30);
      var steps = Worksheet.of(problem).steps();
      curves.add(Curve.of("α = " + rate, 30, step -> steps.get(step).pass().loss()));
    }
    check(
        "learning-rates.svg",
        drawn("The loss of one neuron at three learning rates", "step", "loss", 1, curves, false));
  }

  /** The size of δ in each of twelve layers of one unit, for three activations. */
  @Test
  void errorsThatVanishWithDepth() throws IOException {
    List<Curve> curves = new ArrayList<>();
    for (String name : List.of("sigmoid", "tanh", "relu")) {
      Activation f = Activation.of(name);
      List<Layer> layers = new ArrayList<>();
      for (int l = 1; l < 12; l++) {
        layers.add(Dense.of(1, f));
      }
      layers.add(Dense.of(1));
      Architecture architecture = new Architecture(Shape.vector(1), layers);
      double[] parameters = new double[architecture.layout().size()];
      Arrays.setAll(parameters, i -> i % 2 == 0 ? 1 : 0);
      ReferencePass pass =
          ReferencePass.of(
              architecture,
              parameters,
              Loss.sigmoidCrossEntropy(),
              DoubleMatrix.of(new double[] {1}),
              DoubleMatrix.of(new double[] {0}),
              null);
      curves.add(Curve.of(name, 12, l -> Math.abs(pass.delta(l + 1).get(0, 0))));
    }
    check(
        "vanishing.svg",
        drawn("The size of δ by layer", "layer", "|δ|, log scale", 1, curves, true));
  }

  /** f and f′ of three activations, from −2 to 2. */
  @Test
  void activationsAndTheirDerivatives() throws IOException {
    for (boolean slope : new boolean[] {false, true}) {
      List<Curve> curves = new ArrayList<>();
      for (String name : List.of("sigmoid", "tanh", "relu")) {
        Activation f = Activation.of(name);
        curves.add(
            Curve.of(
                name,
                161,
                i -> {
                  double z = (i - 80) / 40.0;
                  return slope ? Activations.derivative(f, z) : Activations.value(f, z);
                }));
      }
      check(
          slope ? "derivatives.svg" : "activations.svg",
          drawn(
              slope ? "The derivatives of three activations" : "Three activations",
              "z",
              slope ? "f′(z)" : "f(z)",
              0,
              curves,
              false));
    }
  }

  private static String drawn(
      String title, String xTitle, String yTitle, int first, List<Curve> curves, boolean log) {
    int count = curves.getFirst().values().size();
    double low = curves.stream().flatMap(c -> c.values().stream()).reduce(9e9, Math::min);
    double high = curves.stream().flatMap(c -> c.values().stream()).reduce(-9e9, Math::max);
    Axis x = first == 0 ? Axis.around(-2, 2, 8) : Axis.exactly(first, count, 10);
    Axis y = log ? Axis.logarithmic(low, high, 6) : Axis.around(Math.min(0, low), high, 5);
    Frame frame = new Frame("figure", "", 640, 320, 66, 44, 16, 46);
    Markup page = new Markup();
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 640 320",
        "role",
        "img",
        "aria-label",
        title);
    page.leaf("style", STYLE);
    page.empty("rect", "width", "640", "height", "320", "fill", "#fdfcf8");
    frame.axes(page, x, xTitle, y, yTitle);
    for (int c = 0; c < curves.size(); c++) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < count; i++) {
        double at = first == 0 ? -2 + 4.0 * i / (count - 1) : first + i;
        path.append(i == 0 ? 'M' : 'L')
            .append(Frame.number(frame.x(x, at)))
            .append(' ')
            .append(Frame.number(frame.y(y, curves.get(c).values().get(i))));
      }
      page.empty("path", "d", path.toString(), "stroke", COLORS.get(c));
      double left = 330 + 100 * c;
      page.empty("path", "d", "M" + Frame.number(left) + " 20h22", "stroke", COLORS.get(c));
      Frame.text(page, left + 28, 24, "start", curves.get(c).name());
    }
    page.close("svg");
    return page.finish();
  }
}
