package dev.chainrule.tables;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Takes a CSV file apart into a header and cells, and checks its form. */
final class CsvScanner {

  /** Takes the columns of a file. */
  interface Columns {
    /** Called once, with the names: what takes the cells of each column, null where nobody does. */
    @Nullable ColumnReader[] of(List<String> header);

    /** Called behind the last cell of each row. */
    default void endRow() {}
  }

  private final Path path;
  private final CsvFormat format;

  CsvScanner(Path path, CsvFormat format) {
    this.path = path;
    this.format = format;
  }

  /**
   * Reads to the end.
   *
   * @return how many rows there were
   * @throws TableException if the file is no CSV with a header and rows of its length
   */
  int scan(SourceFile file, Columns columns) throws IOException {
    if (SourceFile.isBinary(file.start())) {
      throw TableException.at(path, "this is not a text file; expected CSV.");
    }
    Handler handler = new Handler(path, columns);
    try (Reader reader = new ReadAhead(new DecodingReader(file.content(), format.charset()))) {
      scan(reader, handler);
    } catch (CharacterCodingException e) {
      throw notEncoded(e);
    } catch (ZipException | EOFException e) {
      throw new TableException(
          "%s:%s: the file is damaged: it cannot be unpacked beyond this line (%s)."
              .formatted(path, handler.line(), e.getMessage()),
          e);
    }
    if (handler.inHeader) {
      throw TableException.at(path, "the file has no cells; expected a header and rows.");
    }
    if (handler.rows == 0) {
      throw TableException.at(path, "there is a header but no row; expected rows below it.");
    }
    return handler.rows;
  }

  private void scan(Reader reader, Handler handler) throws IOException {
    Separator.Choice choice = Separator.choose(reader, format.separator());
    PlainCells plain = new PlainCells(choice.text(), choice.separator(), format.decimal());
    handler.begin(1);
    if (!new Cells(format).numbersMayBeMissing()) {
      while (plain.next()) {
        handler.take(plain);
      }
    }
    try (CsvReader<Object> csv =
        CsvReader.builder()
            .fieldSeparator(choice.separator())
            .trimWhitespacesAroundQuotes(choice.spacesAroundQuotes())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(handler, plain.rest())) {
      // The handler consumes every record, so this reads to the end.
      if (csv.iterator().hasNext()) {
        throw new IllegalStateException("A record was not consumed.");
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw translated(e, handler);
    }
  }

  private RuntimeException translated(CsvParseException e, Handler handler) throws IOException {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      switch (cause) {
        case TableException table -> {
          return table;
        }
        case IOException io -> throw io;
        case Error error -> throw error;
        case RuntimeException other when !(other instanceof CsvParseException) -> {
          return other;
        }
        default -> {}
      }
    }
    String message = String.valueOf(e.getMessage());
    String column = "column " + (handler.cells + 1);
    if (message.startsWith("Unexpected character after closing quote")) {
      return new TableException(
          "%s:%s: %s: expected a separator after the closing quote. Double the quotes inside of a quoted cell (\"\")."
              .formatted(path, handler.line(), column),
          e);
    }
    return new TableException(
        "%s:%s: %s: a quote opens here and is never closed. Close it, or double it if it is part of the text (\"\")."
            .formatted(path, handler.line(), column),
        e);
  }

  /** Reads the file once more to find the line that cannot be decoded. */
  private TableException notEncoded(CharacterCodingException e) throws IOException {
    long line = 1;
    char[] characters = new char[1 << 13];
    try (SourceFile file = SourceFile.open(path, SourceFile.sha256());
        Reader reader = new DecodingReader(file.content(), format.charset())) {
      for (int count = 0; count >= 0; count = reader.read(characters, 0, characters.length)) {
        line += newlines(characters, 0, count);
      }
    } catch (CharacterCodingException again) {
      // The reader has delivered all before the line that it cannot read.
    }
    return new TableException(
        "%s:%s: this line is not encoded in %s. Save the file as %s, or give its encoding."
            .formatted(path, line, format.charset(), format.charset()),
        e);
  }

  /** How many lines end in a slice: by \n, \r\n or \r. */
  private static int newlines(char[] c, int from, int length) {
    int lines = 0;
    for (int i = from; i < from + length; i++) {
      boolean secondOfTwo = c[i] == '\n' && i > from && c[i - 1] == '\r';
      lines += (c[i] == '\n' || c[i] == '\r') && !secondOfTwo ? 1 : 0;
    }
    return lines;
  }

