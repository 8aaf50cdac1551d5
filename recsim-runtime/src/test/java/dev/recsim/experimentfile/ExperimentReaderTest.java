package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.env.TransitionMatrixOptions;
import dev.recsim.env.TransitionMatrixOptions.Acceptance;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Schedule;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.schedule.AutoTraining;
import dev.recsim.trial.schedule.Keep;
import dev.recsim.trial.schedule.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentReaderTest {
  private static final Path GOOD = Path.of("src/test/resources/spec/good");
  private static final String SMALLEST =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        optimal: {type: optimal}
      """;

  @TempDir Path folder;

  static Stream<Path> goodFiles() throws IOException {
    return Files.list(GOOD).filter(file -> file.toString().endsWith(".yaml")).sorted();
  }

  @Test
  void smallestFileIsFilledUpWithDefaults() throws Exception {
    ExperimentSpec spec = read(SMALLEST);

    assertThat(spec.name()).isEqualTo("experiment");
    assertThat(spec.title()).isEqualTo("experiment");
    assertThat(spec.seed()).isEqualTo(42);
    assertThat(spec.environment().options()).isEqualTo(spec.environment().provider().defaults());
    assertThat(Environments.of(spec).space().documents()).isEqualTo(10);
    assertThat(spec.agents()).extracting(AgentSpec::name).containsExactly("random", "optimal");
    assertThat(spec.agents()).allMatch(agent -> agent.training().equals(AutoTraining.DEFAULTS));
    assertThat(spec.evaluation()).isEqualTo(Evaluation.DEFAULTS);
    assertThat(spec.seeds()).isEqualTo(IntStream.rangeClosed(0, 9).boxed().toList());
  }

  @Test
  void everyKeyReachesItsRecord() throws Exception {
    ExperimentSpec spec = ExperimentReader.read(GOOD.resolve("everything.yaml"));

    assertThat(spec.name()).isEqualTo("Everything-1.0_x");
    assertThat(spec.title())
        .isEqualTo("Quotes \" and \\, tabs \t, umlauts ä, emoji \uD83D\uDE00, <script> and on");
    assertThat(spec.seed()).isEqualTo(-7);
    assertThat(spec.environment().options())
        .isEqualTo(
            new TransitionMatrixOptions(
                10,
                3,
                0.25,
                0.1,
                new Acceptance("notebook-acceptance.csv", null, null, null),
                1000));
    assertThat(spec.agents())
        .extracting(AgentSpec::name)
        .containsExactly("random", "null", "1e3", "learner");
    assertThat(spec.evaluation()).isEqualTo(new Evaluation(50));
    assertThat(spec.seeds()).containsExactly(3, 5, 2147483647);
  }

  @Test
  void optionsAreMergedKeyByKeyAndNumbersStandForSchedules() throws Exception {
    AgentSpec<?> learner = ExperimentReader.read(GOOD.resolve("everything.yaml")).agents().get(3);
    ActorCriticOptions options = (ActorCriticOptions) learner.options();
    ActorCriticOptions defaults = (ActorCriticOptions) learner.provider().defaults();

    assertThat(options.hidden()).containsExactly(32);
    assertThat(options.topK()).isEqualTo(defaults.topK());
    assertThat(options.targetTopK()).isEqualTo(3);
    assertThat(options.embSize()).isNull();
    assertThat(options.tau()).isEqualTo(new Schedule(0.1, 0.01, 100, null));
    assertThat(options.randomDocumentProbability()).isEqualTo(Schedule.of(1));
    assertThat(options.engine()).isEqualTo(EngineChoice.JAVA);
  }

  @Test
  void agentsOwnTrainingIsMergedOverTheExperiments() throws Exception {
    List<AgentSpec<?>> agents = ExperimentReader.read(GOOD.resolve("everything.yaml")).agents();
    Training defaults = Training.DEFAULTS;

    assertThat(agents.get(0).training())
        .isEqualTo(
            new Training(
                10,
                4,
                defaults.updatesPerEpoch(),
                defaults.batchSize(),
                defaults.sessionsPerUpdate(),
                5,
                defaults.keep(),
                defaults.patience()));
    assertThat(((Training) agents.get(2).training()).epochs()).isEqualTo(3);
    assertThat(((Training) agents.get(3).training()).epochs()).isEqualTo(4);
    assertThat(((Training) agents.get(3).training()).keep()).isEqualTo(Keep.BEST);
  }

  @Test
  void nestedMappingTakesThePlaceOfItsDefault() throws Exception {
    ExperimentSpec spec =
        read(
            SMALLEST.replace(
                "transition_matrix}", "transition_matrix, acceptance: {rows: [[1]]}}"));

    assertThat(((TransitionMatrixOptions) spec.environment().options()).acceptance())
        .isEqualTo(new Acceptance(null, List.of(List.of(1.0)), null, null));
  }

  @Test
  void byteOrderMarkAndCarriageReturnsAreFine() throws Exception {
    ExperimentSpec spec = ExperimentReader.read(GOOD.resolve("rows-and-crlf.yaml"));

    assertThat(spec.seeds()).containsExactly(7);
    assertThat(Environments.of(spec).space().documents()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"on", "yes", "1:30", "1_000", "2026-01-01", "0b1", "1.2.3", "~x", "=", "0o8", ".5.5"})
  void whatOnlyYaml11TakesForMoreIsText(String title) throws Exception {
    assertThat(read(SMALLEST + "title: " + title + "\n").title()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource({".5, 0.5", "5e-1, 0.5", "+0.5, 0.5", "1., 1", "1, 1", "-0.0, 0", "1E-3, 0.001"})
  void numbersMayBeWrittenInTheUsualWays(String yaml, double value) throws Exception {
    ExperimentSpec spec =
        read(SMALLEST.replace("transition_matrix", "transition_matrix, p_exit_accepted: " + yaml));

    assertThat(((TransitionMatrixOptions) spec.environment().options()).pExitAccepted())
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "1e3, 1000",
    "1.0, 1",
    "+12, 12",
    "-0, 0",
    "9007199254740993, 9007199254740993"
  })
  void integersAreExact(String yaml, long value) throws Exception {
    assertThat(read(SMALLEST + "seed: " + yaml + "\n").seed()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|3",
        "'0..2'|0,1,2",
        "5..5|5",
        "'[2, 0]'|0,2",
        "[7]|7",
        "2147483646..2147483647|2147483646,2147483647"
      })
  void seedsAreOneAListOrARange(String yaml, String seeds) throws Exception {
    assertThat(read(SMALLEST + "trials: {seeds: " + yaml + "}\n").seeds())
        .isEqualTo(Stream.of(seeds.split(",")).map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void resolvedExperimentReadsBackEqual(Path file) throws Exception {
    ExperimentSpec spec = ExperimentReader.read(file);
    Files.copy(GOOD.resolve("notebook-acceptance.csv"), folder.resolve("notebook-acceptance.csv"));
    ExperimentSpec again = read(spec.resolved());

    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFields(
            "home",
            "file",
            "environment.provider",
            "environment.directory",
            "agents.provider",
            "search.value.candidates.agent.declared.line",
            "agents.declared")
        .isEqualTo(spec);
    assertThat(again.resolved()).isEqualTo(spec.resolved());
  }

  @Test
  void everyDefaultIsWrittenOut() throws Exception {
    assertThat(
            read("{environment: {type: transition_matrix}, agents: {a: {type: random}}}")
                .resolved())
        .isEqualTo(
            """
            name: experiment
            title: experiment
            seed: 42
            environment:
              type: transition_matrix
              emb_size: 16
              p_exit_accepted: 0.1
              p_exit_not_accepted: 0.2
              acceptance:
                generate:
                  seed: 42
              max_session_length: 1000
            agents:
              a:
                type: random
            training: auto
            evaluation:
              sessions: 1000
            trials:
              seeds: 0..9
            baseline:
              margin:
                relative: 0.02
            """);
  }

  private ExperimentSpec read(String yaml) throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("experiment.yaml"), yaml));
  }
}
