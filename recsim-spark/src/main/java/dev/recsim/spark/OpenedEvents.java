package dev.recsim.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;

import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.Frames.Load;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;
import scala.Tuple3;
import scala.collection.Seq;

/**
 * What users opened, on the cluster, and sums over it: see {@link Frames#COUNTS} and {@link
 * Frames#FACTORS}.
 */
final class OpenedEvents {
  /** Bytes of a block of users, unless one user has more. */
  private static final int BLOCK = 1 << 20;

  /** Bytes of a part of the factors. */
  private static final int PART = 1 << 26;

  private static final int LAGS = 10;
  private static final int HALF = Integer.SIZE;

  /** Iterations after which Spark would compute from the beginning, and need a deep stack. */
  private static final int WITHOUT_CHECKPOINT = 10;

  /** Spark has no place to keep what long iterations have. */
  static final class NoCheckpoints extends IOException {
    private static final long serialVersionUID = 1;

    NoCheckpoints(String message) {
      super(message);
    }
  }

  private final SparkSession spark;
  private final Dataset<byte[]> blocks;

  /** Number of parts of the factors: one for each core, or more in large logs. */
  private final int parts;

  OpenedEvents(SparkContext context, Load load) {
    spark = SparkSession.builder().sparkContext(context).getOrCreate();
    blocks = spark.createDataset(blocks(load.users()), Encoders.BINARY());
    parts = Math.max(context.defaultParallelism(), load.users().length / PART);
  }

  /** Divides users. A block begins with the number of its first user. */
  private static List<byte[]> blocks(byte[] users) {
    List<byte[]> blocks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(users);
    int user = 0;
    while (in.hasRemaining()) {
      int first = user;
      int from = in.position();
      while (in.hasRemaining() && in.position() - from < BLOCK) {
        int length = in.getInt();
        in.position(in.position() + Integer.BYTES * length);
        user++;
      }
      ByteBuffer block = ByteBuffer.allocate(Integer.BYTES + in.position() - from);
      blocks.add(block.putInt(first).put(users, from, in.position() - from).array());
    }
    return blocks;
  }

  /** A sum in parts. */
  List<byte[]> parts(Map<String, String> options) throws NoCheckpoints {
    return options.get(Frames.SUM).equals(Frames.COUNTS)
        ? counts(Integer.parseInt(options.get(Frames.MOST)))
        : List.of(factors(options));
  }

  private List<byte[]> counts(int most) {
    Encoder<Tuple2<Long, Long>> pair = Encoders.tuple(Encoders.LONG(), Encoders.LONG());
    return blocks
        .flatMap(new Pairs(), pair)
        .toDF("pair", "count")
        .groupBy("pair")
        .agg(sum("count").as("count"))
        .repartition(shiftright(col("pair"), HALF))
        .sortWithinPartitions("pair")
        .javaRDD()
        .mapPartitions(rows -> List.of(new Followers(most).of(rows)).iterator())
        .collect();
  }

  private byte[] factors(Map<String, String> options) throws NoCheckpoints {
    int rank = Integer.parseInt(options.get(Frames.RANK));
    int iterations = Integer.parseInt(options.get(Frames.ITERATIONS));
    if (iterations > WITHOUT_CHECKPOINT && spark.sparkContext().getCheckpointDir().isEmpty()) {
      throw new NoCheckpoints(
          "model.iterations is %s; more than %s on a cluster need a folder that all machines reach: set spark.checkpoint.dir with recsim.spark.conf"
              .formatted(iterations, WITHOUT_CHECKPOINT));
    }
    Encoder<Tuple3<Integer, Integer, Float>> rating =
        Encoders.tuple(Encoders.INT(), Encoders.INT(), Encoders.FLOAT());
    // Rows in a fixed order: a task that runs again must read the same ones.
    Dataset<Row> ratings = blocks.flatMap(new Choices(), rating).toDF("user", "document", "count");
    Dataset<Row> documents =
        new ALS()
            .setImplicitPrefs(true)
            .setNumBlocks(parts)
            .setRank(rank)
            .setAlpha(Double.parseDouble(options.get(Frames.ALPHA)))
            .setRegParam(Double.parseDouble(options.get(Frames.LAMBDA)))
            .setMaxIter(iterations)
            .setSeed(Long.parseLong(options.get(Frames.SEED)))
            .setUserCol("user")
            .setItemCol("document")
            .setRatingCol("count")
            .fit(ratings)
            .itemFactors();
    List<Row> rows = documents.collectAsList();
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(rows.size(), Integer.BYTES + Float.BYTES * rank));
    for (Row row : rows) {
      out.putInt(row.getInt(0));
      Seq<Float> values = row.getSeq(1);
      for (int q = 0; q < rank; q++) {
        out.putFloat(values.apply(q));
      }
    }
    return out.array();
  }

  /** The pairs of documents of the users of a block, with their counts. */
  private static final class Pairs implements FlatMapFunction<byte[], Tuple2<Long, Long>> {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<Tuple2<Long, Long>> call(byte[] block) {
      long[] weights = new long[LAGS];
      Arrays.setAll(weights, lag -> weight(lag));
      return new Users<>(block) {
        @Override
        void add(int user, int[] documents, List<Tuple2<Long, Long>> to) {
          for (int i = 0; i < documents.length; i++) {
            for (int lag = 0; lag < LAGS && i + 1 + lag < documents.length; lag++) {
              long pair = (long) documents[i] << HALF | documents[i + 1 + lag];
              to.add(new Tuple2<>(pair, weights[lag]));
            }
          }
        }
      };
    }

    /** .8^lag in units. */
    private static long weight(int lag) {
      long weight = Frames.COUNT_UNIT;
      for (int l = 0; l < lag; l++) {
        weight = weight / 5 * 4;
      }
      return weight;
    }
  }

  /** How often each user of a block opened each document. */
  private static final class Choices
      implements FlatMapFunction<byte[], Tuple3<Integer, Integer, Float>> {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<Tuple3<Integer, Integer, Float>> call(byte[] block) {
      return new Users<>(block) {
        @Override
        void add(int user, int[] documents, List<Tuple3<Integer, Integer, Float>> to) {
          Arrays.sort(documents);
          int from = 0;
          for (int i = 1; i <= documents.length; i++) {
            if (i == documents.length || documents[i] != documents[from]) {
              to.add(new Tuple3<>(user, documents[from], (float) (i - from)));
              from = i;
            }
          }
        }
      };
    }
  }

  /** What is made of the users of a block, one after the other. */
  private abstract static class Users<T> implements Iterator<T> {
    private final ByteBuffer in;
    private final List<T> made = new ArrayList<>();
    private int user;
    private int next;

    Users(byte[] block) {
      in = ByteBuffer.wrap(block);
      user = in.getInt();
    }

    abstract void add(int user, int[] documents, List<T> to);

    @Override
    public boolean hasNext() {
      while (next == made.size() && in.hasRemaining()) {
        made.clear();
        next = 0;
        int[] documents = new int[in.getInt()];
        in.asIntBuffer().get(documents);
        in.position(in.position() + Integer.BYTES * documents.length);
        add(user++, documents, made);
      }
      return next < made.size();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return made.get(next++);
    }
  }
}
