package dev.recsim.learn.actorcritic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.MovedVectors;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that are encoded from their features. */
class EncodedTest {
  private static final ActorCritic PROVIDER = new ActorCritic();
  private static final RandomKey KEY = RandomKey.root(42);
  private static final int DOCUMENTS = 100;
  private final Environment environment = Worlds.featured(DOCUMENTS, 1);

  /** Shows random documents and learns from what users do. */
  private void learn(Learner learner, int updates) {
    for (int i = 0; i < 30; i++) {
      Session session = environment.open(KEY.child("session").child(i));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Slate slate = Slate.of(KEY.child(i).below(t, DOCUMENTS));
        Step step = session.recommend(slate);
        learner.observe(new Transition(seen, slate, step));
        seen = step.next();
        status = step.status();
      }
    }
    for (int i = 0; i < updates; i++) {
      learner.update(32);
    }
  }

  private List<Slate> shown(Policy policy) {
    List<Slate> shown = new ArrayList<>();
    for (int s = 0; s < DOCUMENTS; s++) {
      shown.add(policy.recommend(environment.model().orElseThrow().observation(s), KEY.child(s)));
    }
    return shown;
  }

  /** Without residuals, memory of the networks does not depend on the number of documents. */
  @ParameterizedTest
  @CsvSource({"GREEDY_REGRESSION, .9", "DETERMINISTIC_POLICY_GRADIENT, 0"})
  void networksAreOfFeaturesAndAllLearn(ActorLoss loss, double gamma) {
    ActorCriticOptions options =
        TestOptions.with("actor_loss", loss, "gamma", gamma, "residuals", false);
    try (Agent agent = PROVIDER.create(options, environment, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      Weights before = learner.weights();
      learn(learner, 2);
      Weights after = learner.weights();
      assertThat(after.get("encoder.0.weight", 64, 16)).isNotNull();
      assertThat(after.get("encoder.2.weight", 16, 64)).isNotNull();
      assertThat(after.get("user_encoder.2.weight", 16, 64)).isNotNull();
      assertThat(after.get("critic.0.weight", 64, 48)).isNotNull();
      assertThat(after.get("actor.0.weight", 64, 16)).isNotNull();
      assertThat(after.tensors()).doesNotContainKeys("embeddings", "states");
      before
          .tensors()
          .forEach(
              (name, tensor) ->
                  assertThat(after.tensors().get(name).data())
                      .as(name)
                      .matches(now -> name.equals("horizon") || now[0] != tensor.data()[0]));
    }
  }

  /** A document and a state that were not seen have none. */
  @Test
  void residualsOfFewDocumentsAreLearnedAndSaved() {
    try (Agent agent = PROVIDER.create(TestOptions.with(), environment, KEY)) {
      learn(agent.learner().orElseThrow(), 1);
      Weights weights = agent.learner().orElseThrow().weights();
      for (String name : List.of("encoder", "user_encoder", "actor")) {
        float[] residuals = weights.get(name + ".residual", DOCUMENTS, 16).data();
        int moved = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
          moved += residuals[16 * i] == 0 ? 0 : 1;
        }
        assertThat(moved).as(name).isBetween(1, 32);
      }
      Policy restored = PROVIDER.restore(TestOptions.with(), environment, weights);
      assertThat(shown(restored)).isEqualTo(shown(agent.greedy()));
    }
  }

  private static ActorCriticOptions complete(ActorCriticOptions options, Environment environment) {
    return options.complete(environment, new Parameters(EngineChoice.JAVA, options.hidden()));
  }

  @Test
  void defaultsAreOtherOnesForEncodedDocuments() {
    ActorCriticOptions plain = TestOptions.with();
    ActorCriticOptions encoding = complete(plain, environment);
    assertThat(encoding.gamma()).isZero();
    assertThat(encoding.topK()).isEqualTo(10);
    assertThat(encoding.actorLoss()).isEqualTo(ActorLoss.DETERMINISTIC_POLICY_GRADIENT);
    assertThat(encoding.residuals()).isTrue();
    assertThat(encoding.greedySearch()).isEqualTo(GreedySearch.EXACT);
    ActorCriticOptions encoder = TestOptions.with("encoder", List.of(8));
    ActorCriticOptions many = complete(encoder, Environment.of(new Space(10_001, 1, 2)));
    assertThat(many.residuals()).isFalse();
    assertThat(many.greedySearch()).isEqualTo(GreedySearch.INDEX);
    ActorCriticOptions learned = complete(plain, Worlds.generated());
    assertThat(learned.topK()).isEqualTo(50);
    assertThat(learned.targetTopK()).isEqualTo(50);
    assertThat(learned.gamma()).isNull();
    assertThat(learned.actorLoss()).isEqualTo(ActorLoss.GREEDY_REGRESSION);
    assertThat(complete(TestOptions.with("gamma", .5), environment).gamma()).isEqualTo(.5);
  }

  /** Ten cells, eight of which are searched for three documents. */
  @Test
  void anIndexIsBuiltAgainWhenDocumentsHaveMovedAndTheSavedPolicyIsTheSame() {
    ActorCriticOptions indexed =
        TestOptions.with(
            "greedy_search", GreedySearch.INDEX, "encoder", List.of(8), "emb_size", 4, "top_k", 3);
    ActorCriticOptions exact = TestOptions.with("encoder", List.of(8), "emb_size", 4, "top_k", 3);
    try (Agent one = PROVIDER.create(exact, environment, KEY);
        Agent other = PROVIDER.create(indexed, environment, KEY)) {
      learn(one.learner().orElseThrow(), 1);
      learn(other.learner().orElseThrow(), 1);
      List<Slate> early = shown(one.greedy());
      assertThat(shown(other.greedy())).isEqualTo(early);
      learn(one.learner().orElseThrow(), 5);
      learn(other.learner().orElseThrow(), 5);
      List<Slate> late = shown(one.greedy());
      assertThat(late).isNotEqualTo(early);
      assertThat(shown(other.greedy())).isEqualTo(late);
      Weights weights = other.learner().orElseThrow().weights();
      ActorCriticOptions plain = TestOptions.with("top_k", 3);
      assertThat(shown(PROVIDER.restore(plain, environment, weights))).isEqualTo(late);
    }
  }

  /** Sampled documents are drawn again at each gradient step. */
  @Test
  void explorationSearchesAmongSampledDocuments() {
    ActorCriticOptions options =
        TestOptions.with(
            "sampled_documents", 5, "random_document_probability", Schedule.of(0), "top_k", 2);
    try (Agent agent = PROVIDER.create(options, environment, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      learn(learner, 1);
      Set<Slate> first = new HashSet<>(shown(learner.exploring()));
      assertThat(first).hasSizeLessThanOrEqualTo(5);
      assertThat(new HashSet<>(shown(learner.exploring()))).isEqualTo(first);
      learn(learner, 1);
      assertThat(new HashSet<>(shown(learner.exploring()))).isNotEqualTo(first);
    }
  }

  @Test
  void optionsOfOtherDocumentsAreRefused() {
    ActorCriticOptions moved = TestOptions.with("moved_vectors", MovedVectors.ALL);
    assertThat(refused(moved, environment).option()).isEqualTo("movedVectors");
    ActorCriticOptions encoder = TestOptions.with("encoder", List.of(8));
    assertThat(refused(encoder, Worlds.generated()).option()).isEqualTo("encoder");
  }

  private static InvalidOption refused(ActorCriticOptions options, Environment where) {
    return catchThrowableOfType(InvalidOption.class, () -> PROVIDER.check(options, where));
  }
}
