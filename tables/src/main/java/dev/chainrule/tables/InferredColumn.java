package dev.chainrule.tables;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Field;
import dev.chainrule.data.Field.Role;
import dev.chainrule.data.YesNo;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A column whose type is found out while it is read, in one pass and without keeping texts.
 *
 * <p>It begins as a dictionary of its distinct cells, each of which is looked at once. A column
 * that exceeds {@value #DISTINCT} of them can no longer be a category, so that nothing is lost from
 * then on: if all of them are numbers or dates it goes on as such; else, or when another cell turns
 * up, it is text, and its cells are only counted.
 */
final class InferredColumn extends ColumnReader {

  /** A column with more distinct cells is no category. */
  static final int DISTINCT = 1000;

  /** A category has as many rows a label, on average, or at most {@value #FEW} labels. */
  private static final int ROWS_A_LABEL = 5;

  private static final int FEW = 10;

  /** A column with at least 95 % numbers is one of numbers, and the other cells are errors. */
  private static final int BAD_PER_CENT = 5;

  private static final int ENOUGH = 5;

  private enum Mode {
    DICTIONARY,
    NUMBERS,
    DATES,
    TEXT
  }

  private record Cell(String text, long line) {}

  /**
   * What the column turned out to be.
   *
   * @param column its cells; empty if they are of no use
   * @param field its type, with a note; the role is INPUT or IGNORED
   */
  record Result(Optional<Column> column, Field field) {}

  private Mode mode = Mode.DICTIONARY;

  private boolean newText;
  private Dictionary texts = new Dictionary();
  private Ints codes = new Ints();
  private long[] counts = new long[16];
  private long[] firstLines = new long[16];

  private Doubles numbers = new Doubles();
  private List<@Nullable LocalDateTime> dates = new ArrayList<>();

  private long numberCells;
  private long dateCells;
  private long otherCells;
  private @Nullable Cell firstNoNumber;
  private @Nullable Cell firstNoDate;
  private @Nullable Cell firstInfinite;

  InferredColumn(Place place, Cells cells) {
    super(place, cells);
  }

  @Override
  void cell(char[] c, int from, int length, long line) {
    switch (mode) {
      case DICTIONARY -> {
        int seen = texts.size();
        int code = texts.code(c, from, length);
        newText = code == seen;
        if (newText) {
          if (code == counts.length) {
            counts = Arrays.copyOf(counts, code * 2);
            firstLines = Arrays.copyOf(firstLines, code * 2);
          }
          firstLines[code] = line;
        }
        counts[code]++;
        codes.add(code);
        if (texts.size() > DISTINCT) {
          leaveDictionary();
        }
      }
      case NUMBERS -> {
        double value = cells.number(c, from, length);
        if (Double.isFinite(value)) {
          add(value);
        } else {
          noNumber(value, new String(c, from, length), line);
        }
      }
      case DATES -> {
        LocalDateTime date = Cells.date(c, from, length);
        if (date != null) {
          dateCells++;
          dates.add(date);
        } else {
          String cell = new String(c, from, length);
          if (count(cell, 1, line)) {
            becomeText();
          } else {
            dates.add(null);
          }
        }
      }
      case TEXT -> count(new String(c, from, length), 1, line);
    }
  }

  @Override
  void number(double value, char[] c, int from, int length, long line) {
    if (mode == Mode.NUMBERS) {
      add(value);
    } else {
      cell(c, from, length, line);
    }
  }

  private void add(double number) {
    numberCells++;
    numbers.add(number);
  }

  @Override
  boolean lastIsNewLabel() {
    return mode == Mode.DICTIONARY && newText;
  }

  @Override
  void forgetLast() {
    switch (mode) {
      case DICTIONARY -> codes.removeLast();
      case NUMBERS -> numbers.removeLast();
      case DATES -> dates.removeLast();
      case TEXT -> {}
    }
  }

  @Override
  void keep(int[] places) {
    switch (mode) {
      case DICTIONARY -> codes = codes.at(places);
      case NUMBERS -> numbers = numbers.at(places);
      case DATES -> dates = at(dates, places);
      case TEXT -> {}
    }
  }

  @Override
  void markFirstOfEachLabel(boolean[] rows) {
    if (mode == Mode.DICTIONARY) {
      markFirstOfEach(codes, rows);
    }
  }

  private void noNumber(double value, String cell, long line) {
    boolean known = count(cell, 1, line);
    if (known && Double.isNaN(value)) {
      becomeText();
    } else {
      numbers.add(known ? value : Double.NaN);
    }
  }

  /** Counts cells that say the same; false if they are missing. */
  private boolean count(String cell, long count, long line) {
    if (cells.isMissing(cell)) {
      countMissing(count, line);
      return false;
    }
    double value = cells.number(cell);
    Cell first = new Cell(cell, line);
    if (!Double.isNaN(value)) {
      numberCells += count;
      firstNoDate = firstNoDate == null ? first : firstNoDate;
      if (Double.isInfinite(value) && firstInfinite == null) {
        firstInfinite = first;
      }
      return true;
    }
    firstNoNumber = firstNoNumber == null ? first : firstNoNumber;
    if (Cells.date(cell) != null) {
      dateCells += count;
    } else {
      otherCells += count;
      firstNoDate = firstNoDate == null ? first : firstNoDate;
    }
    return true;
  }

  private void countDictionary() {
    for (int code = 0; code < texts.size(); code++) {
      count(texts.text(code), counts[code], firstLines[code]);
    }
  }

  private void leaveDictionary() {
    countDictionary();
    if (allNumbers()) {
      numbers = numbersOfTexts();
      mode = Mode.NUMBERS;
    } else if (allDates()) {
      dates = datesOfTexts();
      mode = Mode.DATES;
    } else {
      mode = Mode.TEXT;
    }
    texts = new Dictionary();
    codes = new Ints();
  }

  private void becomeText() {
    mode = Mode.TEXT;
    numbers = new Doubles();
    dates = new ArrayList<>();
  }

  private Doubles numbersOfTexts() {
    double[] values = new double[texts.size()];
    Arrays.setAll(
        values,
        code -> cells.isMissing(texts.text(code)) ? Double.NaN : cells.number(texts.text(code)));
    Doubles result = new Doubles();
    for (int code : codes.toArray()) {
      result.add(values[code]);
    }
    return result;
  }

  private List<@Nullable LocalDateTime> datesOfTexts() {
    List<@Nullable LocalDateTime> values = new ArrayList<>();
    for (String text : texts.texts()) {
      values.add(cells.isMissing(text) ? null : Cells.date(text));
    }
    List<@Nullable LocalDateTime> result = new ArrayList<>();
    for (int code : codes.toArray()) {
      result.add(values.get(code));
    }
    return result;
  }

  private long known() {
    return numberCells + dateCells + otherCells;
  }

  private boolean allNumbers() {
    return numberCells > 0 && numberCells == known();
  }

  private boolean allDates() {
    return dateCells > 0 && dateCells == known();
  }

  /**
   * Decides.
   *
   * @param rowNumbers of the rows that are held
   * @param target whether the column is the target, of which labels are expected rather than texts,
   *     and which is never left out as an identifier
   * @throws TableException if there are cells that do not fit nearly all others, or infinite
   *     numbers
   */
  Result finish(IntUnaryOperator rowNumbers, boolean target) {
    if (mode == Mode.DICTIONARY) {
      countDictionary();
    }
    if (known() == 0) {
      return ignored("all its cells are missing");
    }
    rejectOutsiders("a number", numberCells, firstNoNumber);
    rejectOutsiders("a date such as 2026-07-31", dateCells, firstNoDate);
    if (allNumbers()) {
      if (firstInfinite != null) {
        throw notFinite(firstInfinite.line(), firstInfinite.text());
      }
      double[] values = (mode == Mode.DICTIONARY ? numbersOfTexts() : numbers).toArray();
      String identifier =
          target || missing() > 0 ? "" : Identifiers.reason(place.name(), values, rowNumbers);
      return identifier.isEmpty()
          ? input(new Column.Numbers(place.name(), values))
          : new Result(
              Optional.of(new Column.Numbers(place.name(), values)),
              Field.ignored(place.name(), ColumnType.NUMBER, identifier));
    }
    if (allDates()) {
      List<@Nullable LocalDateTime> values = mode == Mode.DICTIONARY ? datesOfTexts() : dates;
      return input(new Column.Dates(place.name(), values.toArray(new LocalDateTime[0])));
    }
    if (mode != Mode.DICTIONARY) {
      return ignored(Messages.format("text: more than %,d different cells", DISTINCT) + why());
    }
    return labels(target);
  }

  /** A column of which nearly all cells are of one kind is meant to be of that kind. */
  private void rejectOutsiders(String expected, long of, @Nullable Cell first) {
    long others = known() - of;
    if (first == null
        || others == 0
        || of < ENOUGH
        || others > Math.max(1, known() * BAD_PER_CENT / 100)) {
      return;
    }
    throw place.error(
        first.line(),
        Messages.format(
            "expected %s, as in %,d other rows of this column, got %s.%s"
                + " Correct it, name it as a cell that means missing, or give the column's type.",
            expected, of, Messages.quote(first.text()), hint(first.text())));
  }

  private Result labels(boolean target) {
    List<String> labels = new ArrayList<>();
    int[] labelOfText = new int[texts.size()];
    for (int code = 0; code < labelOfText.length; code++) {
      boolean missing = cells.isMissing(texts.text(code));
      labelOfText[code] = missing ? -1 : labels.size();
      if (!missing) {
        labels.add(texts.text(code));
      }
    }
    int[] rowLabels = codes.toArray();
    for (int row = 0; row < rowLabels.length; row++) {
      rowLabels[row] = labelOfText[rowLabels[row]];
    }
    List<String> words = labels.stream().map(l -> l.toLowerCase(Locale.ROOT)).distinct().toList();
    if (words.size() == 2 && YesNo.isPair(words.get(0), words.get(1))) {
      // However the words are spelt: Yes and yes are one label.
      for (int row = 0; row < rowLabels.length; row++) {
        if (rowLabels[row] >= 0) {
          String word = labels.get(rowLabels[row]).toLowerCase(Locale.ROOT);
          rowLabels[row] = words.indexOf(word);
        }
      }
      List<String> spelt =
          words.stream()
              .map(w -> labels.stream().filter(w::equalsIgnoreCase).findFirst().orElse(w))
              .toList();
      return input(new Column.Labels(place.name(), ColumnType.BOOLEAN, spelt, rowLabels));
    }
    long known = known();
    int distinct = labels.size();
    boolean few = distinct <= (target ? 2 * FEW : FEW);
    long rowsALabel = target ? 2 : ROWS_A_LABEL;
    boolean manyDiffer = !few && known < rowsALabel * distinct;
    boolean allDiffer = !target && distinct == known && known > 1;
    if (manyDiffer || allDiffer) {
      return ignored(
          Messages.format("text: %,d different cells in %,d rows", distinct, known) + why());
    }
    return input(new Column.Labels(place.name(), ColumnType.CATEGORY, labels, rowLabels));
  }

  /** Why a column with numbers in it is none of numbers. */
  private String why() {
    if (firstNoNumber == null) {
      return "";
    }
    if (numberCells == 0) {
      return hint(firstNoNumber.text());
    }
    return Messages.format(
        "; %s in line %d, for example, is no number%s",
        Messages.quote(firstNoNumber.text()), firstNoNumber.line(), hint(firstNoNumber.text()));
  }

  private Result ignored(String why) {
    return new Result(Optional.empty(), Field.ignored(place.name(), ColumnType.TEXT, why));
  }

  private Result input(Column column) {
    return new Result(
        Optional.of(column), new Field(column.name(), column.type(), Role.INPUT, note(column)));
  }

  private String note(Column column) {
    if (column instanceof Column.Labels labels
        && labels.type() == ColumnType.CATEGORY
        && !why().isEmpty()) {
      return "labels" + why();
    }
    return "";
  }
}