  /** Checks the form and passes the cells on. */
  private static final class Handler extends CsvCallbackHandler<Object> {
    private final Path path;
    private final Columns columns;
    private List<String> header = new ArrayList<>();
    private @Nullable ColumnReader[] readers = new ColumnReader[0];
    private boolean inHeader = true;
    private boolean empty;
    private int rows;

    /** The lines in front of those that FastCSV counts. */
    private long linesBefore;

    /** Where the record begins, how many line breaks came since, and how many cells. */
    private long line;

    private int breaks;
    private int cells;

    Handler(Path path, Columns columns) {
      this.path = path;
      this.columns = columns;
    }

    /** The line of the cell that is being read. */
    long line() {
      return line + breaks;
    }

    /** Takes a cell without quotes; its record has begun. */
    void take(PlainCells cell) {
      if (cells == 0 && cell.length() == 0 && cell.endsRow()) {
        begin(line + 1);
        return;
      }
      if (inHeader || cells >= readers.length || Double.isNaN(cell.value())) {
        addField(cell.text(), cell.start(), cell.length(), false);
      } else {
        ColumnReader reader = readers[cells++];
        if (reader != null) {
          reader.number(cell.value(), cell.text(), cell.start(), cell.length(), line);
        }
      }
      if (cell.endsRow()) {
        buildRecord();
        begin(line + 1);
      }
    }

    void begin(long startingLine) {
      line = startingLine;
      breaks = 0;
      cells = 0;
      empty = false;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
      if (startingLineNumber == 1) {
        // FastCSV begins in the midst of a record, perhaps.
        linesBefore = line - 1;
      } else {
        begin(linesBefore + startingLineNumber);
      }
    }

    @Override
    protected void addField(char[] c, int offset, int length, boolean quoted) {
      int from = offset;
      int end = offset + length;
      while (from < end && isSpace(c[from])) {
        from++;
      }
      while (from < end && isSpace(c[end - 1])) {
        end--;
      }
      if (inHeader) {
        header.add(new String(c, from, end - from));
      } else if (cells < readers.length) {
        ColumnReader reader = readers[cells];
        if (reader != null) {
          reader.cell(c, from, end - from, line + breaks);
        }
      }
      cells++;
      if (quoted) {
        breaks += newlines(c, offset, length);
      }
    }

    private static boolean isSpace(char c) {
      return c <= ' ' || c == '\u00a0';
    }

    @Override
    protected void setEmpty() {
      empty = true;
    }

    @Override
    protected void setComment(char[] c, int offset, int length) {
      throw new IllegalStateException("Comments are not read.");
    }

    @Override
    protected RecordType getRecordType() {
      return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
      return cells;
    }

    /** Consumes the record: null makes FastCSV go on with the next. */
    @Override
    @SuppressWarnings("NullAway") // FastCSV has an annotation of its own for this.
    protected @Nullable Object buildRecord() {
      if (empty) {
        return null;
      }
      if (inHeader) {
        check(header);
        readers = columns.of(header);
        inHeader = false;
      } else if (cells != header.size()) {
        throw wrongLength();
      } else if (++rows == Integer.MAX_VALUE) {
        throw TableException.at(path, line, "there are more rows than can be read.");
      } else {
        columns.endRow();
      }
      return null;
    }

    private void check(List<String> names) {
      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).isEmpty()) {
          throw TableException.at(
              path,
              line,
              "the header has no name for column %s of %s. Name it, or remove the column."
                  .formatted(i + 1, names.size()));
        }
        Integer other = seen.put(names.get(i), i + 1);
        if (other != null) {
          throw TableException.at(
              path,
              line,
              "columns %s and %s are both named %s. Rename one%s."
                  .formatted(
                      other,
                      i + 1,
                      Messages.quote(names.get(i)),
                      Character.isDigit(names.get(i).charAt(0))
                          ? ", or add a header if this line is none"
                          : ""));
        }
      }
    }

    private TableException wrongLength() {
      String cellsOf = Messages.count(header.size(), "cell", "cells");
      String advice =
          cells < header.size()
              ? "The first without a cell is column '%s' (%s)."
                  .formatted(header.get(cells), cells + 1)
              : "Quote cells that contain the separator.";
      return TableException.at(
          path,
          line,
          "the row has %s; expected %s as in the header. %s"
              .formatted(Messages.count(cells, "cell", "cells"), cellsOf, advice));
    }
  }
}
