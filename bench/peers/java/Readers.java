import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

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
        contender.files[0].equals("duckdb")
            ? () -> duckdb(file, contender.threads)
            : () -> univocity(file);
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

  private static void univocity(File file) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.setMaxColumns(1024);
    CsvParser parser = new CsvParser(settings);
    parser.beginParsing(file, StandardCharsets.UTF_8);
    float sum = 0;
    String[] row = parser.parseNext();
    while (row != null) {
      float[] numbers = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        numbers[j] = Float.parseFloat(row[j]);
      }
      sum += numbers[0];
      row = parser.parseNext();
    }
    if (Float.isNaN(sum)) {
      throw new IllegalStateException("A cell was not a number.");
    }
  }
}
