package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Task;
import dev.chainrule.json.Json;
import dev.chainrule.model.Epoch;
import dev.chainrule.model.History;
import dev.chainrule.model.Model;
import dev.chainrule.model.Provenance;
import dev.chainrule.text.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule show}: what a model is and where it comes from. */
@Command(
    name = "show",
    description = {
      "Shows what a model is and where it comes from.",
      "",
      "Its layers with their shapes, its columns and their preparation, the course of its training,"
          + " its settings, its provenance and the hash of its parameters."
    },
    footer = {"", "Example:", "  chainrule show penguins.safetensors"})
final class ShowCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "A model that train has saved.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = "--json",
      description = "Write one line of JSON to standard output, and nothing else.")
  private boolean json;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Model model = Models.read(file);
    if (json) {
      console.out().line(json(model).toText());
    } else {
      tell(model);
    }
    return Failures.SUCCESS;
  }

  private void tell(Model model) {
    heading(title(model));
    section("Network", network(model));
    if (model.schema().isPresent()) {
      section("Columns", columns(model));
    }
    if (!model.decision().isNone()) {
      section("Answers", DecisionText.of(model.decision()));
    }
    section("Training", model.history().toString());
    if (!model.history().diagnosis().findings().isEmpty()) {
      section("Diagnosis", String.join("\n", hints(model.history())));
    }
    if (!model.provenance().equals(Provenance.none())) {
      section("Settings", settings(model.provenance()));
    }
    section("Provenance", provenance(model));
  }

  private String title(Model model) {
    Optional<String> target = model.schema().map(Schema::targetNames);
    return file
        + target
            .map(column ->
                ": predicts %s, %s".formatted(column, model.task().map(Task::label).orElse("")))
            .orElse(": a network without columns");
  }

  private void heading(String text) {
    console.out().line(console.style().heading(text));
  }

  private void section(String title, String content) {
    console.out().line();
    heading(title);
    console.out().line(content);
  }

  private static String network(Model model) {
    TextTable table =
        TextTable.aligned("rlrlr").row("layer", "kind", "output", "parameters", "count");
    for (Layers.Line line : Layers.of(model.network().architecture())) {
      table.row(
          line.number(),
          line.kind(),
          line.output(),
          line.tensors(),
          line.parameters() == 0 ? "" : Numbers.count(line.parameters()));
    }
    table.row("", "", "", "", Numbers.count(model.network().parameters().size()));
    return table + "\nloss: " + model.loss().label();
  }

  private static String columns(Model model) {
    TextTable table = TextTable.aligned("llll").row("column", "type", "role", "preparation");
    for (Wording.ColumnLine line :
        Wording.columns(model.schema().orElseThrow(), model.preparation().orElseThrow())) {
      table.row(line.name(), line.type(), line.role(), line.preparation());
    }
    return table.toString();
  }

  private static String settings(Provenance provenance) {
    TextTable table = TextTable.aligned("ll");
    provenance.settings().forEach(table::row);
    return table.toString();
  }

  private static String provenance(Model model) {
    Provenance provenance = model.provenance();
    TextTable table = TextTable.aligned("ll");
    if (!provenance.equals(Provenance.none())) {
      table.row("trained", provenance.created() + ", in " + Numbers.duration(provenance.seconds()));
      table.row("by", "Chainrule " + provenance.libraryVersion());
      table.row("java", provenance.jdk());
      table.row("system", provenance.system());
      table.row(
          "kernels",
          provenance.kernel() + ", " + Numbers.count(provenance.threads(), "thread", "threads"));
      table.row("seed", provenance.seed());
      table.row("data", provenance.dataSource());
      table.row(
          "rows",
          "%s for training, %s for validation"
              .formatted(
                  Numbers.count(provenance.trainingRows()),
                  Numbers.count(provenance.validationRows())));
      table.row("data SHA-256", provenance.dataSha256());
    }
    table.row("parameters SHA-256", model.parametersSha256());
    return table.toString();
  }

  private Json json(Model model) {
    Json.Members all =
        Json.object()
            .with("model", file.toString())
            .with("loss", model.loss().label())
            .with("parameters", model.network().parameters().size())
            .with("parametersSha256", model.parametersSha256())
            .with("layers", layers(model));
    if (model.schema().isPresent()) {
      List<Json> columns = new ArrayList<>();
      for (Wording.ColumnLine line :
          Wording.columns(model.schema().get(), model.preparation().orElseThrow())) {
        columns.add(
            Json.object()
                .with("name", line.name())
                .with("type", line.type())
                .with("role", line.role())
                .with("preparation", line.preparation()));
      }
      all =
          all.with("task", model.task().map(Task::jsonName).orElse(""))
              .with("target", model.schema().map(Schema::targetNames).orElse(""))
              .with("columns", Json.array(columns));
    }
    return all.with("decision", DecisionText.json(model.decision()))
        .with("history", history(model.history()))
        .with("provenance", json(model.provenance()));
  }

  private static Json layers(Model model) {
    List<Json> layers = new ArrayList<>();
    for (Layers.Line line : Layers.of(model.network().architecture())) {
      layers.add(
          Json.object()
              .with("kind", line.kind())
              .with("output", line.output())
              .with("tensors", line.tensors())
              .with("parameters", line.parameters()));
    }
    return Json.array(layers);
  }

  private static List<String> hints(History history) {
    return history.diagnosis().findings().stream().map(TrainingNotices::hint).toList();
  }

  private static Json history(History history) {
    List<Json> epochs = new ArrayList<>();
    for (Epoch epoch : history.epochs()) {
      epochs.add(
          Json.object()
              .with("epoch", epoch.number())
              .with("loss", ReportText.number(epoch.trainingLoss()))
              .with("validationLoss", ReportText.number(epoch.validationLoss().orElse(Double.NaN)))
              .with(
                  "validationMetric",
                  ReportText.number(epoch.validationMetric().orElse(Double.NaN)))
              .with("learningRate", ReportText.number(epoch.learningRate()))
              .with("seconds", ReportText.number(epoch.seconds())));
    }
    return Json.object()
        .with("metric", history.metric())
        .with("bestEpoch", history.bestEpoch())
        .with("stopped", history.stopReason())
        .with("hints", Json.texts(hints(history)))
        .with("epochs", Json.array(epochs));
  }

  private static Json json(Provenance provenance) {
    Json.Members settings = Json.object();
    for (Map.Entry<String, String> setting : provenance.settings().entrySet()) {
      settings = settings.with(setting.getKey(), setting.getValue());
    }
    return Json.object()
        .with("libraryVersion", provenance.libraryVersion())
        .with("created", provenance.created().toString())
        .with("jdk", provenance.jdk())
        .with("system", provenance.system())
        .with("kernel", provenance.kernel())
        .with("threads", provenance.threads())
        .with("seed", provenance.seed())
        .with("data", provenance.dataSource())
        .with("dataSha256", provenance.dataSha256())
        .with("trainingRows", provenance.trainingRows())
        .with("validationRows", provenance.validationRows())
        .with("seconds", provenance.seconds())
        .with("settings", settings);
  }
}
