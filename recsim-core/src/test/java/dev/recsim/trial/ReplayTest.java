package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Weights;
import dev.recsim.contract.TableAgent;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Environment MATRIX = matrix();
  private static final Training SHORT = new Training(20, 2, 10, 8, 1, 0, Keep.LAST, 0);
  private static final int[] SOME = {3, 70, 99};

  @Test
  void chosenSessionsHaveTheirStoredRewards() {
    Trial trial = trial(table());
    Completed result = (Completed) trial.run();
    List<Decision> seen = new ArrayList<>();
    assertThat(replay(trial, result, result.weights(), seen::add)).isEmpty();
    assertThat(seen.stream().collect(Collectors.groupingBy(Decision::session)))
        .containsOnlyKeys(3, 70, 99)
        .allSatisfy(
            (session, decisions) -> {
              assertThat(decisions).hasSize(result.lengths()[session]);
              assertThat(decisions).extracting(Decision::index).startsWith(0).isSorted();
              assertThat(decisions.stream().mapToDouble(it -> it.step().reward()).sum())
                  .isEqualTo(result.rewards()[session]);
              assertThat(decisions.get(0).clickProbabilities()).hasSize(2);
            });
  }

  @Test
  void logThatWantsNoDetailsGetsNone() {
    Trial trial = trial(table());
    Completed result = (Completed) trial.run();
    List<Decision> seen = new ArrayList<>();
    StepLog log =
        new StepLog() {
          @Override
          public void step(Decision decision) {
            seen.add(decision);
          }

          @Override
          public boolean wantsDetails(int session) {
            return session == 70;
          }
        };
    replay(trial, result, result.weights(), log);
    assertThat(seen)
        .allSatisfy(it -> assertThat(it.clickProbabilities()).hasSize(it.session() == 70 ? 2 : 0));
  }

  @Test
  void otherWeightsAreNoticed() {
    Trial trial = trial(counting(1));
    Completed result = (Completed) trial.run();
    Weights others = new CountingAgent(0).weights();
    assertThat(replay(trial, result, result.weights(), it -> {})).isEmpty();
    assertThat(replay(trial, result, Optional.of(others), it -> {}))
        .hasValueSatisfying(
            it -> assertThat(it).matches("session \\d+ has the reward .* but .* in the trial"));
    assertThat(replay(trial, result, Optional.empty(), it -> {}))
        .contains("its weights are not stored");
  }

  @Test
  void agentThatCannotLoadItsWeightsIsAReasonAndNoError() {
    Trial trial = trial(counting(1));
    Completed result = (Completed) trial.run();
    Trial broken =
        trial(
            (environment, key) ->
                new CountingAgent(1) {
                  @Override
                  public void load(Weights weights) {
                    throw new UnsupportedOperationException("not today");
                  }
                });
    assertThat(replay(broken, result, result.weights(), it -> {}))
        .hasValueSatisfying(it -> assertThat(it).endsWith("not today"));
  }

  private static Optional<String> replay(
      Trial trial, Completed result, Optional<Weights> weights, StepLog log) {
    double[] stored = Arrays.stream(SOME).mapToDouble(i -> result.rewards()[i]).toArray();
    return trial.replay(weights, SOME, stored, log);
  }

  private static AgentFactory table() {
    TableAgent.Provider provider = new TableAgent.Provider();
    return (environment, key) -> provider.create(provider.defaults(), environment, key);
  }

  private static AgentFactory counting(int document) {
    return (environment, key) -> (Agent) new CountingAgent(document);
  }

  private static Trial trial(AgentFactory agent) {
    return new Trial(
        new TrialId("one", 0),
        RandomKey.root(42),
        "transition_matrix",
        MATRIX,
        agent,
        SHORT,
        new Evaluation(100));
  }

  private static Environment matrix() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }
}
