package dev.recsim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every agent on the class path that has learned acts as before when it is loaded from its file
 * alone, in every environment on the class path in which it can act.
 */
@Tag("slow")
class EveryAgentTest {
  private static final RandomKey KEY = RandomKey.root(42).child("every agent");
  private static final int SESSIONS = 3;
  private static final int STEPS = 20;

  /** Have networks over many documents or slates. */
  private static final Set<String> LARGE =
      Set.of(
          "full_slate_q in interest_evolution",
          "ppo in boredom",
          "ppo in sardine",
          "reinforce in boredom",
          "reinforce in sardine");

  @TempDir Path folder;

  /** An environment and its parts. */
  private record World(Part<EnvironmentProvider<?>> part, Environment environment) {
    static Optional<World> of(EnvironmentProvider<?> provider) {
      Part<EnvironmentProvider<?>> part = new Part<>(provider, provider.defaults());
      try {
        return Optional.of(
            new World(
                part,
                part.make(
                    (EnvironmentProvider<Record> it, Record options) ->
                        it.create(options, Path.of("").toAbsolutePath()))));
      } catch (InvalidOption e) {
        return Optional.empty(); // needs a file
      }
    }

    boolean accepts(Part<AgentProvider<?>> agent) {
      try {
        agent.make(
            (AgentProvider<Record> it, Record options) -> {
              it.check(options, environment);
              return it;
            });
        return true;
      } catch (InvalidOption e) {
        return false;
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> loadedAgentsActAsBefore() {
    return tests().filter(it -> !LARGE.contains(it.getDisplayName()));
  }

  @Tag("nightly")
  @TestFactory
  Stream<DynamicTest> largeLoadedAgentsActAsBefore() {
    List<DynamicTest> large = tests().filter(it -> LARGE.contains(it.getDisplayName())).toList();
    assertThat(large).hasSameSizeAs(LARGE);
    return large.stream();
  }

  private Stream<DynamicTest> tests() {
    List<World> worlds = new ArrayList<>();
    ServiceLoader.load(EnvironmentProvider.class)
        .forEach(it -> World.of(it).ifPresent(worlds::add));
    List<AgentProvider<?>> providers = new ArrayList<>();
    ServiceLoader.load(AgentProvider.class).forEach(providers::add);
    assertThat(providers).hasSizeGreaterThan(15);
    return providers.stream().flatMap(it -> tests(it, providers, worlds));
  }

  private Stream<DynamicTest> tests(
      AgentProvider<?> provider, List<AgentProvider<?>> providers, List<World> worlds) {
    List<DynamicTest> tests = new ArrayList<>();
    for (World world : worlds) {
      candidates(provider, providers)
          .filter(world::accepts)
          .findFirst()
          .ifPresent(
              agent ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          provider.name() + " in " + world.part.provider().name(),
                          () -> assertLoads(agent, world))));
    }
    return tests.stream();
  }

  /** The agent with its default options; around each agent in turn if it needs one. */
  private static Stream<Part<AgentProvider<?>>> candidates(
      AgentProvider<?> provider, List<AgentProvider<?>> providers) {
    Record defaults = provider.defaults();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      if (component.getName().equals("base")) {
        return providers.stream()
            .filter(it -> !isLayer(it))
            .sorted((one, other) -> Boolean.compare(learns(other), learns(one)))
            .map(it -> new Part<AgentProvider<?>>(it, it.defaults()))
            .map(it -> new Part<>(provider, Options.with(defaults, "base", it)));
      }
    }
    return Stream.of(new Part<>(provider, defaults));
  }

  private static boolean isLayer(AgentProvider<?> provider) {
    return Stream.of(provider.defaults().getClass().getRecordComponents())
        .anyMatch(it -> it.getName().equals("base"));
  }

  private static boolean learns(AgentProvider<?> provider) {
    return provider.defaults().getClass().getRecordComponents().length > 5;
  }

  private void assertLoads(Part<AgentProvider<?>> part, World world) throws IOException {
    Agent agent =
        part.make(
            (AgentProvider<Record> it, Record options) ->
                it.create(options, world.environment, KEY));
    try (agent) {
      Path file = folder.resolve("agent.safetensors");
      SortedMap<String, String> metadata =
          SavedPolicy.metadata(
              part.provider(), part.options(), world.environment.space(), world.part);
      if (agent.learner().isEmpty()) {
        Files.write(file, new Safetensors(metadata, Weights.of(Map.of())).encode());
        assertThatThrownBy(() -> SavedPolicy.load(file))
            .isInstanceOf(Options.InvalidFile.class)
            .hasMessageContaining("have no weights; create them with");
        return;
      }
      Learner learner = agent.learner().get();
      for (int i = 0; i < SESSIONS; i++) {
        session(agent, learner.exploring(), world, KEY.child(i), learner);
      }
      learner.startTraining(10);
      learner.startEpoch(10, 8);
      for (int i = 0; i < 10; i++) {
        learner.update(8);
      }
      Files.write(file, new Safetensors(metadata, learner.weights()).encode());
      List<Slate> before = slates(agent, agent.greedy(), world);
      assertThat(slates(agent, SavedPolicy.load(file), world)).isEqualTo(before);
      try (Agent loaded = SavedPolicy.loadAgent(file)) {
        assertThat(slates(loaded, loaded.greedy(), world)).isEqualTo(before);
      }
    }
  }

  private static List<Slate> slates(Agent agent, Policy policy, World world) {
    List<Slate> slates = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      slates.addAll(session(agent, policy, world, KEY.child("evaluation").child(i), null));
    }
    return slates;
  }

  private static List<Slate> session(
      Agent agent, Policy policy, World world, RandomKey key, Learner learner) {
    List<Slate> slates = new ArrayList<>();
    Session session = world.environment.open(key);
    Observation seen = agent.perception().first(session.start());
    Status status = Status.CONTINUES;
    for (int t = 0; t < STEPS && status == Status.CONTINUES; t++) {
      Slate slate = policy.recommend(seen, key.child(t));
      Step step = session.recommend(slate);
      Observation next = agent.perception().next(seen, slate, step);
      double reward = agent.perception().reward(seen, slate, step);
      status = t + 1 == STEPS && step.continues() ? Status.CUT_OFF : step.status();
      if (learner != null) {
        learner.observe(
            new Transition(seen, slate, new Step(step.response(), reward, next, status)));
      }
      seen = next;
      slates.add(slate);
    }
    return slates;
  }
}
