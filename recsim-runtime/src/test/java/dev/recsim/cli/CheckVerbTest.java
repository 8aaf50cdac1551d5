package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.MemoryFolders;
import dev.recsim.app.project.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs baseline and check on real runs; other code is played by editing what was recorded. */
@Tag("slow")
class CheckVerbTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix}
      agents:
        random: {type: random}
        learner: {type: actor_critic, engine: java, hidden: [8]}
      training: {warmup_sessions: 30, epochs: 1, updates_per_epoch: 5, batch_size: 16}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  @TempDir(factory = MemoryFolders.class)
  Path folder;

  private Path experiments;
  private Path baseline;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void writeExperiment() throws Exception {
    experiments = Files.createDirectory(folder.resolve("experiments"));
    baseline = experiments.resolve("baselines/small.json");
    write(EXPERIMENT);
  }

  @Test
  void unchangedRunIsIdentical() throws Exception {
    run();
    record();
    assertThat(check())
        .contains("small: 2 agents identical")
        .contains("recsim:check passed: 1 experiment");
    assertThat(check("--exact")).contains("passed");
  }

  @Test
  void baselineIsTheSameBytesEachTimeAndNothingElseIsWritten() throws Exception {
    run();
    List<String> before = files();
    record();
    byte[] first = Files.readAllBytes(baseline);
    run("--force");
    assertThat(record()).contains("small: baseline unchanged in ");
    assertThat(baseline).hasBinaryContent(first);
    before.add("experiments/baselines/small.json");
    assertThat(files()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void worseAgentIsRegressedAndFails() throws Exception {
    run();
    record();
    recordedAs("learner", score -> score + 3);

    Printed error = fails();

    assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error.errors())
        .startsWith("recsim:check failed: 1 of 1 experiment: small (learner REGRESSED by 3.00")
        .contains("a drop of 3.00")
        .contains("5 seeds, paired")
        .contains("mvn compile recsim:run recsim:baseline -Drecsim.experiment=small");
    assertThat(check("--fail-on-regression=false")).contains("1 REGRESSED");
  }

  @Test
  void betterAgentHasImprovedAndPasses() throws Exception {
    run();
    record();
    recordedAs("learner", score -> score - 3);

    assertThat(check()).contains("1 agent improved").contains("passed");
    Printed error = fails("--exact");
    assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error.errors()).contains("recsim.exact requires an identical run");
    assertThat(folder.resolve("reports/small/junit.xml")).content().contains("DIFFERS");
  }

  @Test
  void undecidedFailsWarnsOrPassesAsAsked() throws Exception {
    run();
    record();
    recordedBySeed("learner", seed -> seed % 2 == 0 ? 1 : -1);

    Printed error = fails();

    assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error.errors()).contains("learner UNDECIDED").contains("seeds would");
    assertThat(check("--on-undecided=warn")).contains("passed: 1 experiment (1 UNDECIDED)");
    assertThat(catchThrowableOfType(UserError.class, () -> check("--on-undecided=maybe")))
        .hasMessage("recsim.onUndecided must be fail, warn or pass, not maybe");
  }

  @Test
  void undecidedGoesOnToMaxSeedsByItselfAndNoFurther() throws Exception {
    write(EXPERIMENT + "baseline: {max_seeds: 12}\n");
    run();
    assertThat(catchThrowableOfType(UserError.class, this::record))
        .hasMessageContaining(
            "small: 7 of 12 trials of random have not run as the experiment and the code stand now;"
                + " mvn compile recsim:run -Drecsim.experiment=small -Drecsim.allSeeds");
    run("--all-seeds");
    record();
    deleteTrialsFrom(5);
    // Noise at first, the same later: all seeds together are undecided too, the margin is small.
    recordedBySeed("learner", seed -> seed < 5 ? (seed % 2 == 0 ? 1 : -1) : 0.0);

    String output = "";
    try {
      output = check("--on-undecided=warn");
    } finally {
      assertThat(folder.resolve("reports/small/trials/learner-seed-11.json")).exists();
      assertThat(folder.resolve("reports/small/trials/learner-seed-12.json")).doesNotExist();
      assertThat(folder.resolve("reports/small/trials/random-seed-5.json")).doesNotExist();
    }
    assertThat(output)
        .contains("small: the verdict needs more trials, so 10 seeds run of learner")
        .contains("small: the verdict needs more trials, so 12 seeds run of learner")
        .contains("12 seeds, paired");
    // The report keeps to the seeds of the experiment.
    assertThat(Files.readString(folder.resolve("reports/small/results.json")))
        .doesNotContain("\"seed\": 11");
  }

  @Test
  void changedArenaFailsNamesItsKeysAndRunsTheRecordedExperiment() throws Exception {
    run();
    record();
    write(EXPERIMENT.replace("batch_size: 16", "batch_size: 17") + "seed: 43\n");
    run();

    Printed error = fails();

    assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error.errors())
        .contains("seed 42 -> 43")
        .contains("training.batch_size 16 -> 17")
        .contains("mvn compile recsim:run recsim:baseline");
  }

  @Test
  void otherTitleClaimsAndSeedsAreStillComparedSeedBySeed() throws Exception {
    run();
    record();
    write(
        EXPERIMENT.replace("0..4", "0..6")
            + "title: Another\nclaims: [{random: {not_worse_than: random2}}]\n"
                .replace("random2", "learner"));
    run();

    assertThat(check("--fail-on-regression=false", "--on-undecided=pass"))
        .contains("small: 2 agents identical");
  }

  @Test
  void brokenClaimFailsWithoutAnyBaseline() throws Exception {
    write(EXPERIMENT + "claims:\n  - random: {share_of_optimum: \">= 0.99\"}\n");
    run();

    Printed error = fails();

    assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error.errors()).contains("random share_of_optimum >= 0.99").contains("BROKEN");
  }

  @Test
  void missingBaselineFailsWhereThatIsAsked() throws Exception {
    run();
    assertThat(check()).contains("small: no baseline");
    Printed error = fails("--fail-on-missing-baseline=true");
    assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error.errors()).contains("no baseline");
  }

  @Test
  void damagedBaselinesAreToldAndTheRunStillHasItsReport() throws Exception {
    run();
    record();
    String good = Files.readString(baseline);
    for (String bad :
        List.of(
            "",
            "nonsense",
            good.substring(0, good.length() / 2),
            good.replaceFirst("\"score\": \\d", "\"score\": 9"),
            good.replace("\"schema_version\": 2", "\"schema_version\": 3"),
            "<<<<<<< HEAD\n" + good)) {
      Files.writeString(baseline, bad);
      Printed error = fails();
      assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
      assertThat(error.errors()).contains("small.json ");
      run();
      assertThat(baseline).hasContent(bad);
    }
  }

  @Test
  void whatHasNotRunCannotBeCheckedOrRecorded() throws Exception {
    for (String verb : List.of("check", "baseline")) {
      assertThat(catchThrowableOfType(UserError.class, () -> verb(verb)))
          .hasMessageEndingWith("reports; run recsim:run first");
      assertThat(folder.resolve("reports")).doesNotExist();
    }
    run();
    Files.delete(folder.resolve("reports/small/trials/learner-seed-3.json"));
    assertThat(catchThrowableOfType(UserError.class, this::record))
        .hasMessageContaining("small: 1 of 5 trials of learner have not run");
    assertThat(baseline).doesNotExist();
  }

  @Test
  void fewSeedsAreNoBaseline() throws Exception {
    write(EXPERIMENT.replace("0..4", "0..3"));
    run();
    assertThat(catchThrowableOfType(UserError.class, this::record))
        .hasMessageContaining("small has 4 seeds, and a baseline needs 5 or more");
    assertThat(baseline).doesNotExist();
  }

  @Test
  void oneExperimentThatCannotBeRecordedKeepsAllFromBeingRecorded() throws Exception {
    Files.writeString(experiments.resolve("few.yaml"), EXPERIMENT.replace("0..4", "0..3"));
    run();
    assertThat(catchThrowableOfType(UserError.class, this::record))
        .hasMessageContaining("few has 4 seeds");
    assertThat(baseline).doesNotExist();
  }

  @Test
  void continuousIntegrationIsToldInItsFormats() throws Exception {
    write(EXPERIMENT + "claims:\n  - random: {share_of_optimum: \">= 0.99\"}\n");
    run();
    record();
    recordedAs("learner", score -> score + 3);
    Path step = Files.writeString(folder.resolve("step.md"), "before\n");
    environment =
        Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_STEP_SUMMARY", step.toString(),
            "GITHUB_WORKSPACE", folder.toString());

    Printed error = fails();

    assertThat(error.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error.text().lines())
        .anyMatch(it -> it.startsWith("::error file=experiments/small.yaml,line=4,"))
        .anyMatch(it -> it.startsWith("::error file=experiments/small.yaml,line=9,"));
    assertThat(folder.resolve("reports/small/junit.xml"))
        .content()
        .contains("<testcase classname=\"recsim.small\" name=\"learner\"")
        .contains("REGRESSED");
    String summary = Files.readString(folder.resolve("reports/summary.md"));
    assertThat(summary).contains("REGRESSED").contains("learner");
    assertThat(step).hasContent("before\n" + summary);

    environment = Map.of("GITHUB_STEP_SUMMARY", folder.toString());
    Printed without = fails();
    assertThat(without.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(without.text()).doesNotContain("REGRESSED");
    assertThat(without.errors())
        .contains("learner REGRESSED")
        .contains("the summary cannot be written to $GITHUB_STEP_SUMMARY (", "it is in ");
  }

  private void write(String yaml) throws Exception {
    Files.writeString(experiments.resolve("small.yaml"), yaml);
  }

  private void recordedAs(String agent, DoubleUnaryOperator other) throws Exception {
    BaselineEdits.rewrite(baseline, agent, (seed, score) -> other.applyAsDouble(score));
  }

  private void recordedBySeed(String agent, IntToDoubleFunction more) throws Exception {
    BaselineEdits.rewrite(baseline, agent, (seed, score) -> score + more.applyAsDouble(seed));
  }

  private void deleteTrialsFrom(int seed) throws Exception {
    for (String file : files()) {
      if (file.matches(".*-seed-\\d+\\..*")
          && Integer.parseInt(file.replaceAll(".*-seed-(\\d+)\\..*", "$1")) >= seed) {
        Files.delete(folder.resolve(file));
      }
    }
  }

  private List<String> files() throws Exception {
    try (var all = Files.walk(folder)) {
      return new ArrayList<>(
          all.filter(Files::isRegularFile)
              .map(it -> folder.relativize(it).toString())
              .filter(it -> !it.endsWith(".recsim.lock"))
              .toList());
    }
  }

  private String run(String... options) throws Exception {
    return verb("run", options);
  }

  private String record(String... options) throws Exception {
    return verb("baseline", options);
  }

  private String check(String... options) throws Exception {
    return verb("check", options);
  }

  /** What a check prints that does not pass. */
  private Printed fails(String... options) throws Exception {
    return Printed.by(environment, Printed.words(folder, "check", options));
  }

  private String verb(String verb, String... options) throws Exception {
    Printed printed = Printed.by(environment, Printed.words(folder, verb, options));
    assertThat(printed.code()).as(printed.errors()).isEqualTo(ExitCode.FINE);
    return printed.text();
  }
}
