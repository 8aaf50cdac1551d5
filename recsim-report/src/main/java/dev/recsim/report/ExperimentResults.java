package dev.recsim.report;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Revision;
import dev.recsim.baseline.Rule;
import dev.recsim.report.page.About;
import dev.recsim.report.page.Figures;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Swept;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.search.Tuning;
import dev.recsim.report.worlds.WorldStudy;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.trial.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The data of a report.
 *
 * @param name the experiment's name
 * @param title its title
 * @param fingerprint SHA-256 of the resolved experiment, hex
 * @param resolved the experiment with every default written out, as YAML
 * @param files SHA-256 of each file that the experiment names, hex, by its path there
 * @param exact exact values; null if the environment is not finite
 * @param metrics metrics of the environment, in its order; may be empty
 * @param agents in the order of the experiment file
 * @param rule margin and guards of the experiment
 * @param check the result of the check; null if it was not run
 * @param history baselines of earlier git commits, newest first; empty outside git
 * @param swept how it differs from other experiments of its file; null if it is the only one
 * @param search the result of its search; null if it has none
 * @param fit why the environment cannot be trusted: thresholds of its fit that it does not reach;
 *     empty in environments that were not fitted to a log
 * @param reality sentences about the distance between the environment and reality
 * @param worlds claims over plausible worlds
 * @param about what the experiment is about
 * @param provenance where and when the results were computed; shown only in the provenance section
 */
public record ExperimentResults(
    String name,
    String title,
    String fingerprint,
    String resolved,
    SortedMap<String, String> files,
    Exact exact,
    List<Declared> metrics,
    List<AgentResults> agents,
    Rule rule,
    CheckResult check,
    List<Revision> history,
    Swept swept,
    SearchOutcome search,
    List<String> fit,
    List<String> reality,
    List<WorldStudy> worlds,
    About about,
    Provenance provenance) {
  public ExperimentResults {
    fit = List.copyOf(fit);
    reality = List.copyOf(reality);
    worlds = List.copyOf(worlds);
    files = new TreeMap<>(files);
    metrics = List.copyOf(metrics);
    agents = List.copyOf(agents);
    history = List.copyOf(history);
  }

  /** Returns the agents with a score, best first; oracles come last, as they are not ranked. */
  public List<AgentResults> ranking() {
    Standings standings = Standings.of(this);
    Map<String, AgentResults> ranking = new LinkedHashMap<>();
    standings.ranking().forEach(it -> ranking.put(it.name(), it.agent()));
    standings.scored().forEach(it -> ranking.putIfAbsent(it.name(), it.agent()));
    return List.copyOf(ranking.values());
  }

  /** Returns the promised and the confirmed mean of the search; empty without a search. */
  public Optional<Tuning> tuning() {
    return Optional.ofNullable(search)
        .map(
            it ->
                Tuning.of(
                    it,
                    Standings.of(this).scored().stream()
                        .collect(Collectors.toMap(Standing::name, Standing::bySeed))));
  }

  /**
   * A metric of the environment.
   *
   * @param name in the trials' {@link dev.recsim.trial.TrialResult.Completed#metrics()}
   * @param description one sentence
   * @param better in which direction it improves: {@code higher}, {@code lower} or {@code none}
   * @param topicShare whether it is one topic's share of a whole
   * @param share whether it is always between 0 and 1
   */
  public record Declared(
      String name, String description, String better, boolean topicShare, boolean share) {
    /** Returns the 95 % interval of the metric's mean; of a share between 0 and 1. */
    public Optional<Interval> interval(Estimate mean) {
      Optional<Interval> interval = mean.interval(Figures.LEVEL);
      return share ? interval.map(it -> it.within(0, 1)) : interval;
    }
  }

  /**
   * Exact values of a finite environment.
   *
   * @param optimal value of the best policy
   * @param uniformRandom value of uniformly random documents
   * @param leastReward smallest expected immediate reward of a document
   */
  public record Exact(double optimal, double uniformRandom, double leastReward) {}

  /**
   * The trials of an agent.
   *
   * @param name the agent's name in the experiment file
   * @param type its type
   * @param oracle whether it knows the environment, so it is a reference and is not ranked
   * @param swept how it differs from other agents of a sweep; null if there are none
   * @param bound largest number of environment steps of its automatic training; null with a
   *     declared schedule, or if it is unknown
   * @param given whether its policy was made elsewhere, the same for all trials, unless it learns
   * @param trials by seed, ascending, with failed ones
   */
  public record AgentResults(
      String name,
      String type,
      boolean oracle,
      Swept swept,
      Long bound,
      boolean given,
      List<TrialResult> trials) {
    public AgentResults {
      trials = List.copyOf(trials);
    }

    /** An agent whose trials each have a policy of their own. */
    public AgentResults(
        String name,
        String type,
        boolean oracle,
        Swept swept,
        Long bound,
        List<TrialResult> trials) {
      this(name, type, oracle, swept, bound, false, trials);
    }
  }
}
