package dev.recsim.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.agent.layer.EpsilonGreedyProvider;
import dev.recsim.agent.layer.FixedLengthHistoryProvider;
import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.slateq.SlateQ;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SavedPolicyTest {
  private static final ActorCritic PROVIDER = new ActorCritic();
  private static final Training SHORT = new Training(300, 1, 200, 32, 1, 0, Keep.LAST, 0);

  @TempDir Path folder;

  private final TransitionMatrixProvider environments = new TransitionMatrixProvider();
  private final Environment environment =
      environments.create(environments.defaults(), Path.of("."));

  @Test
  void savedPoliciesActInEveryStateAsTheAgentDid() throws IOException {
    Completed trial = trained();
    Path safetensors = save(trial, options("java"));

    assertThat(Arrays.stream(trial.greedyActions()).distinct().count())
        .as("different documents, so that a mix-up of states shows")
        .isGreaterThan(2);
    assertThat(actions(SavedPolicy.load(safetensors))).isEqualTo(trial.greedyActions());
  }

  /** Random slates around a bandit around which there are random slates: two parts in parts. */
  @Test
  void policiesOfAgentsInsideLayersAreLoaded() throws IOException {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    Environment environment = environments.create(environments.defaults(), Path.of("."));
    EpsilonGreedyProvider agents = new EpsilonGreedyProvider();
    Ucb1Provider bandit = new Ucb1Provider();
    EpsilonGreedyProvider.Options inside =
        new EpsilonGreedyProvider.Options(new Part<>(bandit, bandit.defaults()), .1, .3);
    EpsilonGreedyProvider.Options options =
        new EpsilonGreedyProvider.Options(new Part<>(agents, inside), .1, .2);
    try (Agent agent = agents.create(options, environment, RandomKey.root(1))) {
      Weights weights = agent.learner().orElseThrow().weights();
      Path file = folder.resolve("layers.safetensors");
      SortedMap<String, String> metadata =
          SavedPolicy.metadata(agents, options, environment.space());
      Files.write(file, new Safetensors(metadata, weights).encode());
      for (Policy loaded : List.of(SavedPolicy.load(file), SavedPolicy.load(file, environment))) {
        for (int i = 0; i < 200; i++) {
          Observation seen = new Observation(i % 10);
          assertThat(loaded.recommend(seen, RandomKey.root(i)))
              .isEqualTo(agent.greedy().recommend(seen, RandomKey.root(i)));
        }
      }
      metadata.put("options", metadata.get("options").replace("ucb1", "ucb7"));
      Files.write(file, new Safetensors(metadata, weights).encode());
      assertThatThrownBy(() -> SavedPolicy.load(file))
          .isInstanceOf(InvalidFile.class)
          .hasMessageContaining("ucb7");
    }
  }

  /** Its slates depend on how users choose, which only the environment knows. */
  @Test
  void policiesOfSlatesNeedTheEnvironment() throws IOException {
    InterestEvolutionEnvironmentProvider provider = new InterestEvolutionEnvironmentProvider();
    Environment slates = provider.create(provider.defaults(), Path.of("."));
    SlateQ agents = new SlateQ();
    try (Agent agent = agents.create(agents.defaults(), slates, RandomKey.root(1))) {
      Weights weights = agent.learner().orElseThrow().weights();
      Path file = folder.resolve("slate_q.safetensors");
      SortedMap<String, String> metadata =
          SavedPolicy.metadata(agents, agents.defaults(), slates.space());
      Files.write(file, new Safetensors(metadata, weights).encode());
      Policy loaded = SavedPolicy.load(file, slates);
      for (int i = 0; i < 20; i++) {
        Observation seen = slates.open(RandomKey.root(i)).start();
        assertThat(loaded.recommend(seen, RandomKey.root(0)))
            .isEqualTo(agent.greedy().recommend(seen, RandomKey.root(0)));
      }
      assertThatThrownBy(() -> SavedPolicy.load(file))
          .isInstanceOf(InvalidFile.class)
          .hasMessageContaining("SavedPolicy.load(path, environment)");
      metadata =
          SavedPolicy.metadata(
              agents, agents.defaults(), slates.space(), new Part<>(provider, provider.defaults()));
      metadata.replace("environment", metadata.get("environment").replace("evolution", "drift"));
      assertRefused(
          metadata,
          weights,
          "its environment cannot be created (no part of type interest_drift is on the class path)");
    }
  }

  @Test
  void policiesThatRememberTheSessionNeedTheirPerception() throws IOException {
    FixedLengthHistoryProvider agents = new FixedLengthHistoryProvider();
    Ucb1Provider bandit = new Ucb1Provider();
    FixedLengthHistoryProvider.Options options =
        new FixedLengthHistoryProvider.Options(
            new Part<>(bandit, bandit.defaults()), 2, true, true, false);
    try (Agent agent = agents.create(options, environment, RandomKey.root(1))) {
      Weights weights = agent.learner().orElseThrow().weights();
      Path file = folder.resolve("history.safetensors");
      SortedMap<String, String> metadata =
          SavedPolicy.metadata(
              agents,
              options,
              environment.space(),
              new Part<>(environments, environments.defaults()));
      Files.write(file, new Safetensors(metadata, weights).encode());
      Policy policy = SavedPolicy.load(file);
      assertThatThrownBy(() -> policy.recommend(new Observation(3), RandomKey.root(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("SavedPolicy.loadAgent(path)");
      try (Agent loaded = SavedPolicy.loadAgent(file)) {
        Observation seen = loaded.perception().first(new Observation(3));
        assertThat(policy.recommend(seen, RandomKey.root(0)))
            .isEqualTo(loaded.greedy().recommend(seen, RandomKey.root(0)));
      }
    }
  }

  @Test
  void agentsWithoutAFileSayWhy() {
    assertThatThrownBy(() -> SavedPolicy.load(folder.resolve("optimal-seed-0.safetensors")))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("a run saves the policies of agents that learn; create others");
  }

  @Test
  void optionsThatCannotBeReadSayWhichAndWhy() throws IOException {
    Weights none = Weights.of(Map.of());
    SortedMap<String, String> metadata =
        SavedPolicy.metadata(PROVIDER, PROVIDER.defaults(), environment.space());
    String json = metadata.get("options");
    assertRefused(with(metadata, "options", "[1]"), none, "the text must be an object");
    assertRefused(with(metadata, "options", json + "1"), none, "it goes on after its end");
    assertRefused(with(metadata, "options", json.substring(9)), none, "is not JSON: Unexpected");
    for (String[] it :
        new String[][] {
          {"\"random_candidates\":5", "\"random_candidate\":5", "random_candidate is unknown"},
          {"\"random_candidates\":5,", "", "random_candidates is missing"},
          {"\"random_candidates\":5", "\"random_candidates\":5.5", "a whole number in range"},
          {"\"random_candidates\":5", "\"random_candidates\":\"5\"", "must be a number, not 5"},
          {"[64,64]", "[64,null,64.5]", "hidden[2] must be a whole number in range, not 64.5"},
          {"[64,64]", "64", "hidden must be a list, not 64"},
          {
            "\"tau\":{\"start\"",
            "\"tau\":{\"begin\"",
            "tau.begin is unknown, there are [start, end"
          },
          {"\"engine\":\"auto\"", "\"engine\":\"gpu\"", "engine must be one of [auto, java, dl4j]"},
        }) {
      assertThat(json).contains(it[0]);
      String wrong = json.replace(it[0], it[1]);
      assertRefused(
          with(metadata, "options", wrong), none, "it has no readable ActorCriticOptions: ");
      assertRefused(with(metadata, "options", wrong), none, it[2]);
    }
  }

  @Test
  void optionsReadBackEqualAndLookAsInYaml() {
    ActorCriticOptions options = options("dl4j");
    String json = SavedPolicy.metadata(PROVIDER, options, environment.space()).get("options");
    assertThat(OptionsJson.read(json, ActorCriticOptions.class)).isEqualTo(options);
    assertThat(json)
        .contains("\"hidden\":[64,32]", "\"random_candidates\":5", "\"neighbours\":\"normalized\"")
        .contains("\"tau\":{\"start\":0.02,\"end\":");
  }

  @Test
  void filesThatCannotActSayWhatIsWrong() throws IOException {
    Completed trial = trained();
    Weights weights = trial.weights().orElseThrow();
    SortedMap<String, String> metadata =
        SavedPolicy.metadata(PROVIDER, options("java"), environment.space());
    assertRefused(with(metadata, "type", null), weights, "its metadata lacks \"type\"");
    assertRefused(with(metadata, "type", "psychic"), weights, "no agent of type psychic");
    assertRefused(
        with(with(metadata, "type", "random"), "options", "{}"), weights, "have no weights");
    assertRefused(with(metadata, "options", "{\"top_k\":0}"), weights, "ActorCriticOptions");
    String noNeighbours =
        metadata.get("options").replace("\"random_candidates\":5", "\"random_candidates\":-1");
    assertRefused(
        with(metadata, "options", noNeighbours),
        weights,
        "must be between 0 and 10000000, but is -1");
    assertRefused(with(metadata, "space", "{}"), weights, "Space");
    SortedMap<String, String> larger =
        with(
            metadata,
            "space",
            "{\"documents\":11,\"slate_size\":1,\"states\":11,\"embedding_size\":4,\"topics\":0}");
    assertRefused(larger, weights, "embeddings has shape [10, 16], not [11, 16]");
  }

  @Test
  void foldersThatAreNoExportSayWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> SavedPolicy.load(folder)).isInstanceOf(InvalidFile.class);
    Path safetensors = save(trained(), options("java"));
    assertThatThrownBy(() -> SavedPolicy.export(safetensors, "onnx", folder.resolve("onnx")))
        .hasMessageContaining("no format onnx");
    Files.writeString(folder.resolve("policy.json"), "[]");
    assertThatThrownBy(() -> SavedPolicy.load(folder))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("policy.json");
  }

  private void assertRefused(SortedMap<String, String> metadata, Weights weights, String message)
      throws IOException {
    Path file = folder.resolve("wrong.safetensors");
    Files.write(file, new Safetensors(metadata, weights).encode());
    assertThatThrownBy(() -> SavedPolicy.load(file))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  private static SortedMap<String, String> with(
      SortedMap<String, String> metadata, String key, String value) {
    SortedMap<String, String> changed = new TreeMap<>(metadata);
    changed.remove(key);
    if (value != null) {
      changed.put(key, value);
    }
    return changed;
  }

  private static ActorCriticOptions options(String engine) {
    String json =
        OptionsJson.write(PROVIDER.defaults())
            .replace("[64,64]", "[64,32]")
            .replace("\"auto\"", '"' + engine + '"');
    return OptionsJson.read(json, ActorCriticOptions.class);
  }

  private Completed trained() {
    return (Completed)
        new Trial(
                new TrialId("actor_critic", 0),
                RandomKey.root(42),
                "transition_matrix",
                environment,
                (environment, key) -> PROVIDER.create(options("java"), environment, key),
                SHORT,
                new Evaluation(1))
            .run();
  }

  private Path save(Completed trial, ActorCriticOptions options) throws IOException {
    Map<String, String> metadata = SavedPolicy.metadata(PROVIDER, options, environment.space());
    return Files.write(
        folder.resolve("actor_critic-seed-0.safetensors"),
        new Safetensors(new TreeMap<>(metadata), trial.weights().orElseThrow()).encode());
  }

  static int[] actions(Policy policy) {
    return IntStream.range(0, 10)
        .map(state -> policy.recommend(new Observation(state), RandomKey.root(0)).document(0))
        .toArray();
  }
}
