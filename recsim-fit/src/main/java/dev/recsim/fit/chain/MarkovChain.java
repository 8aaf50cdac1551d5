package dev.recsim.fit.chain;

import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Sessions as a Markov chain with exits: the first symbol is drawn from {@code start}, each further
 * one, or the exit, given the one before.
 *
 * <p>The fit is the posterior mean under Dirichlet priors with all parameters a: (count + a) / (sum
 * of counts + a * number of outcomes).
 *
 * @param start probability of each first symbol
 * @param next [symbol][next symbol]; the last column is the exit
 */
public record MarkovChain(double[] start, double[][] next) implements SessionModel {

  /**
   * How often sessions started with and moved between symbols.
   *
   * @param prior parameter a of the Dirichlet priors, above 0
   * @param start number of sessions by first symbol
   * @param next [symbol][next symbol], the exit last
   */
  public record Counts(double prior, long[] start, long[][] next) {

    /** Counts a log. */
    public static Counts of(Sequences log, double prior) {
      int n = log.symbols();
      Counts counts = new Counts(prior, new long[n], new long[n][n + 1]);
      for (int i = 0; i < log.counts().length; i++) {
        int[] session = log.distinct().get(i);
        counts.start[session[0]] += log.counts()[i];
        for (int t = 1; t < session.length; t++) {
          counts.next[session[t - 1]][session[t]] += log.counts()[i];
        }
      }
      return counts;
    }

    /** The mean of the posterior distribution. */
    public MarkovChain mean() {
      return new MarkovChain(
          mean(start), Arrays.stream(next).map(this::mean).toArray(double[][]::new));
    }

    private double[] mean(long[] counts) {
      long sum = Arrays.stream(counts).sum();
      return Arrays.stream(counts)
          .mapToDouble(count -> (count + prior) / (sum + prior * counts.length))
          .toArray();
    }

    /** A draw from the posterior distribution. */
    public MarkovChain draw(RandomKey key) {
      RandomKey rows = key.child("next");
      double[][] drawn = new double[next.length][];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = Dirichlet.draw(next[i], prior, rows.child(i));
      }
      return new MarkovChain(Dirichlet.draw(start, prior, key.child("start")), drawn);
    }

    /** Number of moves from a symbol, with exits. */
    public long rows(int symbol) {
      return Arrays.stream(next[symbol]).sum();
    }
  }

  @Override
  public double logProbability(int[] session) {
    double sum = StrictMath.log(start[session[0]]);
    for (int t = 1; t < session.length; t++) {
      sum += StrictMath.log(next[session[t - 1]][session[t]]);
    }
    return sum;
  }

  @Override
  public double[] lengths(int longest) {
    int n = start.length;
    double[] lengths = new double[longest + 1];
    double[] at = start.clone();
    for (int length = 1; length <= longest; length++) {
      double[] after = new double[n];
      for (int i = 0; i < n; i++) {
        lengths[length] += at[i] * next[i][n];
        for (int j = 0; j < n; j++) {
          after[j] += at[i] * next[i][j];
        }
      }
      at = after;
    }
    return lengths;
  }
}
