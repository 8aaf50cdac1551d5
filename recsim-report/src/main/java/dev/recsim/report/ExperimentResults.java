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
 * @param identity which experiment it is
 * @param setting where its agents act
 * @param agents in the order of the experiment file
 * @param judgement how it is judged
 * @param search the result of its search; empty if it has none
 * @param worlds claims over plausible worlds
 * @param provenance where and when the results were computed; shown only in the provenance section
 */
public record ExperimentResults(
    Identity identity,
    Setting setting,
    List<AgentResults> agents,
    Judgement judgement,
    Optional<SearchOutcome> search,
    List<WorldStudy> worlds,
    Provenance provenance) {
  public ExperimentResults {
    agents = List.copyOf(agents);
    worlds = List.copyOf(worlds);
  }

  /** The results of an experiment without a search and without plausible worlds. */
  public ExperimentResults(
      Identity identity,
      Setting setting,
      List<AgentResults> agents,
      Judgement judgement,
      Provenance provenance) {
    this(identity, setting, agents, judgement, Optional.empty(), List.of(), provenance);
  }

  /**
   * Which experiment it is.
   *
   * @param name the experiment's name
   * @param title its title
   * @param fingerprint SHA-256 of the resolved experiment, hex
   * @param resolved the experiment with every default written out, as YAML
   * @param files SHA-256 of each file that the experiment names, hex, by its path there
   * @param swept how it differs from other experiments of its file; empty if it is the only one
   */
  public record Identity(
      String name,
      String title,
      String fingerprint,
      String resolved,
      SortedMap<String, String> files,
      Optional<Swept> swept) {
    public Identity {
      files = new TreeMap<>(files);
    }
  }

  /**
   * Where agents act.
   *
   * @param about what the experiment is about
   * @param exact exact values; empty if the environment is not finite
   * @param metrics metrics of the environment, in its order; may be empty
   * @param fit why the environment cannot be trusted: thresholds of its fit that it does not reach;
   *     empty in environments that were not fitted to a log
   * @param reality sentences about the distance between the environment and reality
   */
  public record Setting(
      About about,
      Optional<Exact> exact,
      List<Declared> metrics,
      List<String> fit,
      List<String> reality) {
    public Setting {
      metrics = List.copyOf(metrics);
      fit = List.copyOf(fit);
      reality = List.copyOf(reality);
    }

    /**
     * An environment that was not fitted to a log, and of which nothing is known but its values.
     */
    public Setting(Optional<Exact> exact, List<Declared> metrics) {
      this(About.NOTHING, exact, metrics, List.of(), List.of());
    }
  }

  /**
   * How an experiment is judged.
   *
   * @param rule margin and guards of the experiment
   * @param check the result of the check; empty if it was not run
   * @param history baselines of earlier git commits, newest first; empty outside git
   */
  public record Judgement(Rule rule, Optional<CheckResult> check, List<Revision> history) {
    public Judgement {
      history = List.copyOf(history);
    }
  }

  public String name() {
    return identity.name();
  }

  public Optional<CheckResult> check() {
    return judgement.check();
  }

  public About about() {
    return setting.about();
  }

  public Optional<Exact> exact() {
    return setting.exact();
  }

  public List<Declared> metrics() {
    return setting.metrics();
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
    return search.map(
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
   * @param swept how it differs from other agents of a sweep; empty if there are none
   * @param bound largest number of environment steps of its automatic training; empty with a
   *     declared schedule, or if it is unknown
   * @param given whether its policy was made elsewhere, the same for all trials, unless it learns
   * @param trials by seed, ascending, with failed ones
   */
  public record AgentResults(
      String name,
      String type,
      boolean oracle,
      Optional<Swept> swept,
      Optional<Long> bound,
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
        Optional<Swept> swept,
        Optional<Long> bound,
        List<TrialResult> trials) {
      this(name, type, oracle, swept, bound, false, trials);
    }
  }
}
