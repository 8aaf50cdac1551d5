package dev.recsim.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A program that runs a query on Spark: of a CSV file, the view {@code events}, to another one. */
public final class SqlOnSpark {
  private SqlOnSpark() {}

  /**
   * Runs the query.
   *
   * @param arguments files of the query, of the events and of the result
   */
  public static void main(String[] arguments) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "3")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    spark
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(arguments[1])
        .createOrReplaceTempView("events");
    Dataset<Row> sums = spark.sql(Files.readString(Path.of(arguments[0])));
    List<String> lines = new ArrayList<>(List.of(String.join(",", sums.columns())));
    for (Row row : sums.collectAsList()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        cells.add(String.valueOf(row.get(i)));
      }
      lines.add(cells.stream().collect(Collectors.joining(",")));
    }
    Files.write(Path.of(arguments[2]), lines);
    spark.stop();
  }
}
