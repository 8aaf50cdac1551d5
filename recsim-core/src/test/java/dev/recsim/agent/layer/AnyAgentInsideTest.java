package dev.recsim.agent.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.Environments;
import dev.recsim.agent.MyopicProvider;
import dev.recsim.agent.OptimalProvider;
import dev.recsim.agent.TopicEnvironment;
import dev.recsim.agent.TopicEnvironment.Stay;
import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in agent acts, learns and is restored inside every layer, and inside all of them. */
@Tag("slow")
class AnyAgentInsideTest {
  private static final RandomKey KEY = RandomKey.root(42).child("any agent inside");
  private static final Set<String> LAYERS =
      Set.of(
          "epsilon_greedy",
          "cluster_click_statistics",
          "fixed_length_history",
          "temporal_aggregation");
  private static final Set<String> KNOW_THE_MODEL = Set.of("optimal", "myopic");

  /** They need a program, a model or a service. */
  private static final Set<String> PROGRAMS = Set.of("process", "onnx", "http");

  /** Documents that stay, with features and topics; how users choose is known. */
  private record Known(Environment inside) implements Environment.Wrapper {
    @Override
    public Optional<Appeal> appeal() {
      int features = space().userFeatures().size();
      return Optional.of(
          new Appeal() {
            @Override
            public double weight(Observation seen, int candidate) {
              assertThat(seen.user()).as("the environment's own features").hasSize(features);
              return seen.candidates().get(candidate).features()[0];
            }

            @Override
            public double noClickWeight(Observation seen) {
              assertThat(seen.user()).as("the environment's own features").hasSize(features);
              return .5;
            }
          });
    }
  }

  private static final Environment ENVIRONMENT = new Known(new TopicEnvironment(Stay.FOREVER));

  static Stream<Part<AgentProvider<?>>> agents() {
    List<Part<AgentProvider<?>>> agents = new ArrayList<>();
    for (AgentProvider<?> provider : ServiceLoader.load(AgentProvider.class)) {
      String name = provider.name();
      if (Stream.of(LAYERS, KNOW_THE_MODEL, PROGRAMS).noneMatch(names -> names.contains(name))) {
        agents.add(new Part<>(provider, provider.defaults()));
      }
    }
    return agents.stream();
  }

  @Test
  void allBuiltInAgentsAreTried() {
    Set<String> names = new TreeSet<>();
    agents().forEach(agent -> names.add(agent.provider().name()));
    assertThat(names)
        .contains("slate_q", "full_slate_q", "tabular_q", "actor_critic", "cluster_bandit")
        .contains("ucb1", "kl_ucb", "thompson_sampling", "glm_ucb", "glm_ts", "lin_ucb")
        .contains("greedy", "random", "popular", "knn");
  }

  private static Part<AgentProvider<?>> random(Part<AgentProvider<?>> base) {
    return new Part<>(new EpsilonGreedyProvider(), new EpsilonGreedyProvider.Options(base, .3, .2));
  }

  private static Part<AgentProvider<?>> history(Part<AgentProvider<?>> base) {
    return new Part<>(
        new FixedLengthHistoryProvider(),
        new FixedLengthHistoryProvider.Options(base, 2, true, true, true));
  }

  private static Part<AgentProvider<?>> clicks(Part<AgentProvider<?>> base) {
    return new Part<>(
        new ClusterClickStatisticsProvider(), new ClusterClickStatisticsProvider.Options(base));
  }

