import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark MLlib: full-batch L-BFGS on sigmoid units; the time of an iteration is the slope between two lengths. */
final class Spark {

  static Dataset<Row> data(SparkSession spark, double[][] x, int[] labels, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < x.length; row++) {
      rows.add(RowFactory.create((double) labels[row], Vectors.dense(x[row])));
    }
    StructType type =
        new StructType(
            new StructField[] {
              new StructField("label", DataTypes.DoubleType, false, Metadata.empty()),
              new StructField("features", new VectorUDT(), false, Metadata.empty())
            });
    Dataset<Row> data = spark.createDataFrame(rows, type).repartition(partitions).cache();
    data.count();
    return data;
  }

  static MultilayerPerceptronClassifier network(int iterations, int... sizes) {
    return new MultilayerPerceptronClassifier()
        .setLayers(sizes)
        .setMaxIter(iterations)
        .setTol(0)
        .setSeed(1);
  }

  public static void main(String... arguments) throws Exception {
    Contender contender = Contender.of(arguments);
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + contender.threads + "]")
            .config("spark.ui.enabled", false)
            .config("spark.log.level", "ERROR")
            .getOrCreate();
    switch (contender.workload) {
      case "W2" -> {
        Contender.Rows rows = new Contender.Rows(100_000, 30, 2);
        Dataset<Row> data = data(spark, rows.doubles(), rows.labels, contender.threads);
        Contender.figure(
            "training, full-batch L-BFGS",
            rows.x.length / Contender.slope(2, 14, iterations -> network(iterations, 30, 64, 32, 2).fit(data)),
            "samples/s");
      }
      case "W6" -> {
        Contender.Rows rows = new Contender.Rows(1_000_000, 100, 2);
        Dataset<Row> data = data(spark, rows.doubles(), rows.labels, contender.threads);
        Contender.figure(
            "an iteration",
            Contender.slope(
                2, 10, iterations ->
                    new LogisticRegression().setMaxIter(iterations).setTol(0).fit(data)),
            "s");
      }
      case "W7" -> {
        Contender.NumberTable table = new Contender.NumberTable(contender.files[0]);
        network(200, 30, 16, 2)
            .fit(data(spark, table.x, table.labels, contender.threads))
            .write()
            .overwrite()
            .save(contender.files[1]);
      }
      default -> {}
    }
    spark.stop();
  }
}
