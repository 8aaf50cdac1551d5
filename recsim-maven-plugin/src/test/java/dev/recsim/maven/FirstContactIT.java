package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A module with experiments that needs the classes of another module. */
@Tag("nightly")
class FirstContactIT {

  @Test
  void moduleThatIsNotCompiledIsNamedWithTheCure() throws Exception {
    Project project = Project.copy("library", "library");

    Build early = project.mvn("recsim:run");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.output())
        .contains(
            "sims needs the classes of policies, a module of this build that is not compiled yet."
                + " Run: mvn -pl sims -am compile recsim:run")
        .doesNotContain("\tat ");

    Build validate = project.mvn("validate");
    assertThat(validate.exitCode()).as(validate.output()).isZero();

    Build compile = project.mvn("compile", "recsim:run");
    assertThat(compile.exitCode()).as(compile.output()).isZero();
    assertThat(project.path("sims/reports/fixed/results.json")).isNotEmptyFile();

    Build bound = project.mvn("process-classes");
    assertThat(bound.exitCode()).as(bound.output()).isZero();
    assertThat(bound.output()).contains("1 experiment is valid");
  }

  @Test
  void packagingThatCompilesNothingIsNamed() throws Exception {
    Project project = Project.copy("minimal", "packaging pom");
    Path sources = Files.createDirectories(project.path("src/main/java"));
    Files.writeString(sources.resolve("Own.java"), "class Own {}");

    Build build = project.mvn("compile", "recsim:validate");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output())
        .contains("Remove <packaging>pom</packaging> from pom.xml")
        .doesNotContain("Run: mvn compile");
  }
}
