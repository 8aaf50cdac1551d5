package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.RunOperation.PlannedAgent;
import dev.recsim.app.RunOperation.RunOptions;
import dev.recsim.app.project.UserError;
import dev.recsim.baseline.Outcome;
import dev.recsim.experiment.Progress;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.report.results.Provenance;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RunOperationTest {
  private static final RunOptions MISSING = new RunOptions(false, false, false, 1);
  private static final RunOptions ALL = new RunOptions(false, true, false, 1);

  @TempDir Path folder;
  private final List<String> heard = new ArrayList<>();

  @Test
  void runReturnsTheReportsAndPrintsNothing() throws Exception {
    SmallProject project = project("one", "two");
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    List<ExperimentReport> reports;
    try {
      reports = project.run("*");
    } finally {
      System.setOut(out);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(reports).extracting(it -> it.spec().name()).containsExactly("one", "two");
    ExperimentReport one = reports.get(0);
    assertThat(one.page()).isEqualTo(project.reports().resolve("one/index.html")).exists();
    assertThat(one.failed()).isFalse();
    assertThat(one.missing()).isEmpty();
    assertThat(one.check().status()).isEqualTo(Outcome.NO_BASELINE);
    assertThat(one.results().agents())
        .allSatisfy(agent -> assertThat(agent.trials()).hasSize(5))
        .extracting(agent -> agent.name())
        .containsExactly("random", "optimal");
    assertThat(project.reports().resolve("index.html"))
        .content()
        .contains("one/index.html", "two/index.html");
  }

  /** As after a run that found no room for the report. */
  @Test
  void trialsWithoutTheFileThatSaysWhereTheyRanAreReported() throws Exception {
    SmallProject project = project("one", "two");
    project.run("one");
    for (String file : List.of("run.json", "results.json", "index.html")) {
      Files.delete(project.reports().resolve("one").resolve(file));
    }

    List<ExperimentReport> reports =
        new RunOperation(project.workspace(new Heard())).report(project.select("*"));

    assertThat(reports).extracting(it -> it.spec().name()).containsExactly("one");
    Provenance provenance = reports.get(0).results().provenance();
    assertThat(provenance).isEqualTo(Provenance.UNKNOWN.with(provenance.cpuSeconds()));
    assertThat(reports.get(0).missing()).isEmpty();
    assertThat(project.reports().resolve("one/index.html")).isNotEmptyFile();
  }

  @Test
  void listenerFollowsTrialsAndReports() throws Exception {
    SmallProject project = project("one");
    try (TrialExecutor executor = SmallProject.executor()) {
      new RunOperation(project.workspace(new Heard())).run(project.select("*"), MISSING, executor);
    }
    assertThat(heard).startsWith("one starts 10, stored 0", "one finished 1 random-seed-0");
    assertThat(heard).endsWith("one finished 10 optimal-seed-4", "one reported");
  }

  @Test
  void storedTrialsRunAgainOnlyWhenForced() throws Exception {
    SmallProject project = project("one");
    project.run("*");
    Files.delete(project.reports().resolve("one/trials/random-seed-3.json"));

    assertThat(planned(project, MISSING)).containsExactly(4, 5);
    assertThat(planned(project, ALL)).containsExactly(0, 0);
    try (TrialExecutor executor = SmallProject.executor()) {
      new RunOperation(project.workspace(new Heard())).run(project.select("*"), MISSING, executor);
      new RunOperation(project.workspace(new Heard())).run(project.select("*"), ALL, executor);
    }
    assertThat(heard).contains("one starts 1, stored 9", "one starts 10, stored 0");
  }

  @Test
  void planWritesNothing() throws Exception {
    SmallProject project = project("one");
    assertThat(planned(project, MISSING)).containsExactly(0, 0);
    assertThat(
            new RunOperation(project.workspace())
                .plan(project.select("*"), MISSING)
                .get(0)
                .agents())
        .extracting(PlannedAgent::seeds)
        .containsOnly(List.of(0, 1, 2, 3, 4));
    assertThat(project.reports()).doesNotExist();
  }

  @Test
  void reportNamesWhatIsMissingOrDamagedAndWhatHasNotRun() throws Exception {
    SmallProject project = project("one", "two");
    project.run("one");
    Path trials = project.reports().resolve("one/trials");
    Files.delete(trials.resolve("random-seed-3.json"));
    Files.writeString(trials.resolve("optimal-seed-0.json"), "{");

    List<ExperimentReport> reports =
        new RunOperation(project.workspace(new Heard())).report(project.select("*"));

    assertThat(reports)
        .singleElement()
        .extracting(ExperimentReport::missing)
        .isEqualTo(List.of(new TrialId("random", 3), new TrialId("optimal", 0)));
    assertThat(heard)
        .containsExactly(
            "warning: "
                + trials.resolve("optimal-seed-0.json")
                + " is damaged: its contents do not have its checksum; recsim:run runs its trial again",
            "one reported",
            "two has not run");
  }

  @Test
  void reportOfAFolderThatIsMissingIsRefused() throws Exception {
    SmallProject project = project("one");
    assertThatThrownBy(() -> new RunOperation(project.workspace()).report(project.select("*")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "there is nothing to report in " + project.reports() + "; run recsim:run first");
    assertThat(project.reports()).doesNotExist();
  }

  private SmallProject project(String... names) throws Exception {
    SmallProject project = new SmallProject(folder);
    for (String name : names) {
      project.write(name, SmallProject.EXPERIMENT);
    }
    return project;
  }

  private static List<Integer> planned(SmallProject project, RunOptions options) throws Exception {
    return new RunOperation(project.workspace())
        .plan(project.select("*"), options).get(0).agents().stream()
            .map(PlannedAgent::stored)
            .toList();
  }

  /** Writes down what it hears. */
  private final class Heard implements Listener {
    @Override
    public void warning(String message) {
      heard.add("warning: " + message);
    }

    @Override
    public Progress progress(String experiment) {
      return new Progress() {
        @Override
        public void started(int reused, int due) {
          heard.add("%s starts %d, stored %d".formatted(experiment, due, reused));
        }

        @Override
        public void finished(TrialResult result, int done) {
          heard.add("%s finished %d %s".formatted(experiment, done, result.id()));
        }
      };
    }

    @Override
    public void reported(ExperimentReport report) {
      heard.add(report.spec().name() + " reported");
    }

    @Override
    public void notRun(String experiment) {
      heard.add(experiment + " has not run");
    }
  }
}
