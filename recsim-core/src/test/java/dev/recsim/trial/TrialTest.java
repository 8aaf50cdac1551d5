package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.agent.MyopicProvider;
import dev.recsim.agent.OptimalProvider;
import dev.recsim.agent.RandomProvider;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Policy;
import dev.recsim.contract.TableAgent;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTest {
  private static final Environment MATRIX = matrix();
  private static final Training SHORT = new Training(20, 2, 10, 8, 1, 0, Keep.LAST, 0);

  @Test
  void agentThatDoesNotLearnIsOnlyEvaluated() {
    Completed result = completed(trial("random", 0, of(new RandomProvider())).run());
    assertThat(result.id()).isEqualTo(new TrialId("random", 0));
    assertThat(result.rewards()).hasSize(100);
    assertThat(result.lengths()).hasSize(100);
    assertThat(result.exactValue()).isBetween(.5, 2.0);
    assertThat(result.greedyActions()).as("shows nothing with certainty").isEmpty();
    assertThat(result.envSteps()).isZero();
    assertThat(result.updates()).isZero();
    assertThat(result.keptEpoch()).isZero();
    assertThat(result.engine()).isNull();
    assertThat(result.curve()).isEmpty();
    assertThat(result.weights()).isEmpty();
  }

  @Test
  void interruptsOfItsThreadEndWithTheTrial() {
    AgentFactory sound = of(new OptimalProvider());
    AgentFactory odd =
        (environment, key) -> {
          Thread.currentThread().interrupt();
          return sound.create(environment, key);
        };
    assertThat(trial("odd", 0, odd).run())
        .isInstanceOfSatisfying(
            Failed.class,
            it -> assertThat(it.error()).startsWith("code of the trial interrupted its thread"));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    double[] rewards = completed(trial("optimal", 0, sound).run()).rewards();
    assertThat(
            trial("odd", 0, odd)
                .replay(Optional.empty(), new int[] {0}, new double[] {rewards[0]}, null))
        .isNotNull();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void deterministicPolicyTellsItsActions() {
    Completed result = completed(trial("optimal", 0, of(new OptimalProvider())).run());
    assertThat(result.greedyActions()).hasSize(10).doesNotHaveDuplicates();
  }

  /** The two have the same policy here, and only their names differ. */
  @Test
  void agentsMeetTheSameUsersWithTheSameLuck() {
    Completed optimal = completed(trial("optimal", 3, of(new OptimalProvider())).run());
    Completed myopic = completed(trial("myopic", 3, of(new MyopicProvider())).run());
    assertThat(myopic.greedyActions()).containsExactly(optimal.greedyActions());
    assertThat(myopic.rewards()).containsExactly(optimal.rewards());
    assertThat(myopic.lengths()).containsExactly(optimal.lengths());
  }

  @Test
  void seedsMeetDifferentUsers() {
    assertThat(completed(trial("optimal", 1, of(new OptimalProvider())).run()).rewards())
        .isNotEqualTo(completed(trial("optimal", 0, of(new OptimalProvider())).run()).rewards());
  }

  @Test
  void trialRunTwiceGivesTheSameResult() {
    Trial trial = trial("table", 0, table());
    Completed one = completed(trial.run());
    Completed two = completed(trial.run());
    assertThat(two.weights()).isEqualTo(one.weights()).isPresent();
    assertThat(two.rewards()).containsExactly(one.rewards());
    assertThat(two.curve()).isEqualTo(one.curve()).hasSize(2);
  }

  @Test
  void trainingDoesNotDependOnHowMuchIsValidatedOrEvaluated() {
    Completed lean = completed(trial("table", 0, table()).run());
    Training validated = new Training(20, 2, 10, 8, 1, 50, Keep.LAST, 0);
    Completed rich = completed(trial(MATRIX, "table", table(), validated, 777).run());
    assertThat(rich.weights()).isEqualTo(lean.weights()).isPresent();
    assertThat(rich.envSteps()).isEqualTo(lean.envSteps());
    assertThat(rich.rewards()).hasSize(777).startsWith(lean.rewards());
  }

  @Test
  void learnerIsNotTaughtByTheEvaluation() {
    CountingAgent agent = new CountingAgent(1);
    Training schedule = new Training(2, 1, 3, 8, 0, 10, Keep.LAST, 0);
    Completed result =
        completed(
            trial(
                    FlatEnvironment.finite(.1, .5),
                    "counting",
                    (environment, key) -> agent,
                    schedule,
                    50)
                .run());
    assertThat(agent.log).hasToString("SS" + "EUUU");
    assertThat(agent.steps).isEqualTo(6);
    assertThat(result.envSteps()).isEqualTo(6);
    assertThat(result.engine()).isEqualTo("counting");
    assertThat(agent.closed).isTrue();
  }

  @Test
  void keptWeightsAreEvaluated() {
    CountingAgent agent = new CountingAgent(0, 1, 0);
    Training schedule = new Training(1, 3, 1, 8, 0, 0, Keep.BEST, 0);
    Completed result =
        completed(
            trial(
                    FlatEnvironment.finite(0, 1),
                    "counting",
                    (environment, key) -> agent,
                    schedule,
                    50)
                .run());
    assertThat(result.keptEpoch()).isEqualTo(2);
    assertThat(result.exactValue()).isCloseTo(3, within(1e-12));
    assertThat(result.rewards()).containsOnly(3);
    assertThat(result.greedyActions()).containsOnly(1);
    assertThat(result.weights().orElseThrow().get("document", 1).data()).containsExactly(1);
  }

  @Test
  void environmentThatIsNotFiniteHasNoExactValue() {
    Completed result =
        completed(
            trial(FlatEnvironment.notFinite(.5), "random", of(new RandomProvider()), SHORT, 50)
                .run());
    assertThat(result.exactValue()).isNull();
    assertThat(result.greedyActions()).isEmpty();
  }

  @Test
  void exceptionOfAnAgentMakesAFailedTrialWithItsMessage() {
    Failed failed =
        failed(
            trial(
                    "broken",
                    4,
                    (environment, key) -> {
                      throw new IllegalArgumentException("cannot be built");
                    })
                .run());
    assertThat(failed.id()).isEqualTo(new TrialId("broken", 4));
    assertThat(failed.error())
        .startsWith("java.lang.IllegalArgumentException: cannot be built; thrown while the agent");
    assertThat(failed.stackTrace()).contains("TrialTest.java");
  }

  @Test
  void exceptionOfAPolicyMakesAFailedTrialAndClosesTheAgent() {
    boolean[] closed = new boolean[1];
    Agent broken =
        new Agent() {
          @Override
          public Policy greedy() {
            return (seen, key) -> {
              throw new IllegalStateException("lost its mind");
            };
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(failed(trial("broken", 0, (environment, key) -> broken).run()).error())
        .contains("lost its mind");
    assertThat(closed).containsExactly(true);
  }

  @Test
  void bestWithoutAScoreFailsTheTrial() {
    Training schedule = new Training(1, 3, 1, 8, 0, 0, Keep.BEST, 0);
    Trial trial =
        trial(
            FlatEnvironment.notFinite(.5),
            "counting",
            (environment, key) -> new CountingAgent(0),
            schedule,
            50);
    assertThat(failed(trial.run()).error()).contains("validation_sessions");
  }

  private static Trial trial(String agent, int seed, AgentFactory factory) {
    return new Trial(
        new TrialId(agent, seed),
        RandomKey.root(42),
        "world",
        MATRIX,
        factory,
        SHORT,
        new Evaluation(100));
  }

  private static Trial trial(
      Environment environment,
      String agent,
      AgentFactory factory,
      Training training,
      int sessions) {
    return new Trial(
        new TrialId(agent, 0),
        RandomKey.root(42),
        "world",
        environment,
        factory,
        training,
        new Evaluation(sessions));
  }

  private static AgentFactory of(AgentProvider<NoOptions> provider) {
    return (environment, key) -> provider.create(provider.defaults(), environment, key);
  }

  private static AgentFactory table() {
    TableAgent.Provider provider = new TableAgent.Provider();
    return (environment, key) -> provider.create(provider.defaults(), environment, key);
  }

  private static Environment matrix() {
    TransitionMatrixProvider provider = new TransitionMatrixProvider();
    return provider.create(provider.defaults(), Path.of("."));
  }

  private static Completed completed(TrialResult result) {
    assertThat(result).isInstanceOf(Completed.class);
    return (Completed) result;
  }

  private static Failed failed(TrialResult result) {
    assertThat(result).isInstanceOf(Failed.class);
    return (Failed) result;
  }
}
