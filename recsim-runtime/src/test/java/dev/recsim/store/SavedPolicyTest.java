package dev.recsim.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.agent.bandit.Ucb1Provider;
import dev.recsim.agent.layer.EpsilonGreedyProvider;
import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidFile;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.interest.InterestEvolutionWorldProvider;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.actorcritic.ActorCriticProvider;
import dev.recsim.learn.slate.SlateQProvider;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Keep;
import dev.recsim.trial.Training;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SavedPolicyTest {
  private static final ActorCriticProvider PROVIDER = new ActorCriticProvider();
  private static final Training SHORT = new Training(300, 1, 200, 32, 1, 0, Keep.LAST, 0);

  @TempDir Path folder;

  private final TransitionMatrixProvider worlds = new TransitionMatrixProvider();
  private final Environment world = worlds.create(worlds.defaults(), Path.of("."));

  @ParameterizedTest
  @ValueSource(strings = {"java", "dl4j"})
  void savedPoliciesActInEveryStateAsTheAgentDid(String engine) throws IOException {
    Completed trial = trained(engine);
    Path safetensors = save(trial, options(engine));
    Path archive = folder.resolve("dl4j");
    SavedPolicy.export(safetensors, "dl4j", archive);

    assertThat(Arrays.stream(trial.greedyActions()).distinct().count())
        .as("different documents, so that a mix-up of states shows")
        .isGreaterThan(2);
    assertThat(actions(SavedPolicy.load(safetensors))).isEqualTo(trial.greedyActions());
    assertThat(actions(SavedPolicy.load(archive))).isEqualTo(trial.greedyActions());
    assertThat(actionsByDl4jAlone(archive)).isEqualTo(trial.greedyActions());
  }

  @Test
  void exportsKeepTheWeightsToTheBit() throws IOException {
    Completed trial = trained("java");
    Path archive = folder.resolve("dl4j");
    SavedPolicy.export(save(trial, options("java")), "dl4j", archive);
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String name : List.of("actor.zip", "critic.zip", "embeddings.zip")) {
      files.put(name, Files.readAllBytes(archive.resolve(name)));
    }
    Weights decoded = new dev.recsim.nn.Dl4jFormat().decode(files);
    assertThat(decoded).isEqualTo(trial.weights().orElseThrow());
  }

  @Test
  void policiesOfTheJavaEngineActWithoutNd4jOnTheClassPath() throws Exception {
    Completed trial = trained("java");
    Path safetensors = save(trial, options("java"));
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(pathSeparator())))
            .filter(entry -> !entry.matches(".*(nd4j|deeplearning4j|bytedeco).*"))
            .collect(Collectors.joining(pathSeparator()));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-cp", classPath, Recommendations.class.getName(), safetensors.toString())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said.strip()).isEqualTo("no ND4J " + Arrays.toString(trial.greedyActions()));
    }
  }

  /** Random slates around a bandit around which there are random slates: two parts in parts. */
  @Test
  void policiesOfAgentsInsideLayersAreLoaded() throws IOException {
    TransitionMatrixProvider worlds = new TransitionMatrixProvider();
    Environment world = worlds.create(worlds.defaults(), Path.of("."));
    EpsilonGreedyProvider agents = new EpsilonGreedyProvider();
    Ucb1Provider bandit = new Ucb1Provider();
    EpsilonGreedyProvider.Options inside =
        new EpsilonGreedyProvider.Options(new Part<>(bandit, bandit.defaults()), .1, .3);
    EpsilonGreedyProvider.Options options =
        new EpsilonGreedyProvider.Options(new Part<>(agents, inside), .1, .2);
    try (Agent agent = agents.create(options, world, RandomKey.root(1))) {
      Weights weights = agent.learner().orElseThrow().weights();
      Path file = folder.resolve("layers.safetensors");
      SortedMap<String, String> metadata = SavedPolicy.metadata(agents, options, world.space());
      Files.write(file, new Safetensors(metadata, weights).encode());
      for (Policy loaded : List.of(SavedPolicy.load(file), SavedPolicy.load(file, world))) {
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

  /** Its slates depend on how users choose, which only the world knows. */
  @Test
  void policiesOfSlatesAreLoadedWithTheWorld() throws IOException {
    InterestEvolutionWorldProvider provider = new InterestEvolutionWorldProvider();
    Environment slates = provider.create(provider.defaults(), Path.of("."));
    SlateQProvider agents = new SlateQProvider();
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
    }
  }

  @Test
  void optionsReadBackEqualAndLookAsInYaml() {
    ActorCriticOptions options = options("dl4j");
    String json = SavedPolicy.metadata(PROVIDER, options, world.space()).get("options");
    assertThat(Json.read(json, ActorCriticOptions.class)).isEqualTo(options);
    assertThat(json)
        .contains("\"hidden\":[64,32]", "\"top_k\":5", "\"neighbours\":\"normalized\"")
        .contains("\"random_document_probability\":{\"start\":1.0,\"end\":");
  }

  @Test
  void filesThatCannotActSayWhatIsWrong() throws IOException {
    Completed trial = trained("java");
    Weights weights = trial.weights().orElseThrow();
    SortedMap<String, String> metadata =
        SavedPolicy.metadata(PROVIDER, options("java"), world.space());
    assertRefused(with(metadata, "type", null), weights, "its metadata lacks \"type\"");
    assertRefused(with(metadata, "type", "psychic"), weights, "no agent of type psychic");
    assertRefused(
        with(with(metadata, "type", "random"), "options", "{}"), weights, "have no weights");
    assertRefused(with(metadata, "options", "{\"top_k\":0}"), weights, "ActorCriticOptions");
    String noNeighbours = metadata.get("options").replace("\"top_k\":5", "\"top_k\":0");
    assertRefused(with(metadata, "options", noNeighbours), weights, "must be between 1 and");
    assertRefused(with(metadata, "space", "{}"), weights, "Space");
    SortedMap<String, String> larger =
        with(
            metadata,
            "space",
            "{\"documents\":11,\"slate_size\":1,\"states\":11,\"embedding_size\":4,\"topics\":0}");
    assertRefused(larger, weights, "embeddings has shape [10, 4], not [11, 4]");
  }

  @Test
  void foldersThatAreNoExportSayWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> SavedPolicy.load(folder)).isInstanceOf(InvalidFile.class);
    Path safetensors = save(trained("java"), options("java"));
    assertThatThrownBy(() -> SavedPolicy.export(safetensors, "onnx", folder.resolve("onnx")))
        .hasMessageContaining("no format onnx");
    Path archive = folder.resolve("dl4j");
    SavedPolicy.export(safetensors, "dl4j", archive);
    Files.writeString(archive.resolve("critic.zip"), "garbled");
    assertThatThrownBy(() -> SavedPolicy.load(archive))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("critic.zip is not an archive");
    Files.delete(archive.resolve("critic.zip"));
    assertThatThrownBy(() -> SavedPolicy.load(archive)).isInstanceOf(InvalidFile.class);
    Files.writeString(archive.resolve("policy.json"), "[]");
    assertThatThrownBy(() -> SavedPolicy.load(archive))
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
        Json.write(PROVIDER.defaults())
            .replace("[64,64]", "[64,32]")
            .replace("\"auto\"", '"' + engine + '"');
    return Json.read(json, ActorCriticOptions.class);
  }

  private Completed trained(String engine) {
    return (Completed)
        new Trial(
                new TrialId("actor_critic", 0),
                RandomKey.root(42),
                "transition_matrix",
                world,
                (environment, key) -> PROVIDER.create(options(engine), environment, key),
                SHORT,
                new Evaluation(1))
            .run();
  }

  private Path save(Completed trial, ActorCriticOptions options) throws IOException {
    TrialStore store = new TrialStore(folder);
    store.save(trial, "fingerprint", SavedPolicy.metadata(PROVIDER, options, world.space()));
    return store.networks(trial.id());
  }

  private static String pathSeparator() {
    return System.getProperty("path.separator");
  }

  static int[] actions(Policy policy) {
    return IntStream.range(0, 10)
        .map(state -> policy.recommend(new Observation(state), RandomKey.root(0)).document(0))
        .toArray();
  }

  /** What somebody does who has the archives and DeepLearning4J, and nothing of ours. */
  private static int[] actionsByDl4jAlone(Path archive) throws IOException {
    MultiLayerNetwork actor = restored(archive, "actor");
    MultiLayerNetwork critic = restored(archive, "critic");
    MultiLayerNetwork table = restored(archive, "embeddings");
    INDArray vectors = table.output(Nd4j.arange(10).reshape(10, 1));
    INDArray units = vectors.divColumnVector(vectors.norm2(1));
    int[] actions = new int[10];
    for (int state = 0; state < 10; state++) {
      INDArray one = Nd4j.zeros(1, 10).putScalar(0, state, 1);
      INDArray near = units.mmul(Transforms.unitVec(actor.output(one)).transpose());
      List<Integer> nearest = new ArrayList<>(IntStream.range(0, 10).boxed().toList());
      nearest.sort(Comparator.comparing(document -> -near.getFloat(document)));
      actions[state] =
          nearest.subList(0, 5).stream()
              .max(
                  Comparator.comparing(
                      document ->
                          critic
                              .output(Nd4j.hstack(one, units.getRow(document, true)))
                              .getFloat(0)))
              .orElseThrow();
    }
    return actions;
  }

  private static MultiLayerNetwork restored(Path archive, String name) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(archive.resolve(name + ".zip").toFile());
  }

  /** A program that loads a policy and says what it shows in each state. */
  static final class Recommendations {
    private Recommendations() {}

    public static void main(String[] args) {
      String nd4j = "no ND4J";
      try {
        Class.forName("org.nd4j.linalg.factory.Nd4j");
        nd4j = "ND4J";
      } catch (ClassNotFoundException expected) {
        // As it should be.
      }
      Policy policy = SavedPolicy.load(Path.of(args[0]));
      System.out.println(nd4j + " " + Arrays.toString(actions(policy)));
    }
  }
}
