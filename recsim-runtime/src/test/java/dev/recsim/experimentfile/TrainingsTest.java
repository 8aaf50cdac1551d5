package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.Training;
import dev.recsim.trial.schedule.TrainingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingsTest {
  @TempDir Path folder;

  @Test
  void boundsAreOfAutomaticTrainingAndOtherKeysOfASchedule() throws Exception {
    assertThat(training("", "")).isEqualTo(AutoTraining.DEFAULTS);
    assertThat(training("training: auto", "")).isEqualTo(AutoTraining.DEFAULTS);
    assertThat(training("training: {env_steps: 5000}", ""))
        .isEqualTo(new AutoTraining(5_000L, null));
    assertThat(((Training) training("training: {epochs: 7}", "")).epochs()).isEqualTo(7);
  }

  @Test
  void agentsOwnKeysAreMergedOverTheSameKindOnly() throws Exception {
    assertThat(training("training: {env_steps: 5000}", ", training: {updates: 9}"))
        .isEqualTo(new AutoTraining(5_000L, 9));
    assertThat(training("training: {epochs: 7}", ", training: auto"))
        .isEqualTo(AutoTraining.DEFAULTS);
    assertThat(training("training: {epochs: 7}", ", training: {updates: 9}"))
        .isEqualTo(new AutoTraining(null, 9));
    assertThat(((Training) training("training: auto", ", training: {epochs: 7}")).batchSize())
        .isEqualTo(Training.DEFAULTS.batchSize());
    assertThat(training("training: {env_steps: 5000}", ", training: {}"))
        .isEqualTo(new AutoTraining(5_000L, null));
  }

  @Test
  void trainingIsWrittenAsItIsRead() throws Exception {
    for (String text : List.of("training: auto", "training:\n  env_steps: 5000\n")) {
      assertThat(spec(text, "").resolved()).contains(text);
    }
  }

  @Test
  void mixturesAndUnknownValuesAreRefused() {
    assertThatThrownBy(() -> training("training: {env_steps: 5000, epochs: 7}", ""))
        .hasMessageContaining(":3:11: training has env_steps or updates")
        .hasMessageContaining("keep the bounds or the others");
    assertThatThrownBy(() -> training("training: automatic", ""))
        .hasMessageContaining(":3:11: training must be auto or a mapping");
    assertThatThrownBy(() -> training("training: {env_steps: 5}", ""))
        .hasMessageContaining("env_steps must be between 1000 and");
    assertThatThrownBy(() -> training("training: {env_step: 5000}", ""))
        .hasMessageContaining("unknown key \"env_step\", did you mean \"env_steps\"?");
  }

  private TrainingMode training(String ofAll, String own) throws Exception {
    return spec(ofAll, own).agents().get(0).training();
  }

  private ExperimentSpec spec(String ofAll, String own) throws Exception {
    String yaml =
        "environment: {type: six_states}\nagents: {a: {type: tabular_q%s}}\n%s\n"
            .formatted(own, ofAll);
    return ExperimentReader.read(Files.writeString(folder.resolve("experiment.yaml"), yaml));
  }
}
