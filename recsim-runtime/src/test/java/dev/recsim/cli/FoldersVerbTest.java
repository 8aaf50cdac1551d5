package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments in folders: where their reports, baselines and comparisons are. */
class FoldersVerbTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents: {random: {type: random}, optimal: {type: optimal}}
      evaluation: {sessions: 20}
      trials: {seeds: 0..4}
      """;

  @TempDir Path folder;
  private Path experiments;

  @BeforeEach
  void writeExperiments() throws Exception {
    experiments = folder.resolve("experiments");
    for (String name : List.of("top", "papers/one", "papers/two", "papers/old/three")) {
      Path file = experiments.resolve(name + ".yaml");
      Files.createDirectories(file.getParent());
      Files.writeString(file, EXPERIMENT);
    }
  }

  @Test
  void reportBaselineAndComparisonOfAnExperimentInAFolderFindEachOther() throws Exception {
    assertThat(says("run", "--experiment=papers/one").code()).isEqualTo(ExitCode.FINE);
    Path report = folder.resolve("reports/papers/one");
    assertThat(report.resolve("index.html")).content().contains("href=\"../../index.html\"");
    assertThat(report.resolve("results.json")).content().contains("\"papers/one\"");
    assertThat(folder.resolve("reports/index.html")).content().contains("papers/one/index.html");

    assertThat(says("baseline", "--experiment=papers/one").code()).isEqualTo(ExitCode.FINE);
    assertThat(experiments.resolve("baselines/papers/one.json")).exists();
    Printed check = says("check", "--experiment=papers/one");
    assertThat(check.code()).isEqualTo(ExitCode.FINE);
    assertThat(check.text()).contains("2 agents identical");
    assertThat(says("report", "--experiment=papers/*").text()).contains("papers/two: not run yet");
    Printed compare = says("compare");
    assertThat(compare.code()).isEqualTo(ExitCode.FINE);
    assertThat(compare.text()).contains("papers/one");
    assertThat(says("compare", "--experiment=top").code()).isEqualTo(ExitCode.NOTHING_SELECTED);
  }

  @Test
  void dryRunTellsThePlanAndWritesNothing() throws Exception {
    Printed before = says("run", "--experiment=papers/one", "--dry-run");
    assertThat(before.text())
        .isEqualTo(
            """
            papers/one: 10 trials, 0 stored, 10 to run; in transition_matrix
              random   random, seeds 0..4: 5 trials, 0 stored, 5 to run
              optimal  optimal, seeds 0..4: 5 trials, 0 stored, 5 to run
            1 experiment: 10 trials, 0 stored, 10 to run; nothing was run (recsim.dryRun)
            """);
    assertThat(folder.resolve("reports")).doesNotExist();

    says("run", "--experiment=papers/one");
    Files.delete(folder.resolve("reports/papers/one/trials/random-seed-3.json"));
    assertThat(says("run", "--experiment=papers/*", "--dry-run").text())
        .contains("random   random, seeds 0..4: 5 trials, 4 stored, 1 to run")
        .endsWith(
            "2 experiments: 20 trials, 9 stored, 11 to run; nothing was run (recsim.dryRun)\n");
    assertThat(says("run", "--experiment=papers/one", "--dry-run", "--force").text())
        .contains("0 stored, 10 to run");
    assertThat(folder.resolve("reports/papers/one/trials/random-seed-3.json")).doesNotExist();
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }
}
