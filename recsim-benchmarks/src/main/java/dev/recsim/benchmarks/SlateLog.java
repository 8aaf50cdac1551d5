package dev.recsim.benchmarks;

import dev.recsim.algebra.Exponential;
import dev.recsim.random.RandomKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a log of slates with one click or none, as large as wanted, of users and documents that
 * are known: documents have 20 dimensions with the variances 1 / k, in sum 1, vectors of users have
 * the variance 1.8^2, the state has the weight 0.8. Documents are shown by their popularity,
 * rank^-0.8, which is loosely tied to how good they are. Sessions of different users follow each
 * other. A row is a slate.
 *
 * <pre>{@code
 * java -cp <class path> dev.recsim.benchmarks.SlateLog slates.csv 1 20000000 1000000 100000
 * }</pre>
 */
public final class SlateLog {
  private static final int DIMENSION = 20;
  private static final int SLATE = 5;
  private static final double SCORE = 1.8;
  private static final double VARIANCE_OF_B = 0.5;
  private static final double C0 = 3;
  private static final double ETA = 0.8;
  private static final double DELTA = 0.8;
  private static final double[] LEAVE = {0.09, 0.2};
  private static final double EXPONENT = 0.8;
  private static final int BUFFER = 1 << 20;

  private final RandomKey key;
  private final int users;
  private final int documents;
  private final float[] e;
  private final double[] b;

  /** The sum of the popularities up to each document, by rank, and the documents by rank. */
  private final double[] sums;

  private final int[] ranked;

  /** The session at hand. */
  private final double[] theta = new double[DIMENSION];

  private final double[] state = new double[DIMENSION];
  private final int[] slate = new int[SLATE];
  private final double[] weights = new double[SLATE + 1];

  private SlateLog(RandomKey key, int users, int documents) {
    this.key = key;
    this.users = users;
    this.documents = documents;
    double sum = IntStream.rangeClosed(1, DIMENSION).mapToDouble(k -> 1.0 / k).sum();
    e = new float[documents * DIMENSION];
    RandomKey ofVectors = key.child("e");
    for (int i = 0; i < e.length; i++) {
      e[i] = (float) (ofVectors.gaussian(i) / Math.sqrt(sum * (1 + i % DIMENSION)));
    }
    b = new double[documents];
    double[] noisy = new double[documents];
    for (int j = 0; j < documents; j++) {
      b[j] = Math.sqrt(VARIANCE_OF_B) * key.child("b").gaussian(j);
      noisy[j] = -b[j] - key.child("popularity").gaussian(j);
    }
    ranked =
        IntStream.range(0, documents)
            .boxed()
            .sorted((i, j) -> Double.compare(noisy[i], noisy[j]))
            .mapToInt(i -> i)
            .toArray();
    sums = new double[documents];
    for (int rank = 0; rank < documents; rank++) {
      sums[rank] = StrictMath.pow(rank + 1, -EXPONENT);
    }
    Arrays.parallelPrefix(sums, Double::sum);
  }

  /**
   * Writes a log.
   *
   * @param args the file, compressed if it ends with .gz; the seed; the least number of slates; the
   *     number of users; the number of documents
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    long slates = Long.parseLong(args[2]);
    SlateLog log =
        new SlateLog(
            RandomKey.root(Long.parseLong(args[1])),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]));
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream packed = args[0].endsWith(".gz") ? new GZIPOutputStream(raw, BUFFER) : raw;
        PrintStream out =
            new PrintStream(
                new BufferedOutputStream(packed, BUFFER), false, StandardCharsets.UTF_8)) {
      out.print("user,visit,slate,clicks,end\n");
      long written = 0;
      for (long session = 0; written < slates; session++) {
        written += log.write(session, out);
      }
    }
  }

  /** Writes a session, and returns its number of slates. */
  private int write(long session, PrintStream out) {
    RandomKey own = key.child("sessions").child(session);
    int user = own.below(0, users);
    RandomKey taste = key.child("theta").child(user);
    for (int q = 0; q < DIMENSION; q++) {
      theta[q] = SCORE * taste.gaussian(q);
      state[q] = 0;
    }
    StringBuilder row = new StringBuilder();
    for (int t = 0; ; t++) {
      RandomKey step = own.child(t);
      show(step);
      int position = choose(step.uniform(0));
      boolean leaves = step.uniform(1) < LEAVE[position < SLATE ? 0 : 1];
      row.setLength(0);
      row.append('u').append(user).append(",v").append(session);
      for (int k = 0; k < SLATE; k++) {
        row.append(k == 0 ? ',' : ' ').append('d').append(slate[k]);
      }
      for (int k = 0; k < SLATE; k++) {
        row.append(k == 0 ? ',' : ' ').append(k == position ? 1 : 0);
      }
      out.append(row.append(leaves ? ",ended\n" : ",continues\n"));
      if (leaves) {
        return t + 1;
      }
      move(position);
    }
  }

  /** Draws different documents by their popularity. */
  private void show(RandomKey step) {
    RandomKey draws = step.child("slate");
    long draw = 0;
    for (int k = 0; k < SLATE; ) {
      int place = Arrays.binarySearch(sums, draws.uniform(draw++) * sums[documents - 1]);
      slate[k] = ranked[place < 0 ? -1 - place : place];
      boolean again = false;
      for (int i = 0; i < k; i++) {
        again |= slate[i] == slate[k];
      }
      k += again ? 0 : 1;
    }
  }

  private int choose(double uniform) {
    double sum = 0;
    for (int k = 0; k <= SLATE; k++) {
      double score = k < SLATE ? b[slate[k]] : C0;
      for (int q = 0; k < SLATE && q < DIMENSION; q++) {
        score += (theta[q] + ETA * state[q]) * e[slate[k] * DIMENSION + q];
      }
      weights[k] = Exponential.of(score);
      sum += weights[k];
    }
    double rest = uniform * sum;
    int position = 0;
    while (position < SLATE && rest >= weights[position]) {
      rest -= weights[position++];
    }
    return position;
  }

  private void move(int position) {
    for (int q = 0; q < DIMENSION; q++) {
      state[q] *= DELTA;
      state[q] += position < SLATE ? e[slate[position] * DIMENSION + q] : 0;
    }
  }
}
