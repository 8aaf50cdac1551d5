package dev.recsim.spark;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** The files of a log: CSV, or Parquet, whose rows become lines of CSV. */
final class LogFiles {
  private static final String DELIMITER = "textinputformat.record.delimiter";
  private static final String PARQUET = ".parquet";
  private static final String CSV = ".csv";

  /** There are no files. */
  static final class Missing extends IOException {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /**
   * A file as lines.
   *
   * @param header the names of the columns as a line
   * @param titled whether the first line that is not empty is the header
   */
  record Lines(String name, byte[] header, boolean titled, JavaRDD<byte[]> lines) {}

  private final JavaSparkContext context;
  private final String separator;
  private final String listSeparator;

  LogFiles(JavaSparkContext context, String separator, String listSeparator) {
    this.context = context;
    this.separator = separator;
    this.listSeparator = listSeparator == null ? " " : listSeparator;
  }

  /**
   * The files in the order of their names.
   *
   * @param log a file or a folder
   */
  List<Lines> open(String log) throws IOException {
    Path path = new Path(URI.create(log));
    FileSystem system = path.getFileSystem(context.hadoopConfiguration());
    if (!system.exists(path)) {
      throw new Missing("the log is missing; check logs.file");
    }
    List<Path> found = new ArrayList<>();
    if (system.getFileStatus(path).isFile()) {
      found.add(path);
    } else {
      for (FileStatus each : system.listStatus(path)) {
        String name = each.getPath().getName();
        if (each.isFile() && (name.endsWith(CSV) || name.endsWith(PARQUET))) {
          found.add(each.getPath());
        }
      }
      found.sort(null);
    }
    long parquet = found.stream().filter(LogFiles::isParquet).count();
    if (found.isEmpty() || parquet > 0 && parquet < found.size()) {
      throw new Missing("the folder must have .csv or .parquet files, and only one kind");
    }
    List<Lines> files = new ArrayList<>();
    for (Path each : found) {
      files.add(isParquet(each) ? parquet(each) : csv(each));
    }
    return files;
  }

  private static boolean isParquet(Path file) {
    return file.getName().endsWith(PARQUET);
  }

  private static String name(Path file) {
    URI uri = file.toUri();
    return "file".equals(uri.getScheme()) ? uri.getPath() : uri.toString();
  }

  private Lines csv(Path file) throws Missing {
    Configuration conf = new Configuration(context.hadoopConfiguration());
    conf.set(DELIMITER, "\n");
    JavaRDD<byte[]> lines =
        context
            .newAPIHadoopFile(
                file.toString(), TextInputFormat.class, LongWritable.class, Text.class, conf)
            .map(line -> line._2().copyBytes());
    List<byte[]> first = lines.filter(line -> !isEmpty(line)).take(1);
    if (first.isEmpty()) {
      throw new Missing(name(file) + " is empty; its first line names the columns");
    }
    return new Lines(name(file), first.get(0), true, lines);
  }

  /** Whether a line is no row. */
  static boolean isEmpty(byte[] line) {
    int length = line.length;
    length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
    return length == 0 || length == 2 && line[0] == '"' && line[1] == '"';
  }

  private Lines parquet(Path file) {
    Dataset<Row> rows =
        SparkSession.builder()
            .sparkContext(context.sc())
            .getOrCreate()
            .read()
            .parquet(file.toString());
    Writer writer = new Writer(separator, listSeparator);
    byte[] header = writer.line(Arrays.asList((Object[]) rows.columns()));
    JavaRDD<byte[]> lines = rows.javaRDD().map(writer::line);
    return new Lines(name(file), header, false, lines);
  }

  /** Writes rows as CSV. */
  private record Writer(String separator, String listSeparator) implements Serializable {
    byte[] line(Row row) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        values.add(row.get(i));
      }
      return line(values);
    }

    byte[] line(List<Object> values) {
      return values.stream()
          .map(value -> quoted(text(value)))
          .collect(Collectors.joining(separator))
          .getBytes(StandardCharsets.UTF_8);
    }

    private String text(Object value) {
      if (value == null) {
        return "";
      } else if (value instanceof Boolean truth) {
        return truth ? "1" : "0";
      } else if (value instanceof byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
      } else if (value instanceof java.math.BigDecimal decimal) {
        return decimal.toPlainString();
      } else if (value instanceof java.sql.Timestamp time) {
        return time.toInstant().toString();
      } else if (value instanceof Instant || value instanceof java.time.LocalDateTime) {
        return value.toString();
      } else if (value instanceof scala.collection.Seq<?> list) {
        return CollectionConverters.asJava(list).stream()
            .map(this::text)
            .collect(Collectors.joining(listSeparator));
      }
      return value.toString();
    }

    private String quoted(String text) {
      boolean plain =
          !text.contains(separator)
              && text.indexOf('"') < 0
              && text.indexOf('\n') < 0
              && text.indexOf('\r') < 0;
      return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
  }
}
