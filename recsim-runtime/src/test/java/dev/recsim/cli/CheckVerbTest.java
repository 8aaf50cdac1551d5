package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.baseline.BaselineFile;
import dev.recsim.baseline.Margin;
import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.Snapshot.AgentScores;
import dev.recsim.baseline.Snapshot.SeedScore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs baseline and check on real runs; other code is played by editing what was recorded. */
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

  @TempDir Path folder;
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
        .contains("small: 2 agents as in the baseline (2 identical)")
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

    UserError error = catchThrowableOfType(UserError.class, this::check);

    assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error)
        .hasMessageStartingWith(
            "recsim:check failed: 1 of 1 experiment: small (learner REGRESSED by 3.00")
        .hasMessageContaining("a drop of 3.00")
        .hasMessageContaining("5 seeds, paired")
        .hasMessageContaining("mvn recsim:run recsim:baseline -Drecsim.experiment=small");
    assertThat(check("--fail-on-regression=false")).contains("1 REGRESSED");
  }

  @Test
  void betterAgentHoldsAndIsTold() throws Exception {
    run();
    record();
    recordedAs("learner", score -> score - 3);

    assertThat(check()).contains("1 better").contains("passed");
    UserError error = catchThrowableOfType(UserError.class, () -> check("--exact"));
    assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error).hasMessageContaining("recsim.exact asks for an identical run");
    assertThat(folder.resolve("reports/small/junit.xml")).content().contains("DIFFERS");
  }

  @Test
  void undecidedFailsWarnsOrPassesAsAsked() throws Exception {
    run();
    record();
    recordedBySeed("learner", seed -> seed % 2 == 0 ? 1 : -1);

    UserError error = catchThrowableOfType(UserError.class, this::check);

    assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error).hasMessageContaining("learner UNDECIDED").hasMessageContaining("seeds would");
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
                + " mvn recsim:run -Drecsim.experiment=small -Drecsim.allSeeds");
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
        .contains("small: undecided, so on to 10 seeds of learner")
        .contains("small: undecided, so on to 12 seeds of learner")
        .contains("12 seeds, paired");
    // The report keeps to the seeds of the experiment.
    assertThat(Files.readString(folder.resolve("reports/small/results.json")))
        .doesNotContain("\"seed\": 11");
  }

  @Test
  void changedExperimentIsAnErrorOfItsOwnThatNamesTheKeys() throws Exception {
    run();
    record();
    write(EXPERIMENT.replace("batch_size: 16", "batch_size: 17") + "seed: 43\n");
    run();

    UserError error = catchThrowableOfType(UserError.class, this::check);

    assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error)
        .hasMessageContaining("seed: 42 -> 43")
        .hasMessageContaining("training.batch_size: 16 -> 17")
        .hasMessageContaining("mvn recsim:run recsim:baseline");
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
        .contains("small: 2 agents as in the baseline (2 identical)");
  }

  @Test
  void brokenClaimFailsWithoutAnyBaseline() throws Exception {
    write(EXPERIMENT + "claims:\n  - random: {share_of_optimum: \">= 0.99\"}\n");
    run();

    UserError error = catchThrowableOfType(UserError.class, this::check);

    assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error)
        .hasMessageContaining("random share_of_optimum >= 0.99")
        .hasMessageContaining("BROKEN");
  }

  @Test
  void missingBaselineFailsWhereThatIsAsked() throws Exception {
    run();
    assertThat(check()).contains("small: no baseline");
    UserError error =
        catchThrowableOfType(UserError.class, () -> check("--fail-on-missing-baseline=true"));
    assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(error).hasMessageContaining("no baseline");
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
            good.replace("\"schema_version\": 1", "\"schema_version\": 2"),
            "<<<<<<< HEAD\n" + good)) {
      Files.writeString(baseline, bad);
      UserError error = catchThrowableOfType(UserError.class, this::check);
      assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
      assertThat(error).hasMessageContaining("small.json ");
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

    StringBuilder output = new StringBuilder();
    UserError error = catchThrowableOfType(UserError.class, () -> check(output));

    assertThat(error.exitCode).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(output.toString().lines())
        .anyMatch(it -> it.startsWith("::error file=experiments/small.yaml,line=4,"))
        .anyMatch(it -> it.startsWith("::error file=experiments/small.yaml,line=9,"));
    assertThat(folder.resolve("reports/small/junit.xml"))
        .content()
        .contains("<testcase classname=\"recsim.small\" name=\"learner\"")
        .contains("REGRESSED");
    String summary = Files.readString(folder.resolve("reports/summary.md"));
    assertThat(summary).contains("REGRESSED").contains("learner");
    assertThat(step).hasContent("before\n" + summary);
  }

  private void check(StringBuilder output) throws Exception {
    PrintStream stdout = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      new CheckVerb(arguments("check"), environment).run();
    } finally {
      System.setOut(stdout);
      output.append(bytes.toString(StandardCharsets.UTF_8));
    }
  }

  private void write(String yaml) throws Exception {
    Files.writeString(experiments.resolve("small.yaml"), yaml);
  }

  private void recordedAs(String agent, DoubleUnaryOperator other) throws Exception {
    rewrite(agent, (seed, score) -> other.applyAsDouble(score));
  }

  private void recordedBySeed(String agent, IntToDoubleFunction more) throws Exception {
    rewrite(agent, (seed, score) -> score + more.applyAsDouble(seed));
  }

  private interface Rewriting {
    double of(int seed, double score);
  }

  private void rewrite(String name, Rewriting rewriting) throws Exception {
    Snapshot was = BaselineFile.parse(Files.readString(baseline));
    List<AgentScores> agents = new ArrayList<>();
    for (AgentScores agent : was.agents()) {
      List<SeedScore> scores =
          agent.scores().stream()
              .map(
                  it ->
                      new SeedScore(
                          it.seed(), rewriting.of(it.seed(), it.score()), "other", Map.of()))
              .toList();
      agents.add(
          agent.name().equals(name)
              ? new AgentScores(
                  name, agent.type(), false, agent.engine(), scores, agent.failed(), agent.curve())
              : agent);
    }
    Snapshot other =
        new Snapshot(
            was.experiment(),
            was.fingerprint(),
            was.resolved(),
            was.files(),
            was.optimum(),
            agents,
            List.of());
    Files.writeString(baseline, BaselineFile.render(other, Margin.DEFAULTS));
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

  private String verb(String verb, String... options) throws Exception {
    Arguments arguments = arguments(verb, options);
    PrintStream stdout = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      switch (verb) {
        case "run" -> new RunVerb(arguments).run();
        case "baseline" -> new BaselineVerb(arguments).run();
        default -> new CheckVerb(arguments, environment).run();
      }
    } finally {
      System.setOut(stdout);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Arguments arguments(String verb, String... options) throws UserError {
    List<String> words =
        new ArrayList<>(
            List.of(
                verb, "--experiments=" + experiments, "--reports=" + folder.resolve("reports")));
    words.addAll(List.of(options));
    return Arguments.parse(words.toArray(String[]::new));
  }
}
