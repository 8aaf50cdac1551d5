package dev.recsim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Trainer.Trained;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.Ending;
import dev.recsim.trial.schedule.Pace;
import dev.recsim.trial.schedule.Pace.Planned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Automatic training. Documents are worth 3 times their acceptance a session. */
class AutoTrainerTest {
  private static final int CHECKPOINTS = 25;
  private static final AutoTraining SHORT = new AutoTraining(5_000L, 50);

  /** All checkpoints have the same users, so equal policies have exactly equal means. */
  @Test
  void agentThatChangesNothingStopsAfterThreeQuartersOfTheCheckpoints() {
    Trained trained = train(FlatEnvironment.notFinite(.1, .5), new CountingAgent(1));
    assertThat(trained.ending()).isEqualTo(Ending.PLATEAU);
    assertThat(trained.curve()).hasSize(CHECKPOINTS / 4 * 3);
    assertThat(trained.curve())
        .extracting(Checkpoint::meanReward)
        .containsOnly(trained.curve().get(0).meanReward());
    assertThat(trained.updates()).isEqualTo(36);
  }

  @Test
  void agentThatKeepsImprovingEndsAtTheBound() {
    double[] accept = IntStream.range(0, CHECKPOINTS).mapToDouble(i -> i / 25.0).toArray();
    CountingAgent agent = new CountingAgent(IntStream.range(0, CHECKPOINTS).toArray());
    Trained trained = train(FlatEnvironment.notFinite(accept), agent);
    assertThat(trained.ending()).isEqualTo(Ending.BUDGET);
    assertThat(trained.curve()).hasSize(CHECKPOINTS);
    assertThat(trained.updates()).isEqualTo(50);
    assertThat(trained.envSteps()).isBetween(5_000L, 5_000L + FlatEnvironment.LENGTH);
    assertThat(trained.keptEpoch()).isEqualTo(CHECKPOINTS);
  }

  /**
   * A tenth of the steps is warm-up by the default plan; the others are spread over the updates.
   */
  @Test
  void stepsAreSpreadOverTheUpdates() {
    CountingAgent agent = new CountingAgent(0);
    train(FlatEnvironment.notFinite(.1, .5), agent);
    assertThat(agent.log.substring(0, 168)).isEqualTo("S".repeat(167) + "E");
    assertThat(agent.log.substring(168, 200)).isEqualTo("U" + "S".repeat(30) + "U");
  }

  @Test
  void bestValidatedWeightsAreKeptAndExactValuesAreNotUsed() {
    for (FlatEnvironment environment :
        new FlatEnvironment[] {
          FlatEnvironment.finite(.1, .5, .3, .9), FlatEnvironment.notFinite(.1, .5, .3, .9)
        }) {
      CountingAgent agent = new CountingAgent(0, 1, 3, 2);
      Trained trained = train(environment, agent);
      assertThat(trained.keptEpoch()).isEqualTo(3);
      assertThat(agent.document).isEqualTo(3);
      assertThat(trained.curve().get(2).meanReward()).isBetween(2.5, 2.9);
    }
  }

  /** Its greedy policy shows document 1 in epoch 1 and 2 in epoch 2; slates are those of 0. */
  @Test
  void learnerDrawsItsSlatesWhereThisEarnsMore() {
    CountingAgent agent = new CountingAgent(1, 2, 1);
    agent.drawn = Optional.of(Weights.of(Map.of("document", Tensor.vector(new float[] {3}))));
    Trained trained = train(FlatEnvironment.notFinite(.6, .1, .9, .2), agent);
    assertThat(trained.keptEpoch()).isEqualTo(2);
    assertThat(agent.document).as("the best slates of epoch 2 are better").isEqualTo(2);
    List<Checkpoint> curve = trained.curve();
    assertThat(curve).extracting(Checkpoint::drawn).startsWith(true, false, true);
    assertThat(curve.get(0).meanReward()).isBetween(1.6, 2.0);
    assertThat(curve.get(0).diagnostics().get("greedy_reward")).isBetween(.2, .4);
    assertThat(curve.get(1).diagnostics()).doesNotContainKey("greedy_reward");

    CountingAgent never = new CountingAgent(1, 3);
    never.drawn = agent.drawn;
    Trained drawn = train(FlatEnvironment.finite(.6, .1, .9, .2), never);
    assertThat(never.document).as("weights that draw").isEqualTo(3);
    assertThat(drawn.curve()).allMatch(Checkpoint::drawn);
    assertThat(drawn.curve().get(0).exactValue()).as("of drawn slates").isEqualTo(3 * .6);
  }

  /** As many learners, whose exploring policy is not what they learn. */
  @Test
  void learnerThatOnlyExploresByDrawingIsGreedy() {
    Trained trained = train(FlatEnvironment.notFinite(.6, .1), new CountingAgent(1));
    assertThat(trained.curve()).noneMatch(Checkpoint::drawn);
    assertThat(trained.curve().get(0).meanReward()).isBetween(.2, .4);
  }

  @Test
  void warmUpAndCpuTimeOfLearningAreRecorded() {
    CountingAgent agent = new CountingAgent(0, 1, 3, 2);
    Trained trained = train(FlatEnvironment.finite(.1, .5, .3, .9), agent);
    assertThat(trained.warmupSteps()).isPositive().isLessThan(trained.envSteps());
    assertThat(trained.learningNanos()).hasSize(1 + trained.curve().size()).isSorted();
  }

  /** The default plan has 300,000 steps and 2,000 updates. */
  @Test
  void declaredStepsLowerOrRaiseAPlanAndUpdatesGrowWithThem() {
    assertThat(pace(null, null)).isEqualTo(new Planned(300_000, 30_000, 25, 80, 256));
    assertThat(pace(100_000L, null)).isEqualTo(new Planned(100_000, 10_000, 25, 80, 256));
    assertThat(pace(900_000L, null)).isEqualTo(new Planned(900_000, 90_000, 25, 240, 256));
    assertThat(pace(900_000L, 50)).isEqualTo(new Planned(900_000, 90_000, 25, 2, 256));
  }

  /** The learner is told 1,000,000 steps, and 4,000 for each pair are 1,600,000. */
  @Test
  void learnersMayPlanMoreForThePairsWhereThereAreFeatures() {
    List<String> features = List.of("age");
    Space space = new Space(20, 1, 20, 0, features, List.of("price"), List.of());
    CountingAgent agent =
        new CountingAgent(0) {
          @Override
          public Plan plan(long envSteps) {
            return new Plan(2 * envSteps, .1, 1_000, 256);
          }
        };
    assertThat(Pace.of(AutoTraining.DEFAULTS, space, agent))
        .isEqualTo(new Planned(1_600_000, 160_000, 25, 40, 256));
    assertThat(
            Pace.of(
                AutoTraining.DEFAULTS,
                new Space(20, 1, 1, 0, features, features, List.of()),
                agent))
        .as("one state")
        .isEqualTo(new Planned(1_000_000, 100_000, 25, 40, 256));
  }

  private static Pace pace(Long envSteps, Integer updates) {
    Space space = FlatEnvironment.notFinite(.1, .5).space();
    return Pace.of(new AutoTraining(envSteps, updates), space, new CountingAgent(0));
  }

  private static Trained train(FlatEnvironment environment, CountingAgent agent) {
    Keys keys = new Keys(RandomKey.root(42), "flat", "counting", 0);
    return new Trainer(environment, agent, agent, SHORT, 100, keys).train(Checkpoint.Watch.NOBODY);
  }
}
