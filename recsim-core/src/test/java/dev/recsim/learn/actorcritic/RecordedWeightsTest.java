package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.contract.IdentityEnvironment;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ReplaySampling;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The weights after 1,000 gradient steps are the same bits in every version and on every JVM. */
@Tag("slow")
class RecordedWeightsTest {
  private static final AgentProvider<ActorCriticOptions> PROVIDER = new ActorCritic();
  private static final RandomKey KEY = RandomKey.root(42);

  static Stream<Arguments> cases() {
    Environment states = Worlds.generated();
    Environment both = new FeaturesAndStates(new IdentityEnvironment(8, 2, true));
    return Stream.of(
        Arguments.of(
            "859b530 dac56a1c",
            states,
            List.of("actor_loss", ActorLoss.DETERMINISTIC_POLICY_GRADIENT)),
        Arguments.of(
            "b2683b50 9d834a04",
            states,
            List.of("neighbours", Neighbours.RAW, "random_candidates", 0, "target_top_k", 2)),
        Arguments.of(
            "aa1455f2 eb20ba60",
            states,
            List.of("replay", ReplaySampling.EPOCH_SNAPSHOT, "replay_capacity", 150)),
        Arguments.of("cdea504f f3c5d185", both, List.of("target_top_k", 3)));
  }

  static Stream<Arguments> moreCases() {
    Environment states = Worlds.generated();
    return Stream.of(
        Arguments.of("413e2159 458305ff", states, List.of()),
        Arguments.of("14752064 458305ff", states, List.of("gamma", 0.0)),
        Arguments.of("9b27933e 458305ff", states, List.of("top_k", 3)),
        Arguments.of(
            "35f83fe6 afc1da41",
            new IdentityEnvironment(8, 1, true),
            List.of("random_candidates", 2)),
        Arguments.of("a3f89b4c a459db20", new IdentityEnvironment(8, 3, true), List.of("top_k", 4)),
        Arguments.of(
            "244208f8 27f01cdb",
            new IdentityEnvironment(8, 3, true),
            List.of("top_k", 2, "gamma", 0.0)));
  }

  /** Shows the number of the first candidate as the state. */
  private record FeaturesAndStates(Environment inner) implements Environment {
    @Override
    public Space space() {
      Space of = inner.space();
      List<String> names = of.userFeatures();
      return new Space(8, 2, 8, 0, names, of.documentFeatures(), List.of());
    }

    @Override
    public Session open(RandomKey key) {
      Session session = inner.open(key);
      return new Session() {
        @Override
        public Observation start() {
          return seen(session.start());
        }

        @Override
        public Step recommend(Slate slate) {
          Step step = session.recommend(slate);
          return new Step(step.response(), step.reward(), seen(step.next()), step.status());
        }
      };
    }

    private static Observation seen(Observation inner) {
      int state = (int) inner.candidates().get(0).id();
      return new Observation(state, inner.user(), inner.candidates());
    }
  }

  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("moreCases")
  void weightsOfOtherOptionsAreTheRecordedOnes(
      String recorded, Environment world, List<Object> changes) {
    weightsAreTheRecordedOnes(recorded, world, changes);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightsAreTheRecordedOnes(String recorded, Environment world, List<Object> changes) {
    ActorCriticOptions options = base(world);
    for (int i = 0; i < changes.size(); i += 2) {
      options = Options.with(options, (String) changes.get(i), changes.get(i + 1));
    }
    try (Agent agent = PROVIDER.create(options, world, KEY.child("agent"))) {
      Learner learner = agent.learner().orElseThrow();
      for (int epoch = 0; epoch < 10; epoch++) {
        for (int i = 0; i < 20; i++) {
          RandomKey session = KEY.child(epoch).child(i);
          play(world, learner.exploring(), session, learner);
        }
        learner.startEpoch(100, 32);
        for (int i = 0; i < 100; i++) {
          learner.update(i < 90 ? 32 : 50);
        }
      }
      Weights weights = learner.weights();
      int greedy = shown(world, agent.greedy());
      assertThat(shown(world, PROVIDER.restore(options, world, weights))).isEqualTo(greedy);
      assertThat(digest(weights) + " " + Integer.toHexString(greedy)).isEqualTo(recorded);
    }
  }

  private static ActorCriticOptions base(Environment world) {
    boolean tabular = world.space().tabular();
    ActorCriticOptions options =
        TestOptions.with(
            "gamma",
            0.8,
            "value_scale",
            5.0,
            "tau",
            new Schedule(.002, .05, 1_000, null),
            "actor_learning_rate",
            Schedule.of(.003),
            "critic_learning_rate",
            new Schedule(.003, .0001, 1_000, null),
            "random_document_probability",
            new Schedule(1, .2, 600, null));
    return tabular ? Options.with(Options.with(options, "top_k", 5), "emb_size", 4) : options;
  }

  private static int shown(Environment world, Policy policy) {
    int digest = 0;
    for (int i = 0; i < 20; i++) {
      digest = 31 * digest + play(world, policy, KEY.child("greedy").child(i), null);
    }
    return digest;
  }

  /** Plays a session; returns a digest of the slates. */
  private static int play(Environment world, Policy policy, RandomKey key, Learner learner) {
    int digest = 0;
    Session session = world.open(key.child("world"));
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Slate slate = policy.recommend(seen, key.child("policy").child(t));
      Step step = session.recommend(slate);
      if (learner != null) {
        learner.observe(new Transition(seen, slate, step));
      }
      for (int p = 0; p < slate.size(); p++) {
        digest = 31 * digest + slate.document(p);
      }
      seen = step.next();
      status = step.status();
    }
    return digest;
  }

  private static String digest(Weights weights) {
    int digest = 0;
    for (var tensor : weights.tensors().entrySet()) {
      digest = 31 * digest + tensor.getKey().hashCode();
      digest = 31 * digest + Arrays.hashCode(tensor.getValue().data());
    }
    return Integer.toHexString(digest);
  }
}
