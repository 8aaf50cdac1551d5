package dev.recsim.fit.model;

import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/** Simulates the sessions of chains, for a posterior predictive check. */
final class SimulatedChains {
  private static final RandomKey KEY = RandomKey.root(0).child("predictive");
  private static final int LONGEST = 100_000;

  private final double[] weights;
  private final double[][] starts;
  private final double[][][] moves;

  SimulatedChains(ChainMixture model) {
    weights = cumulative(model.weights());
    starts = new double[weights.length][];
    moves = new double[weights.length][][];
    for (int c = 0; c < weights.length; c++) {
      MarkovChain chain = model.chains().get(c);
      starts[c] = cumulative(chain.start());
      moves[c] = Arrays.stream(chain.next()).map(it -> cumulative(it)).toArray(double[][]::new);
    }
  }

  private static double[] cumulative(double[] probabilities) {
    double[] sums = probabilities.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    sums[sums.length - 1] = 1;
    return sums;
  }

  private static int draw(double[] cumulative, double uniform) {
    int outcome = 0;
    while (uniform >= cumulative[outcome]) {
      outcome++;
    }
    return outcome;
  }

  /** The statistics of a simulated log. */
  double[] log(int simulation, long sessions) {
    int symbols = starts[0].length;
    Statistics statistics = new Statistics(symbols);
    int[] session = new int[16];
    RandomKey key = KEY.child(simulation);
    for (long i = 0; i < sessions; i++) {
      RandomKey user = key.child(i);
      int kind = draw(weights, user.uniform(0));
      int length = 0;
      int symbol = draw(starts[kind], user.uniform(1));
      while (symbol < symbols && length < LONGEST) {
        if (length == session.length) {
          session = Arrays.copyOf(session, 2 * length);
        }
        session[length++] = symbol;
        symbol = draw(moves[kind][symbol], user.uniform(length + 1L));
      }
      statistics.add(session, length, 1);
    }
    return statistics.values();
  }

  /** Mean length, share of sessions with one step, and mean number of distinct symbols. */
  static final class Statistics {
    private final long[] seen;
    private long stamp;
    private double sessions;
    private double steps;
    private double single;
    private double distinct;

    Statistics(int symbols) {
      seen = new long[symbols];
    }

    void add(int[] session, int length, int count) {
      stamp++;
      int different = 0;
      for (int t = 0; t < length; t++) {
        different += seen[session[t]] == stamp ? 0 : 1;
        seen[session[t]] = stamp;
      }
      sessions += count;
      steps += (double) count * length;
      single += length == 1 ? count : 0;
      distinct += (double) count * different;
    }

    double[] values() {
      return new double[] {steps / sessions, single / sessions, distinct / sessions};
    }
  }
}
