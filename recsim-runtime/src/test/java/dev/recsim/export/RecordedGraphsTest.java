package dev.recsim.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.io.Digest;
import dev.recsim.learn.ppo.Ppo;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of agents before their training have the same bytes on every JDK. */
class RecordedGraphsTest {
  private static final String EXPERIMENT =
      """
      environment: {type: interest_evolution, candidates: 4, slate_size: 2}
      agents:
        actor_critic: {type: actor_critic, top_k: 3}
        full_slate_q: {type: full_slate_q}
        ppo: {type: ppo}
        reinforce: {type: reinforce, hidden: [8]}
        slate_q: {type: slate_q}
      """;

  private static final Map<String, String> RECORDED =
      Map.of(
          "actor_critic", "7c5a263f85fa80ff",
          "full_slate_q", "723ea09dda56dc24",
          "ppo", "9ae81872d7d18522",
          "reinforce", "43ef10a91e6a7893",
          "slate_q", "b47dcd46f381bd98");

  @TempDir Path folder;

  @Test
  void bytesAreThoseThatWereRecorded() throws Exception {
    Path file = Files.writeString(folder.resolve("it.yaml"), EXPERIMENT);
    ExperimentSpec spec = ExperimentReader.read(file);
    Environment environment = Environments.of(spec);
    Map<String, String> digests = new TreeMap<>();
    for (AgentSpec<?> agent : spec.agents()) {
      digests.put(agent.name(), digest(agent, environment));
    }
    assertThat(digests).isEqualTo(new TreeMap<>(RECORDED));
  }

  @Test
  void policyThatDrawsItsSlatesIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("it.yaml"), EXPERIMENT);
    Environment environment = Environments.of(ExperimentReader.read(file));
    Ppo provider = new Ppo();
    try (Agent agent = provider.create(provider.defaults(), environment, RandomKey.root(1))) {
      var weights = agent.learner().orElseThrow().drawing().orElseThrow();
      AgentGraphs graphs = new AgentGraphs();
      assertThatThrownBy(() -> graphs.encode(provider.defaults(), environment.space(), weights))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("its slates are drawn");
    }
  }

  private static <C extends Record> String digest(AgentSpec<C> spec, Environment environment) {
    try (Agent agent = spec.provider().create(spec.options(), environment, RandomKey.root(1))) {
      var weights = agent.learner().orElseThrow().weights();
      byte[] graph =
          new AgentGraphs().encode(spec.options(), environment.space(), weights).orElseThrow();
      return Digest.of(graph).substring(0, 16);
    }
  }
}
