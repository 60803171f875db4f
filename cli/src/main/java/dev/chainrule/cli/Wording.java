package dev.chainrule.cli;

import dev.chainrule.cli.text.Numbers;
import dev.chainrule.data.Encoder;
import dev.chainrule.data.Field;
import dev.chainrule.data.Preparation;
import dev.chainrule.data.Schema;
import dev.chainrule.data.TargetEncoding;
import dev.chainrule.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What columns and their preparation are called, in tables on the terminal and in reports. */
final class Wording {

  private static final int MOST_LABELS = 6;

  private Wording() {}

  /** One column of the data: its name, type, role and preparation. */
  record ColumnLine(String name, String type, String role, String preparation) {}

  /** All columns in the order of the file. */
  static List<ColumnLine> columns(Schema schema, Preparation preparation) {
    List<ColumnLine> lines = new ArrayList<>();
    for (Field field : schema.fields()) {
      lines.add(
          new ColumnLine(
              field.name(),
              field.type().name().toLowerCase(Locale.ROOT),
              role(field),
              switch (field.role()) {
                case IGNORED -> field.note();
                case TARGET -> target(field, preparation);
                case WEIGHT -> "how much each row counts";
                case INPUT -> input(field, preparation);
              }));
    }
    return lines;
  }

  private static String role(Field field) {
    return switch (field.role()) {
      case INPUT -> "input";
      case TARGET -> "target";
      case WEIGHT -> "weight";
      case IGNORED -> "left out";
    };
  }

  private static String input(Field field, Preparation preparation) {
    return preparation.encoders().stream()
        .filter(encoder -> encoder.column().equals(field.name()))
        .map(Wording::encoder)
        .findFirst()
        .orElse("");
  }

  private static String encoder(Encoder encoder) {
    return switch (encoder) {
      case Encoder.Standardize number ->
          "standardised: mean %s, deviation %s%s"
              .formatted(
                  figure(number.mean()),
                  figure(number.deviation()),
                  number.indicator() ? "; missing: the mean, and an indicator" : "");
      case Encoder.OneHot category ->
          "one-hot: %s%s, (unknown)"
              .formatted(labels(category.categories()), category.missing() ? ", (missing)" : "");
      case Encoder.Flag flag ->
          "1 for yes, 0 for no%s"
              .formatted(
                  flag.indicator()
                      ? "; missing: %s, and an indicator".formatted(figure(flag.share()))
                      : "");
      case Encoder.DateParts date ->
          date.parts().stream()
                  .map(part -> part.unit().name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ", "standardised: ", ""))
              + (date.indicator() ? "; missing: the means, and an indicator" : "");
      case Encoder.ScalePixels pixels ->
          "%s pixels, standardised together: mean %s, deviation %s"
              .formatted(
                  Numbers.count(pixels.width()), figure(pixels.mean()), figure(pixels.deviation()));
    };
  }

  private static String target(Field field, Preparation preparation) {
    return preparation.targets().stream()
        .map(Preparation::target)
        .filter(target -> target.column().equals(field.name()))
        .map(Wording::target)
        .findFirst()
        .orElse("");
  }

  private static String target(TargetEncoding target) {
    return switch (target) {
      case TargetEncoding.Classes classes ->
          Numbers.count(classes.labels().size()) + " classes: " + labels(classes.labels());
      case TargetEncoding.Amount amount ->
          "standardised: mean %s, deviation %s"
              .formatted(figure(amount.mean()), figure(amount.deviation()));
      case TargetEncoding.Quantiles(TargetEncoding.Amount amount, List<Double> levels) ->
          "%s; quantiles %s"
              .formatted(
                  target(amount),
                  levels.stream().map(String::valueOf).collect(Collectors.joining(", ")));
      case TargetEncoding.Count _ -> "a count, as it is";
      case TargetEncoding.Several several -> several.column();
    };
  }

  private static String figure(double value) {
    return Numbers.significant(value, 4);
  }

  private static String labels(List<String> labels) {
    return labels.size() <= MOST_LABELS
        ? String.join(", ", labels)
        : String.join(", ", labels.subList(0, MOST_LABELS - 1))
            + " and "
            + Numbers.count(labels.size() - MOST_LABELS + 1)
            + " more";
  }

  /** The name of a loss in full. */
  static String loss(Loss loss) {
    return switch (loss) {
      case Loss.SigmoidCrossEntropy _, Loss.SoftmaxCrossEntropy _ -> "cross-entropy";
      case Loss.MeanSquaredError _ -> "half squared error, standardised";
      case Loss.MeanAbsoluteError _ -> "absolute error, standardised";
      case Loss.Huber _ -> "Huber loss, standardised";
      case Loss.Quantile _ -> "pinball loss, standardised";
      case Loss.Poisson _ -> "half Poisson deviance";
    };
  }
}
