package dev.recsim.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.app.ExportOperation;
import dev.recsim.app.ExportOperation.Format;
import dev.recsim.app.Listener;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.Workspace;
import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.Selection;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.Check;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.policy.Safetensors;
import dev.recsim.policy.SavedPolicy;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ExportOperationTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        learner: {type: actor_critic, hidden: [8], engine: java}
      training: {warmup_sessions: 10, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 2}
      trials: {seeds: 0..1}
      """;

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void writeExperiment() throws Exception {
    write(EXPERIMENT);
  }

  @Test
  void everyTrialWithNetworksIsExported() throws Exception {
    run();
    List<Path> written = export(Optional.empty());
    try (Stream<Path> all = Files.list(folder.resolve("export/small"))) {
      assertThat(all.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("learner-seed-0", "learner-seed-1");
    }
    assertThat(written).hasSize(2).allSatisfy(it -> assertThat(it).isNotEmptyDirectory());
    Path saved = folder.resolve("reports/small/trials/learner-seed-1.safetensors");
    assertThat(actions(SavedPolicy.load(folder.resolve("export/small/learner-seed-1"))))
        .isEqualTo(actions(SavedPolicy.load(saved)));
    assertThat(Safetensors.read(saved).metadata())
        .containsEntry("experiment", "small")
        .containsEntry("agent", "learner")
        .containsEntry("seed", "1")
        .containsEntry("engine", "java")
        .containsEntry("type", "actor_critic");
  }

  @Test
  void oneTrialCanBeChosen() throws Exception {
    run();
    assertThat(export(Optional.of("learner-seed-1")))
        .containsExactly(folder.resolve("export/small/learner-seed-1"));
    assertThat(folder.resolve("export/small/learner-seed-1")).isNotEmptyDirectory();
    assertThat(folder.resolve("export/small/learner-seed-0")).doesNotExist();
  }

  @Test
  void whatWasNotRunOrHasNoNetworksIsAnError() throws Exception {
    assertThatThrownBy(() -> export(Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no finished trial with networks in [small]");
    run();
    assertThatThrownBy(() -> export(Optional.of("random-seed-0")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no finished trial random-seed-0");
    write(EXPERIMENT.replace("[8]", "[9]"));
    assertThatThrownBy(() -> export(Optional.empty())).isInstanceOf(UserError.class);
  }

  @Test
  void damagedNetworksAreNamedAndTheOthersExported() throws Exception {
    run();
    Path trials = folder.resolve("reports/small/trials");
    Files.writeString(trials.resolve("learner-seed-0.safetensors"), "x");
    assertThat(export(Optional.empty()))
        .containsExactly(folder.resolve("export/small/learner-seed-1"));
    assertThat(warnings)
        .singleElement(STRING)
        .startsWith(trials.resolve("learner-seed-0.").toString())
        .endsWith("; recsim:run runs its trial again");
  }

  private void write(String experiment) throws Exception {
    Path experiments = Files.createDirectories(folder.resolve("experiments"));
    Files.writeString(experiments.resolve("small.yaml"), experiment);
  }

  private void run() throws Exception {
    try (TrialExecutor executor = new LocalExecutor(1, Optional.empty())) {
      new RunOperation(workspace()).run(specs(), new RunOptions(false, false, false, 1), executor);
    }
  }

  private List<Path> export(Optional<String> trial) throws Exception {
    return new ExportOperation(workspace())
        .export(specs(), trial, folder.resolve("export"), Format.DL4J);
  }

  private List<ExperimentSpec> specs() throws Exception {
    return new Experiments(folder.resolve("experiments"), Selection.of("*"), List.of()).select();
  }

  private Workspace workspace() {
    Listener listener =
        new Listener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        };
    return new Workspace(folder.resolve("reports"), Check.ALPHA, listener);
  }

  private static int[] actions(Policy policy) {
    return IntStream.range(0, 10)
        .map(state -> policy.recommend(new Observation(state), RandomKey.root(0)).document(0))
        .toArray();
  }
}
