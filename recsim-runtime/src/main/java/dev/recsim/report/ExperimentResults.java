package dev.recsim.report;

import dev.recsim.baseline.CheckResult;
import dev.recsim.baseline.Revision;
import dev.recsim.report.results.Provenance;
import dev.recsim.report.results.Swept;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.search.Tuning;
import dev.recsim.trial.TrialResult;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that a report is made of.
 *
 * @param name the experiment's name
 * @param title its title
 * @param fingerprint SHA-256 of the resolved experiment, hex
 * @param resolved the experiment with every default written out, as YAML
 * @param files SHA-256 of each file that the experiment names, hex, by its path there
 * @param exact exact values; null where the environment is not finite
 * @param metrics what the environment declares beside the reward, in its order; empty if nothing
 * @param agents in the order of the experiment file
 * @param check what the check says of them; null where it was not asked
 * @param history baselines as git remembers them, newest first; empty outside git
 * @param swept how it differs from the others of its file; null if it is the only one
 * @param search what its search found; null if it has none
 * @param provenance where and when; shown in the provenance section alone
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
    CheckResult check,
    List<Revision> history,
    Swept swept,
    SearchOutcome search,
    Provenance provenance) {
  public ExperimentResults {
    files = new TreeMap<>(files);
    metrics = List.copyOf(metrics);
    agents = List.copyOf(agents);
    history = List.copyOf(history);
  }

  /** The same results with what the search of the experiment found. */
  public ExperimentResults with(SearchOutcome found) {
    return new ExperimentResults(
        name,
        title,
        fingerprint,
        resolved,
        files,
        exact,
        metrics,
        agents,
        check,
        history,
        swept,
        found,
        provenance);
  }

  /** What the search promised and what its winner earned; empty without a search. */
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
   * @param topicShare whether it is one topic's share of a whole
   */
  public record Declared(String name, String description, boolean topicShare) {}

  /**
   * What is known of a finite environment without playing.
   *
   * @param optimal value of the best policy
   * @param uniformRandom value of uniformly random documents
   * @param optimalActions document the best policy shows in each state
   * @param rewards expected immediate reward [state][document]: the acceptance matrix
   */
  public record Exact(
      double optimal, double uniformRandom, int[] optimalActions, double[][] rewards) {}

  /**
   * An agent's trials.
   *
   * @param name the agent's name in the experiment file
   * @param type its type
   * @param oracle whether it knows the environment, so that it is a reference and is not ranked
   * @param swept how it differs from the others that a sweep made; null if there are none
   * @param bound largest number of environment steps of its automatic training; null with a
   *     declared schedule, or if it is unknown
   * @param trials by seed, ascending; failed ones included
   */
  public record AgentResults(
      String name, String type, boolean oracle, Swept swept, Long bound, List<TrialResult> trials) {
    public AgentResults {
      trials = List.copyOf(trials);
    }

    /** Without a bound. */
    public AgentResults(
        String name, String type, boolean oracle, Swept swept, List<TrialResult> trials) {
      this(name, type, oracle, swept, null, trials);
    }
  }
}
