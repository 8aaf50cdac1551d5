package dev.recsim.app.replay;

import dev.recsim.app.project.Baseline;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import dev.recsim.stats.Estimate;
import dev.recsim.store.BaselineTrials;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a baseline says about trials.
 *
 * @param snapshot what was recorded; null if there is no usable baseline
 * @param arenaChanged whether its sessions have other users than those of the experiment
 * @param seeds the seeds of the experiment
 */
public record Recorded(Snapshot snapshot, boolean arenaChanged, Set<Integer> seeds) {
  /** Without a baseline. */
  public static final Recorded NONE = new Recorded(null, false, Set.of());

  public Recorded {
    seeds = Set.copyOf(seeds);
  }

  /**
   * @param seeds the seeds of the experiment
   */
  public static Recorded of(Baseline baseline, List<Integer> seeds) {
    return new Recorded(baseline.snapshot(), baseline.arenaChanged(), Set.copyOf(seeds));
  }

  /**
   * The trials of the baseline; one of each agent is kept: that of the seed on which the best agent
   * has its median score.
   */
  public BaselineTrials trials() {
    Optional<Integer> seed =
        agents().stream()
            .filter(it -> !it.oracle() && !scores(it).isEmpty())
            .max(Comparator.comparingDouble(it -> mean(scores(it))))
            .map(it -> Choice.median(scores(it), SeedScore::score, SeedScore::seed).seed());
    Set<TrialId> kept =
        agents().stream()
            .flatMap(agent -> seed.stream().map(it -> new TrialId(agent.name(), it)))
            .collect(Collectors.toSet());
    return new BaselineTrials(kept, this::has);
  }

  private List<AgentScores> agents() {
    return snapshot == null ? List.of() : snapshot.agents();
  }

  private List<SeedScore> scores(AgentScores agent) {
    return agent.scores().stream().filter(it -> seeds.contains(it.seed())).toList();
  }

  private static double mean(List<SeedScore> scores) {
    return Estimate.mean(scores.stream().mapToDouble(SeedScore::score).toArray());
  }

  private Optional<SeedScore> score(TrialId id) {
    return agents().stream()
        .filter(it -> it.name().equals(id.agent()))
        .flatMap(it -> it.scores().stream())
        .filter(it -> it.seed() == id.seed())
        .findFirst();
  }

  private boolean has(Completed trial) {
    return score(trial.id())
        .filter(it -> it.score() == trial.score() && it.digest().equals(trial.digest()))
        .isPresent();
  }

  /** By how much the mean of trials of an agent is below that of the baseline; 0 if it is not. */
  double drop(List<Completed> trials) {
    double[] drops =
        trials.stream()
            .flatMap(it -> score(it.id()).map(then -> then.score() - it.score()).stream())
            .mapToDouble(it -> it)
            .toArray();
    return drops.length == 0 ? 0 : Math.max(0, Estimate.mean(drops));
  }
}
