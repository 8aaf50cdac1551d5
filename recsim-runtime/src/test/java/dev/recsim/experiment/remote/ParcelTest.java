package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An experiment that is read elsewhere is the same one. */
class ParcelTest {
  private static final String YAML =
      """
      title: "Two: environments"
      environment: {type: transition_matrix, doc_num: 2, emb_size: 4}
      environments:
        own: {acceptance: {file: matrix.csv}}
        shared: {acceptance: {file: ../data/matrix.csv}}
      metrics: {good: {type: reward_reached, reward: 3}}
      agents:
        a: {type: actor_critic, training: {epochs: 3}}
        b: {type: epsilon_greedy, base: {type: random}}
      sweep: {agents.a.gamma: [0.5, 0.9]}
      claims: [{a: {beats: b}}]
      """;

  @TempDir private Path folder;

  @Test
  void experimentReadElsewhereHasTheSameTextAndTheSameFingerprints() throws Exception {
    Path home = Files.createDirectories(folder.resolve("experiments/papers"));
    Files.writeString(home.resolve("matrix.csv"), "0.5,0.5\n0.25,0.75\n");
    Files.createDirectories(folder.resolve("experiments/data"));
    Files.writeString(folder.resolve("experiments/data/matrix.csv"), "0.1,0.1\n0.2,0.2\n");
    Path file = Files.writeString(home.resolve("x.yaml"), YAML);

    List<ExperimentSpec> specs =
        ExperimentReader.read(folder.resolve("experiments"), file, List.of());
    assertThat(specs).hasSize(2);
    for (ExperimentSpec spec : specs) {
      byte[] bytes = Parcel.of(spec).encode();
      ExperimentSpec elsewhere =
          Parcel.decode(bytes).unpack(folder.resolve("elsewhere/" + spec.name()));

      assertThat(elsewhere.resolved()).isEqualTo(spec.resolved());
      assertThat(elsewhere.fingerprint()).isEqualTo(spec.fingerprint());
      assertThat(elsewhere.files()).isEqualTo(spec.files()).hasSize(1);
      assertThat(elsewhere.claims()).hasSameSizeAs(spec.claims());
      assertThat(elsewhere.agents())
          .extracting(ExperimentSpec.AgentSpec::fingerprint)
          .isEqualTo(spec.agents().stream().map(ExperimentSpec.AgentSpec::fingerprint).toList());
    }
  }
}
