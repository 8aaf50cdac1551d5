package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Transition;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Keep;
import dev.recsim.trial.Training;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureActorCriticTest {
  private static final ActorCriticProvider PROVIDER = new ActorCriticProvider();
  private static final ActorCriticOptions DEFAULTS = PROVIDER.defaults();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final Space SPACE =
      new Space(2, 1, 1, 0, List.of("mood"), List.of("left", "right"), List.of());

  private static ActorCriticOptions options(int topK, double gamma) {
    return new ActorCriticOptions(
        List.of(32),
        null,
        DEFAULTS.stateSize(),
        DEFAULTS.movedVectors(),
        topK,
        null,
        DEFAULTS.randomCandidates(),
        DEFAULTS.neighbours(),
        DEFAULTS.greedySearch(),
        DEFAULTS.actorLoss(),
        gamma,
        DEFAULTS.tau(),
        DEFAULTS.actorLearningRate(),
        DEFAULTS.criticLearningRate(),
        DEFAULTS.valueScale(),
        DEFAULTS.replayCapacity(),
        DEFAULTS.replay(),
        DEFAULTS.randomDocumentProbability(),
        DEFAULTS.engine());
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
      try (FeatureNetworks networks = new FeatureNetworks(options, SPACE, learner.weights())) {
        Shortlist shortlist = new Shortlist(networks, 2, 0, 1);
        shortlist.look(mood(1), null);
        assertThat(options.valueScale() * shortlist.slateValue()).isCloseTo(worth, within(.1));
      }
    }
  }

  /** With one neighbour the critic has no say: the policy shows what the actor points at. */
  @Test
  void shortlistHoldsTheNearestByCosineAndAtLeastASlate() {
    ActorCriticOptions options = options(1, .5);
    try (FeatureNetworks networks =
        new FeatureNetworks(options, SPACE, FeatureNetworks.initial(options, SPACE, KEY))) {
      networks.reserve(1);
      networks.writeUser(0, mood(1));
      float[] proto = networks.propose(1).clone();
      int nearest = proto[0] >= proto[1] ? 0 : 1;
      assertThat(new Shortlist(networks, 1, 0, 1).choose(mood(1))).isEqualTo(Slate.of(nearest));
      assertThat(new Shortlist(networks, 1, 0, 2).choose(mood(1)).size()).isEqualTo(2);
    }
  }

  @Test
  void whatWorldsOfFeaturesDoNotAllowIsRefused() {
    assertRefused("type", DEFAULTS, new Space(2, 1, 1, 0, List.of("mood"), null, null));
    ActorCriticOptions embedded =
        new ActorCriticOptions(
            DEFAULTS.hidden(),
            4,
            DEFAULTS.stateSize(),
            DEFAULTS.movedVectors(),
            5,
            null,
            5,
            DEFAULTS.neighbours(),
            DEFAULTS.greedySearch(),
            DEFAULTS.actorLoss(),
            .5,
            DEFAULTS.tau(),
            DEFAULTS.actorLearningRate(),
            DEFAULTS.criticLearningRate(),
            5,
            10,
            DEFAULTS.replay(),
            DEFAULTS.randomDocumentProbability(),
            DEFAULTS.engine());
    assertRefused("embSize", embedded, SPACE);
  }

  private static void assertRefused(String option, ActorCriticOptions options, Space space) {
    assertThatThrownBy(() -> PROVIDER.check(options, Environment.of(space)))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.option()).isEqualTo(option));
  }
}
