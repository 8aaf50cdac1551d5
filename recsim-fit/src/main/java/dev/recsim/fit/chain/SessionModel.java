package dev.recsim.fit.chain;

/** A probability distribution of sessions. */
public interface SessionModel {

  /**
   * The log probability of a session, in nats.
   *
   * @param session its symbols, and the exit unless it was cut off, see {@link Sequences}
   */
  double logProbability(int[] session);

  /**
   * The probability of each length: entry l is P(length = l), entry 0 is 0; the rest of the
   * probability is at larger lengths.
   *
   * @param longest the last length
   */
  double[] lengths(int longest);

  /** The log probability of each distinct session, in their order. */
  default double[] logProbabilities(Sequences log) {
    return log.distinct().stream().mapToDouble(this::logProbability).toArray();
  }

  /** The log probability of all sessions, in nats, added in their order. */
  default double logLikelihood(Sequences log) {
    double sum = 0;
    for (int i = 0; i < log.counts().length; i++) {
      sum += log.counts()[i] * logProbability(log.distinct().get(i));
    }
    return sum;
  }

  /** The exponential of the mean negative log probability of a symbol, exits included. */
  default double perplexity(Sequences log) {
    return StrictMath.exp(-logLikelihood(log) / log.events());
  }
}
