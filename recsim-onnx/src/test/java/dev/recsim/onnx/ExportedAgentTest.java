package dev.recsim.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.ExportOperation;
import dev.recsim.app.ExportOperation.Format;
import dev.recsim.app.Listener;
import dev.recsim.app.RunOperation;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.Workspace;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.Check;
import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.store.TrialStore;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported acts as an agent as the policy that was trained. */
@Tag("slow")
class ExportedAgentTest {
  private static final String LEARNERS =
      """
      environment: {type: transition_matrix, doc_num: 12}
      agents:
        learner: {type: actor_critic, hidden: [8], engine: java}
        table: {type: tabular_q}
      training: {warmup_sessions: 10, epochs: 1, updates_per_epoch: 5}
      evaluation: {sessions: 50}
      trials: {seeds: 0..0}
      """;

  private static final String EXPORTED =
      """
      environment: {type: transition_matrix, doc_num: 12}
      agents:
        learner: {type: epsilon_greedy, base: {type: onnx, model: ../models/it.onnx}}
      evaluation: {sessions: 50}
      trials: {seeds: 0..0}
      """;

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  private ExperimentSpec spec(String name, String experiment) throws Exception {
    Path experiments = Files.createDirectories(folder.resolve("experiments"));
    return ExperimentReader.read(
        Files.writeString(experiments.resolve(name + ".yaml"), experiment));
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

  private double[] run(ExperimentSpec spec) throws Exception {
    try (TrialExecutor executor = new LocalExecutor(1, Optional.empty())) {
      new RunOperation(workspace())
          .run(List.of(spec), new RunOptions(false, false, false, 1), executor);
    }
    var planned = Plan.of(spec).trials().get(0);
    Path trials = folder.resolve("reports").resolve(spec.name()).resolve("trials");
    var stored = new TrialStore(trials, 1).look(planned.trial().id(), planned.fingerprint());
    return ((Completed) ((dev.recsim.store.Stored.Sound) stored).result()).rewards();
  }

  private List<Path> export(ExperimentSpec spec, String trial, Format format) throws Exception {
    return new ExportOperation(workspace())
        .export(List.of(spec), Optional.ofNullable(trial), folder.resolve("export"), format);
  }

  @Test
  void exportedPolicyIsAnAgentWithTheSameRewards() throws Exception {
    ExperimentSpec learners = spec("learners", LEARNERS);
    double[] trained = run(learners);
    Path written = folder.resolve("export/learners/learner-seed-0.onnx");
    assertThat(export(learners, null, Format.ONNX)).containsExactly(written);
    assertThat(warnings)
        .containsExactly(
            "agent table of learners cannot be written as ONNX: agents of type tabular_q are not"
                + " computed by networks alone");
    byte[] bytes = Files.readAllBytes(written);
    export(learners, "learner-seed-0", Format.ONNX);
    assertThat(Files.readAllBytes(written)).isEqualTo(bytes);
    assertThatThrownBy(() -> export(learners, "table-seed-0", Format.ONNX))
        .isInstanceOf(UserError.class)
        .hasMessage(warnings.get(0));

    Path model = Files.createDirectories(folder.resolve("models")).resolve("it.onnx");
    Files.write(model, bytes);
    ExperimentSpec exported = spec("exported", EXPORTED);
    assertThat(run(exported)).isEqualTo(trained);
    assertThat(Files.readString(folder.resolve("reports/exported/trials/replay.json")))
        .as("its sessions are replayed")
        .contains("\"missing\":{}", "\"sessions\":[{\"number\":");

    // An empty field at the end changes the file and not the model.
    Files.write(model, new byte[] {0x32, 0}, java.nio.file.StandardOpenOption.APPEND);
    ExperimentSpec changed = spec("exported", EXPORTED);
    assertThat(changed.fingerprint()).isNotEqualTo(exported.fingerprint());
    assertThat(run(changed)).isEqualTo(trained);
  }
}
