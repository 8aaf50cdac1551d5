package dev.recsim.report;

import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.ExperimentResults.Exact;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Results;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import java.util.Optional;

/**
 * The scale on which scores in a finite environment are shares. It goes from 0 to the optimum. If
 * rewards may be negative, a share of the optimum means nothing, and the scale goes from the value
 * of uniformly random documents to the optimum.
 *
 * @param zero the score with share 0
 * @param one the score with share 1, above {@code zero}
 */
public record Yardstick(double zero, double one) {
  /** Returns the scale of an experiment; empty if the optimum is unknown or not above the zero. */
  static Optional<Yardstick> of(ExperimentResults results) {
    return results
        .exact()
        .map(
            exact ->
                new Yardstick(
                    mayBeNegative(exact, results.agents()) ? exact.uniformRandom() : 0,
                    exact.optimal()))
        .filter(it -> it.one > it.zero);
  }

  /** Returns the scale of written results, which have no share of the optimum where it is not 0. */
  static Optional<Yardstick> of(Results results) {
    boolean ofOptimum = results.agents().stream().anyMatch(it -> it.shareOfOptimum() != null);
    return Optional.ofNullable(results.exact())
        .map(it -> new Yardstick(ofOptimum ? 0 : it.uniformRandom(), it.optimal()))
        .filter(it -> it.one > it.zero);
  }

  private static boolean mayBeNegative(Exact exact, List<AgentResults> agents) {
    return exact.leastReward() < 0
        || agents.stream()
            .flatMap(agent -> agent.trials().stream())
            .filter(Completed.class::isInstance)
            .map(Completed.class::cast)
            .anyMatch(trial -> trial.score() < 0);
  }

  /** Whether shares are shares of the optimum. */
  public boolean ofOptimum() {
    return zero == 0;
  }

  public double share(double score) {
    return (score - zero) / (one - zero);
  }

  /** Returns the score with a share. */
  public double score(double share) {
    return zero + share * (one - zero);
  }

  /** Returns {@code "99.8 % of the optimum"}. */
  public String text(double score) {
    return Figures.percent(share(score)) + " " + words();
  }

  /** Returns {@code "of the optimum"}, or what shares are of instead. */
  public String words() {
    return ofOptimum() ? "of the optimum" : "of the way from random to the optimum";
  }

  /** Returns the name of a column of shares. */
  public String column() {
    return ofOptimum() ? "Of optimum" : "Random to optimum";
  }
}
