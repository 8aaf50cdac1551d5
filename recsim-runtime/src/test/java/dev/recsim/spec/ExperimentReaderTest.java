package dev.recsim.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.trial.Evaluation;
import dev.recsim.trial.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentReaderTest {
  private static final String SMALLEST =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        optimal: {type: optimal}
      """;

  @TempDir Path folder;

  @Test
  void smallestFileIsFilledUpWithDefaults() throws Exception {
    ExperimentSpec spec = read(SMALLEST);

    assertThat(spec.name()).isEqualTo("experiment");
    assertThat(spec.title()).isEqualTo("experiment");
    assertThat(spec.seed()).isEqualTo(42);
    assertThat(spec.environment().options()).isEqualTo(spec.environment().provider().defaults());
    assertThat(spec.environment().built().space().documents()).isEqualTo(10);
    assertThat(spec.agents())
        .extracting(agent -> agent.name())
        .containsExactly("random", "optimal");
    assertThat(spec.agents()).allMatch(agent -> agent.training().equals(Training.DEFAULTS));
    assertThat(spec.evaluation()).isEqualTo(Evaluation.DEFAULTS);
    assertThat(spec.seeds()).isEqualTo(IntStream.rangeClosed(0, 9).boxed().toList());
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() throws Exception {
    InvalidExperiment invalid =
        invalid(
            """
            environment: {type: transition_matrix, emb_size: 0}
            agents:
              a: {type: random, trainin: {}}
              b: {type: optimmal}
            training: {epochs: many}
            """);

    assertThat(invalid.problems())
        .extracting(problem -> problem.line() + ":" + problem.column() + ": " + problem.message())
        .containsExactly(
            "1:50: emb_size must be 1 or more, but is 0",
            "3:21: unknown key \"trainin\", did you mean \"training\"?",
            "4:13: unknown agent type \"optimmal\", did you mean \"optimal\"? Known types: actor_critic,"
                + " myopic, optimal, random",
            "5:20: epochs must be an integer, not \"many\"");
  }

  private ExperimentSpec read(String yaml) throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("experiment.yaml"), yaml));
  }

  private InvalidExperiment invalid(String yaml) {
    return catchThrowableOfType(InvalidExperiment.class, () -> read(yaml));
  }
}
