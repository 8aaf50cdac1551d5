package dev.recsim.fit.next;

import dev.recsim.fit.ids.ImplicitFactors;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The next document of a user with the history h:
 *
 * <pre>{@code
 * log P(j | h) = chain log P_chain(j | h) + affinity x(h) y[j] + popularity log p[j] + constant
 * }</pre>
 *
 * for the {@link NextChain}, the factors y of {@link ImplicitFactors}, and the factors x of the
 * user's documents. New users have x as others have.
 *
 * @param y factors of the documents, [documents x rank]
 * @param gram of y
 * @param once whether no user opens a document twice
 */
record NextModel(
    NextChain chain,
    ImplicitFactors factors,
    double[] y,
    double[] gram,
    Weights weights,
    boolean once) {

  /** Weights of the three parts. */
  record Weights(double chain, double affinity, double popularity) {}

  static NextModel of(
      NextChain chain, ImplicitFactors factors, double[] y, Weights weights, boolean once) {
    return new NextModel(chain, factors, y, factors.gram(y), weights, once);
  }

  /** The parts of a user's next document, in arrays that are used again. */
  final class User {
    private final NextChain.Scratch scratch = chain.new Scratch();
    private final ImplicitFactors.Row row = factors.new Row(gram, y);
    private final BitSet seen = new BitSet();
    private final double[] logChain = new double[chain.documents()];
    private final double[] affinity = new double[chain.documents()];
    private int[] events = new int[64];
    private int length;

    /** Forgets the user. */
    void begin() {
      length = 0;
      seen.clear();
      row.begin();
    }

    /** The user opened a document. */
    void add(int document) {
      events = length < events.length ? events : Arrays.copyOf(events, 2 * length);
      events[length++] = document;
      if (seen.get(document)) {
        row.again(document);
      } else {
        row.add(document, 1);
        seen.set(document);
      }
    }

    /** Computes both parts for what the user has opened. */
    void update() {
      scratch.logProbabilities(events, 0, length, logChain);
      double[] x = row.solve();
      int rank = factors.rank();
      for (int j = 0; j < affinity.length; j++) {
        double sum = 0;
        for (int q = 0; q < rank; q++) {
          sum += x[q] * y[j * rank + q];
        }
        affinity[j] = sum;
      }
    }

    /** Whether the document cannot be next. */
    boolean isExcluded(int document) {
      return once && seen.get(document);
    }

    /** log P_chain of all documents. */
    double[] logChain() {
      return logChain;
    }

    /** x y of all documents. */
    double[] affinity() {
      return affinity;
    }

    /** Writes the logarithms of the probabilities of the model; those that are 0 are -infinity. */
    void logProbabilities(double[] log) {
      double[] logShare = chain.logShares();
      for (int j = 0; j < log.length; j++) {
        log[j] =
            weights.chain * logChain[j]
                + weights.affinity * affinity[j]
                + weights.popularity * logShare[j];
      }
      normalize(log);
    }

    /** Excludes documents and subtracts a constant, so that the probabilities add up to 1. */
    void normalize(double[] log) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < log.length; j++) {
        log[j] = isExcluded(j) ? Double.NEGATIVE_INFINITY : log[j];
        largest = Math.max(largest, log[j]);
      }
      double sum = 0;
      for (double each : log) {
        sum += StrictMath.exp(each - largest);
      }
      double constant = largest + StrictMath.log(sum);
      for (int j = 0; j < log.length; j++) {
        log[j] -= constant;
      }
    }
  }
}
