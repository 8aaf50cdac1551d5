package dev.recsim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.env.choice.MultinomialLogitProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.env.interest.RandomVideosProvider;
import dev.recsim.learn.scores.Encodings;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every agent on the class path is trained, promoted and read back, in those of a few environments
 * in which it can act. Its evaluation sessions have the recorded rewards, to the bit. An agent for
 * which there is no environment fails.
 */
@Tag("slow")
class PromotedParityTest {
  /** Oracles are never promoted; {@code recsim-onnx} tests its own agents. */
  private static final List<String> ELSEWHERE = List.of("optimal", "myopic", "onnx");

  /** Documents without features, documents that change, fixed documents with features. */
  private static final List<String> ENVIRONMENTS =
      List.of("transition_matrix", "interest_evolution", "browsing_and_ads");

  /** Has a value for each of many slates. */
  private static final String LARGE = "full_slate_q in interest_evolution";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> promotedAgentsActAsRecorded() {
    return tests().filter(it -> !it.getDisplayName().equals(LARGE));
  }

  @Tag("nightly")
  @TestFactory
  Stream<DynamicTest> aLargePromotedAgentActsAsRecorded() {
    List<DynamicTest> large = tests().filter(it -> it.getDisplayName().equals(LARGE)).toList();
    assertThat(large).hasSize(1);
    return large.stream();
  }

  private Stream<DynamicTest> tests() {
    List<Part<EnvironmentProvider<?>>> environments = new ArrayList<>();
    for (EnvironmentProvider<?> it : ServiceLoader.load(EnvironmentProvider.class)) {
      if (!ENVIRONMENTS.contains(it.name())) {
        continue;
      }
      environments.add(new Part<>(it, it.defaults()));
    }
    List<AgentProvider<?>> agents = new ArrayList<>();
    ServiceLoader.load(AgentProvider.class).forEach(agents::add);
    return agents.stream()
        .filter(it -> !ELSEWHERE.contains(it.name()))
        .flatMap(it -> tests(it, environments));
  }

  private Stream<DynamicTest> tests(
      AgentProvider<?> provider, List<Part<EnvironmentProvider<?>>> environments) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Part<EnvironmentProvider<?>> environment : environments) {
      for (Part<AgentProvider<?>> agent : configured(provider)) {
        PromotedAgents it = new PromotedAgents(agent, environment, 1, 2);
        if (accepts(it)) {
          tests.add(
              DynamicTest.dynamicTest(
                  text(agent) + " in " + environment.provider().name(), () -> assertParity(it)));
        }
      }
    }
    assertThat(tests).as("environments for %s: add one", provider.name()).isNotEmpty();
    return tests.stream();
  }

  /** Its slates are composed from the documents that an index finds. */
  @Test
  void slatesOfManyEncodedDocuments() throws IOException {
    InterestEvolutionEnvironmentProvider videos = new InterestEvolutionEnvironmentProvider();
    var catalogue =
        videos
            .defaults()
            .with("documents", Part.of(new RandomVideosProvider()))
            .with("choice", Part.of(new MultinomialLogitProvider()))
            .with("candidates", Encodings.MANY + 100)
            .with("resample", Resample.CORPUS)
            .with("max_session_length", 10);
    PromotedAgents agents =
        new PromotedAgents(Part.of(new SlateQ()), new Part<>(videos, catalogue), 1, 2);
    assertParity(agents);
    assertThat(PromotedPolicy.read(folder.resolve("agent")).manifest().documents())
        .isEqualTo(Documents.CATALOGUE);
  }

  private static String text(Part<AgentProvider<?>> agent) {
    Object base = Promotion.json(agent.options()).get("base");
    return agent.provider().name()
        + (base instanceof java.util.Map<?, ?> it ? "/" + it.get("type") : "");
  }

  /** The agent with its default options; around a bandit and around a network if it is a layer. */
  private static List<Part<AgentProvider<?>>> configured(AgentProvider<?> provider) {
    Record defaults = provider.defaults();
    boolean layer =
        Stream.of(defaults.getClass().getRecordComponents())
            .anyMatch(it -> it.getName().equals("base"));
    if (!layer) {
      return List.of(new Part<>(provider, defaults));
    }
    List<Part<AgentProvider<?>>> around = new ArrayList<>();
    for (AgentProvider<?> base : ServiceLoader.load(AgentProvider.class)) {
      if (List.of("ucb1", "ppo").contains(base.name())) {
        Part<AgentProvider<?>> part = new Part<>(base, base.defaults());
        around.add(new Part<>(provider, Options.with(defaults, "base", part)));
      }
    }
    return around;
  }

  private static boolean accepts(PromotedAgents it) {
    try {
      Environment world = it.world();
      it.agent()
          .make(
              (AgentProvider<Record> agent, Record options) -> {
                agent.check(options, world);
                return agent;
              });
      return true;
    } catch (InvalidOption e) {
      return false;
    }
  }

  private void assertParity(PromotedAgents agents) throws IOException {
    Completed recorded = agents.write(folder.resolve("agent")).get(0);
    PromotedPolicy promoted = PromotedPolicy.read(folder.resolve("agent"));
    Trial trial = agents.trial(0);
    Completed played = (Completed) with(trial, promoted).run();
    assertThat(played.digest()).isEqualTo(recorded.digest());
    assertThat(played.score()).isEqualTo(recorded.score());
    assertThat(promoted.manifest().scores().get(0).digest()).isEqualTo(recorded.digest());
  }

  /** The trial with the promoted policy as its agent, which learns nothing. */
  private static Trial with(Trial trial, PromotedPolicy promoted) {
    return new Trial(
        trial.id(),
        trial.root(),
        trial.environmentName(),
        trial.environment(),
        (environment, key) -> served(promoted),
        trial.training(),
        trial.evaluation());
  }

  private static Agent served(PromotedPolicy promoted) {
    Policy policy = promoted.policy(0);
    if (!promoted.manifest().remembers()) {
      return () -> policy;
    }
    Agent agent = promoted.agent(0);
    return new Agent() {
      @Override
      public Policy greedy() {
        return policy;
      }

      @Override
      public Perception perception() {
        return agent.perception();
      }
    };
  }
}
