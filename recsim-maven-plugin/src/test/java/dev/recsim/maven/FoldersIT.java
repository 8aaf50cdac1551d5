package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where projects, results and JVMs may be. */
class FoldersIT {

  @Tag("nightly")
  @Test
  void pathsMayHoldBlanksParenthesesQuotesAndLettersOfAnyLanguage() throws Exception {
    assumeTrue(
        System.getProperty("sun.jnu.encoding").startsWith("UTF"),
        "the locale's encoding has no such letters");
    Project project = Project.copy("own-agent", "über (uns), 'it''s' \"ok\" 実験");

    Build build = project.mvn("compile", "recsim:run", "-Drecsim.experiment=sleepy");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.output()).contains("report: " + project.path("reports/sleepy/index.html"));
    assertThat(project.path("reports/sleepy/results.json")).isNotEmptyFile();
  }

  @Tag("nightly")
  @Test
  void localeOfAnEmptyContainerIsEnough() throws Exception {
    Project project = Project.copy("minimal", "posix").with("LC_ALL", "C");

    Build build = project.mvn("recsim:run");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(project.path("reports/tiny/results.json")).isNotEmptyFile();
  }

  /** {@code FullDiskTest} of recsim-runtime has more of them. */
  @Tag("nightly")
  @Test
  void reportsFolderThatCannotBeWrittenIsToldBeforeAnythingRuns() throws Exception {
    Project project = Project.copy("minimal", "unwritable");
    Files.writeString(project.path("reports"), "a file where the folder should be");

    Build build = project.mvn("recsim:run");

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains(project.path("reports") + " cannot be written")
        .doesNotContain("random-seed-", "\tat ");
  }

  @Tag("nightly")
  @Test
  void optionsOfTheForkedJvmComeFromTheArgLine() throws Exception {
    Project project = Project.copy("minimal", "arg-line");

    Build build =
        project.mvn("recsim:run", "-Drecsim.argLine=-XX:+UseParallelGC \"-Xlog:gc:file=g c.log\"");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(project.read("g c.log")).contains("Using Parallel");
  }
}
