package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.MemoryFolders;
import dev.recsim.app.project.UserError;
import dev.recsim.cli.options.Arguments;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.report.Pages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class RunVerbTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        optimal: {type: optimal}
        actor_critic: {type: actor_critic, engine: java}
      training: {warmup_sessions: 50, epochs: 3, updates_per_epoch: 10, validation_sessions: 20}
      evaluation: {sessions: 50}
      trials: {seeds: 0..3}
      """;

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  private Path experiments;

  @BeforeEach
  void writeExperiment() throws Exception {
    experiments = Files.createDirectory(folder.resolve("experiments"));
    Files.writeString(experiments.resolve("small.yaml"), EXPERIMENT);
  }

  @Test
  void resultsAreTheSameBytesWhateverTheParallelismAndHoweverOften() throws Exception {
    Path first = run("first", "--parallelism=1");
    Path second = run("second", "--parallelism=2");
    Path again = run("second", "--parallelism=2", "--force");
    assertThat(second.resolve("results.json"))
        .hasSameBinaryContentAs(first.resolve("results.json"));
    assertThat(again.resolve("results.json")).hasSameBinaryContentAs(first.resolve("results.json"));
    assertThat(withoutProvenance(again)).isEqualTo(withoutProvenance(first));
  }

  @Test
  void anotherSeedOfTheExperimentGivesOtherResults() throws Exception {
    Path first = run("first");
    Files.writeString(experiments.resolve("small.yaml"), "seed: 7\n" + EXPERIMENT);
    Path second = run("second");
    assertThat(Files.readString(second.resolve("results.json")))
        .isNotEqualTo(Files.readString(first.resolve("results.json")));
  }

  @Test
  void addingAnAgentLeavesTheResultsOfTheOthers() throws Exception {
    Path reports = run("reports");
    byte[] trial = Files.readAllBytes(reports.resolve("trials/actor_critic-seed-2.json"));
    Files.writeString(
        experiments.resolve("small.yaml"),
        EXPERIMENT.replace("  random:", "  another: {type: random}\n  random:"));
    run("reports");
    assertThat(reports.resolve("trials/another-seed-0.json")).exists();
    assertThat(reports.resolve("trials/actor_critic-seed-2.json")).hasBinaryContent(trial);
  }

  @Test
  void descriptionsAreShownAndRunNothingAgain() throws Exception {
    Path reports = run("reports");
    byte[] results = Files.readAllBytes(reports.resolve("results.json"));
    assertThat(reports.resolve("index.html"))
        .content()
        .contains(
            "<dt>Environment</dt><dd>Users move from document to document; a matrix",
            "<dt>Session</dt><dd>A session is the visit of one user. In each step the agent shows"
                + " one of 10 documents, and the user responds. Sessions take ",
            "<dt><code>random</code></dt><dd>Shows documents drawn uniformly at random",
            "In an environment that is invented or from a paper, so the distance to reality is",
            " accepted documents a session (");
    Path trial = reports.resolve("trials/actor_critic-seed-2.json");
    FileTime ran = Files.getLastModifiedTime(trial);

    Files.writeString(
        experiments.resolve("small.yaml"),
        "description: Is <learning> worth it?\nproduction: random\nnote: Try it.\n"
            + EXPERIMENT
                .replace("_matrix}", "_matrix, description: Our shop.}")
                .replace("random: {", "random: {description: Today's ranking., "));
    run("reports");

    assertThat(reports.resolve("index.html"))
        .content()
        .contains(
            "<dt>Purpose</dt><dd>Is &lt;learning&gt; worth it?</dd>",
            "<dt>Environment</dt><dd>Our shop.</dd>",
            "<dt><code>random</code></dt><dd>Today's ranking.</dd>",
            "Effects against production, random");
    assertThat(Files.getLastModifiedTime(trial)).isEqualTo(ran);
    JsonNode decision =
        new ObjectMapper().readTree(reports.resolve("results.json").toFile()).get("decision");
    assertThat(decision.get("production").booleanValue()).isTrue();
    assertThat(decision.get("reference").textValue()).isEqualTo("random");
    assertThat(new ObjectMapper().readTree(results).at("/decision/production").booleanValue())
        .isFalse();
  }

  @Test
  void metricsOfAnExperimentAreInItsResultsAndChangeNoScore() throws Exception {
    Path plain = run("plain");
    Files.writeString(
        experiments.resolve("small.yaml"),
        EXPERIMENT
            + "metrics:\n"
            + "  any: {type: reward_reached, reward: 0}\n"
            + "  endless: {type: reward_reached, reward: 1e6}\n");
    Path measured = run("measured");

    JsonNode results = new ObjectMapper().readTree(measured.resolve("results.json").toFile());
    JsonNode before = new ObjectMapper().readTree(plain.resolve("results.json").toFile());
    assertThat(results.at("/metrics/0/name").textValue()).isEqualTo("any");
    assertThat(results.at("/metrics/1/description").textValue())
        .isEqualTo("Share of the sessions whose reward is at least 1000000.");
    for (int i = 0; i < 3; i++) {
      JsonNode agent = results.at("/agents/" + i);
      assertThat(agent.at("/metrics/any/mean").doubleValue()).isEqualTo(1);
      assertThat(agent.at("/metrics/endless/mean").doubleValue()).isZero();
      assertThat(agent.get("mean")).isEqualTo(before.at("/agents/" + i + "/mean"));
    }
    assertThat(before.has("metrics")).isFalse();
    assertThat(measured.resolve("index.html")).content().contains("Beyond the reward", "Endless");
  }

  @Test
  void invalidExperimentsAreAllToldAndNothingRuns() throws Exception {
    Files.writeString(experiments.resolve("a.yaml"), "agents: {}\n");
    Files.writeString(experiments.resolve("b.yaml"), EXPERIMENT.replace("epochs", "epoch"));
    assertThatThrownBy(() -> run("reports"))
        .isInstanceOfSatisfying(
            InvalidExperiment.class,
            e ->
                assertThat(e.problems().stream().map(it -> it.file().getFileName().toString()))
                    .contains("a.yaml", "b.yaml"));
    assertThat(folder.resolve("reports")).doesNotExist();
  }

  @Test
  void twoExperimentsOfOneNameAreRefused() throws Exception {
    Files.writeString(experiments.resolve("other.yaml"), "name: Small\n" + EXPERIMENT);
    assertThatThrownBy(() -> run("reports"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining("is taken by");
  }

  @Test
  void damagedResultsOfAnotherExperimentAreLeftOutOfTheIndex() throws Exception {
    Path other = Files.createDirectories(folder.resolve("reports/other"));
    Files.writeString(other.resolve("results.json"), "{\"schema_version\": 1, \"exper");
    run("reports");
    assertThat(folder.resolve("reports/index.html"))
        .content()
        .contains("small/index.html")
        .doesNotContain("other/index.html");
  }

  @Test
  void selectionThatMatchesNothingNamesWhatThereIs() {
    assertThatThrownBy(() -> run("reports", "--experiment=large*"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("[small]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--executor=remote     | recsim.executor must be local, process or spark, not remote",
        "--executor=spark      | recsim.executor=spark needs recsim.spark.master, such as spark://",
        "--trial-timeout=30    | such as 90s, 30m or 2h, not 30",
        "--trial-timeout=-1s   | such as 90s, 30m or 2h, not -1s",
        "--trial-timeout=0s    | such as 90s, 30m or 2h, not 0s",
        "--trial-timeout=1 week | such as 90s, 30m or 2h, not 1 week",
        "--trial-timeout=9999999h | such as 90s, 30m or 2h, not 9999999h"
      })
  void badOptionIsToldBeforeAnythingRuns(String option, String told) {
    Printed printed = Printed.by(folder, "run", option);
    assertThat(printed.code()).isEqualTo(ExitCode.ERROR);
    assertThat(printed.errors()).contains(told).doesNotContain("\tat ");
    assertThat(folder.resolve("reports/small")).doesNotExist();
  }

  /** Runs all experiments and returns the folder of the small one's report. */
  private Path run(String reports, String... more) throws Exception {
    String[] args = new String[more.length + 3];
    args[0] = "run";
    args[1] = "--experiments=" + experiments;
    args[2] = "--reports=" + folder.resolve(reports);
    System.arraycopy(more, 0, args, 3, more.length);
    new Verbs(Arguments.parse(args), Map.of()).call();
    return folder.resolve(reports).resolve("small");
  }

  private static String withoutProvenance(Path report) throws Exception {
    return Pages.withoutOrigin(Files.readString(report.resolve("index.html")));
  }
}
