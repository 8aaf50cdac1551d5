package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of the command line. */
class ParametersIT {
  private static Project project;

  @BeforeAll
  static void copy() throws Exception {
    project = Project.copy("minimal", "parameters");
    Files.writeString(
        project.path("pom.xml"),
        project
            .read("pom.xml")
            .replaceFirst(
                "<build>", "<properties><recsim.own>1</recsim.own></properties>\n  <build>"));
  }

  @Test
  void misspelledParameterOfThePomFailsGoalsOfTheCommandLine() throws Exception {
    Project typo = Project.copy("minimal", "parameter-of-the-pom");
    Files.writeString(
        typo.path("pom.xml"),
        typo.read("pom.xml")
            .replace(
                "<artifactId>recsim-maven-plugin</artifactId>",
                "<artifactId>recsim-maven-plugin</artifactId><configuration>"
                    + "<failOnMissingBaselin>true</failOnMissingBaselin></configuration>"));
    Build build = typo.mvn("recsim:validate");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("<failOnMissingBaselin> in the POM: failOnMissingBaselin is not a parameter");
  }

  /** {@code UserPropertiesTest} has more of them. */
  @Tag("nightly")
  @Test
  void misspelledParameterFailsTheBuildBeforeAnythingRuns() throws Exception {
    Build build = project.mvn("recsim:run", "-Drecsim.experiments=quick");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains(
            "recsim.experiments is not a parameter of recsim; did you mean recsim.experiment or"
                + " recsim.experimentsDirectory?")
        .doesNotContain("\tat ");
    assertThat(project.path("reports")).doesNotExist();
  }

  @Tag("nightly")
  @Test
  void parametersOfOtherGoalsPropertiesOfThePomAndBracesAreKnown() throws Exception {
    Build build =
        project.mvn(
            "recsim:validate",
            "-Drecsim.experiment={tiny,huge}",
            "-Drecsim.trial=x",
            "-Drecsim.spark.conf=x",
            "-Drecsim.groupId=x",
            "-Drecsim.version=" + System.getProperty("recsim.version"),
            "-Drecsim.own=2",
            "-Dother.experiments=x");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("1 experiment is valid");
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({
    "check, -Drecsim.failOnMissingBaseline, --recsim.failOnMissingBaseline=true",
    "check, -Drecsim.failOnMissingBaseline=, --fail-on-missing-baseline",
    "baseline, '-Drecsim.accept=random,optimal', '--recsim.accept=random,optimal'"
  })
  void runtimeIsGiven(String goal, String property, String argument) throws Exception {
    assertThatRuntimeIsGiven(goal, property, argument);
  }

  @Tag("nightly")
  @ParameterizedTest
  @CsvSource({"-Drecsim.alpha=0.01, auto", "-Drecsim.failOnMissingBaseline=false, false"})
  void checkIsToldWhatAMissingBaselineMeans(String property, String meaning) throws Exception {
    assertThatRuntimeIsGiven("check", property, "--recsim.failOnMissingBaseline=" + meaning);
  }

  private static void assertThatRuntimeIsGiven(String goal, String property, String argument)
      throws Exception {
    Build build =
        project.mvn("-X", "recsim:" + goal, property, "-Drecsim.reportsDirectory=nothing");

    assertThat(build.lines())
        .filteredOn(line -> line.contains("Forking in "))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains(" " + argument + ", "));
  }

  /** {@code ExperimentSelectionTest} has more of them. */
  @Tag("nightly")
  @Test
  void selectionThatIsNoGlobIsRefused() throws Exception {
    Build build = project.mvn("recsim:run", "-Drecsim.experiment=[");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("recsim.experiment=[ is not a list of globs (Missing")
        .doesNotContain("unexpected", "\tat ");
  }
}
