package dev.recsim.fit.next;

import dev.recsim.fit.ids.DecayedCounts;
import java.util.Arrays;

/**
 * The next document as in a chain with a decaying memory:
 *
 * <pre>{@code
 * P(j | i) = (C[i][j] + kappa p[j]) / (C[i] + kappa)
 * P(j | h) = sum over k of omega^(k - 1) P(j | h[k]) / sum over k of omega^(k - 1)
 * }</pre>
 *
 * for counts C, shares p of the documents, and the newest 20 documents h of the user, the newest
 * first. Followers that the counts leave out are taken in proportion to p.
 */
final class NextChain {
  static final int NEWEST = 20;

  private final DecayedCounts counts;
  private final double[] share;
  private final double[] logShare;
  private final double kappa;
  private final double[] memory = new double[NEWEST];

  /** Count of the followers of each document that have no entry. */
  private final double[] others;

  /**
   * @param occurrences of each document
   */
  NextChain(DecayedCounts counts, int[] occurrences, double kappa, double omega) {
    this.counts = counts;
    this.kappa = kappa;
    double all = Arrays.stream(occurrences).asLongStream().sum();
    int n = occurrences.length;
    share = new double[n];
    logShare = new double[n];
    others = new double[n];
    for (int j = 0; j < n; j++) {
      share[j] = (occurrences[j] + 1) / (all + n);
      logShare[j] = StrictMath.log(share[j]);
      others[j] = counts.totals()[j];
      for (int i = counts.first()[j]; i < counts.first()[j + 1]; i++) {
        others[j] -= counts.counts()[i];
      }
      others[j] = Math.max(0, others[j]);
    }
    for (int k = 0; k < NEWEST; k++) {
      memory[k] = StrictMath.pow(omega, k);
    }
  }

  int documents() {
    return share.length;
  }

  /** The share p of a document. */
  double share(int document) {
    return share[document];
  }

  /** Logarithms of the shares p. */
  double[] logShares() {
    return logShare;
  }

  /** Computes with arrays that it uses again. Not for several threads. */
  final class Scratch {
    private final double[] sums = new double[share.length];
    private final int[] touched = new int[share.length];
    private int touchedCount;

    /** The probability of any document besides its sum, as a multiple of its share. */
    private double base;

    /**
     * Adds up the followers.
     *
     * @param events the user's documents, oldest first
     */
    private void add(int[] events, int from, int to) {
      touchedCount = 0;
      base = to > from ? 0 : 1;
      int length = Math.min(NEWEST, to - from);
      double total = 0;
      for (int k = 0; k < length; k++) {
        total += memory[k];
      }
      for (int k = 0; k < length; k++) {
        int i = events[to - 1 - k];
        double weight = memory[k] / (total * (counts.totals()[i] + kappa));
        base += weight * (kappa + others[i]);
        for (int at = counts.first()[i]; at < counts.first()[i + 1]; at++) {
          int j = counts.followers()[at];
          if (sums[j] == 0) {
            touched[touchedCount++] = j;
          }
          sums[j] += weight * counts.counts()[at];
        }
      }
    }

    private void clear() {
      for (int t = 0; t < touchedCount; t++) {
        sums[touched[t]] = 0;
      }
    }

    /** The probability that a document is next. */
    double probability(int[] events, int from, int to, int next) {
      add(events, from, to);
      double probability = sums[next] + base * share[next];
      clear();
      return probability;
    }

    /** Writes the logarithms of the probabilities of all documents. */
    void logProbabilities(int[] events, int from, int to, double[] log) {
      add(events, from, to);
      double logBase = StrictMath.log(base);
      for (int j = 0; j < log.length; j++) {
        log[j] = logShare[j] + logBase;
      }
      for (int t = 0; t < touchedCount; t++) {
        int j = touched[t];
        log[j] = StrictMath.log(sums[j] + base * share[j]);
      }
      clear();
    }
  }
}
