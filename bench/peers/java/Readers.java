import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Readers of CSV: a file of numbers into arrays of floats. */
final class Readers {

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    if (!contender.workload.equals("W8")) {
      return;
    }
    File file = new File(contender.files[1]);
    double megabytes = file.length() / 1e6;
    Contender.Call reader =
        switch (contender.files[0]) {
          case "duckdb_jdbc" -> () -> duckdb(file, contender.threads);
          case "univocity-parsers" -> () -> univocity(file);
          default -> () -> fastcsv(file);
        };
    Contender.figure(
        "reading", megabytes / Contender.median(Contender.timed(contender.seconds, reader)), "MB/s");
  }

  private static void duckdb(File file, int threads) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads TO " + threads);
      statement.execute(
          "CREATE TABLE rows AS SELECT * FROM read_csv('" + file.getPath() + "', all_varchar = false)");
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM rows")) {
        count.next();
        if (count.getLong(1) == 0) {
          throw new IllegalStateException("No rows.");
        }
      }
    }
  }

  /** Numbers straight from the characters of the parser's buffer, a row at a time. */
  private static void fastcsv(File file) throws Exception {
    Numbers numbers = new Numbers();
    List<float[]> rows = new ArrayList<>();
    try (CsvReader<float[]> csv = CsvReader.builder().build(numbers, file.toPath())) {
      csv.forEach(rows::add);
    }
    if (rows.size() < 2) {
      throw new IllegalStateException("No rows.");
    }
  }

  private static final class Numbers extends AbstractBaseCsvCallbackHandler<float[]> {
    private float[] row = {};
    private boolean header = true;
    private int columns;

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      if (header) {
        columns++;
      } else {
        row[index] = JavaFloatParser.parseFloat(buffer, offset, length);
      }
    }

    @Override
    protected float[] buildRecord() {
      float[] full = row;
      header = false;
      row = new float[columns];
      return full;
    }
  }

  private static void univocity(File file) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.setMaxColumns(1024);
    CsvParser parser = new CsvParser(settings);
    parser.beginParsing(file, StandardCharsets.UTF_8);
    List<float[]> rows = new ArrayList<>();
    String[] row = parser.parseNext();
    while (row != null) {
      float[] numbers = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        numbers[j] = Float.parseFloat(row[j]);
      }
      rows.add(numbers);
      row = parser.parseNext();
    }
    if (rows.isEmpty()) {
      throw new IllegalStateException("No rows.");
    }
  }
}
