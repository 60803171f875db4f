package dev.chainrule.model;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Encoder;
import dev.chainrule.data.Encoder.Part;
import dev.chainrule.data.Encoder.Unit;
import dev.chainrule.data.Field;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.decision.Calibration;
import dev.chainrule.decision.DecisionRule;
import dev.chainrule.layer.Activation;
import dev.chainrule.layer.BatchNorm;
import dev.chainrule.layer.Dense;
import dev.chainrule.layer.Dropout;
import dev.chainrule.layer.Layer;
import dev.chainrule.layer.LayerNorm;
import dev.chainrule.loss.Loss;
import dev.chainrule.network.Architecture;
import dev.chainrule.network.Network;
import dev.chainrule.tensor.Initializer;
import dev.chainrule.tensor.ParameterLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * Models that use everything a model can hold.
 *
 * <p>{@link #main} writes them as the golden files that {@link GoldenModelTest} reads. That is done
 * once for each version of the format, into a folder of its own, {@code
 * core/src/test/resources/model/v1} for the first: files that are there are never written again,
 * because they stand for the files that users have.
 */
final class SampleModels {

  static final History HISTORY =
      new History(
          "accuracy",
          List.of(
              new Epoch(1, 1.5, OptionalDouble.of(1.25), OptionalDouble.of(0.5), 0.001, 0.125),
              new Epoch(2, 0.1, OptionalDouble.of(0.75), OptionalDouble.of(0.875), 0.001, 0.0625),
              new Epoch(3, Double.NaN, OptionalDouble.empty(), OptionalDouble.empty(), 1e-5, 1)),
          2,
          "a loss that is not finite");

  private SampleModels() {}

  /** All models, by the name of their file. */
  static SequencedMap<String, Model> all() {
    SequencedMap<String, Model> models = new LinkedHashMap<>();
    models.put("species", species());
    models.put("yes-or-no", yesOrNo());
    models.put("price", price());
    models.put("bare", bare());
    models.put("layers", layers());
    return models;
  }

  /** The models of version 2: several labels with a decision of their own, quantiles, counts. */
  static SequencedMap<String, Model> second() {
    SequencedMap<String, Model> models = new LinkedHashMap<>();
    models.put("weather", weather());
    models.put(
        "quantiles",
        ofX(
            new TargetEncoding.Quantiles(
                new TargetEncoding.Amount("y", 10, 2), List.of(0.1, 0.5, 0.9)),
            new Loss.Quantile(List.of(0.1, 0.5, 0.9))));
    models.put("counts", ofX(new TargetEncoding.Count("y"), new Loss.Poisson()));
    return models;
  }

  private static Model weather() {
    return ofX(
            new TargetEncoding.Several(
                List.of(
                    new TargetEncoding.Classes("wet", List.of("no", "yes")),
                    new TargetEncoding.Classes("cold", List.of("0", "1")))),
            Loss.sigmoidCrossEntropy())
        .withDecision(
            new DecisionRule(
                List.of(
                    new Calibration.Platt(List.of(new Calibration.Sigmoid(-1.5, 0.25))),
                    new Calibration.Isotonic(
                        List.of(new Calibration.Steps(List.of(-1.0, 0.5), List.of(0.125, 0.875))))),
                List.of(0.25, 0.625)));
  }

  /** A linear model of one column x. */
  private static Model ofX(TargetEncoding target, Loss loss) {
    List<Field> fields = new ArrayList<>(List.of(Field.input("x", ColumnType.NUMBER)));
    target.columns().forEach(name -> fields.add(Field.target(name, ColumnType.CATEGORY)));
    fields.add(new Field("w", ColumnType.NUMBER, Field.Role.WEIGHT, ""));
    Architecture architecture = Architecture.of(1, Dense.of(target.outputs()));
    return Model.of(Network.of(architecture, values(architecture)), loss)
        .withTable(
            new Schema(fields),
            new Preparation(List.of(new Encoder.Standardize("x", 1, 2, false)), target));
  }

  /** Three classes from every kind of column. */
  static Model species() {
    Preparation preparation =
        new Preparation(
            List.of(
                new Encoder.Standardize("weight", 4200.5, 0.1 + 0.2, true),
                new Encoder.OneHot("island", List.of("", "Biscoe", "Ærø, \"n\" \n😀"), true),
                new Encoder.Flag("tagged", 1.0 / 3, true),
                new Encoder.DateParts(
                    "seen",
                    List.of(new Part(Unit.YEAR, 2008, 0.8), new Part(Unit.HOUR, 12.5, 3)),
                    false),
                new Encoder.ScalePixels("photo", 4, 33.3, 78.5)),
            new TargetEncoding.Classes("species", List.of("Adélie", "Chinstrap", "Gentoo")));
    Schema schema =
        new Schema(
            List.of(
                Field.input("weight", ColumnType.NUMBER),
                new Field("island", ColumnType.CATEGORY, Field.Role.INPUT, "4 labels"),
                Field.input("tagged", ColumnType.BOOLEAN),
                Field.input("seen", ColumnType.DATE),
                Field.input("photo", ColumnType.PIXELS),
                Field.ignored("id", ColumnType.TEXT, "every row has another text"),
                Field.target("species", ColumnType.CATEGORY)));
    Architecture architecture =
        Architecture.dense(preparation.inputs(), List.of(4, 3), Activation.tanh(), 3);
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("hidden", "4, 3");
    settings.put("batch size", "32");
    return Model.of(Network.of(architecture, values(architecture)), Loss.softmaxCrossEntropy())
        .withTable(schema, preparation)
        .withHistory(HISTORY)
        .withProvenance(
            new Provenance(
                "0.1.0",
                Instant.parse("2026-01-31T12:00:00Z"),
                "a JDK",
                "a system",
                "vector-256",
                2,
                Long.MIN_VALUE,
                "penguins.csv",
                "00ff",
                275,
                69,
                settings,
                1.5));
  }

  /** Two classes by logistic regression. */
  static Model yesOrNo() {
    Preparation preparation =
        new Preparation(
            List.of(new Encoder.Standardize("x", 1, 2, false)),
            new TargetEncoding.Classes("answer", List.of("no", "yes")));
    Schema schema =
        new Schema(
            List.of(
                Field.input("x", ColumnType.NUMBER), Field.target("answer", ColumnType.BOOLEAN)));
    return Model.of(
            Network.of(Architecture.of(1, Dense.of(1)), 1.5f, -0.25f), Loss.sigmoidCrossEntropy())
        .withTable(schema, preparation);
  }

  /** An amount, standardised. */
  static Model price() {
    Preparation preparation =
        new Preparation(
            List.of(
                new Encoder.Standardize("area", 100, 50, false),
                new Encoder.Standardize("rooms", 3, 1, false)),
            new TargetEncoding.Amount("price", 250_000, 80_000));
    Schema schema =
        new Schema(
            List.of(
                Field.input("area", ColumnType.NUMBER),
                Field.input("rooms", ColumnType.NUMBER),
                Field.target("price", ColumnType.NUMBER)));
    return Model.of(
            Network.of(Architecture.of(2, Dense.of(1)), 0.5f, 0.25f, 0.125f), new Loss.Huber(1.5))
        .withTable(schema, preparation);
  }

  /** A layer for every activation, with an initializer of every kind. */
  static Model bare() {
    List<Initializer> initializers =
        List.of(
            new Initializer.Zeros(),
            new Initializer.Constant(0.1),
            new Initializer.Normal(0.2),
            new Initializer.Uniform(0.3),
            new Initializer.XavierUniform(),
            new Initializer.XavierNormal(),
            new Initializer.HeUniform(),
            new Initializer.HeNormal(),
            new Initializer.LecunUniform(),
            new Initializer.LecunNormal(),
            new Initializer.Orthogonal());
    List<Activation> activations = new ArrayList<>(Activation.all());
    activations.add(new Activation.LeakyRelu(1.0 / 3));
    activations.add(new Activation.Elu(0.7));
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < activations.size(); i++) {
      layers.add(new Dense(2, activations.get(i), initializers.get(i % initializers.size())));
    }
    Architecture architecture = Architecture.of(2, layers.toArray(Layer[]::new));
    return Model.of(Network.of(architecture, values(architecture)), Loss.meanSquaredError());
  }

  /** Every kind of layer besides the dense ones, with constants that are no defaults. */
  static Model layers() {
    Architecture architecture =
        Architecture.of(
            3,
            Dropout.of(0.1),
            Dense.of(4),
            new BatchNorm(Activation.relu(), 0.001, 0.25),
            Dropout.of(1.0 / 3),
            Dense.of(2),
            new LayerNorm(new Activation.LeakyRelu(0.2), 0.01),
            Dense.of(1));
    float[] values = values(architecture);
    ParameterLayout.Slice variance = architecture.layout().slice("layers.2.variance");
    for (int i = variance.offset(); i < variance.offset() + variance.size(); i++) {
      values[i] = 1 + values[i] * values[i];
    }
    return Model.of(Network.of(architecture, values), Loss.meanSquaredError());
  }

  /**
   * Parameters between -0.9 and 0.9 that no change of an initializer or a random stream touches.
   */
  private static float[] values(Architecture architecture) {
    float[] values = new float[architecture.layout().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 19 - 9) / 10f;
    }
    return values;
  }

  /** A row that {@link #species} can judge. */
  static Map<String, Object> penguin() {
    return Map.of(
        "weight",
        4201,
        "island",
        "Biscoe",
        "tagged",
        true,
        "seen",
        LocalDateTime.of(2007, 11, 11, 6, 30),
        "photo",
        new byte[] {0, 1, (byte) 200, (byte) 255});
  }

  /**
   * Three rows for {@link #yesOrNo}, in columns of another order and with one that it does not
   * know.
   */
  static Table answers() {
    return new Table(
        "answers.csv",
        List.of(
            new Column.Labels(
                "answer", ColumnType.BOOLEAN, List.of("yes", "no"), new int[] {0, 1, 1}),
            new Column.Numbers("other", new double[] {7, 8, 9}),
            new Column.Numbers("x", new double[] {3, 1, 5})));
  }

  /** Writes the golden files of the current format into the folder that is given as argument. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    second().forEach((name, model) -> model.write(folder.resolve(name + ".safetensors")));
  }
}
