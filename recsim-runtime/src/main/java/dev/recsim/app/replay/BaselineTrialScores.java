package dev.recsim.app.replay;

import dev.recsim.app.project.Baseline;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.stats.Estimate;
import dev.recsim.store.BaselineTrials;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a baseline says about trials.
 *
 * @param scores the recorded scores
 * @param arenaChanged whether its sessions have other users than those of the experiment
 */
public record BaselineTrialScores(Map<TrialId, SeedScore> scores, boolean arenaChanged) {
  /** Without a baseline. */
  public static final BaselineTrialScores NONE = new BaselineTrialScores(Map.of(), false);

  public BaselineTrialScores {
    scores = Map.copyOf(scores);
  }

  /** What a baseline says; nothing if it cannot be read. */
  public static BaselineTrialScores of(Baseline baseline) {
    Map<TrialId, SeedScore> scores = new HashMap<>();
    baseline.recorded().stream()
        .flatMap(it -> it.snapshot().agents().stream())
        .forEach(
            agent ->
                agent.scores().forEach(it -> scores.put(new TrialId(agent.name(), it.seed()), it)));
    return new BaselineTrialScores(scores, baseline.arenaChanged());
  }

  /** The trials of the baseline. */
  public BaselineTrials trials() {
    return new BaselineTrials(scores.keySet(), this::has);
  }

  private boolean has(Completed trial) {
    SeedScore its = scores.get(trial.id());
    return its != null && its.score() == trial.score() && its.digest().equals(trial.digest());
  }

  /** By how much the mean of trials of an agent is below that of the baseline; 0 if it is not. */
  double drop(List<Completed> trials) {
    double[] drops =
        trials.stream()
            .flatMap(
                it ->
                    Optional.ofNullable(scores.get(it.id()))
                        .map(then -> then.score() - it.score())
                        .stream())
            .mapToDouble(it -> it)
            .toArray();
    return drops.length == 0 ? 0 : Math.max(0, Estimate.mean(drops));
  }
}
