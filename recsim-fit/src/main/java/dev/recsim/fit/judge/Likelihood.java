package dev.recsim.fit.judge;

import dev.recsim.fit.judge.Judge.Prediction;
import dev.recsim.stats.Interval;

/**
 * How well a model predicts held-out sessions, and the difference to the fitted model, paired by
 * session.
 *
 * @param model its name
 * @param perDecision mean log probability of a decision, in nats
 * @param perplexity exp(-perDecision)
 * @param gain what the fitted model gains over it, in nats per decision; 0 for itself
 * @param interval 95 % interval of the gain; null for the fitted model itself
 */
public record Likelihood(
    String model, double perDecision, double perplexity, double gain, Interval interval) {
  private static final double NORMAL = 1.959964;

  /** Compares a model with the fitted one, on the same sessions. */
  public static Likelihood of(Prediction own, Prediction compared) {
    double[] fitted = own.sessions();
    double[] other = compared.sessions();
    int[] counts = own.counts();
    double sum = 0;
    double difference = 0;
    double sessions = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i] * other[i];
      difference += counts[i] * (fitted[i] - other[i]);
      sessions += counts[i];
    }
    double mean = difference / sessions;
    double squares = 0;
    for (int i = 0; i < counts.length; i++) {
      double deviation = fitted[i] - other[i] - mean;
      squares += counts[i] * deviation * deviation;
    }
    double half = NORMAL * Math.sqrt(squares / Math.max(1, sessions - 1) / sessions);
    double perSession = own.decisions() / sessions;
    double per = sum / own.decisions();
    return new Likelihood(
        compared.name(),
        per,
        StrictMath.exp(-per),
        mean / perSession,
        own == compared
            ? null
            : new Interval((mean - half) / perSession, (mean + half) / perSession));
  }
}
