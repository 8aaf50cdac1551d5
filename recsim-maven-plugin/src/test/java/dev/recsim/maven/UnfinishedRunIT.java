package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code of the project ends the JVM before the goal is done; {@link OwnAgentIT} has one way. */
@Tag("nightly")
class UnfinishedRunIT {
  private static Project project;

  @BeforeAll
  static void compile() throws Exception {
    project = Project.copy("own-agent", "unfinished");
    assertThat(project.mvn("compile").exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "run, 3, true, false",
    "validate, 0, false, true",
    "run, 0, true, false",
    "run, 2, false, false",
    "run, 1, false, false",
    "run, 0, true, true"
  })
  void buildFailsWhateverTheExitStatus(String goal, int status, boolean halt, boolean early)
      throws Exception {
    assertThatBuildFails(project, goal, status, halt, early);
  }

  static void assertThatBuildFails(
      Project project, String goal, int status, boolean halt, boolean early) throws Exception {
    Build build =
        project.mvn("recsim:" + goal, "-Drecsim.experiment=leaver", set(status, halt, early));

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("The run ended with exit status " + status + " before it was finished: ")
        .contains("code of the project, or a library, ended the JVM (System.exit or Runtime.halt)")
        .doesNotContain(
            "BUILD SUCCESS", "A baseline does not hold", "files are not valid", "\tat ");
    assertThat(project.path("reports/leaver/results.json")).doesNotExist();
  }

  @Test
  void checkFailsToo() throws Exception {
    Build run =
        project.mvn(
            "recsim:run", "-Drecsim.experiment=brittle", "-Drecsim.set=agents.brittle.type=random");
    assertThat(run.exitCode()).as(run.output()).isZero();

    Build check = project.mvn("recsim:check", "-Drecsim.experiment=leaver", set(2, false, true));

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output())
        .contains("The run ended with exit status 2 before it was finished")
        .doesNotContain("A baseline does not hold");
  }

  @Test
  void jvmThatCannotStartIsNotBlamedOnTheProjectAlone() throws Exception {
    Build build =
        project.mvn("recsim:run", "-Drecsim.experiment=sleepy", "-Drecsim.argLine=-Xmx1x");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("Invalid maximum heap size: -Xmx1x")
        .contains("the JVM could not start and the lines above say why, or code of the project");
  }

  private static String set(int status, boolean halt, boolean early) {
    return "-Drecsim.set=agents.leaver.status=%d,agents.leaver.halt=%s,agents.leaver.early=%s"
        .formatted(status, halt, early);
  }
}
