package dev.recsim.report.trust;

import dev.recsim.report.page.Figures;
import dev.recsim.stats.Interval;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a log leaves open about an agent in an environment that was fitted to it.
 *
 * @param name of the agent
 * @param mean its score
 * @param draws its score in each environment that the log leaves possible, the mean over its seeds
 * @param thinSteps share of its steps that show a document in a state with fewer than 10 rows in
 *     the log
 */
public record AgentTrust(String name, double mean, double[] draws, double thinSteps) {
  /** Share of thin steps from which on a score is reported to rest on them. */
  public static final double MANY = 0.1;

  /** Returns the trust in an agent; empty if the environment was not fitted to a log. */
  public static Optional<AgentTrust> of(String name, List<Completed> trials) {
    if (trials.isEmpty() || trials.stream().map(Completed::trust).anyMatch(Objects::isNull)) {
      return Optional.empty();
    }
    double[] draws = new double[trials.get(0).trust().values().length];
    double mean = 0;
    double thin = 0;
    for (Completed trial : trials) {
      for (int d = 0; d < draws.length; d++) {
        draws[d] += trial.trust().values()[d] / trials.size();
      }
      mean += trial.score() / trials.size();
      thin += trial.trust().thinSteps() / trials.size();
    }
    return Optional.of(new AgentTrust(name, mean, draws, thin));
  }

  /** The interval of 95 % of the draws. */
  public Interval interval() {
    return interval((1 - Figures.LEVEL) / 2);
  }

  /** The interval without this share of the draws at each end. */
  public Interval interval(double tail) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    int low = (int) Math.floor(tail * sorted.length);
    return new Interval(sorted[low], sorted[sorted.length - 1 - low]);
  }

  /** Share of the draws in which this agent earns more than another; equal values count half. */
  public double above(AgentTrust other) {
    double above = 0;
    for (int d = 0; d < draws.length; d++) {
      above += draws[d] > other.draws[d] ? 1 : draws[d] == other.draws[d] ? 0.5 : 0;
    }
    return above / draws.length;
  }
}
