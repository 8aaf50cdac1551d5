package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.bridge.http.HttpOptions;
import dev.recsim.bridge.http.HttpProvider;
import dev.recsim.contract.PromotedAgents;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.Ranker;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Served agents, judged by agents of type http, have the recorded sessions, bit for bit. */
@Tag("slow")
class ParityOverHttpTest {
  /** Its scores are exact, except those of agents elsewhere. */
  private static final String FINITE = "transition_matrix";

  /** Documents without features, documents that change, fixed documents with features. */
  private static final List<String> ENVIRONMENTS =
      List.of("interest_evolution", FINITE, "browsing_and_ads");

  /** Agents that decide elsewhere, or know the environment. */
  private static final Set<String> ELSEWHERE =
      Set.of("http", "onnx", "process", "fixed", "optimal", "myopic");

  /** It counts impressions and clicks of the session, as a layer does. */
  private static final String COUNTS = "cluster_bandit";

  @TempDir Path folder;

  /** Each agent in the first environment in which it can act. */
  static Stream<Arguments> agents() {
    List<String> names = new ArrayList<>();
    for (AgentProvider<?> agent : ServiceLoader.load(AgentProvider.class)) {
      if (!isLayer(agent)) {
        names.add(agent.name());
      }
    }
    names.removeIf(it -> ELSEWHERE.contains(it) || it.equals(COUNTS));
    assertThat(names).contains("ppo", "slate_q", "full_slate_q", "tabular_q", "lin_ucb");
    return names.stream().sorted().map(name -> Arguments.of(name, environment(name)));
  }

  private static String environment(String agent) {
    if (agent.equals("full_slate_q")) {
      // It has few slates.
      return "interest_exploration";
    }
    return ENVIRONMENTS.stream()
        .filter(it -> accepts(PromotedAgents.of(agent, it, 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no environment for " + agent));
  }

  private static boolean isLayer(AgentProvider<?> agent) {
    return Stream.of(agent.defaults().getClass().getRecordComponents())
        .anyMatch(it -> it.getName().equals("base"));
  }

  private static boolean accepts(PromotedAgents it) {
    Environment world = it.world();
    try {
      return it.agent()
          .make(
              (AgentProvider<Record> agent, Record options) -> {
                agent.check(options, world);
                return true;
              });
    } catch (InvalidOption e) {
      return false;
    }
  }

  @Tag("nightly")
  @ParameterizedTest
  @MethodSource("agents")
  void sessionsAreTheRecordedOnes(String agent, String environment) throws Exception {
    PromotedAgents promoted = PromotedAgents.of(agent, environment, 1);
    Completed recorded = promoted.write(folder.resolve("agent")).get(0);

    Completed judged = judged(promoted.trial(0));

    assertThat(judged.digest()).isEqualTo(recorded.digest());
    if (!environment.equals(FINITE)) {
      assertThat(judged.score()).isEqualTo(recorded.score());
    }
  }

  /** What an agent remembers of a session comes as features, from a layer around the service. */
  @Test
  void memoryOfASessionComesAsFeatures() throws Exception {
    assertParity("fixed_length_history", "ppo");
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"cluster_bandit", "lin_ucb"})
  void clustersOfClicksComeAsFeatures(String base) throws Exception {
    assertParity("cluster_click_statistics", base);
  }

  private void assertParity(String layer, String base) throws Exception {
    AgentProvider<?> outer = provider(layer);
    Part<AgentProvider<?>> inside = new Part<>(provider(base), provider(base).defaults());
    PromotedAgents plain = PromotedAgents.of(base, "interest_evolution", 1);
    PromotedAgents promoted =
        base.equals(COUNTS)
            ? plain
            : new PromotedAgents(around(outer, inside), plain.environment(), 1, 20);
    Completed recorded = promoted.write(folder.resolve("agent")).get(0);

    Completed judged = judged(promoted.trial(0), outer);

    assertThat(judged.digest()).isEqualTo(recorded.digest());
    assertThat(judged.score()).isEqualTo(recorded.score());
  }

  /** The slate of a period is in no request. */
  @Test
  void agentsThatKeepSlatesAreRefused() throws Exception {
    Part<AgentProvider<?>> inside = new Part<>(provider("ppo"), provider("ppo").defaults());
    PromotedAgents plain = PromotedAgents.of("ppo", "interest_evolution", 1);
    new PromotedAgents(around(provider("temporal_aggregation"), inside), plain.environment(), 1, 2)
        .write(folder.resolve("agent"));
    assertThatThrownBy(() -> Ranker.load(folder.resolve("agent")))
        .hasMessageContaining("promote an agent without temporal_aggregation");
  }

  private static AgentProvider<?> provider(String name) {
    for (AgentProvider<?> each : ServiceLoader.load(AgentProvider.class)) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no agent " + name);
  }

  private static Part<AgentProvider<?>> around(
      AgentProvider<?> layer, Part<AgentProvider<?>> inside) {
    return new Part<>(layer, Options.with(layer.defaults(), "base", inside));
  }

  /** An ensemble has no recorded sessions: they are those of the library. */
  @Test
  void anEnsembleActsAsTheLibrary() throws Exception {
    PromotedAgents promoted = PromotedAgents.of("ppo", "interest_evolution", 3);
    promoted.write(folder.resolve("agent"));

    Completed judged = judged(promoted.trial(0));

    try (Ranker ranker = Ranker.load(folder.resolve("agent"))) {
      Completed local = run(promoted.trial(0), (environment, key) -> () -> policy(ranker));
      assertThat(judged.digest()).isEqualTo(local.digest());
    }
    Completed member = run(promoted.trial(0), null);
    assertThat(judged.digest()).isNotEqualTo(member.digest());
  }

  private static Policy policy(Ranker ranker) {
    return new Policy() {
      @Override
      public Slate recommend(dev.recsim.api.Observation observation, RandomKey key) {
        Batch batch = new Batch(1);
        batch.add(observation, key);
        recommend(batch);
        return batch.slate(0);
      }

      @Override
      public void recommend(Batch batch) {
        ranker.judge(null, batch);
      }
    };
  }

  private Completed judged(Trial trial) throws Exception {
    return judged(trial, null);
  }

  /**
   * @param layer around the agent of type http; null for none
   */
  private Completed judged(Trial trial, AgentProvider<?> layer) throws Exception {
    try (RankingServer server =
        ServedAgents.serve(folder, "policies: {new: {path: agent}}", new ArrayList<>())) {
      HttpOptions options =
          Options.with(
              new HttpProvider().defaults(),
              "url",
              "http://localhost:%s/rank".formatted(server.port()));
      Part<AgentProvider<?>> http = new Part<>(new HttpProvider(), options);
      Part<AgentProvider<?>> judge = layer == null ? http : around(layer, http);
      return run(
          trial,
          (environment, key) ->
              judge.make(
                  (AgentProvider<Record> it, Record own) -> it.create(own, environment, key)));
    }
  }

  /** Runs a trial; with another agent unless it is null. */
  private static Completed run(Trial trial, BiFunction<Environment, RandomKey, Agent> other) {
    Trial changed =
        other == null
            ? trial
            : new Trial(
                trial.id(),
                trial.root(),
                trial.environmentName(),
                trial.environment(),
                other::apply,
                trial.training(),
                trial.evaluation());
    return (Completed) changed.run();
  }
}
