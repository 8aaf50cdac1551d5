package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Slate;
import dev.recsim.app.BaselineOperation;
import dev.recsim.app.ExportOperation;
import dev.recsim.app.ExportOperation.Format;
import dev.recsim.app.Listener;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.Workspace;
import dev.recsim.app.promote.PromoteOperation;
import dev.recsim.app.promote.VerifyOperation;
import dev.recsim.baseline.Check;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.policy.Manifest;
import dev.recsim.policy.Manifest.Documents;
import dev.recsim.policy.Manifest.Rule;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs say where they came from, and agents that run them are promoted with their files. */
@Tag("slow")
class PromotedModelTest {
  private static final String LEARNER =
      """
      environment: {type: interest_exploration, candidates: 10, slate_size: 2, max_session_length: 20}
      agents:
        learner: {type: ppo, hidden: [8], engine: java}
      training: {warmup_sessions: 10, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  private static final String PYTHON = "/usr/bin/python3";
  private static final String METADATA =
      """
      import onnx, sys
      model = onnx.load(sys.argv[1])
      onnx.checker.check_model(model, full_check=True)
      print(model.producer_name, model.producer_version)
      print(model.doc_string)
      for each in model.metadata_props:
          print(each.key + "=" + each.value)
      """;

  @TempDir Path folder;

  private ExperimentSpec spec(String name, String experiment) throws Exception {
    Path experiments = Files.createDirectories(folder.resolve("experiments"));
    return ExperimentReader.read(
        Files.writeString(experiments.resolve(name + ".yaml"), experiment));
  }

  private Workspace workspace() {
    return new Workspace(folder.resolve("reports"), Check.ALPHA, new Listener() {});
  }

  private Path promoted(ExperimentSpec spec) throws Exception {
    try (TrialExecutor executor = new LocalExecutor(1, Optional.empty())) {
      new RunOperation(workspace())
          .run(List.of(spec), new RunOptions(false, false, false, 1), executor);
    }
    new BaselineOperation(workspace(), Set.of()).record(List.of(spec));
    return new PromoteOperation(workspace(), folder.resolve("promoted"), Rule.MEDIAN, true)
        .promote(spec, List.of(), "learner")
        .folder();
  }

  @Test
  void agentsAreServedByTheFilesOfTheirModel() throws Exception {
    ExperimentSpec learner = spec("learners", LEARNER);
    Path from = promoted(learner);
    Manifest trained = PromotedPolicy.read(from).manifest();
    Path models = Files.createDirectories(folder.resolve("models"));
    Files.copy(from.resolve(trained.members().get(0).onnx()), models.resolve("it.onnx"));
    ExperimentSpec spec =
        spec(
            "models",
            LEARNER.replace(
                "{type: ppo, hidden: [8], engine: java}",
                "{type: epsilon_greedy, base: {type: onnx, model: ../models/it.onnx}}"));

    Path to = promoted(spec);

    Files.delete(models.resolve("it.onnx"));
    PromotedPolicy read = PromotedPolicy.read(to);
    Manifest manifest = read.manifest();
    assertThat(manifest.files()).containsOnlyKeys("agent/it.onnx", "experiment.yaml");
    assertThat(manifest.options().toString()).contains("model=agent/it.onnx");
    assertThat(manifest.documents()).isEqualTo(Documents.CANDIDATES);
    try (Agent agent = read.agent(0)) {
      for (int i = 0; i < 20; i++) {
        Observation seen = Environments.of(learner).open(RandomKey.root(i)).start();
        Slate slate = agent.greedy().recommend(seen, RandomKey.root(i));
        assertThat(PromotedPolicy.read(from).policy(0).recommend(seen, RandomKey.root(i)))
            .isEqualTo(slate);
      }
    }
    Files.write(
        to.resolve("agent/it.onnx"), new byte[] {0x32, 0}, java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(() -> PromotedPolicy.read(to))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("agent/it.onnx has changed since");
  }

  @Test
  void modelsAreVerified() throws Exception {
    Path models = Files.createDirectories(folder.resolve("models"));
    Files.write(models.resolve("it.onnx"), Case.ALL.get(9).train(100).onnx());
    promoted(
        spec(
            "models",
            LEARNER.replace(
                "{type: ppo, hidden: [8], engine: java}",
                "{type: onnx, model: ../models/it.onnx}")));
    assertThat(
            new VerifyOperation(folder.resolve("experiments"), folder.resolve("promoted")).verify())
        .hasSize(1);
  }

  @Test
  void graphsSayWhereTheyCameFrom() throws Exception {
    ExperimentSpec spec = spec("learners", LEARNER);
    Path promoted = promoted(spec);
    Manifest manifest = PromotedPolicy.read(promoted).manifest();
    int seed = manifest.members().get(0).seed();
    Path exported =
        new ExportOperation(workspace())
            .export(
                List.of(spec),
                Optional.of("learner-seed-" + seed),
                folder.resolve("export"),
                Format.ONNX)
            .get(0);
    assertThat(promoted.resolve("policy-seed-" + seed + ".onnx"))
        .hasBinaryContent(Files.readAllBytes(exported));
    Interpreter.require("onnx");
    Manifest.SeedScore score = manifest.scores().get(seed);

    List<String> lines = run(METADATA, exported).lines().toList();

    // Of jars the version is known.
    String version = manifest.provenance().version();
    assertThat(lines)
        .startsWith(
            "recsim " + version,
            "Greedy policy of agent learner, seed %s, of experiment learners.".formatted(seed))
        .contains(
            "recsim.experiment=learners",
            "recsim.agent=learner",
            "recsim.seed=" + seed,
            "recsim.version=" + version,
            "recsim.user_features=" + String.join(",", manifest.space().userFeatures()),
            "recsim.document_features=" + String.join(",", manifest.space().documentFeatures()));
    assertThat(value(lines, "recsim.score=")).isEqualTo(score.score());
    assertThat(value(lines, "recsim.score_low=")).isEqualTo(score.low());
    assertThat(value(lines, "recsim.score_high=")).isEqualTo(score.high());
  }

  private static double value(List<String> lines, String key) {
    return lines.stream()
        .filter(it -> it.startsWith(key))
        .mapToDouble(it -> Double.parseDouble(it.substring(key.length())))
        .findFirst()
        .orElseThrow();
  }

  private String run(String script, Path file) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return "there is no " + PYTHON;
    }
    Path out = folder.resolve("out.txt");
    Process python =
        new ProcessBuilder(PYTHON, "-c", script, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(python.waitFor(5, TimeUnit.MINUTES)).as("python ends").isTrue();
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
