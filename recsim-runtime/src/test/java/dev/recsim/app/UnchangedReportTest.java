package dev.recsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.Workspace.RunOptions;
import dev.recsim.experiment.TrialExecutor;
import dev.recsim.report.ExperimentResults;
import dev.recsim.report.page.About;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that finds nothing new keeps the pages; any change makes them again. */
@Tag("slow")
class UnchangedReportTest {
  /** Put before a page, it is gone when the page is written again. */
  private static final String MARK = "<!-- marked -->\n";

  @TempDir Path folder;
  private SmallProject project;
  private Path page;

  /** Changes something that the page is made from. */
  private interface Change {
    void make() throws Exception;
  }

  @BeforeEach
  void runOnce() throws Exception {
    project = new SmallProject(folder).write("one", SmallProject.EXPERIMENT);
    project.run("one");
    page = project.reports().resolve("one/index.html");
  }

  @Test
  void pagesOfWhatIsUnchangedAreKept() throws Exception {
    Path index = project.reports().resolve("index.html");
    mark(page);
    mark(index);
    assertThat(project.run("one").get(0).results().agents()).hasSize(2);
    assertThat(page).content().startsWith(MARK);
    assertThat(index).content().startsWith(MARK);
  }

  @Test
  void anyChangeIsShown() throws Exception {
    Path file = project.experiments().resolve("one.yaml");
    Path results = project.reports().resolve("one");
    Path trials = results.resolve("trials");
    Map<String, Change> changes = new LinkedHashMap<>();
    changes.put(
        "text", () -> Files.writeString(file, SmallProject.EXPERIMENT + "description: New.\n"));
    changes.put("results", () -> append(results.resolve("results.json")));
    changes.put("no results", () -> Files.delete(results.resolve("results.json")));
    changes.put("when it ran", () -> Files.delete(results.resolve("run.json")));
    changes.put("sessions", () -> append(trials.resolve("replay.json")));
    changes.put("a trial", () -> Files.delete(trials.resolve("random-seed-1.json")));
    changes.put("page", () -> Files.writeString(page, MARK + "<html>"));
    changes.put("baseline", this::baseline);
    changes.put("report", () -> project.workspace().report(project.select("one")));
    for (Map.Entry<String, Change> change : changes.entrySet()) {
      mark(page);
      change.getValue().make();
      project.run("one");
      assertThat(page).as(change.getKey()).content().doesNotStartWith(MARK);
    }
  }

  @Test
  void trialsThatRunAgainAreShown() throws Exception {
    mark(page);
    try (TrialExecutor executor = SmallProject.executor()) {
      project
          .workspace()
          .run(project.select("one"), new RunOptions(false, true, false, 1), executor);
    }
    assertThat(page).content().doesNotStartWith(MARK);
  }

  @Test
  void indexShowsAnExperimentThatWasDeleted() throws Exception {
    project.write("two", SmallProject.EXPERIMENT);
    project.run("two");
    Files.delete(project.reports().resolve("two/results.json"));
    project.run("one");
    assertThat(project.reports().resolve("index.html"))
        .content()
        .contains("one/index.html")
        .doesNotContain("two/index.html");
  }

  private void baseline() throws Exception {
    Path baselines = Files.createDirectories(project.experiments().resolve("baselines"));
    Files.writeString(baselines.resolve("one.json"), "{}");
  }

  private static void mark(Path file) throws Exception {
    Files.writeString(file, MARK + Files.readString(file));
  }

  private static void append(Path file) throws Exception {
    Files.writeString(file, Files.readString(file) + " ");
  }

  /**
   * A new component must be named in {@code Reports.sources}, unless results.json or the verdict
   * contains it; then add it here.
   */
  @Test
  void allPartsOfAPageAreKnown() {
    assertThat(components(ExperimentResults.class))
        .as("named")
        .contains("title", "resolved", "files", "about", "history", "fit", "reality", "worlds")
        .as("in results.json, the verdict, run.json, or the experiment")
        .contains("name", "fingerprint", "exact", "metrics", "agents", "check", "swept")
        .contains("search", "rule", "provenance")
        .hasSize(18);
    assertThat(components(About.class))
        .as("in About.text")
        .containsExactly(
            "experiment",
            "environment",
            "session",
            "agents",
            "unit",
            "production",
            "note",
            "evaluationSessions");
  }

  private static List<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
