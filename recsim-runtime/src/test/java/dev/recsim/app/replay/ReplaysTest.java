package dev.recsim.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.SmallProject;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every built-in type of agent earns the same rewards in the replay, to the bit. */
@Tag("slow")
class ReplaysTest {
  private static final String MATRIX =
      """
      environment: {type: transition_matrix, doc_num: 4}
      agents:
        random: {type: random}
        optimal: {type: optimal}
        myopic: {type: myopic}
        actor_critic: {type: actor_critic, engine: java, hidden: [4]}
        tabular_q: {type: tabular_q}
        reinforce: {type: reinforce, engine: java, hidden: [4]}
        ppo: {type: ppo, engine: java, hidden: [4]}
        ucb1: {type: ucb1}
        kl_ucb: {type: kl_ucb}
        thompson_sampling: {type: thompson_sampling}
        epsilon_greedy: {type: epsilon_greedy, evaluation_epsilon: 0.2, base: {type: tabular_q}}
      """;

  private static final String TOPICS =
      """
      environment: {type: interest_exploration, max_session_length: 10}
      agents:
        greedy: {type: greedy}
        lin_ucb: {type: lin_ucb}
        glm_ucb: {type: glm_ucb}
        glm_ts: {type: glm_ts}
        cluster_bandit: {type: cluster_bandit, bandit: {type: thompson_sampling}}
        clicks: {type: cluster_click_statistics, base: {type: lin_ucb, interactions: outer}}
        full_slate_q: {type: full_slate_q, engine: java, hidden: [4]}
      """;

  private static final String SLATES =
      """
      environment: {type: interest_evolution, candidates: 5, slate_size: 2, resample: session}
      agents:
        slate_q: {type: slate_q, engine: java, hidden: [4]}
        ppo: {type: ppo, engine: java, hidden: [4]}
        reinforce: {type: reinforce, engine: java, hidden: [4]}
        actor_critic: {type: actor_critic, engine: java, hidden: [4]}
        patient: {type: temporal_aggregation, aggregation_period: 3, base: {type: slate_q, engine: java, hidden: [4]}}
        history: {type: fixed_length_history, base: {type: slate_q, engine: java, hidden: [4]}}
      """;

  private static final String SHORT =
      """
      training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 10}
      trials: {seeds: [0]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {MATRIX, TOPICS, SLATES})
  void rewardsOfEverySessionAreTheStoredOnes(String environmentAndAgents) throws Exception {
    SmallProject project = new SmallProject(folder).write("one", environmentAndAgents + SHORT);
    project.run("one");
    ExperimentSpec spec = project.select("one").get(0);
    TrialStore store = new TrialStore(project.reports().resolve("one/trials"));
    int[] all = IntStream.range(0, 10).toArray();
    for (PlannedTrial planned : Plan.of(spec).trials()) {
      Completed result =
          (Completed) store.find(planned.trial().id(), planned.fingerprint()).orElseThrow();
      int[] steps = new int[10];
      assertThat(
              planned
                  .trial()
                  .replay(
                      store.weights(result.id()),
                      all,
                      result.rewards(),
                      decision -> steps[decision.session()]++))
          .as(planned.agent().name())
          .isEmpty();
      assertThat(steps).as(planned.agent().name()).containsExactly(result.lengths());
    }
  }
}
