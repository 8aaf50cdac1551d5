package dev.recsim.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Policy;
import dev.recsim.api.Weights;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.actorcritic.ActorCritic;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.policy.Safetensors;
import dev.recsim.policy.SavedPolicy;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Policies that are exported as archives of DeepLearning4J. */
@Tag("slow")
class ExportedPolicyTest {
  private static final ActorCritic PROVIDER = new ActorCritic();
  private static final Training SHORT = new Training(300, 1, 200, 32, 1, 0, Keep.LAST, 0);

  @TempDir Path folder;

  private final TransitionMatrixProvider environments = new TransitionMatrixProvider();
  private final Environment environment =
      environments.create(environments.defaults(), Path.of("."));

  @ParameterizedTest
  @EnumSource(
      value = EngineChoice.class,
      names = {"JAVA", "DL4J"})
  void exportedPoliciesActInEveryStateAsTheAgentDid(EngineChoice engine) throws IOException {
    Completed trial = trained(engine);
    Path archive = export(trial, engine);

    assertThat(Arrays.stream(trial.greedyActions()).distinct().count())
        .as("different documents, so that a mix-up of states shows")
        .isGreaterThan(2);
    assertThat(actions(SavedPolicy.load(archive))).isEqualTo(trial.greedyActions());
    assertThat(actionsByDl4jAlone(archive)).isEqualTo(trial.greedyActions());
  }

  @Test
  void exportsKeepTheWeightsToTheBit() throws IOException {
    Completed trial = trained(EngineChoice.JAVA);
    Path archive = export(trial, EngineChoice.JAVA);
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String name : List.of("actor.zip", "critic.zip", "embeddings.zip", "horizon.zip")) {
      files.put(name, Files.readAllBytes(archive.resolve(name)));
    }
    assertThat(new Dl4jFormat().decode(files)).isEqualTo(trial.weights().orElseThrow());
  }

  @Test
  void foldersThatAreNoExportSayWhatIsWrong() throws IOException {
    Path archive = export(trained(EngineChoice.JAVA), EngineChoice.JAVA);
    Files.writeString(archive.resolve("critic.zip"), "garbled");
    assertThatThrownBy(() -> SavedPolicy.load(archive))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("critic.zip is not an archive");
    Files.delete(archive.resolve("critic.zip"));
    assertThatThrownBy(() -> SavedPolicy.load(archive)).isInstanceOf(InvalidFile.class);
  }

  private Path export(Completed trial, EngineChoice engine) throws IOException {
    Path file = folder.resolve("policy.safetensors");
    SortedMap<String, String> metadata =
        SavedPolicy.metadata(PROVIDER, options(engine), environment.space());
    Weights weights = trial.weights().orElseThrow();
    Files.write(file, new Safetensors(metadata, weights).encode());
    Path archive = folder.resolve("dl4j");
    SavedPolicy.export(file, "dl4j", archive);
    return archive;
  }

  private Completed trained(EngineChoice engine) {
    return (Completed)
        new Trial(
                new TrialId("actor_critic", 0),
                RandomKey.root(42),
                "transition_matrix",
                environment,
                (perceived, key) -> PROVIDER.create(options(engine), perceived, key),
                SHORT,
                new Evaluation(1))
            .run();
  }

  private static ActorCriticOptions options(EngineChoice engine) {
    ActorCriticOptions narrow = Options.with(PROVIDER.defaults(), "hidden", List.of(64, 32));
    return Options.with(narrow, "engine", engine);
  }

  private static int[] actions(Policy policy) {
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
}
