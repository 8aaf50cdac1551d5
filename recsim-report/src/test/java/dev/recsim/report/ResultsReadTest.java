package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.CurvePoint;
import dev.recsim.report.results.Results;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsReadTest {
  @Test
  void whatWasWrittenIsReadToTheBit() {
    for (ExperimentResults results :
        List.of(Fixtures.notebook("t"), Fixtures.simulated(), Fixtures.large())) {
      Snapshot read = Results.read(new ResultsJson(results).results().json()).snapshot();
      assertThat(read.experiment()).isEqualTo(results.name());
      assertThat(read.fingerprint()).isEqualTo(results.identity().fingerprint());
      assertThat(read.resolved()).isEqualTo(results.identity().resolved());
      assertThat(read.files()).isEqualTo(results.identity().files()).isNotEmpty();
      assertThat(read.agents()).hasSameSizeAs(results.agents());
      for (int i = 0; i < read.agents().size(); i++) {
        var agent = results.agents().get(i);
        assertSame(
            read.agents().get(i),
            AgentScores.of(agent.name(), agent.type(), agent.oracle(), agent.trials()));
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
  void optimumIsNullWhereTheEnvironmentIsNotFinite() {
    assertThat(
            Results.read(new ResultsJson(Fixtures.simulated()).results().json())
                .snapshot()
                .optimum())
        .isNull();
    assertThat(
            Results.read(new ResultsJson(Fixtures.notebook("t")).results().json())
                .snapshot()
                .optimum())
        .isCloseTo(Fixtures.OPTIMUM, Offset.offset(1e-10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{'|is damaged",
        "'[] []'|is damaged",
        "'null'|is damaged",
        "'{}'|has no schema_version",
        "'{\"schema_version\": 2}'|is damaged",
        "'{\"schema_version\": 2, \"agents\": 7}'|is damaged",
      })
  void whatCannotBeReadSaysWhatToDo(String json, String problem) {
    assertThatThrownBy(() -> Results.read(json).snapshot())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem)
        .hasMessageEndingWith("; run mvn recsim:report to write it again");
  }

  @Test
  void recordsAreReadAsTheyWereWritten() {
    for (ExperimentResults results :
        List.of(Fixtures.notebook("t"), Measured.results(), Checked.regressed())) {
      Results records = new ResultsJson(results).results();
      assertThat(Results.read(records.json())).isEqualTo(records);
    }
  }

  @Test
  void laterVersionIsNotReadButNamed() {
    assertThatThrownBy(() -> Results.read("{\"schema_version\": 3, \"agents\": {}}"))
        .hasMessage(
            "is of version 3, and this recsim reads versions 1 to 2; use the recsim that wrote it, or a newer one");
  }

  @Test
  void versionOneIsReadWithoutWhatItLacks() {
    String json =
        new ResultsJson(Fixtures.notebook("t"))
            .results()
            .json()
            .replace("\"schema_version\": 2", "\"schema_version\": 1")
            .replaceAll("(?s) \"decision\": \\{.*?\n \\},\n", "")
            .replaceAll("  +\"oracle\": .*\n", "");
    Results read = Results.read(json);
    assertThat(json).doesNotContain("oracle");
    assertThat(read.decision()).isNull();
    assertThat(read.agents()).noneMatch(Results.Agent::oracle);
    assertThat(read.snapshot())
        .usingRecursiveComparison()
        .ignoringFields("agents.oracle")
        .isEqualTo(new ResultsJson(Fixtures.notebook("t")).results().snapshot());
  }

  @Test
  void trialWithoutAFiniteScoreHasFailed() {
    String json = new ResultsJson(Fixtures.notebook("t")).results().json();
    for (String score : List.of("null", "1e999")) {
      AgentScores agent =
          Results.read(json.replaceFirst("\"score\": [^,]*", "\"score\": " + score))
              .snapshot()
              .agents()
              .get(0);
      assertThat(agent.seeds()).doesNotContain(0).hasSize(19);
      assertThat(agent.failed()).containsEntry(0, "no score");
    }
  }
}
