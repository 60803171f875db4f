package dev.chainrule.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds out what separates the cells of a CSV file by taking its beginning apart with each
 * candidate.
 */
final class Separator {

  private static final char[] CANDIDATES = {',', ';', '\t', '|'};
  private static final int SAMPLE = 1 << 16;
  private static final int RECORDS = 100;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private Separator() {}

  /**
   * What was found out.
   *
   * @param separator what separates cells
   * @param spacesAroundQuotes whether there are quotes with spaces before them
   * @param text the whole text, without a byte order mark
   */
  record Choice(char separator, boolean spacesAroundQuotes, Reader text) {}

  /** Reads the beginning of a text, chooses, and puts the beginning back. */
  static Choice choose(Reader reader, Optional<Character> given) throws IOException {
    char[] sample = new char[SAMPLE];
    int length = 0;
    boolean whole = false;
    // A character may need two places.
    while (!whole && length < SAMPLE - 1) {
      int count = reader.read(sample, length, SAMPLE - length);
      whole = count < 0;
      length += Math.max(count, 0);
    }
    int from = length > 0 && sample[0] == BYTE_ORDER_MARK ? 1 : 0;
    String text = new String(sample, from, length - from);
    char separator = given.isPresent() ? given.get() : best(text, whole);
    boolean spaces =
        Pattern.compile("(^|[\\r\\n" + Pattern.quote("" + separator) + "])[ \\t]+\"")
            .matcher(text)
            .find();
    boolean isTab = separator == '\t';
    return new Choice(separator, spaces && !isTab, new Prefixed(text, reader));
  }

  /**
   * The candidate that gives the most records of the header's length; of these, the one with the
   * longest header; of these, the first.
   */
  private static char best(String text, boolean whole) {
    char best = CANDIDATES[0];
    double bestShare = 0;
    int bestWidth = 1;
    for (char candidate : CANDIDATES) {
      List<Integer> widths = widths(text, whole, candidate);
      if (widths.isEmpty() || widths.getFirst() < 2) {
        continue;
      }
      int width = widths.getFirst();
      double share = (double) widths.stream().filter(w -> w == width).count() / widths.size();
      if (share > bestShare || (share == bestShare && width > bestWidth)) {
        best = candidate;
        bestShare = share;
        bestWidth = width;
      }
    }
    return best;
  }

  /** How many cells each of the first records has. */
  private static List<Integer> widths(String text, boolean whole, char separator) {
    List<Integer> widths = new ArrayList<>();
    boolean complete = whole;
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      for (CsvRecord row : csv) {
        if (widths.size() == RECORDS) {
          complete = true;
          break;
        }
        widths.add(row.getFieldCount());
      }
    } catch (CsvParseException e) {
      // The records before count; what is wrong is reported when the file is read.
      complete = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!complete && widths.size() > 1) {
      widths.removeLast();
    }
    return widths;
  }
}
