package dev.recsim.report;

import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.decision.Contender;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.page.Figures;
import dev.recsim.report.training.TrainingEnd;
import dev.recsim.report.trust.AgentTrust;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of an agent, from its trials.
 *
 * @param agent the agent
 * @param completed its completed trials by seed
 * @param failed its failed trials by seed
 * @param yardstick the scale on which its scores are shares; empty if the optimum is unknown
 * @param baseline its scores in the baseline, if any
 */
public record Standing(
    AgentResults agent,
    List<Completed> completed,
    List<Failed> failed,
    Optional<Yardstick> yardstick,
    Optional<AgentScores> baseline) {
  static Standing of(
      AgentResults agent, Optional<Yardstick> yardstick, Optional<Snapshot> baseline) {
    return new Standing(
        agent,
        only(Completed.class, agent),
        only(Failed.class, agent),
        yardstick,
        baseline
            .flatMap(it -> it.agent(agent.name()))
            .filter(scores -> !scores.scores().isEmpty()));
  }

  private static <T> List<T> only(Class<T> type, AgentResults agent) {
    return agent.trials().stream().filter(type::isInstance).map(type::cast).toList();
  }

  public String name() {
    return agent.name();
  }

  public String type() {
    return agent.type();
  }

  /** Whether the agent has a score. */
  public boolean scored() {
    return !completed.isEmpty();
  }

  public boolean oracle() {
    return agent.oracle();
  }

  /** Whether any of its trials has a learning curve. */
  public boolean learns() {
    return completed.stream().anyMatch(trial -> !trial.curve().isEmpty());
  }

  /**
   * Whether all of its trials have the policy of one training, so that intervals cover the users of
   * the evaluation, and not what another training would give.
   */
  public boolean oneTraining() {
    return agent.given()
        && completed.size() > 1
        && completed.stream().allMatch(it -> it.ending() == null && it.weights().isEmpty());
  }

  /** Returns how its training ended; empty if it does not learn. */
  public Optional<TrainingEnd> training() {
    return TrainingEnd.of(completed, agent.bound());
  }

  /** Returns what the log leaves open; empty if the environment was not fitted to one. */
  public Optional<AgentTrust> trust() {
    return AgentTrust.of(name(), completed);
  }

  /** Mean number of environment steps of a completed trial's training. */
  public double meanSteps() {
    return completed.stream().mapToLong(Completed::envSteps).average().orElse(0);
  }

  /** Each completed trial's score, by seed. */
  public double[] scores() {
    return completed.stream().mapToDouble(Completed::score).toArray();
  }

  /** The scores by seed. */
  public SortedMap<Integer, Double> bySeed() {
    SortedMap<Integer, Double> scores = new TreeMap<>();
    completed.forEach(trial -> scores.put(trial.id().seed(), trial.score()));
    return scores;
  }

  /** Returns it as a decision sees it. */
  Contender contender() {
    return Contender.of(name(), oracle(), exact() && !learns(), completed);
  }

  /** Whether both earned the same in each session of each seed on which both completed. */
  public boolean sameSessionsAs(Standing other) {
    return completed.stream()
        .allMatch(
            trial ->
                other.completed.stream()
                    .filter(it -> it.id().seed() == trial.id().seed())
                    .allMatch(
                        it ->
                            it.score() == trial.score()
                                && Arrays.equals(it.rewards(), trial.rewards())));
  }

  /** Whether its scores contain no evaluation noise. */
  public boolean exact() {
    return scored() && completed.stream().allMatch(trial -> trial.exactValue() != null);
  }

  /** Returns the mean score over seeds. There must be at least one. */
  public Estimate mean() {
    return Estimate.of(scores());
  }

  /** Mean score over seeds in the baseline. */
  public Optional<Estimate> before() {
    return baseline.map(scores -> Estimate.of(scores.values()));
  }

  public double iqm() {
    return Iqm.of(scores());
  }

  /** Returns the interval of the IQM; empty for a single seed. */
  public Optional<Interval> iqmInterval() {
    return completed.size() < 2
        ? Optional.empty()
        : Optional.of(Iqm.interval(Figures.LEVEL, scores()));
  }

  public Optional<Double> share() {
    return share(mean().mean());
  }

  public Optional<Double> share(double score) {
    return yardstick.map(it -> it.share(score));
  }

  /** Returns the shares of its scores; empty if the optimum is unknown. */
  public Optional<double[]> shares() {
    return yardstick.map(it -> Arrays.stream(scores()).map(it::share).toArray());
  }

  public double worst() {
    return Arrays.stream(scores()).min().orElseThrow();
  }

  public double best() {
    return Arrays.stream(scores()).max().orElseThrow();
  }

  public Optional<Double> optimalityGap() {
    return shares().map(Runs::optimalityGap);
  }

  /** Returns the mean of a metric over the seeds that have a value; empty if none has. */
  public Optional<Estimate> metric(String name) {
    double[] values =
        completed.stream()
            .mapToDouble(trial -> trial.metrics().getOrDefault(name, Double.NaN))
            .filter(Double::isFinite)
            .toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Estimate.of(values));
  }

  /** Mean steps of an evaluation session, over all trials. */
  public double meanLength() {
    return completed.stream()
        .mapToDouble(trial -> Arrays.stream(trial.lengths()).average().orElse(0))
        .average()
        .orElseThrow();
  }
}
