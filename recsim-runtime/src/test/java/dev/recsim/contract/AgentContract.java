package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Status;
import dev.recsim.api.Step;
import dev.recsim.api.Tensor;
import dev.recsim.api.Transition;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Agent} keeps, whether it learns or not, and its policies with it.
 *
 * @param <C> record of the provider's options
 */
public abstract class AgentContract<C extends Record> extends PolicyContract {
  private static final RandomKey KEY = RandomKey.root(42).child("agent contract");
  private static final int BATCH = 8;

  /** Makes the agents to test. */
  protected abstract AgentProvider<C> provider();

  /** The world in which they act. */
  protected abstract Environment environment();

  /** The options of the agents to test. */
  protected C options() {
    return provider().defaults();
  }

  @Override
  protected final Space space() {
    return environment().space();
  }

  /** The greedy and the exploring policy, before and after some learning. */
  @Override
  protected final Map<String, Policy> policies() {
    Agent fresh = agent(KEY);
    Agent trained = agent(KEY);
    trained.learner().ifPresent(learner -> train(learner, KEY));
    Map<String, Policy> policies = new LinkedHashMap<>();
    policies.put("greedy", fresh.greedy());
    fresh.learner().ifPresent(learner -> policies.put("exploring", learner.exploring()));
    trained
        .learner()
        .ifPresent(
            learner -> {
              policies.put("greedy after learning", trained.greedy());
              policies.put("exploring after learning", learner.exploring());
            });
    return policies;
  }

  @Test
  void worldIsAcceptedByTheCheck() {
    provider().check(options(), environment());
  }

  @Test
  void sameKeyMakesTheSameAgent() {
    assertThat(slates(agent(KEY).greedy())).isEqualTo(slates(agent(KEY).greedy()));
  }

  @Test
  void sameKeyLearnsTheSame() {
    withLearners(
        (one, other) -> {
          train(one.learner().orElseThrow(), KEY);
          train(other.learner().orElseThrow(), KEY);
          assertThat(weights(other)).isEqualTo(weights(one));
          assertThat(slates(other.greedy())).isEqualTo(slates(one.greedy()));
        });
  }

  @Test
  void learningChangesTheWeightsAndKeepsThemFinite() {
    withLearners(
        (trained, fresh) -> {
          train(trained.learner().orElseThrow(), KEY);
          assertThat(weights(trained)).isNotEqualTo(weights(fresh));
          for (Tensor tensor : weights(trained).tensors().values()) {
            for (float value : tensor.data()) {
              assertThat(value).isFinite();
            }
          }
        });
  }

  /** Looking at the greedy policy, in between or at the end, is no part of learning. */
  @Test
  void greedyPolicyNeverChangesTheAgent() {
    withLearners(
        (looked, alone) -> {
          for (int round = 0; round < 3; round++) {
            slates(looked.greedy());
            train(looked.learner().orElseThrow(), KEY.child(round));
            train(alone.learner().orElseThrow(), KEY.child(round));
          }
          Weights before = weights(looked);
          slates(looked.greedy());
          assertThat(weights(looked)).isEqualTo(before).isEqualTo(weights(alone));
        });
  }

  @Test
  void weightsAreACopy() {
    withLearners(
        (agent, unused) -> {
          Weights live = weights(agent);
          Weights before = copy(live);
          train(agent.learner().orElseThrow(), KEY);
          assertThat(live).isEqualTo(before);
        });
  }

  @Test
  void loadedWeightsActAsTheAgentTheyCameFrom() {
    withLearners(
        (trained, unused) -> {
          train(trained.learner().orElseThrow(), KEY);
          Weights weights = weights(trained);
          try (Agent loaded = agent(KEY.child("another"))) {
            loaded.learner().orElseThrow().load(weights);
            assertThat(weights(loaded)).isEqualTo(weights);
            assertThat(slates(loaded.greedy())).isEqualTo(slates(trained.greedy()));
            train(loaded.learner().orElseThrow(), KEY.child("more"));
            assertThat(weights).as("loading copies").isEqualTo(weights(trained));
          }
        });
  }

  @Test
  void restoredPolicyActsAsTheAgentItCameFrom() {
    withLearners(
        (trained, unused) -> {
          train(trained.learner().orElseThrow(), KEY);
          Policy restored = provider().restore(options(), space(), weights(trained));
          assertThat(slates(restored)).isEqualTo(slates(trained.greedy()));
        });
  }

  @Test
  void weightsThatDoNotFitAreErrors() {
    withLearners(
        (agent, unused) -> {
          Weights none = Weights.of(Map.of());
          assertThatThrownBy(() -> agent.learner().orElseThrow().load(none))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> provider().restore(options(), space(), none))
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @Test
  void updateBeforeAnythingWasObservedIsAnError() {
    withLearners(
        (agent, unused) -> {
          Learner learner = agent.learner().orElseThrow();
          assertThatThrownBy(() -> learner.update(BATCH)).isInstanceOf(IllegalStateException.class);
        });
  }

  private Agent agent(RandomKey key) {
    return provider().create(options(), environment(), key);
  }

  /** Runs a check on two agents made from the same key, if such agents learn. */
  private void withLearners(java.util.function.BiConsumer<Agent, Agent> check) {
    try (Agent one = agent(KEY);
        Agent other = agent(KEY)) {
      if (one.learner().isPresent()) {
        check.accept(one, other);
      }
    }
  }

  /** Twenty sessions and ten updates. */
  private void train(Learner learner, RandomKey key) {
    Environment environment = environment();
    Consumer<RandomKey> act =
        session -> act(environment.open(session), learner, session.child("decisions"));
    IntStream.range(0, 20).forEach(i -> act.accept(key.child(i)));
    learner.startEpoch(10, BATCH);
    IntStream.range(0, 10).forEach(i -> learner.update(BATCH));
  }

  private static void act(Session session, Learner learner, RandomKey key) {
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      Slate slate = learner.exploring().recommend(seen, key.child(t));
      Step step = session.recommend(slate);
      learner.observe(new Transition(seen, slate, step));
      seen = step.next();
      status = step.status();
    }
  }

  private List<Slate> slates(Policy policy) {
    return IntStream.range(0, space().states())
        .mapToObj(s -> policy.recommend(new Observation(s), KEY.child(s)))
        .toList();
  }

  private static Weights weights(Agent agent) {
    return agent.learner().orElseThrow().weights();
  }

  private static Weights copy(Weights weights) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) ->
                tensors.put(name, new Tensor(tensor.shape().clone(), tensor.data().clone())));
    return Weights.of(tensors);
  }
}
