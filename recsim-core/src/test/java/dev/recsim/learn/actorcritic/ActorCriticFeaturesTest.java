package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Policy.Batch;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.env.satisfaction.LongTermSatisfactionProvider;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.learn.scale.Horizon;
import dev.recsim.learn.scores.DistinctObservations;
import dev.recsim.learn.tape.Tape;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class ActorCriticFeaturesTest {
  private static final ActorCritic PROVIDER = new ActorCritic();
  private static final ActorCriticOptions DEFAULTS = PROVIDER.defaults();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Space SPACE =
      new Space(2, 1, 1, 0, List.of("mood"), List.of("left", "right"), List.of());

  private static ActorCriticOptions options(int topK, double gamma) {
    return TestOptions.with("hidden", List.of(32), "top_k", topK, "gamma", gamma);
  }

  /** Of 12 documents the critic looks at 2 or 3: the actor must have learned to point at them. */
  @ParameterizedTest
  @CsvSource({"1,2", "2,3"})
  void identityIsMastered(int slateSize, int topK) {
    IdentityEnvironment world = new IdentityEnvironment(12, slateSize, true).inAnyOrder();
    Trial trial =
        new Trial(
            new TrialId("actor_critic", 0),
            KEY,
            "world",
            world,
            (environment, key) -> PROVIDER.create(options(topK, .5), environment, key),
            new Training(500, 1, 400, 32, .2, 0, Keep.LAST, 0),
            new Evaluation(50));
    Completed result = (Completed) trial.run();
    assertThat(result.rewards()).containsOnly(world.best());
  }

  /** Random documents earn about 950 a session, those with the greatest feature 1,115. */
  @Test
  void oneFeatureIsEnough() {
    LongTermSatisfactionProvider world = new LongTermSatisfactionProvider();
    Trial trial =
        new Trial(
            new TrialId("actor_critic", 0),
            KEY,
            "clickbait",
            world.create(world.defaults(), Path.of(".")),
            (environment, key) -> PROVIDER.create(DEFAULTS, environment, key),
            new Training(100, 1, 300, 64, .2, 0, Keep.LAST, 0),
            new Evaluation(500));
    double[] rewards = ((Completed) trial.run()).rewards();
    assertThat(Arrays.stream(rewards).average().orElseThrow()).isGreaterThan(1_070);
  }

  private record Sided(long id, double[] features) implements Document {}

  private static final List<Document> SIDES =
      List.of(new Sided(0, new double[] {1, 0}), new Sided(1, new double[] {0, 2}));

  private static Observation mood(double mood) {
    return new Observation(0, new double[] {mood}, SIDES);
  }

  /** Reward 1 for ever is worth 1 / (1 - .5), unless the session ends. */
  @ParameterizedTest
  @CsvSource({"CONTINUES, 2", "CUT_OFF, 2", "ENDED, 1"})
  void onlyAnEndDoesNotBootstrap(Status status, double worth) {
    ActorCriticOptions options = options(2, .5);
    try (Agent agent = PROVIDER.create(options, Environment.of(SPACE), KEY)) {
      Learner learner = agent.learner().orElseThrow();
      for (int d = 0; d < 2; d++) {
        Step step = new Step(Response.FIRST, 1, mood(1), status);
        learner.observe(new Transition(mood(1), Slate.of(d), step));
      }
      for (int i = 0; i < 800; i++) {
        learner.update(16);
      }
      double value = TestOptions.value(options, SPACE, learner.weights(), mood(1), 1);
      assertThat(value).isCloseTo(worth, within(.1));
    }
  }

  /** With one neighbour the critic has no say: the policy shows what the actor points at. */
  @Test
  void candidatesAreTheNearestByDistanceAndAtLeastASlate() {
    Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(32));
    Networks networks = networks(parameters);
    DistinctObservations rows = new DistinctObservations();
    rows.clear(1);
    rows.add(0, mood(1));
    float[] proto = networks.propose(new Tape(), rows).data();
    double left = Math.hypot(proto[0] - 1, proto[1]);
    double right = Math.hypot(proto[0], proto[1] - 2);
    int nearest = left <= right ? 0 : 1;
    Space pairs = new Space(2, 2, 1, 0, List.of("mood"), SPACE.documentFeatures(), List.of());
    assertThat(greedy(SPACE, parameters).recommend(mood(1), KEY)).isEqualTo(Slate.of(nearest));
    assertThat(greedy(pairs, parameters).recommend(mood(1), KEY).size()).isEqualTo(2);
  }

  private static Networks networks(Parameters parameters) {
    return TestOptions.networks(options(1, .5), SPACE, parameters, KEY);
  }

  private static Policy greedy(Space space, Parameters parameters) {
    parameters.constant("horizon", Tensor.matrix(1, 2, new Horizon(null, null).estimates()));
    return PROVIDER.restore(options(1, .5), Environment.of(space), parameters.weights());
  }

  /** A batch of observations is decided as one by one. */
  @Test
  void batchesAreDecidedAsOneByOne() {
    Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(32));
    Networks unused = networks(parameters);
    assertThat(unused.size).isEqualTo(2);
    Policy policy = greedy(SPACE, parameters);
    Batch batch = new Batch(20);
    for (int i = 0; i < 20; i++) {
      batch.add(mood(i - 10), KEY);
    }
    policy.recommend(batch);
    for (int i = 0; i < 20; i++) {
      assertThat(batch.slate(i)).isEqualTo(policy.recommend(mood(i - 10), KEY));
    }
  }

  @Test
  void whatDocumentsOfFeaturesDoNotAllowIsRefused() {
    assertRefused("type", DEFAULTS, new Space(2, 1, 1, 0, List.of("mood"), null, null));
    assertRefused("embSize", TestOptions.with("emb_size", 4), SPACE);
    assertRefused("greedySearch", TestOptions.with("greedy_search", GreedySearch.INDEX), SPACE);
    assertRefused("neighbours", TestOptions.with("neighbours", Neighbours.RAW), SPACE);
    ActorLoss climbs = ActorLoss.DETERMINISTIC_POLICY_GRADIENT;
    assertRefused("actorLoss", TestOptions.with("actor_loss", climbs), SPACE);
    assertRefused("replay", TestOptions.with("replay", ReplaySampling.EPOCH_SNAPSHOT), SPACE);
  }

  private static void assertRefused(String option, ActorCriticOptions options, Space space) {
    assertThatThrownBy(() -> PROVIDER.check(options, Environment.of(space)))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.option()).isEqualTo(option));
  }
}
