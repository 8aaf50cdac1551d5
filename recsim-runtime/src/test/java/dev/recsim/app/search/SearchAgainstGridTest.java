package dev.recsim.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.SearchSpec;
import dev.recsim.report.page.Figures;
import dev.recsim.stats.Estimate;
import dev.recsim.stats.Interval;
import dev.recsim.stats.MeanDifference;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 50 searches of one environment, by halving and at random with as many trials, against the grid
 * that they draw from: the whole grid runs on other seeds, so the worth of every candidate is
 * known.
 */
@Tag("nightly")
class SearchAgainstGridTest {
  private static final int SEARCHES = 50;
  private static final int GRID_SEEDS = 40;
  private static final String EXPERIMENT =
      """
      seed: %s
      environment: {type: transition_matrix, doc_num: 10}
      agents:
        learner: {type: tabular_q, learning_rate: 0.001, learning_rate_decay: 0, exploration: epsilon_greedy, gamma: 0}
      training: {warmup_sessions: 50, epochs: 4}
      evaluation: {sessions: 1}
      """;
  private static final String GRID =
      """
      sweep:
        agents.learner.learning_rate: [0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1]
        agents.learner.gamma: [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]
      """;
  private static final String SEARCH =
      """
      search:
        agent: learner
        over:
          learning_rate: [0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1]
          gamma: [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]
        method: %s
        candidates: %s
        seeds: %s
      """;

  @TempDir Path folder;

  /**
   * The margin is 2 % of the best combination, as in a check. If halving were exactly as good as
   * random search, the lower bound of the paired difference, whose standard error is 0.54 points,
   * would be below the margin with a probability of 2 %. The keys are fixed: the test passes always
   * or never.
   */
  @Test
  void halvingIsNotWorseThanRandomSearch() throws Exception {
    Map<Map<String, String>, Double> grid = grid();
    double best = Collections.max(grid.values());
    double[] halving = new double[SEARCHES];
    double[] random = new double[SEARCHES];
    for (int i = 0; i < SEARCHES; i++) {
      halving[i] = grid.get(found(i, "halving", 27, 1)) / best;
      random[i] = grid.get(found(i, "random", 21, 3)) / best;
    }

    MeanDifference difference = MeanDifference.paired(halving, random);
    Interval bounds = difference.bounds(0.05);
    assertThat(bounds.low()).isGreaterThan(-0.02);
    assertThat(Files.readString(Path.of("src/test/resources/search-rates.md")))
        .contains(
            "%s with halving and %s with random search, a paired difference of %s points (90 %% interval %s to %s)"
                .formatted(
                    Figures.percent(Estimate.mean(halving)),
                    Figures.percent(Estimate.mean(random)),
                    Figures.fixed(100 * difference.value(), 1),
                    Figures.fixed(100 * bounds.low(), 1),
                    Figures.fixed(100 * bounds.high(), 1)));
  }

  /** The mean of every candidate by its keys; of the agent as declared by no keys. */
  private Map<Map<String, String>, Double> grid() throws Exception {
    String declared = "  declared: {type: tabular_q, learning_rate: 0.001, gamma: 0}\ntraining:";
    ExperimentSpec spec = read(EXPERIMENT.formatted(1_000).replace("training:", declared) + GRID);
    List<Integer> seeds = IntStream.range(0, GRID_SEEDS).boxed().toList();
    Map<Map<String, String>, Double> grid = new HashMap<>();
    for (AgentSpec<?> agent : spec.agents()) {
      grid.put(agent.variant().keys(), Estimate.mean(scores(spec, agent, seeds)));
    }
    assertThat(grid).hasSize(8 * 8 + 1);
    return grid;
  }

  /** The keys of the best candidate of a search with 63 trials. */
  private Map<String, String> found(int seed, String method, int candidates, int seeds)
      throws Exception {
    ExperimentSpec spec =
        read(EXPERIMENT.formatted(seed) + SEARCH.formatted(method, candidates, seeds));
    SearchSpec search = spec.search().orElseThrow();
    assertThat(search.trials()).isEqualTo(63);
    Map<Integer, double[]> known = new HashMap<>();
    Race race = Race.of(search.rungs());
    while (!race.over()) {
      List<Integer> more = search.seeds().subList(race.seedsBefore(), race.rung().seeds());
      for (int candidate : race.left()) {
        double[] scores = scores(spec, search.candidates().get(candidate).agent(), more);
        known.merge(candidate, scores, SearchAgainstGridTest::joined);
      }
      race = race.after(known);
    }
    return search.candidates().get(race.winner().orElseThrow()).agent().variant().keys();
  }

  private static double[] joined(double[] first, double[] second) {
    return IntStream.range(0, first.length + second.length)
        .mapToDouble(i -> i < first.length ? first[i] : second[i - first.length])
        .toArray();
  }

  private static double[] scores(ExperimentSpec spec, AgentSpec<?> agent, List<Integer> seeds) {
    return Plan.of(spec, List.of(agent), seeds).trials().stream()
        .map(PlannedTrial::trial)
        .mapToDouble(trial -> ((Completed) trial.run(Optional.empty())).score())
        .toArray();
  }

  private ExperimentSpec read(String experiment) throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("tune.yaml"), experiment));
  }
}
