package dev.chainrule.reference;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.annotations.SerializedName;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The reference values of {@code src/test/resources/reference}, made by PyTorch and NumPy in double
 * precision. Whichever interpreter is tested, these are the cases.
 *
 * <p>In the files a network ends in the link of its loss; here, as everywhere in the library, the
 * loss owns it.
 */
public final class ReferenceFixtures {

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .registerTypeAdapter(DoubleMatrix.class, matrixReader())
          .create();

  private ReferenceFixtures() {}

  /** One network, one batch, and everything that a forward and a backward pass give. */
  public record GradientCase(
      String name,
      List<Integer> sizes,
      List<String> activations,
      @SerializedName("loss") String lossName,
      @Nullable DoubleMatrix sampleWeights,
      List<DoubleMatrix> weights,
      List<DoubleMatrix> biases,
      DoubleMatrix x,
      DoubleMatrix y,
      Expected expected) {

    public Architecture architecture() {
      return ReferenceFixtures.architecture(sizes, activations, loss());
    }

    public Loss loss() {
      return Loss.of(lossName);
    }

    public double[] parameters() {
      return flat(weights, biases);
    }

    /** One weight a row, or null where all weigh the same. */
    public double @Nullable [] weightOfEachSample() {
      return sampleWeights == null ? null : sampleWeights.row(0);
    }

    /** Whether rounding adds up so far that the file promises less for this case. */
    public boolean isHard() {
      return name.startsWith("deep 12 layers") || name.startsWith("extreme inputs");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What a pass gives; lists hold one entry a layer. */
  public record Expected(
      double loss,
      List<DoubleMatrix> z,
      List<DoubleMatrix> a,
      List<DoubleMatrix> delta,
      @SerializedName("dW") List<DoubleMatrix> weightGradients,
      @SerializedName("db") List<DoubleMatrix> biasGradients,
      @SerializedName("dx") DoubleMatrix inputGradient) {}

  /** One full-batch problem and what each optimizer makes of it. */
  public record OptimizerRuns(
      Problem problem,
      Map<String, OptimizerRun> runs,
      Map<String, List<List<DoubleMatrix>>> averages) {

    public OptimizerRun run(String name) {
      return Objects.requireNonNull(runs.get(name), name);
    }

    /** The average of the parameters after a step of a run, by β = 0.8. */
    public double[] averageAfter(String name, int step) {
      return flat(Objects.requireNonNull(averages.get(name), name).get(step));
    }
  }

  /** A network with its first parameters, and a batch. */
  public record Problem(
      List<Integer> sizes,
      List<String> activations,
      @SerializedName("loss") String lossName,
      List<DoubleMatrix> weights,
      List<DoubleMatrix> biases,
      DoubleMatrix x,
      DoubleMatrix y) {

    public Architecture architecture() {
      return ReferenceFixtures.architecture(sizes, activations, loss());
    }

    public Loss loss() {
      return Loss.of(lossName);
    }

    public double[] parameters() {
      return flat(weights, biases);
    }
  }

  /** The loss before, the rate of, and W⁽¹⁾, b⁽¹⁾, W⁽²⁾ … after each of some steps. */
  public record OptimizerRun(
      List<Double> lossBeforeStep, List<Double> lr, List<List<DoubleMatrix>> paramsAfterStep) {

    /** All parameters after a step, in the order of the layout. */
    public double[] parametersAfter(int step) {
      return flat(paramsAfterStep.get(step));
    }
  }

  /** Plain gradient descent on one small data set. */
  public record GradientDescent(DoubleMatrix x, DoubleMatrix y, List<DescentRun> runs) {}

  /**
   * Logistic regression by full batches (w0, b0 → w, b), or a 2-h-1 network row by row (the fields
   * with an underscore → the rest).
   */
  public record DescentRun(
      String model,
      double lr,
      int iterations,
      @Nullable DoubleMatrix w0,
      double b0,
      @SerializedName("loss_every_100") @Nullable DoubleMatrix lossEvery100,
      double finalLoss,
      @SerializedName("W1_0") @Nullable DoubleMatrix firstHiddenWeights,
      @SerializedName("b1_0") @Nullable DoubleMatrix firstHiddenBiases,
      @SerializedName("w_0") @Nullable DoubleMatrix firstWeights,
      @SerializedName("b_0") double firstBias,
      @SerializedName("loss_every_50") @Nullable DoubleMatrix lossEvery50,
      double finalEpochLoss,
      @SerializedName("W1") @Nullable DoubleMatrix hiddenWeights,
      @SerializedName("b1") @Nullable DoubleMatrix hiddenBiases,
      DoubleMatrix w,
      double b) {

    public boolean isLogisticRegression() {
      return w0 != null;
    }

    public Architecture architecture() {
      return isLogisticRegression()
          ? Architecture.dense(2, List.of(), Activation.identity(), 1)
          : Architecture.dense(2, List.of(w.columns()), Activation.relu(), 1);
    }

    /** The loss before every 100th step, or of every 50th epoch. */
    public double[] losses() {
      return present(isLogisticRegression() ? lossEvery100 : lossEvery50).row(0);
    }

    public double[] parametersBefore() {
      return isLogisticRegression()
          ? flat(List.of(present(w0), DoubleMatrix.of(new double[] {b0})))
          : flat(
              List.of(
                  present(firstHiddenWeights),
                  present(firstHiddenBiases),
                  present(firstWeights),
                  DoubleMatrix.of(new double[] {firstBias})));
    }

    public double[] parametersAfter() {
      DoubleMatrix bias = DoubleMatrix.of(new double[] {b});
      return isLogisticRegression()
          ? flat(List.of(w, bias))
          : flat(List.of(present(hiddenWeights), present(hiddenBiases), w, bias));
    }

    @Override
    public String toString() {
      return model + ", rate " + lr;
    }
  }

  /** A dense layer of 6 units, a normalisation with relu, 3 scores: some steps by full batches. */
  public record LayerCase(
      String kind,
      @SerializedName("init") List<DoubleMatrix> firstParameters,
      DoubleMatrix x,
      DoubleMatrix y,
      List<LayerStep> steps,
      @SerializedName("eval_logits") DoubleMatrix scoresInEvaluation) {

    /** The rate of plain gradient descent. */
    public static final double RATE = 0.1;

    public Architecture architecture() {
      return Architecture.of(4, Dense.of(6), norm(), Dense.of(3));
    }

    private Layer norm() {
      return switch (kind) {
        case "batch_norm" -> BatchNorm.of(Activation.relu());
        case "layer_norm" -> LayerNorm.of(Activation.relu());
        default -> throw new IllegalStateException("no layer for " + kind);
      };
    }

    public double[] parameters() {
      return withStatistics(firstParameters, ones(0), ones(1));
    }

    public double[] gradient(int step) {
      return withStatistics(steps.get(step).grads(), ones(0), ones(0));
    }

    public double[] parametersAfter(int step) {
      LayerStep expected = steps.get(step);
      return withStatistics(
          expected.paramsAfter(),
          Objects.requireNonNullElse(expected.runningMean(), ones(0)),
          Objects.requireNonNullElse(expected.runningVariance(), ones(1)));
    }

    private static DoubleMatrix ones(double value) {
      return DoubleMatrix.of(1, 6, (one, j) -> value);
    }

    /** The tensors of the file, W⁽¹⁾, b⁽¹⁾, γ, β, W⁽²⁾, b⁽²⁾, with the statistics behind β. */
    private double[] withStatistics(
        List<DoubleMatrix> tensors, DoubleMatrix mean, DoubleMatrix variance) {
      List<DoubleMatrix> all = new ArrayList<>(tensors);
      if (norm() instanceof BatchNorm) {
        all.addAll(4, List.of(mean, variance));
      }
      return flat(all);
    }

    @Override
    public String toString() {
      return kind;
    }
  }

  /** Scores, loss and gradients before, parameters and running statistics after a step. */
  public record LayerStep(
      double loss,
      DoubleMatrix logits,
      List<DoubleMatrix> grads,
      List<DoubleMatrix> paramsAfter,
      @Nullable DoubleMatrix runningMean,
      @SerializedName("running_var_unbiased") @Nullable DoubleMatrix runningVariance) {}

  /** By-hand examples from course notes. */
  public record WorkedExamples(List<WorkedExample> examples) {

    public WorkedExample named(String name) {
      return examples.stream()
          .filter(example -> example.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** One sample, and some steps of gradient descent on it. */
  public record WorkedExample(
      String name,
      @SerializedName("loss") String lossName,
      double learningRate,
      DoubleMatrix x,
      double y,
      List<DoubleMatrix> weights,
      List<DoubleMatrix> biases,
      List<String> activations,
      List<WorkedStep> steps) {

    public Architecture architecture() {
      List<Integer> sizes = new ArrayList<>(List.of(x.columns()));
      biases.forEach(b -> sizes.add(b.columns()));
      return ReferenceFixtures.architecture(sizes, activations, loss());
    }

    public Loss loss() {
      return Loss.of(lossName);
    }

    public double[] parameters() {
      return flat(weights, biases);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Everything of one step; lists hold one entry a layer. */
  public record WorkedStep(
      List<DoubleMatrix> z,
      List<DoubleMatrix> a,
      double prediction,
      double loss,
      List<DoubleMatrix> delta,
      @SerializedName("dW") List<DoubleMatrix> weightGradients,
      @SerializedName("db") List<DoubleMatrix> biasGradients,
      @SerializedName("W_after") List<DoubleMatrix> weightsAfter,
      @SerializedName("b_after") List<DoubleMatrix> biasesAfter) {

    public double[] parametersAfter() {
      return flat(weightsAfter, biasesAfter);
    }
  }

  public static List<GradientCase> gradients() {
    record File(List<GradientCase> cases) {}
    return read("gradients.json", File.class).cases();
  }

  public static OptimizerRuns optimizers() {
    return read("optimizers.json", OptimizerRuns.class);
  }

  public static List<LayerCase> layers() {
    record File(List<LayerCase> cases) {}
    return read("layers.json", File.class).cases();
  }

  public static GradientDescent gradientDescent() {
    return read("gradient-descent.json", GradientDescent.class);
  }

  public static WorkedExamples workedExamples() {
    return read("worked-examples.json", WorkedExamples.class);
  }

  private static <T> T read(String file, Class<T> type) {
    String resource = "/reference/" + file;
    try (InputStream bytes =
            Objects.requireNonNull(
                ReferenceFixtures.class.getResourceAsStream(resource), resource);
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
      return GSON.fromJson(text, type);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** An array of arrays is a matrix, an array of numbers a single row. */
  private static JsonDeserializer<DoubleMatrix> matrixReader() {
    return (json, type, context) -> {
      JsonArray array = json.getAsJsonArray();
      return array.get(0).isJsonArray()
          ? DoubleMatrix.ofRows(array.size(), i -> numbers(array.get(i).getAsJsonArray()))
          : DoubleMatrix.of(numbers(array));
    };
  }

  private static double[] numbers(JsonArray array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).getAsDouble()).toArray();
  }

  private static Architecture architecture(
      List<Integer> sizes, List<String> activations, Loss loss) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < activations.size(); l++) {
      boolean linked = l == activations.size() - 1 && loss.link() != Loss.Link.IDENTITY;
      layers.add(
          Dense.of(
              sizes.get(l + 1),
              linked ? Activation.identity() : Activation.of(activations.get(l))));
    }
    return new Architecture(Shape.vector(sizes.getFirst()), layers);
  }

  private static double[] flat(List<DoubleMatrix> weights, List<DoubleMatrix> biases) {
    List<DoubleMatrix> tensors = new ArrayList<>();
    for (int l = 0; l < weights.size(); l++) {
      tensors.add(weights.get(l));
      tensors.add(biases.get(l));
    }
    return flat(tensors);
  }

  private static double[] flat(List<DoubleMatrix> tensors) {
    return tensors.stream().flatMapToDouble(tensor -> DoubleStream.of(tensor.toArray())).toArray();
  }

  private static DoubleMatrix present(@Nullable DoubleMatrix matrix) {
    return Objects.requireNonNull(matrix);
  }
}
