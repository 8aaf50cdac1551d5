package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
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
import dev.recsim.api.Weights.Tensor;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules that every {@link Agent} and its policies must satisfy. Extend it and override
 * the abstract methods, and {@link #folder} if the options name files.
 *
 * @param <C> record of the provider's options
 */
public abstract class AgentContract<C extends Record> extends PolicyContract {
  private static final RandomKey KEY = RandomKey.root(42).child("agent contract");
  private static final int BATCH = 8;

  /** The provider of the agents to test. */
  protected abstract AgentProvider<C> provider();

  /** The environment in which the agents act. */
  protected abstract Environment environment();

  /** The options of the agents to test. */
  protected C options() {
    return provider().defaults();
  }

  /** The folder to which the files of the options are relative. */
  protected Path folder() {
    return Path.of("").toAbsolutePath();
  }

  /** The space as the agents perceive it. */
  @Override
  protected final Space space() {
    return agent(KEY).perception().space(environment().space());
  }

  /**
   * Every state if users have only a state; else the agent's observations in the first steps of ten
   * sessions.
   */
  @Override
  protected List<Observation> observations() {
    Space space = space();
    if (space.tabular()) {
      return super.observations();
    }
    Perception perception = agent(KEY).perception();
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      look(environment().open(KEY.child(i)), perception, space, KEY.child(i), seen);
    }
    return seen;
  }

  /** Adds up to six observations of a session in which random documents are shown. */
  private void look(
      Session session,
      Perception perception,
      Space space,
      RandomKey key,
      List<Observation> observations) {
    Observation seen = perception.first(session.start());
    Status status = Status.CONTINUES;
    for (int t = 0; t < 6 && status == Status.CONTINUES; t++) {
      observations.add(seen);
      int documents = seen.candidates().isEmpty() ? space.documents() : seen.candidates().size();
      int first = key.below(t, documents);
      Slate slate =
          Slate.of(
              IntStream.range(0, space.slateSize()).map(i -> (first + i) % documents).toArray());
      Step step = session.recommend(slate);
      seen = perception.next(seen, slate, step);
      status = step.status();
    }
  }

  /** The greedy and the exploring policy, before and after training. */
  @Override
  protected final Map<String, Policy> policies() {
    Agent fresh = agent(KEY);
    Agent trained = agent(KEY);
    trained.learner().ifPresent(learner -> train(trained, KEY));
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

  @Override
  String tested() {
    try (Agent agent = agent(KEY)) {
      return ContractMessages.name(agent);
    }
  }

  @Test
  @ContractRule(
      "the provider's check accepts the environment of this test; if it should not, "
          + "test the agent in another environment")
  void environmentIsAcceptedByTheCheck() {
    provider().check(options(), environment());
  }

  @Test
  @ContractRule("the same key makes the same agent, or seeds mean nothing")
  void sameKeyMakesTheSameAgent() {
    assertThat(slates(agent(KEY).greedy()))
        .as("slates of greedy()")
        .isEqualTo(slates(agent(KEY).greedy()));
  }

  @Test
  @ContractRule(
      "an agent reads only files that its options declare as @InputFile, or a stored trial is "
          + "used again although a file has changed")
  void onlyDeclaredFilesAreRead() throws Exception {
    try (DeclaredFiles files = new DeclaredFiles(options(), folder());
        Agent alone = provider().create(options(), environment(), KEY, files.folder())) {
      assertThat(slates(alone.greedy()))
          .as("slates of greedy(), created in a folder with only the declared files")
          .isEqualTo(slates(agent(KEY).greedy()));
    }
  }

  @Test
  @ContractRule(
      "agents of the same key that observe the same sessions learn the same weights, "
          + "or seeds mean nothing")
  void sameKeyLearnsTheSame() {
    withLearners(
        (one, other) -> {
          train(one, KEY);
          train(other, KEY);
          assertThat(weights(other)).as("weights after the same training").isEqualTo(weights(one));
          assertThat(slates(other.greedy()))
              .as("slates after the same training")
              .isEqualTo(slates(one.greedy()));
        });
  }

  @Test
  @ContractRule("updates change the weights and keep them finite, or the agent does not learn")
  void learningChangesTheWeightsAndKeepsThemFinite() {
    withLearners(
        (trained, fresh) -> {
          train(trained, KEY);
          assertThat(weights(trained)).as("weights after training").isNotEqualTo(weights(fresh));
          weights(trained)
              .tensors()
              .forEach(
                  (name, tensor) -> {
                    for (float value : tensor.data()) {
                      assertThat(value).as("a weight of %s", name).isFinite();
                    }
                  });
        });
  }

  /** Using the greedy policy during or after training does not change the agent. */
  @Test
  @ContractRule("greedy() only reads, or evaluating an agent changes what it learns")
  void greedyPolicyNeverChangesTheAgent() {
    withLearners(
        (looked, alone) -> {
          for (int round = 0; round < 3; round++) {
            slates(looked.greedy());
            train(looked, KEY.child(round));
            train(alone, KEY.child(round));
          }
          Weights before = weights(looked);
          slates(looked.greedy());
          assertThat(weights(looked))
              .as("weights after greedy() has chosen slates")
              .isEqualTo(before)
              .isEqualTo(weights(alone));
        });
  }

  @Test
  @ContractRule(
      "weights() returns a copy, or weights that were kept change with the next " + "update")
  void weightsAreACopy() {
    withLearners(
        (agent, unused) -> {
          Weights live = weights(agent);
          Weights before = copy(live);
          train(agent, KEY);
          assertThat(live).as("weights() of before an update").isEqualTo(before);
        });
  }

  @Test
  @ContractRule(
      "an agent that loads weights acts as the agent they came from and does not "
          + "change them, or the best checkpoint cannot be brought back")
  void loadedWeightsActAsTheAgentTheyCameFrom() {
    withLearners(
        (trained, unused) -> {
          train(trained, KEY);
          Weights weights = weights(trained);
          try (Agent loaded = agent(KEY.child("another"))) {
            loaded.learner().orElseThrow().load(weights);
            assertThat(weights(loaded)).as("weights after load").isEqualTo(weights);
            assertThat(slates(loaded.greedy()))
                .as("slates after load")
                .isEqualTo(slates(trained.greedy()));
            train(loaded, KEY.child("more"));
            assertThat(weights)
                .as("loaded weights after further updates")
                .isEqualTo(weights(trained));
          }
        });
  }

  @Test
  @ContractRule(
      "the provider's restore gives the greedy policy of the agent the weights came "
          + "from, or saved policies act differently")
  void restoredPolicyActsAsTheAgentItCameFrom() {
    withLearners(
        (trained, unused) -> {
          train(trained, KEY);
          Policy restored = provider().restore(options(), environment(), weights(trained));
          assertThat(slates(restored))
              .as("slates of the restored policy")
              .isEqualTo(slates(trained.greedy()));
        });
  }

  @Test
  @ContractRule(
      "weights that do not fit are an IllegalArgumentException, or a wrong file "
          + "becomes a wrong policy")
  void weightsThatDoNotFitAreErrors() {
    withLearners(
        (agent, unused) -> {
          Weights none = Weights.of(Map.of());
          assertThatThrownBy(
                  () -> agent.learner().orElseThrow().load(none), "load of weights without tensors")
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(
                  () -> provider().restore(options(), environment(), none),
                  "restore of weights without tensors")
              .isInstanceOf(IllegalArgumentException.class);
        });
  }

  @Test
  @ContractRule(
      "an update before the first observation is an IllegalStateException, or the "
          + "agent learns from nothing")
  void updateBeforeAnythingWasObservedIsAnError() {
    withLearners(
        (agent, unused) -> {
          Learner learner = agent.learner().orElseThrow();
          assertThatThrownBy(() -> learner.update(BATCH), "first update")
              .isInstanceOf(IllegalStateException.class);
        });
  }

  private Agent agent(RandomKey key) {
    return provider().create(options(), environment(), key, folder());
  }

  /** Runs a check on two agents created from the same key, if the agents learn. */
  private void withLearners(java.util.function.BiConsumer<Agent, Agent> check) {
    try (Agent one = agent(KEY);
        Agent other = agent(KEY)) {
      if (one.learner().isPresent()) {
        check.accept(one, other);
      }
    }
  }

  /** Trains for twenty sessions and ten updates. */
  private void train(Agent agent, RandomKey key) {
    Environment environment = environment();
    Learner learner = agent.learner().orElseThrow();
    for (int i = 0; i < 20; i++) {
      RandomKey session = key.child(i);
      act(environment.open(session), agent.perception(), learner, session.child("decisions"));
    }
    learner.startEpoch(10, BATCH);
    IntStream.range(0, 10).forEach(i -> learner.update(BATCH));
  }

  private static void act(Session session, Perception perception, Learner learner, RandomKey key) {
    Observation seen = perception.first(session.start());
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      List<double[]> features = features(seen);
      Slate slate = learner.exploring().recommend(seen, key.child(t));
      Step step = session.recommend(slate);
      Observation next = perception.next(seen, slate, step);
      double reward = perception.reward(seen, slate, step);
      learner.observe(
          new Transition(seen, slate, new Step(step.response(), reward, next, step.status())));
      assertThat(features(seen).toArray(double[][]::new))
          .as(
              "features of the user and the candidates after recommend and observe, which only"
                  + " read")
          .isDeepEqualTo(features.toArray(double[][]::new));
      seen = next;
      status = step.status();
    }
  }

  /** A copy of the features of the user and of the candidates. */
  private static List<double[]> features(Observation seen) {
    List<double[]> features = new ArrayList<>(List.of(seen.user().clone()));
    seen.candidates().forEach(document -> features.add(document.features().clone()));
    return features;
  }

  private List<Slate> slates(Policy policy) {
    List<Observation> seen = observations();
    return IntStream.range(0, seen.size())
        .mapToObj(i -> policy.recommend(seen.get(i), KEY.child(i)))
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
