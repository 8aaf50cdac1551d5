package dev.recsim.app.fit;

import dev.recsim.api.InvalidOption;
import dev.recsim.experiment.remote.Frames;
import dev.recsim.experiment.remote.LogDriver;
import dev.recsim.fit.ids.DecayedCounts;
import dev.recsim.fit.ids.EventStatistics;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Sums over what users opened, which a cluster computes. Counts are those of this JVM but for
 * rounding; factors have another random start, and the cluster adds them up in any order.
 */
final class ClusterStatistics implements EventStatistics {
  /** Number of integers in a message. */
  private static final int MOST = 250_000_000;

  private final LogDriver driver;

  /** What the cluster has. */
  private Histories loaded;

  ClusterStatistics(LogDriver driver) {
    this.driver = driver;
  }

  @Override
  public DecayedCounts counts(Histories users, int most) {
    List<byte[]> parts =
        sum(users, Map.of(Frames.SUM, Frames.COUNTS, Frames.MOST, Integer.toString(most)));
    int[][] followers = new int[users.documents()][0];
    double[][] counts = new double[users.documents()][0];
    double[] totals = new double[users.documents()];
    for (byte[] part : parts) {
      ByteBuffer in = ByteBuffer.wrap(part);
      while (in.hasRemaining()) {
        int document = in.getInt();
        totals[document] = count(in);
        int size = in.getInt();
        followers[document] = new int[size];
        counts[document] = new double[size];
        for (int k = 0; k < size; k++) {
          followers[document][k] = in.getInt();
          counts[document][k] = count(in);
        }
      }
    }
    return DecayedCounts.of(followers, counts, totals);
  }

  private static double count(ByteBuffer in) {
    return (double) in.getLong() / Frames.COUNT_UNIT;
  }

  @Override
  public double[] factors(
      ImplicitFactors factors, Histories users, int iterations, RandomKey key, IntConsumer done) {
    int rank = factors.rank();
    Map<String, String> options =
        Map.of(
            Frames.SUM,
            Frames.FACTORS,
            Frames.RANK,
            Integer.toString(rank),
            Frames.ALPHA,
            Double.toString(factors.alpha()),
            Frames.LAMBDA,
            Double.toString(factors.lambda()),
            Frames.ITERATIONS,
            Integer.toString(iterations),
            Frames.SEED,
            Long.toString(key.bits(0)));
    double[] y = new double[Math.multiplyExact(users.documents(), rank)];
    for (byte[] part : sum(users, options)) {
      ByteBuffer in = ByteBuffer.wrap(part);
      while (in.hasRemaining()) {
        int document = in.getInt();
        for (int q = 0; q < rank; q++) {
          y[document * rank + q] = in.getFloat();
        }
      }
    }
    done.accept(iterations);
    return y;
  }

  private List<byte[]> sum(Histories users, Map<String, String> options) {
    try {
      if (users != loaded) {
        driver.load(encoded(users));
        loaded = users;
      }
      return driver.sum(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(Histories users) {
    long size = (long) users.users() + users.events().length;
    InvalidOption.unless(
        size <= MOST,
        "logs",
        "has %s users and documents that they opened, but a cluster takes at most %s at once; fit a part of the log"
            .formatted(size, MOST));
    ByteBuffer out = ByteBuffer.allocate((int) size * Integer.BYTES);
    for (int u = 0; u < users.users(); u++) {
      out.putInt(users.length(u));
      for (int i = users.first()[u]; i < users.first()[u + 1]; i++) {
        out.putInt(users.events()[i]);
      }
    }
    return out.array();
  }
}
