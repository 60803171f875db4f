package dev.chainrule.model;

import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Encoder;
import dev.chainrule.data.Field;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.json.Json;
import dev.chainrule.json.Located;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Schemas and preparations as JSON. */
final class DataJson {

  private DataJson() {}

  static Json write(Schema schema) {
    return Json.object()
        .with("fields", Json.array(schema.fields().stream().map(DataJson::write).toList()));
  }

  static Schema readSchema(Located json) {
    List<Field> fields = json.member("fields").items().stream().map(DataJson::readField).toList();
    return json.build(place -> new Schema(fields));
  }

  private static Json write(Field field) {
    return Json.object()
        .with("name", field.name())
        .with("type", name(field.type()))
        .with("role", name(field.role()))
        .with("note", field.note());
  }

  private static Field readField(Located json) {
    return json.build(field ->
        new Field(
            field.member("name").text(),
            constant(field.member("type"), ColumnType.values()),
            constant(field.member("role"), Field.Role.values()),
            field.member("note").text()));
  }

  static Json write(Preparation preparation) {
    return Json.object()
        .with("encoders", Json.array(preparation.encoders().stream().map(DataJson::write).toList()))
        .with("target", write(preparation.target()));
  }

  static Preparation readPreparation(Located json) {
    List<Encoder> encoders =
        json.member("encoders").items().stream().map(DataJson::readEncoder).toList();
    TargetEncoding target = json.member("target").build(DataJson::readTarget);
    return json.build(place -> new Preparation(encoders, target));
  }

  private static Json write(Encoder encoder) {
    return switch (encoder) {
      case Encoder.Standardize(String column, double mean, double deviation, boolean indicator) ->
          kind("standardize", column)
              .with("mean", mean)
              .with("deviation", deviation)
              .with("indicator", indicator);
      case Encoder.OneHot(String column, List<String> categories, boolean missing) ->
          kind("oneHot", column)
              .with("categories", Json.texts(categories))
              .with("missing", missing);
      case Encoder.Flag(String column, double share, boolean indicator) ->
          kind("flag", column).with("share", share).with("indicator", indicator);
      case Encoder.DateParts(String column, List<Encoder.Part> parts, boolean indicator) ->
          kind("dateParts", column)
              .with("parts", Json.array(parts.stream().map(DataJson::write).toList()))
              .with("indicator", indicator);
      case Encoder.ScalePixels(String column, int width, double mean, double deviation) ->
          kind("scalePixels", column)
              .with("width", width)
              .with("mean", mean)
              .with("deviation", deviation);
    };
  }

  private static Encoder readEncoder(Located json) {
    return json.build(encoder -> {
      String column = encoder.member("column").text();
      return switch (encoder.member("kind").text()) {
        case "standardize" ->
            new Encoder.Standardize(
                column,
                encoder.member("mean").number(),
                encoder.member("deviation").number(),
                encoder.member("indicator").bool());
        case "oneHot" ->
            new Encoder.OneHot(
                column, encoder.member("categories").texts(), encoder.member("missing").bool());
        case "flag" ->
            new Encoder.Flag(
                column, encoder.member("share").number(), encoder.member("indicator").bool());
        case "dateParts" ->
            new Encoder.DateParts(
                column,
                encoder.member("parts").items().stream().map(DataJson::readPart).toList(),
                encoder.member("indicator").bool());
        case "scalePixels" ->
            new Encoder.ScalePixels(
                column,
                encoder.member("width").wholeNumber(1, Integer.MAX_VALUE),
                encoder.member("mean").number(),
                encoder.member("deviation").number());
        default ->
            throw encoder
                .member("kind")
                .expected("an encoder that this version of Chainrule knows");
      };
    });
  }

  private static Json write(Encoder.Part part) {
    return Json.object()
        .with("unit", name(part.unit()))
        .with("mean", part.mean())
        .with("deviation", part.deviation());
  }

  private static Encoder.Part readPart(Located json) {
    return new Encoder.Part(
        constant(json.member("unit"), Encoder.Unit.values()),
        json.member("mean").number(),
        json.member("deviation").number());
  }

  private static Json write(TargetEncoding target) {
    return switch (target) {
      case TargetEncoding.Classes(String column, List<String> labels) ->
          kind("classes", column).with("labels", Json.texts(labels));
      case TargetEncoding.Amount(String column, double mean, double deviation) ->
          kind("amount", column).with("mean", mean).with("deviation", deviation);
      case TargetEncoding.Quantiles(TargetEncoding.Amount amount, List<Double> levels) ->
          kind("quantiles", amount.column())
              .with("mean", amount.mean())
              .with("deviation", amount.deviation())
              .with("levels", Json.array(levels.stream().map(Json::of).toList()));
      case TargetEncoding.Count(String column) -> kind("count", column);
      case TargetEncoding.Several(List<TargetEncoding> each) ->
          Json.object()
              .with("kind", "several")
              .with("each", Json.array(each.stream().map(DataJson::write).toList()));
    };
  }

  private static TargetEncoding readTarget(Located json) {
    return switch (json.member("kind").text()) {
      case "classes" -> new TargetEncoding.Classes(column(json), json.member("labels").texts());
      case "amount" -> readAmount(json);
      case "quantiles" ->
          new TargetEncoding.Quantiles(
              readAmount(json),
              json.member("levels").items().stream().map(Located::number).toList());
      case "count" -> new TargetEncoding.Count(column(json));
      case "several" ->
          new TargetEncoding.Several(
              json.member("each").items().stream()
                  .map(each -> each.build(DataJson::readTarget))
                  .toList());
      default ->
          throw json.member("kind").expected("a target that this version of Chainrule knows");
    };
  }

  private static TargetEncoding.Amount readAmount(Located json) {
    return new TargetEncoding.Amount(
        column(json), json.member("mean").number(), json.member("deviation").number());
  }

  private static String column(Located json) {
    return json.member("column").text();
  }

  private static Json.Members kind(String name, String column) {
    return Json.object().with("kind", name).with("column", column);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(Located json, E[] values) {
    String name = json.text();
    return Arrays.stream(values)
        .filter(value -> name(value).equals(name))
        .findFirst()
        .orElseThrow(() ->
            json.expected(
                "one of " + String.join(", ", Arrays.stream(values).map(DataJson::name).toList())));
  }
}
