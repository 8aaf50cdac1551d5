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
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCriticOptions.ActorLoss;
import dev.recsim.learn.actorcritic.ActorCriticOptions.GreedySearch;
import dev.recsim.learn.actorcritic.ActorCriticOptions.Neighbours;
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
  private static void learn(Environment environment, Learner learner, int updates) {
    for (int i = 0; i < 30; i++) {
      Session session = environment.open(KEY.child("session").child(i));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Slate slate = Slate.of(KEY.child(i).below(t, environment.space().documents()));
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

  /** What a policy shows to some users. */
  private static List<Slate> shown(Environment environment, Policy policy, int users) {
    List<Slate> shown = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      Observation seen = environment.open(KEY.child("user").child(i)).start();
      shown.add(policy.recommend(seen, KEY.child(i)));
    }
    return shown;
  }

  @ParameterizedTest
  @CsvSource({"GREEDY_REGRESSION, .9", "DETERMINISTIC_POLICY_GRADIENT, 0"})
  void networksAreOfFeaturesAndAllLearn(ActorLoss loss, double gamma) {
    ActorCriticOptions options = TestOptions.with("actor_loss", loss, "gamma", gamma);
    try (Agent agent = PROVIDER.create(options, environment, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      Weights before = learner.weights();
      learn(environment, learner, 2);
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
                      .matches(now -> isFixed(name) || now[0] != tensor.data()[0]));
    }
  }

  /** The first document or state may not be in a batch. */
  private static boolean isFixed(String name) {
    return name.equals("horizon") || name.endsWith("residual");
  }

  /** A document and a state that were not seen have none. */
  @Test
  void residualsOfFewDocumentsAreLearnedAndSaved() {
    try (Agent agent = PROVIDER.create(TestOptions.with(), environment, KEY)) {
      learn(environment, agent.learner().orElseThrow(), 1);
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
      assertThat(shown(environment, restored, DOCUMENTS))
          .isEqualTo(shown(environment, agent.greedy(), DOCUMENTS));
    }
  }

  private static ActorCriticOptions complete(ActorCriticOptions options, Environment environment) {
    return options.complete(Documents.of(environment, null), environment, null);
  }

  @Test
  void defaultsAreOtherOnesForEncodedDocuments() {
    ActorCriticOptions plain = TestOptions.with();
    ActorCriticOptions encoding = complete(plain, environment);
    assertThat(encoding.gamma()).isZero();
    assertThat(encoding.topK()).isEqualTo(10);
    assertThat(encoding.actorLoss()).isEqualTo(ActorLoss.DETERMINISTIC_POLICY_GRADIENT);
    ActorCriticOptions learned = complete(plain, Worlds.generated());
    assertThat(learned.topK()).isEqualTo(50);
    assertThat(learned.targetTopK()).isEqualTo(50);
    assertThat(learned.gamma()).isNull();
    assertThat(learned.actorLoss()).isEqualTo(ActorLoss.GREEDY_REGRESSION);
    assertThat(complete(TestOptions.with("gamma", .5), environment).gamma()).isEqualTo(.5);
  }

  @Test
  void manyDocumentsHaveNoResidualsAndTheirIndexIsBuiltAgainWhenTheyHaveMoved() {
    Environment many = Worlds.featured(10_001, 1);
    ActorCriticOptions options = TestOptions.with("hidden", List.of(8), "emb_size", 4);
    try (Agent agent = PROVIDER.create(options, many, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      learn(many, learner, 1);
      assertThat(learner.weights().tensors().keySet()).noneMatch(it -> it.endsWith("residual"));
      List<Slate> early = shown(many, agent.greedy(), DOCUMENTS);
      learn(many, learner, 5);
      List<Slate> late = shown(many, agent.greedy(), DOCUMENTS);
      assertThat(late).isNotEqualTo(early);
      ActorCriticOptions plain = TestOptions.with("hidden", List.of(8));
      Policy restored = PROVIDER.restore(plain, many, learner.weights());
      assertThat(shown(many, restored, DOCUMENTS)).isEqualTo(late);
    }
  }

  /** One document of each three is in the sample; it is drawn again at each gradient step. */
  @Test
  void explorationSearchesAmongSampledDocuments() {
    Environment large = Worlds.featured(3_000, 1);
    ActorCriticOptions options = TestOptions.with("random_document_probability", Schedule.of(0));
    try (Agent agent = PROVIDER.create(options, large, KEY)) {
      Learner learner = agent.learner().orElseThrow();
      Set<Slate> before = Set.of();
      for (int update = 0; update < 10; update++) {
        learn(large, learner, 1);
        Set<Slate> explored = new HashSet<>(shown(large, learner.exploring(), DOCUMENTS));
        RandomKey sample = KEY.child("replay").child("update").child(update).child("documents");
        for (Slate slate : explored) {
          int part = slate.document(0) / 3;
          assertThat(slate.document(0)).isEqualTo(3 * part + sample.below(part, 3));
        }
        assertThat(explored).isNotEqualTo(before);
        before = explored;
      }
    }
  }

  @Test
  void optionsOfLearnedVectorsAreRefused() {
    assertThat(refused(TestOptions.with("neighbours", Neighbours.RAW))).isEqualTo("neighbours");
    assertThat(refused(TestOptions.with("greedy_search", GreedySearch.INDEX)))
        .isEqualTo("greedySearch");
  }

  private String refused(ActorCriticOptions options) {
    return catchThrowableOfType(InvalidOption.class, () -> PROVIDER.check(options, environment))
        .option();
  }
}
