package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Code of a project that fails, ends the JVM, or is not compiled. */
class OwnAgentIT {
  private static final String SOURCE = "src/main/java/example/BrittleProvider.java";

  /** Real builds of one project, as its owners would run them one after the other. */
  @Test
  void brokenCodeFailsTheBuildWhichSaysWhy() throws Exception {
    Project project = Project.copy("own-agent", "brittle").with("CI", "true");

    trialThatFailsStandsInTheReport(
        project, project.mvn("compile", "recsim:run", "-Drecsim.experiment=brittle"));
    UnfinishedRunIT.assertThatBuildFails(project, "run", 0, false, false);
    project.edit(SOURCE, "the glass broke", "the glass fell");
    sourceThatIsNotCompiledIsNamed(project.mvn("recsim:validate", "-Drecsim.experiment=brittle"));
  }

  /** After all others have run. */
  private static void trialThatFailsStandsInTheReport(Project project, Build build)
      throws Exception {
    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .containsPattern("brittle-seed-\\d.* FAILED: .*the glass broke")
        .contains("report: ")
        .doesNotContain("\tat ");
    assertThat(project.read("reports/brittle/results.json"))
        .contains("\"status\": \"failed\"", "the glass broke");
    assertThat(project.read("reports/brittle/index.html")).contains("the glass broke");
    assertThat(project.trials("brittle")).hasSize(8);
  }

  private static void sourceThatIsNotCompiledIsNamed(Build refused) {
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.output())
        .contains(SOURCE + " is newer than the compiled classes")
        .contains("Run: mvn compile recsim:validate")
        .doesNotContain("1 experiment is valid");
  }

  @Tag("nightly")
  @Test
  void sourceThatIsNotCompiledIsAWarningOutsideOfContinuousIntegration() throws Exception {
    Project project = Project.copy("own-agent", "stale").with("CI", "");
    String[] goals = {"recsim:validate", "-Drecsim.experiment=brittle"};
    Build compiled = project.mvn("compile", goals[0], goals[1]);
    assertThat(compiled.exitCode()).as(compiled.output()).isZero();
    project.edit(SOURCE, "the glass broke", "the glass fell");

    Build warned = project.mvn(goals[0], goals[1], "-Pmine,!other");

    assertThat(warned.exitCode()).as(warned.output()).isZero();
    assertThat(warned.output())
        .contains("[WARNING] " + SOURCE + " is newer than the compiled classes")
        .contains("Run: mvn '-Pmine,!other' compile recsim:validate")
        .contains("1 experiment is valid");
  }

  @Tag("nightly")
  @Test
  void changedSourceWithItsTimeSetBackIsNamed() throws Exception {
    Project project = Project.copy("own-agent", "set-back").with("CI", "");
    String[] goals = {"compile", "recsim:validate", "-Drecsim.experiment=brittle"};
    assertThat(project.mvn(goals).exitCode()).isZero();
    project.edit(SOURCE, "the glass broke", "the glass fell");
    Files.setLastModifiedTime(project.path(SOURCE), FileTime.fromMillis(1_000_000_000_000L));

    assertThat(project.mvn(goals).output())
        .contains("[WARNING] " + SOURCE + " changed after it was compiled, but its time did not");
    Files.setLastModifiedTime(project.path(SOURCE), FileTime.from(Instant.now()));
    assertThat(project.mvn(goals).output()).doesNotContain("[WARNING] " + SOURCE);
  }

  @Tag("nightly")
  @Test
  void ownAgentsRunInProcessesToTheSameResults() throws Exception {
    Project project = Project.copy("own-agent", "processes");

    Build local = project.mvn("compile", "recsim:run", "-Drecsim.experiment=brittle");
    String results = project.read("reports/brittle/results.json");
    Build processes =
        project.mvn(
            "recsim:run",
            "-Drecsim.experiment=brittle",
            "-Drecsim.executor=process",
            "-Drecsim.force");

    assertThat(processes.output())
        .containsPattern("brittle-seed-\\d.* FAILED: .*the glass broke")
        .doesNotContain("already stored");
    assertThat(processes.exitCode()).isEqualTo(1).isEqualTo(local.exitCode());
    assertThat(project.read("reports/brittle/results.json")).isEqualTo(results);
  }

  @Tag("nightly")
  @Test
  void schemaKnowsTheProjectsOwnAgents() throws Exception {
    Project project = Project.copy("own-agent", "own-schema");

    Build build = project.mvn("compile", "recsim:schema", "-Drecsim.schemaFile=target/s.json");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(project.read("target/s.json")).contains("\"sleepy\"", "pause_millis");
  }
}
