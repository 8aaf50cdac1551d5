package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.ExperimentResults;
import dev.recsim.report.ExperimentResults.AgentResults;
import dev.recsim.report.search.SearchOutcome;
import dev.recsim.report.search.SearchOutcome.Candidate;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50 searches of one environment, by halving and at random with as many trials, against the grid
 * that they draw from: the whole grid runs on 60 seeds, so the worth of every candidate is known.
 */
@Tag("nightly")
class SearchAgainstGridTest {
  private static final int SEARCHES = 50;
  private static final String EXPERIMENT =
      """
      seed: %s
      environment: {type: transition_matrix, doc_num: 4}
      agents:
        learner: {type: tabular_q, learning_rate: 0.001, gamma: 0}
      training: {warmup_sessions: 1, epochs: 1, updates_per_epoch: 40, sessions_per_update: 1}
      evaluation: {sessions: 1}
      trials: {seeds: %s}
      """;
  private static final String GRID =
      """
      sweep:
        agents.learner.learning_rate: [0.003, 0.01, 0.03, 0.1, 0.3, 0.6, 1]
        agents.learner.gamma: [0, 0.3, 0.6, 0.8, 0.9, 0.99]
        agents.learner.exploration_temperature: [0.5, 0.9, 0.99]
      """;
  private static final String SEARCH =
      """
      search:
        agent: learner
        over:
          learning_rate: [0.003, 0.01, 0.03, 0.1, 0.3, 0.6, 1]
          gamma: [0, 0.3, 0.6, 0.8, 0.9, 0.99]
          exploration_temperature: [0.5, 0.9, 0.99]
        method: %s
        candidates: %s
        seeds: %s
      """;

  @TempDir Path folder;

  /**
   * If halving were exactly as good as random search, the lower bound of the paired difference
   * would be below the margin of 1 % of the best candidate with a probability of less than 5 %; it
   * is better, so that is smaller. The keys are fixed: the test passes always or never.
   */
  @Test
  void halvingIsNotWorseThanRandomSearch() throws Exception {
    Map<Map<String, String>, Double> grid = grid();
    double best = grid.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double[] halving = new double[SEARCHES];
    double[] random = new double[SEARCHES];
    for (int i = 0; i < SEARCHES; i++) {
      SearchOutcome byHalving = search("halving-" + i, i, "halving", 27, 1);
      SearchOutcome atRandom = search("random-" + i, i, "random", 21, 3);
      assertThat(trials(byHalving)).isEqualTo(trials(atRandom)).isEqualTo(63);
      halving[i] = grid.get(byHalving.best().orElseThrow().keys());
      random[i] = grid.get(atRandom.best().orElseThrow().keys());
    }

    Interval difference = MeanDifference.paired(halving, random).bounds(0.05);
    assertThat(difference.low()).as("halving - random, %s", difference).isGreaterThan(-0.01 * best);
    assertThat(Estimate.mean(halving)).as("of %s", best).isGreaterThan(0.95 * best);
  }

  /** The mean of every candidate by its keys; of the agent as declared by no keys. */
  private Map<Map<String, String>, Double> grid() throws Exception {
    String declared =
        EXPERIMENT
            .formatted(1_000, "0..59")
            .replace(
                "training:",
                "  declared: {type: tabular_q, learning_rate: 0.001, gamma: 0}\ntraining:");
    ExperimentResults results = run("grid", declared + GRID);
    Map<Map<String, String>, Double> grid = new HashMap<>();
    for (AgentResults agent : results.agents()) {
      double[] scores =
          agent.trials().stream().mapToDouble(it -> ((Completed) it).score()).toArray();
      grid.put(agent.swept() == null ? Map.of() : agent.swept().keys(), Estimate.mean(scores));
    }
    assertThat(grid).hasSize(7 * 6 * 3 + 1);
    return grid;
  }

  private SearchOutcome search(String name, int seed, String method, int candidates, int seeds)
      throws Exception {
    String experiment = EXPERIMENT.formatted(seed, "0");
    return run(name, experiment + SEARCH.formatted(method, candidates, seeds)).search();
  }

  private ExperimentResults run(String name, String experiment) throws Exception {
    return new SmallProject(folder.resolve(name))
        .write(name, experiment)
        .run(name)
        .get(0)
        .results();
  }

  private static int trials(SearchOutcome search) {
    return search.candidates().stream().map(Candidate::scores).mapToInt(it -> it.length).sum();
  }
}
