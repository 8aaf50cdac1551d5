package dev.recsim.experiment.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.experiment.Plan;
import dev.recsim.experiment.PlannedTrial;
import dev.recsim.experimentfile.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParcelBytesTest {
  private static final String MATRIX = "0.1,0.9\n0.8,0.2\n";

  @TempDir Path home;
  @TempDir Path elsewhere;

  @ParameterizedTest
  @ValueSource(strings = {"../data/matrix.csv", "../../%s/data/matrix.csv"})
  void anExperimentWithFilesIsTheSameElsewhere(String matrix) throws Exception {
    ExperimentSpec spec = spec(matrix.formatted(home.getFileName()));
    byte[] bytes = Parcel.of(spec).encode();
    Files.delete(home.resolve("data/matrix.csv"));

    ExperimentSpec unpacked = Parcel.decode(bytes).unpack(elsewhere.resolve("new"));

    assertThat(unpacked.resolved()).isEqualTo(spec.resolved());
    assertThat(fingerprints(unpacked)).hasSize(4).isEqualTo(fingerprints(spec));
    assertThat(unpacked.file()).startsWith(elsewhere);
    assertThat(elsewhere.toFile().list()).as("nothing outside its home").containsExactly("new");
  }

  @Test
  void filesWithAnAbsolutePathStayWhereTheyAre() throws Exception {
    Path matrix = home.resolve("data/matrix.csv").toAbsolutePath();
    Parcel parcel = Parcel.of(spec(matrix.toString()));
    assertThat(parcel.files()).isEmpty();
    ExperimentSpec unpacked = Parcel.decode(parcel.encode()).unpack(elsewhere.resolve("new"));
    assertThat(unpacked.files()).containsOnlyKeys(matrix.toString());
  }

  @Test
  void aFileThatIsGoneIsAnError() throws Exception {
    ExperimentSpec spec = spec("../data/matrix.csv");
    Files.delete(home.resolve("data/matrix.csv"));
    assertThatThrownBy(() -> Parcel.of(spec))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("matrix.csv");
  }

  @Test
  void aParcelThatIsCutOffIsAnError() throws Exception {
    byte[] bytes = Parcel.of(spec("../data/matrix.csv")).encode();
    for (int length = 0; length < bytes.length; length++) {
      byte[] start = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Parcel.decode(start))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  private ExperimentSpec spec(String matrix) throws Exception {
    Files.createDirectories(home.resolve("data"));
    Files.writeString(home.resolve("data/matrix.csv"), MATRIX);
    return Experiments.read(
        home,
        """
        environment: {type: transition_matrix, acceptance: {file: '%s'}}
        agents: {random: {type: random}, optimal: {type: optimal}}
        evaluation: {sessions: 5}
        trials: {seeds: 3..4}
        """
            .formatted(matrix));
  }

  private static List<String> fingerprints(ExperimentSpec spec) {
    return Plan.of(spec).trials().stream().map(PlannedTrial::fingerprint).toList();
  }
}