  private static Part<AgentProvider<?>> periods(Part<AgentProvider<?>> base) {
    return new Part<>(
        new TemporalAggregationProvider(),
        new TemporalAggregationProvider.Options(base, 2, .5, .9));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void anyAgentGoesIntoEachLayer(Part<AgentProvider<?>> agent) {
    assertActsLearnsAndIsRestored(random(agent));
    assertActsLearnsAndIsRestored(history(agent));
    assertActsLearnsAndIsRestored(clicks(agent));
    assertActsLearnsAndIsRestored(periods(agent));
  }

  @ParameterizedTest
  @MethodSource("agents")
  void anyAgentGoesIntoLayersInsideLayers(Part<AgentProvider<?>> agent) {
    assertActsLearnsAndIsRestored(random(history(clicks(periods(agent)))));
    assertActsLearnsAndIsRestored(periods(clicks(random(history(random(agent))))));
    assertActsLearnsAndIsRestored(periods(random(periods(agent))));
  }

  @SuppressWarnings("unchecked")
  private static void assertActsLearnsAndIsRestored(Part<AgentProvider<?>> part) {
    AgentProvider<Record> provider = (AgentProvider<Record>) part.provider();
    provider.check(part.options(), ENVIRONMENT);
    try (Agent agent = provider.create(part.options(), ENVIRONMENT, KEY)) {
      agent
          .learner()
          .ifPresent(learner -> assertThat(act(agent, learner.exploring())).isNotEmpty());
      agent.learner().ifPresent(learner -> learner.update(4));
      List<Slate> shown = act(agent, agent.greedy());
      assertThat(shown).allMatch(slate -> slate.size() == ENVIRONMENT.space().slateSize());
      if (agent.learner().isPresent()) {
        Policy restored =
            provider.restore(part.options(), ENVIRONMENT, agent.learner().orElseThrow().weights());
        assertThat(slates(agent, restored)).isEqualTo(slates(agent, agent.greedy()));
      }
    }
  }

  /** Three sessions, of which the agent is told. */
  private static List<Slate> act(Agent agent, Policy policy) {
    List<Slate> slates = new ArrayList<>();
    session(agent, policy, slates, true);
    return slates;
  }

  /** The same sessions, of which it is not. */
  private static List<Slate> slates(Agent agent, Policy policy) {
    List<Slate> slates = new ArrayList<>();
    session(agent, policy, slates, false);
    return slates;
  }

  private static void session(Agent agent, Policy policy, List<Slate> slates, boolean tell) {
    for (int i = 0; i < 3; i++) {
      Session session = ENVIRONMENT.open(KEY.child(i));
      Observation seen = agent.perception().first(session.start());
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        Slate slate = policy.recommend(seen, KEY.child(i).child(t));
        Step step = session.recommend(slate);
        seen =
            tell
                ? Script.answer(agent, seen, slate, step)
                : agent.perception().next(seen, slate, step);
        status = step.status();
        slates.add(slate);
      }
    }
  }

  /** Only epsilon_greedy leaves the environment as it is, with a model that can be solved. */
  @Test
  void agentsThatKnowTheModelGoWhereThereIsOne() {
    for (AgentProvider<?> provider : List.of(new OptimalProvider(), new MyopicProvider())) {
      Part<AgentProvider<?>> agent = new Part<>(provider, provider.defaults());
      EpsilonGreedyProvider around = new EpsilonGreedyProvider();
      around.check(new EpsilonGreedyProvider.Options(agent, .1, 0), Environments.generated());
      FixedLengthHistoryProvider layer = new FixedLengthHistoryProvider();
      assertThatThrownBy(
              () ->
                  layer.check(
                      new FixedLengthHistoryProvider.Options(agent, 2, true, true, true),
                      Environments.generated()))
          .isInstanceOfSatisfying(
              InvalidOption.class, e -> assertThat(e.option()).isEqualTo("base.type"))
          .hasMessageContaining("finite environment");
    }
  }

  /** An environment whose choice is unknown but whose scores are not, such as one of cascades. */
  @Test
  void greedyAgentGoesIntoLayersWhereScoresAreAllThatIsKnown() {
    TopicEnvironment topics = new TopicEnvironment(Stay.FOREVER);
    Environment scored =
        new Environment() {
          @Override
          public Space space() {
            return topics.space();
          }

          @Override
          public Session open(RandomKey key) {
            return topics.open(key);
          }

          @Override
          public Optional<Appeal.Score> observableScore() {
            return Optional.of(
                (seen, candidate) -> seen.user().length == 1 ? candidate : -candidate);
          }
        };
    FixedLengthHistoryProvider layer = new FixedLengthHistoryProvider();
    Part<AgentProvider<?>> greedy = Bases.of(new dev.recsim.agent.GreedyProvider());
    Agent agent =
        layer.create(
            new FixedLengthHistoryProvider.Options(greedy, 2, true, true, true), scored, KEY);
    Observation seen = agent.perception().first(scored.open(KEY).start());
    assertThat(agent.greedy().recommend(seen, KEY)).isEqualTo(Slate.of(5, 4));
  }
}
