package dev.chainrule.cli;

import dev.chainrule.tables.CsvFormat;
import dev.chainrule.tables.TableReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the data files are written. */
final class CsvOptions implements OptionSection.Member {

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      converter = SeparatorName.class,
      description = {
        "What stands between cells: a character, or tab, comma, semicolon, bar.",
        "By default it is found out."
      })
  private @Nullable Character separator;

  @Option(
      names = "--missing",
      paramLabel = "TEXT,...",
      description = {
        "The cells that stand for a missing value, instead of NA, N/A, null, NaN, ? and the like."
            + " The empty cell always does."
      })
  private @Nullable String missing;

  @Option(
      names = "--decimal-comma",
      description = "Numbers are written with a decimal comma: 3,14.")
  private boolean decimalComma;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The encoding of the characters, such as ISO-8859-1. By default UTF-8.")
  private @Nullable Charset encoding;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "The file of labels, if the data are images in an idx file.",
        "By default it is found by its name beside the images."
      })
  private @Nullable Path labels;

  @Override
  public OptionSection section() {
    return OptionSection.CSV;
  }

  /** What reads files as these options say. */
  TableReader reader() {
    CsvFormat format = CsvFormat.standard().withDecimalComma(decimalComma);
    if (separator != null) {
      format = format.withSeparator(separator);
    }
    if (missing != null) {
      format = format.withMissing(texts(missing));
    }
    if (encoding != null) {
      format = format.withCharset(encoding);
    }
    TableReader reader = TableReader.standard().withFormat(format);
    return labels == null ? reader : reader.withLabels(labels);
  }

  private static List<String> texts(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  /** A character, or its name. */
  static final class SeparatorName implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      return switch (text) {
        case "tab", "\\t" -> '\t';
        case "comma" -> ',';
        case "semicolon" -> ';';
        case "bar" -> '|';
        case "space" -> ' ';
        default -> {
          if (text.length() != 1) {
            throw new TypeConversionException(
                "expected one character, or tab, comma, semicolon or bar, got '" + text + "'");
          }
          yield text.charAt(0);
        }
      };
    }
  }
}
