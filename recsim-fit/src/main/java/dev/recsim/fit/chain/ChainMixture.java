package dev.recsim.fit.chain;

import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sessions of several kinds of users: a session has a kind, drawn once, and each kind has its own
 * {@link MarkovChain}. Source: Cadez, Heckerman, Meek, Smyth, White, "Visualization of navigation
 * patterns on a web site using model-based clustering", KDD 2000.
 *
 * <p>Fitted by expectation maximization. Each step replaces the chains by those of the counts
 * weighted by P(kind | session), with one more count for each outcome: the posterior mode under
 * Dirichlet priors with parameters 2, so no step lowers the posterior density.
 *
 * @param weights probability of each kind
 * @param chains chain of each kind
 */
public record ChainMixture(double[] weights, List<MarkovChain> chains) implements SessionModel {
  public ChainMixture {
    chains = List.copyOf(chains);
  }

  /**
   * Fits a mixture. The same log, number of kinds, key and steps give the same bits.
   *
   * @param kinds number of chains, 1 or more
   * @param key of the random start: each session belongs to the kinds with random weights
   * @param steps largest number of steps
   * @param least the smallest gain of a step, in nats per session; the fit ends below it
   */
  public static ChainMixture fit(Sequences log, int kinds, RandomKey key, int steps, double least) {
    Fit fit = new Fit(log, kinds);
    ExpectationMaximization.start(fit, key);
    ExpectationMaximization.improve(fit, steps, least, log.sessions());
    return fit.mixture();
  }

  @Override
  public double logProbability(int[] session) {
    double[] logs = new double[weights.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logs.length; c++) {
      logs[c] = StrictMath.log(weights[c]) + chains.get(c).logProbability(session);
      most = Math.max(most, logs[c]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - most);
    }
    return most + StrictMath.log(sum);
  }

  @Override
  public double[] lengths(int longest) {
    double[] lengths = new double[longest + 1];
    for (int c = 0; c < weights.length; c++) {
      double[] ofChain = chains.get(c).lengths(longest);
      for (int length = 0; length <= longest; length++) {
        lengths[length] += weights[c] * ofChain[length];
      }
    }
    return lengths;
  }

  /** The state of a fit. Arrays have the kind as their last index, so that it varies fastest. */
  private static final class Fit implements ExpectationMaximization.Mixture {
    private final Sequences log;
    private final int kinds;
    private final int symbols;

    /** Expected counts: [kind], [symbol, kind] and [symbol, next symbol, kind]. */
    private final double[] sessions;

    private final double[] starts;
    private final double[] moves;

    private final double[] logWeights;
    private final double[] logStarts;
    private final double[] logMoves;

    Fit(Sequences log, int kinds) {
      this.log = log;
      this.kinds = kinds;
      this.symbols = log.symbols();
      sessions = new double[kinds];
      starts = new double[symbols * kinds];
      moves = new double[symbols * (symbols + 1) * kinds];
      logWeights = new double[kinds];
      logStarts = new double[starts.length];
      logMoves = new double[moves.length];
    }

    @Override
    public int kinds() {
      return kinds;
    }

    @Override
    public int units() {
      return log.counts().length;
    }

    @Override
    public int count(int unit) {
      return log.counts()[unit];
    }

    @Override
    public void add(int unit, double[] shares) {
      int[] session = log.distinct().get(unit);
      int first = session[0] * kinds;
      for (int c = 0; c < kinds; c++) {
        sessions[c] += shares[c];
        starts[first + c] += shares[c];
      }
      for (int t = 1; t < session.length; t++) {
        int move = (session[t - 1] * (symbols + 1) + session[t]) * kinds;
        for (int c = 0; c < kinds; c++) {
          moves[move + c] += shares[c];
        }
      }
    }

    /** Sets the probabilities to the mode given the counts, and the counts to 0. */
    @Override
    public void maximize() {
      logarithms(sessions, 0, kinds, 1, logWeights);
      for (int c = 0; c < kinds; c++) {
        logarithms(starts, c, symbols, kinds, logStarts);
        for (int i = 0; i < symbols; i++) {
          logarithms(moves, i * (symbols + 1) * kinds + c, symbols + 1, kinds, logMoves);
        }
      }
      Arrays.fill(sessions, 0);
      Arrays.fill(starts, 0);
      Arrays.fill(moves, 0);
    }

    private static void logarithms(
        double[] counts, int first, int outcomes, int stride, double[] logs) {
      double sum = outcomes;
      for (int k = 0; k < outcomes; k++) {
        sum += counts[first + k * stride];
      }
      for (int k = 0; k < outcomes; k++) {
        int at = first + k * stride;
        logs[at] = StrictMath.log((counts[at] + 1) / sum);
      }
    }

    @Override
    public void logJoint(int unit, double[] joint) {
      int[] session = log.distinct().get(unit);
      int first = session[0] * kinds;
      for (int c = 0; c < kinds; c++) {
        joint[c] = logWeights[c] + logStarts[first + c];
      }
      for (int t = 1; t < session.length; t++) {
        int move = (session[t - 1] * (symbols + 1) + session[t]) * kinds;
        for (int c = 0; c < kinds; c++) {
          joint[c] += logMoves[move + c];
        }
      }
    }

    ChainMixture mixture() {
      double[] weights = new double[kinds];
      List<MarkovChain> chains = new ArrayList<>();
      for (int c = 0; c < kinds; c++) {
        weights[c] = StrictMath.exp(logWeights[c]);
        double[] start = new double[symbols];
        double[][] next = new double[symbols][symbols + 1];
        for (int i = 0; i < symbols; i++) {
          start[i] = StrictMath.exp(logStarts[i * kinds + c]);
          for (int j = 0; j <= symbols; j++) {
            next[i][j] = StrictMath.exp(logMoves[(i * (symbols + 1) + j) * kinds + c]);
          }
        }
        chains.add(new MarkovChain(start, next));
      }
      return new ChainMixture(weights, chains);
    }
  }
}
