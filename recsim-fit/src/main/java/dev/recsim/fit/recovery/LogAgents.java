package dev.recsim.fit.recovery;

import dev.recsim.fit.ids.Blocks;
import dev.recsim.fit.ids.ImplicitFactors;
import dev.recsim.fit.ids.Ratings;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Five agents that are built from the clicks of a log: {@code random}; {@code popular} shows the
 * documents with most clicks; {@code knn} those that users with the same clicks clicked, {@code
 * factors} those with the highest products of implicit factors, and {@code mixed} is random on 30 %
 * of the slates, else as {@code factors}. All of them show again what a user clicked before.
 */
public final class LogAgents {
  static final String RANDOM = "random";
  private static final double MIXED = 0.3;
  private static final int RANK = 16;
  private static final double ALPHA = 10;
  private static final double LAMBDA = 0.1;
  private static final int ITERATIONS = 5;

  /** Largest number of users of a document whom {@code knn} reads. */
  private static final int NEIGHBOURS = 500;

  private final Ratings clicks;
  private final Ratings users;
  private final int slateSize;

  /** Documents by their number of clicks. */
  private final int[] popular;

  private LogAgents(Ratings clicks, int slateSize) {
    this.clicks = clicks;
    this.slateSize = slateSize;
    users = clicks.transposed();
    popular =
        IntStream.range(0, clicks.columns())
            .boxed()
            .sorted((i, j) -> Double.compare(count(j), count(i)))
            .mapToInt(it -> it)
            .toArray();
  }

  private double count(int document) {
    double count = 0;
    for (int i = users.first()[document]; i < users.first()[document + 1]; i++) {
      count += users.value()[i];
    }
    return count;
  }

  /**
   * Builds the agents.
   *
   * @param clicks how often each user clicked each document
   * @param chosen the users whom they meet
   * @param key of the random start of the factors
   */
  static List<SlateAgent> of(Ratings clicks, int[] chosen, int slateSize, RandomKey key) {
    LogAgents agents = new LogAgents(clicks, slateSize);
    int[][] factors = agents.factors(chosen, key);
    int[] same = Arrays.copyOf(agents.popular, slateSize);
    int[][] popular = new int[clicks.rows()][];
    Arrays.fill(popular, same);
    return List.of(
        new SlateAgent(RANDOM, null, 1),
        new SlateAgent("popular", popular, 0),
        new SlateAgent("knn", agents.neighbours(chosen), 0),
        new SlateAgent("factors", factors, 0),
        new SlateAgent("mixed", factors, MIXED));
  }

  private int[][] factors(int[] chosen, RandomKey key) {
    ImplicitFactors model = new ImplicitFactors(RANK, ALPHA, LAMBDA);
    double[] y = model.columns(clicks, ITERATIONS, key, done -> {});
    double[] x = model.rows(clicks, y);
    return slates(
        chosen,
        (user, scores) -> {
          for (int j = 0; j < scores.length; j++) {
            for (int q = 0; q < RANK; q++) {
              scores[j] += x[user * RANK + q] * y[j * RANK + q];
            }
          }
        });
  }

  /** Cosines of the columns of clicks, summed over the documents that the user clicked. */
  private int[][] neighbours(int[] chosen) {
    return slates(
        chosen,
        (user, scores) -> {
          for (int i = clicks.first()[user]; i < clicks.first()[user + 1]; i++) {
            addNeighbours(clicks.column()[i], scores);
          }
          for (int j = 0; j < scores.length; j++) {
            scores[j] /= Math.sqrt(Math.max(1, degree(j)));
          }
        });
  }

  private void addNeighbours(int document, double[] scores) {
    int from = users.first()[document];
    int degree = degree(document);
    int read = Math.min(NEIGHBOURS, degree);
    double weight = degree / (read * Math.sqrt(degree));
    for (int i = 0; i < read; i++) {
      int user = users.column()[from + (int) ((long) i * degree / read)];
      for (int c = clicks.first()[user]; c < clicks.first()[user + 1]; c++) {
        scores[clicks.column()[c]] += weight;
      }
    }
  }

  /** Number of users who clicked a document. */
  private int degree(int document) {
    return users.first()[document + 1] - users.first()[document];
  }

  private interface Scores {
    void of(int user, double[] scores);
  }

  private int[][] slates(int[] chosen, Scores scores) {
    int[][] slates = new int[clicks.rows()][];
    Blocks.split(
        chosen.length,
        Blocks.MOST,
        (part, from, to) -> {
          double[] values = new double[clicks.columns()];
          for (int i = from; i < to; i++) {
            Arrays.fill(values, 0);
            scores.of(chosen[i], values);
            slates[chosen[i]] = best(values);
          }
        });
    return slates;
  }

  /** The documents with the highest scores; of those with the same, the popular ones. */
  private int[] best(double[] scores) {
    int[] best = new int[slateSize];
    int size = 0;
    for (int document : popular) {
      int place = size;
      while (place > 0 && scores[document] > scores[best[place - 1]]) {
        place--;
      }
      if (place < slateSize) {
        size = Math.min(slateSize, size + 1);
        System.arraycopy(best, place, best, place + 1, size - place - 1);
        best[place] = document;
      }
    }
    return best;
  }
}
