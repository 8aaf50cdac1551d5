package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsSnapshotTest {
  @Test
  void whatWasWrittenIsReadToTheBit() {
    for (ExperimentResults results :
        List.of(Fixtures.notebook("t"), Fixtures.simulated(), Fixtures.large())) {
      Snapshot read = ResultsSnapshot.parse(ResultsJson.render(results));
      assertThat(read.experiment()).isEqualTo(results.name());
      assertThat(read.fingerprint()).isEqualTo(results.fingerprint());
      assertThat(read.resolved()).isEqualTo(results.resolved());
      assertThat(read.files()).isEqualTo(results.files()).isNotEmpty();
      assertThat(read.agents()).hasSameSizeAs(results.agents());
      for (int i = 0; i < read.agents().size(); i++) {
        var agent = results.agents().get(i);
        assertSame(
            read.agents().get(i),
            AgentScores.of(agent.name(), agent.type(), false, agent.trials()));
      }
    }
  }

  /** Curves are written to 12 digits, all else in full. */
  private static void assertSame(AgentScores read, AgentScores written) {
    assertThat(read).usingRecursiveComparison().ignoringFields("curve").isEqualTo(written);
    assertThat(read.curve()).hasSameSizeAs(written.curve());
    for (int i = 0; i < read.curve().size(); i++) {
      CurvePoint point = written.curve().get(i);
      assertThat(read.curve().get(i).epoch()).isEqualTo(point.epoch());
      assertThat(read.curve().get(i).envSteps()).isEqualTo(point.envSteps());
      assertThat(read.curve().get(i).mean()).isCloseTo(point.mean(), Offset.offset(1e-10));
    }
  }

  @Test
  void optimumIsNullWhereTheWorldIsNotFinite() {
    assertThat(ResultsSnapshot.parse(ResultsJson.render(Fixtures.simulated())).optimum()).isNull();
    assertThat(ResultsSnapshot.parse(ResultsJson.render(Fixtures.notebook("t"))).optimum())
        .isCloseTo(Fixtures.OPTIMUM, Offset.offset(1e-10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{'|is damaged",
        "'[] []'|is damaged",
        "'null'|is not a results.json",
        "'{\"schema_version\": 2}'|is not a results.json of schema_version 1",
        "'{\"schema_version\": 1}'|has no files",
      })
  void whatCannotBeReadSaysWhatToDo(String json, String problem) {
    assertThatThrownBy(() -> ResultsSnapshot.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem)
        .hasMessageEndingWith("; recsim:report writes it anew from the stored trials");
  }

  @Test
  void resultsOfAnEarlierRecsimAreToldApart() {
    String json = ResultsJson.render(Fixtures.notebook("t")).replaceAll("\"score\": [^,]*, ", "");
    assertThatThrownBy(() -> ResultsSnapshot.parse(json)).hasMessageStartingWith("has no score");
  }

  @Test
  void trialWithoutAFiniteScoreHasFailed() {
    String json = ResultsJson.render(Fixtures.notebook("t"));
    for (String score : List.of("null", "1e999", "{}")) {
      AgentScores agent =
          ResultsSnapshot.parse(json.replaceFirst("\"score\": [^,]*", "\"score\": " + score))
              .agents()
              .get(0);
      assertThat(agent.seeds()).doesNotContain(0).hasSize(19);
      assertThat(agent.failed()).containsEntry(0, "no score");
    }
  }
}
