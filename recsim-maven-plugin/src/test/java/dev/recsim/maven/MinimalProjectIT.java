package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Projects that declare the plugin and have nothing but experiments, as {@link ModulesIT}. */
class MinimalProjectIT {

  private static void assertRan(Project project, Build first) throws Exception {
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output())
        .containsPattern("random +\\d\\.\\d+")
        .containsPattern("optimal +\\d\\.\\d+")
        .contains("report: ")
        .doesNotContain("Nothing to do", "[ERROR]");
    assertThat(project.path("reports/index.html")).isNotEmptyFile();
    assertThat(project.read("reports/tiny/run.json"))
        .contains(System.getProperty("recsim.version"));
    assertThat(project.path("reports/tiny/index.html")).isNotEmptyFile();
    assertThat(project.trials("tiny")).hasSize(4);
  }

  /** {@code RunVerbTest} of recsim-runtime in real builds. */
  @Tag("nightly")
  @Test
  void unchangedExperimentRunsOnceAndByForceAgain() throws Exception {
    Project project = Project.copy("minimal", "minimal-again");
    assertRan(project, project.mvn("recsim:run"));
    String results = project.read("reports/tiny/results.json");
    Map<Path, FileTime> trials = project.trials("tiny");

    Build second = project.mvn("recsim:run");

    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(project.trials("tiny")).isEqualTo(trials);
    assertThat(project.read("reports/tiny/results.json")).isEqualTo(results);

    Build forced = project.mvn("recsim:run", "-Drecsim.force");

    assertThat(forced.exitCode()).as(forced.output()).isZero();
    assertThat(project.trials("tiny"))
        .hasSize(4)
        .doesNotContainValue(trials.values().iterator().next());
    assertThat(project.read("reports/tiny/results.json")).isEqualTo(results);
  }

  /** The first run would write the archive of classes, which no JVM with a debugger can. */
  @Tag("nightly")
  @Test
  void firstRunCanBeDebugged() throws Exception {
    Project project = Project.copy("minimal", "debugged").withoutArchive();

    Build build =
        project.mvn(
            "recsim:run",
            "-Drecsim.argLine=-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("Listening for transport dt_socket", "report: ");
  }

  /** The first run reads no stored trial, and those to come do little else. */
  @Tag("nightly")
  @Test
  void archiveOfTheFirstRunHasTheClassesThatReadTrials() throws Exception {
    Project project = Project.copy("minimal", "archive").withoutArchive();
    project.mvn("recsim:run");

    Build second = project.mvn("recsim:run", "-Drecsim.argLine=-Xlog:class+load:file=loaded.log");

    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(project.read("loaded.log").lines())
        .filteredOn(it -> it.contains(".databind.deser."))
        .isNotEmpty()
        .allMatch(it -> it.contains("source: shared objects file"));
  }

  @Tag("nightly")
  @Test
  void boundToTheLifecycleItValidatesRunsAndReports() throws Exception {
    Project project = Project.copy("lifecycle", "lifecycle");

    Build skipped = project.mvn("verify", "-Drecsim.skip");

    assertThat(skipped.exitCode()).as(skipped.output()).isZero();
    assertThat(project.path("reports")).doesNotExist();

    Build build = project.mvn("verify");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).containsSubsequence(":validate", ":run", ":report");
    assertThat(project.path("reports/tiny/index.html")).isNotEmptyFile();
  }

  @Tag("nightly")
  @Test
  void reportRendersTheSameAgainWithoutRunning() throws Exception {
    Project project = Project.copy("minimal", "report");
    project.mvn("recsim:run");
    String page = project.read("reports/tiny/index.html");
    String results = project.read("reports/tiny/results.json");
    Map<Path, FileTime> trials = project.trials("tiny");
    Files.delete(project.path("reports/tiny/index.html"));
    Files.delete(project.path("reports/tiny/results.json"));

    Build build = project.mvn("recsim:report");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(project.read("reports/tiny/index.html")).isEqualTo(page);
    assertThat(project.read("reports/tiny/results.json")).isEqualTo(results);
    assertThat(project.trials("tiny")).isEqualTo(trials);
  }

  @Tag("nightly")
  @Test
  void quietBuildPrintsNothing() throws Exception {
    Project project = Project.copy("minimal", "quiet");

    Build build = project.mvn("-q", "recsim:run");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).isEmpty();
    assertThat(project.path("reports/tiny/index.html")).isNotEmptyFile();
  }

  @Tag("nightly")
  @Test
  void exportWritesArchivesOfTheTrialThatWasAskedFor() throws Exception {
    Project project = Project.copy("learner", "learner");

    Build build = project.mvn("recsim:run", "recsim:export", "-Drecsim.trial=actor_critic-seed-1");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(project.path("reports/tiny/trials/actor_critic-seed-0.safetensors")).exists();
    assertThat(Project.files(project.path("target/recsim-export/tiny/actor_critic-seed-1")))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("actor.zip", "critic.zip", "embeddings.zip", "horizon.zip", "policy.json");
    assertThat(project.path("target/recsim-export/tiny/actor_critic-seed-0")).doesNotExist();
  }

  @Tag("nightly")
  @Test
  void folderThatWasNamedAndDoesNotExistIsAnError() throws Exception {
    Project project = Project.copy("minimal", "missing");

    Build build = project.mvn("recsim:run", "-Drecsim.experimentsDirectory=nowhere");

    assertThat(build.exitCode()).isNotZero();
    assertThat(build.output())
        .contains("There is no folder " + project.path("nowhere"))
        .doesNotContain("\tat ");
  }
}
