package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.app.project.UserError;
import dev.recsim.random.RandomKey;
import dev.recsim.store.Safetensors;
import dev.recsim.store.SavedPolicy;
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
  private SmallProject project;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void writeExperiment() throws Exception {
    project = new SmallProject(folder).write("small", EXPERIMENT);
  }

  @Test
  void everyTrialWithNetworksIsExported() throws Exception {
    project.run("*");
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
    project.run("*");
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
    project.run("*");
    assertThatThrownBy(() -> export(Optional.of("random-seed-0")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no finished trial random-seed-0");
    project.write("small", EXPERIMENT.replace("[8]", "[9]"));
    assertThatThrownBy(() -> export(Optional.empty())).isInstanceOf(UserError.class);
  }

  @Test
  void damagedNetworksAreNamedAndTheOthersExported() throws Exception {
    project.run("*");
    Path trials = folder.resolve("reports/small/trials");
    Files.writeString(trials.resolve("learner-seed-0.safetensors"), "x");
    assertThat(export(Optional.empty()))
        .containsExactly(folder.resolve("export/small/learner-seed-1"));
    assertThat(warnings)
        .singleElement(STRING)
        .startsWith(trials.resolve("learner-seed-0.").toString())
        .endsWith("; recsim:run runs its trial again");
  }

  private List<Path> export(Optional<String> trial) throws Exception {
    Listener listener =
        new Listener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        };
    return new ExportOperation(project.workspace(listener))
        .export(project.select("*"), trial, folder.resolve("export"));
  }

  private static int[] actions(Policy policy) {
    return IntStream.range(0, 10)
        .map(state -> policy.recommend(new Observation(state), RandomKey.root(0)).document(0))
        .toArray();
  }
}
