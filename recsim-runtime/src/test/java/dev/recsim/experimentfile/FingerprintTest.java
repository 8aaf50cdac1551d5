package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  private static final String YAML =
      """
      name: pinned
      seed: 1
      environment:
        type: transition_matrix
        emb_size: 4
        p_exit_accepted: 0.1
        p_exit_not_accepted: 0.2
        acceptance: {file: matrix.csv}
        max_session_length: 1000
      agents:
        a: {type: random}
      training:
        warmup_sessions: 1
        epochs: 2
        updates_per_epoch: 3
        batch_size: 4
        sessions_per_update: 0.5
        validation_sessions: 6
        keep: last
        patience: 7
      evaluation: {sessions: 8}
      trials: {seeds: 0..2}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeMatrix() throws Exception {
    Files.writeString(folder.resolve("matrix.csv"), "0.5,0.5\n0.25,0.75\n");
  }

  /** Stored results are found by these: a change here makes everybody's runs start anew. */
  @Test
  void fingerprintsArePinned() throws Exception {
    assertThat(read(YAML).fingerprint())
        .isEqualTo("56f1d41ad5144c378c50081960b817f11f7dc0ca2dc2aaef1babb2e98627e2f4");
    assertThat(agent(read(YAML)))
        .isEqualTo("ca5ac6923904f4aa0b7efa181bd83352b134884e0d422933b0786cd6a452cca6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: pinned|name: other",
        "seed: 1|seed: 1\\ntitle: Other",
        "a: {type: random}|a: {type: random}\\n  b: {type: optimal}",
        "a: {type: random}|b: {type: optimal}\\n  a: {type: random}",
        "0..2|0..9"
      })
  void whatDoesNotTouchAnAgentsTrialsLeavesItsFingerprint(String from, String to) throws Exception {
    ExperimentSpec changed = read(changed(from, to));

    assertThat(agent(changed)).isEqualTo(agent(read(YAML)));
    assertThat(changed.fingerprint()).isNotEqualTo(read(YAML).fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed: 1|seed: 2",
        "emb_size: 4|emb_size: 5",
        "matrix.csv|./matrix.csv",
        "epochs: 2|epochs: 3",
        "keep: last|keep: best",
        "sessions: 8|sessions: 9",
        "{type: random}|{type: optimal}",
        "{type: random}|{type: random, training: {epochs: 9}}"
      })
  void whatTouchesAnAgentsTrialsChangesItsFingerprint(String from, String to) throws Exception {
    ExperimentSpec changed = read(changed(from, to));

    assertThat(agent(changed)).isNotEqualTo(agent(read(YAML)));
    assertThat(changed.fingerprint()).isNotEqualTo(read(YAML).fingerprint());
  }

  @Test
  void bytesOfAFileItNamesChangeBoth() throws Exception {
    ExperimentSpec before = read(YAML);
    Files.writeString(folder.resolve("matrix.csv"), "0.5,0.5\n0.25,0.76\n");
    ExperimentSpec after = read(YAML);

    assertThat(after.resolved()).isEqualTo(before.resolved());
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(agent(after)).isNotEqualTo(agent(before));
  }

  @Test
  void spellingCommentsAndOrderOfKeysDoNotMatter() throws Exception {
    ExperimentSpec spelled =
        read(
            changed("seed: 1\n", "")
                .replace("0.1", "1e-1")
                .replace("name", "# why\nseed: 1\nname"));

    assertThat(spelled.fingerprint()).isEqualTo(read(YAML).fingerprint());
  }

  private static String changed(String from, String to) {
    assertThat(YAML).contains(from);
    return YAML.replace(from, to.replace("\\n", "\n"));
  }

  private static String agent(ExperimentSpec spec) {
    return spec.agents().stream()
        .filter(agent -> agent.name().equals("a"))
        .findFirst()
        .orElseThrow()
        .fingerprint();
  }

  private ExperimentSpec read(String yaml) throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("x.yaml"), yaml));
  }
}
