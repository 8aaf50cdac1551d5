package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OwnAgentIT {

  @Test
  void trialThatFailsStandsInTheReportAndFailsTheBuildAfterAllOthersHaveRun() throws Exception {
    Project project = Project.copy("own-agent", "brittle");

    Build build = project.mvn("compile", "recsim:run", "-Drecsim.experiment=brittle");

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
