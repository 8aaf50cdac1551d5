package dev.recsim.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options;
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

  /** They remember the session, so no server takes them. */
  private static final Set<String> REMEMBERING = Set.of("cluster_bandit");

  @TempDir Path folder;

  /** Each agent in the first environment in which it can act. */
  static Stream<Arguments> agents() {
    List<String> names = new ArrayList<>();
    for (AgentProvider<?> agent : ServiceLoader.load(AgentProvider.class)) {
      if (!isLayer(agent)) {
        names.add(agent.name());
      }
    }
    names.removeIf(it -> ELSEWHERE.contains(it) || REMEMBERING.contains(it));
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
    try (RankingServer server =
        ServedAgents.serve(folder, "policies: {new: {path: agent}}", new ArrayList<>())) {
      HttpOptions options =
          Options.with(
              new HttpProvider().defaults(),
              "url",
              "http://localhost:%s/rank".formatted(server.port()));
      return run(trial, (environment, key) -> new HttpProvider().create(options, environment, key));
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
