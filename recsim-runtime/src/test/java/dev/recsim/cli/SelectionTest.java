package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiments in folders: which are chosen, what they are called and where their files are. */
class SelectionTest {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|top",
        "papers/*|papers/one papers/two",
        "papers/t*|papers/two",
        "papers/two.yaml|papers/two",
        "top,papers/one|papers/one top",
        "**|papers/old/three papers/one papers/two top",
        "papers/**|papers/old/three papers/one papers/two"
      })
  void globsChooseInFoldersOnlyWhereTheyNameThem(String globs, String names) throws Exception {
    assertThat(Experiments.select(arguments("run", "--select=" + globs)))
        .extracting(ExperimentSpec::name)
        .containsExactly(names.split(" "));
  }

  @Test
  void nothingChosenTellsOfTheFoldersBelow() throws Exception {
    assertThatThrownBy(() -> Experiments.select(arguments("run", "--select=one")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are [papers/old/three, papers/one, papers/two, top]");
    Files.delete(experiments.resolve("top.yaml"));
    assertThatThrownBy(() -> Experiments.select(arguments("run")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("such as 'papers/*': [papers/old/three");
  }

  @Test
  void folderThatIsNoNameIsTold() throws Exception {
    Path odd = Files.createDirectories(experiments.resolve("compare/trials"));
    Files.writeString(odd.resolve("x.yaml"), EXPERIMENT);
    assertThatThrownBy(() -> Experiments.select(arguments("run", "--select=**")))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining("its folder's name \"compare\" is reserved")
        .hasMessageContaining("its folder's name \"trials\" is reserved");
  }

  @Test
  void reportBaselineAndComparisonOfAnExperimentInAFolderFindEachOther() throws Exception {
    assertThat(says("run", "--select=papers/one").code()).isEqualTo(ExitCode.FINE);
    Path report = folder.resolve("reports/papers/one");
    assertThat(report.resolve("index.html")).content().contains("href=\"../../index.html\"");
    assertThat(report.resolve("results.json")).content().contains("\"papers/one\"");
    assertThat(folder.resolve("reports/index.html")).content().contains("papers/one/index.html");

    assertThat(says("baseline", "--select=papers/one").code()).isEqualTo(ExitCode.FINE);
    assertThat(experiments.resolve("baselines/papers/one.json")).exists();
    Printed check = says("check", "--select=papers/one");
    assertThat(check.code()).isEqualTo(ExitCode.FINE);
    assertThat(check.text()).contains("2 identical");
    assertThat(says("report", "--select=papers/*").text()).contains("papers/two: not run yet");
    Printed compare = says("compare");
    assertThat(compare.code()).isEqualTo(ExitCode.FINE);
    assertThat(compare.text()).contains("papers/one");
    assertThat(says("compare", "--select=top").code()).isEqualTo(ExitCode.NOTHING_SELECTED);
  }

  @Test
  void dryRunTellsThePlanAndWritesNothing() throws Exception {
    Printed before = says("run", "--select=papers/one", "--dry-run");
    assertThat(before.text())
        .isEqualTo(
            """
            papers/one: 10 trials, 0 stored, 10 to run; in transition_matrix
              random   random, seeds 0..4: 5 trials, 0 stored, 5 to run
              optimal  optimal, seeds 0..4: 5 trials, 0 stored, 5 to run
            1 experiment: 10 trials, 0 stored, 10 to run; nothing was run (recsim.dryRun)
            """);
    assertThat(folder.resolve("reports")).doesNotExist();

    says("run", "--select=papers/one");
    Files.delete(folder.resolve("reports/papers/one/trials/random-seed-3.json"));
    assertThat(says("run", "--select=papers/*", "--dry-run").text())
        .contains("random   random, seeds 0..4: 5 trials, 4 stored, 1 to run")
        .endsWith(
            "2 experiments: 20 trials, 9 stored, 11 to run; nothing was run (recsim.dryRun)\n");
    assertThat(says("run", "--select=papers/one", "--dry-run", "--force").text())
        .contains("0 stored, 10 to run");
    assertThat(folder.resolve("reports/papers/one/trials/random-seed-3.json")).doesNotExist();
  }

  private Printed says(String verb, String... more) {
    return Printed.by(folder, verb, more);
  }

  private Arguments arguments(String verb, String... more) throws UserError {
    return Arguments.parse(Printed.words(folder, verb, more));
  }
}
