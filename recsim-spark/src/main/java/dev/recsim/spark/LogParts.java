package dev.recsim.spark;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.Frames.Frame;
import dev.recsim.experiment.remote.Frames.Part;
import dev.recsim.experiment.remote.Frames.ReadLog;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction2;

/**
 * A log on the cluster. Rows are numbered in the order of the log, brought together by session, and
 * read in parts by recsim.
 */
final class LogParts {
  private final SparkContext context;
  private final RowReader reader;
  private final List<String> names = new ArrayList<>();
  private final JavaRDD<byte[]> parts;

  /**
   * Finds the files and counts their rows.
   *
   * @throws LogFiles.Missing if there are none
   */
  LogParts(SparkContext context, Shipment code, ReadLog asked) throws IOException {
    this.context = context;
    JavaSparkContext spark = new JavaSparkContext(context);
    String separator = asked.options().get(Frames.LOG_SEPARATOR);
    String lists = asked.options().get(Frames.LOG_LIST_SEPARATOR);
    List<LogFiles.Lines> files =
        new LogFiles(spark, separator, lists).open(asked.options().get(Frames.LOG_FILE));
    List<byte[]> headers = new ArrayList<>();
    List<JavaRDD<byte[]>> lines = new ArrayList<>();
    List<Numbered.Piece> pieces = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      LogFiles.Lines file = files.get(f);
      names.add(file.name());
      headers.add(file.header());
      lines.add(file.lines());
      for (int p = 0; p < file.lines().getNumPartitions(); p++) {
        pieces.add(new Numbered.Piece(f, file.titled() && p == 0, p == 0));
      }
    }
    String type = asked.options().getOrDefault(Frames.LOG_READER, Frames.REQUEST_TYPE);
    reader = new RowReader(code, type, asked.request(), names, headers);
    JavaRDD<byte[]> all = union(spark, lines);
    boolean sessions = asked.options().containsKey(Frames.LOG_SESSION);
    Numbered numbered = new Numbered(reader, pieces).counted(all);
    JavaPairRDD<RowKey, byte[]> rows =
        JavaPairRDD.fromJavaRDD(all.mapPartitionsWithIndex(numbered, true));
    int count = Math.max(all.getNumPartitions(), spark.defaultParallelism());
    parts =
        sessions
            ? rows.repartitionAndSortWithinPartitions(new RowKey.BySession(count)).values()
            : rows.values();
  }

  private static JavaRDD<byte[]> union(JavaSparkContext spark, List<JavaRDD<byte[]>> lines) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    JavaRDD<byte[]>[] array = lines.toArray(new JavaRDD[0]);
    return array.length == 1 ? array[0] : spark.union(array);
  }

  List<String> names() {
    return names;
  }

  /** Reads all parts, and passes their answers on as they finish. */
  void read(byte[] request, Consumer<Frame> answers) {
    TrialJobs.submit(
        context,
        parts.rdd(),
        new Answer(reader.with(request)),
        (index, answer) -> answers.accept(new Part(index, answer)));
  }

  /** What a task does: the answer of its part. */
  private static final class Answer extends AbstractFunction2<TaskContext, Iterator<byte[]>, byte[]>
      implements Serializable {
    private static final long serialVersionUID = 1;

    private final RowReader reader;

    Answer(RowReader reader) {
      this.reader = reader;
    }

    @Override
    public byte[] apply(TaskContext task, Iterator<byte[]> rows) {
      return reader.answer(CollectionConverters.asJava(rows));
    }
  }
}
