package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first project of the README, built by Maven 4. */
@Tag("nightly")
class Maven4IT {
  private static final String MAVEN = "4.0.0-rc-5";
  private static final String UNPACK =
      "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack";
  private static final String EXPERIMENT = "experiments/quick.yaml";

  private static Project project;

  /** Skips the tests where Maven 4 cannot be downloaded, except if {@code CI=true}. */
  @BeforeAll
  static void prepare() throws Exception {
    Project download = Project.empty("maven-4-download").online();
    Build unpacked =
        download.mvn(
            UNPACK,
            "-Dartifact=org.apache.maven:apache-maven:" + MAVEN + ":zip:bin",
            "-DoutputDirectory=" + download.path("unpacked"));
    if (unpacked.exitCode() != 0) {
      System.err.println(unpacked.output());
    }
    Tool.MAVEN_4.require(unpacked.exitCode() == 0);

    project = Project.copy("minimal", "maven-4");
    project.builtBy(download.path("unpacked/apache-maven-" + MAVEN));
    Files.delete(project.path("experiments/tiny.yaml"));
    Files.writeString(
        project.path(EXPERIMENT),
        """
        environment: {type: transition_matrix}
        agents:
          random: {type: random}
          optimal: {type: optimal}
          actor_critic: {type: actor_critic}
        """);
  }

  @Test
  void everyLineHasOnePrefix() throws Exception {
    assertThat(project.mvn("--version").output()).contains("Apache Maven " + MAVEN);

    Build run = project.mvn("recsim:run");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("[INFO] quick: 30 trials\n")
        .containsPattern("\\n\\[INFO]   \\[ ?\\d+/30] random-seed-0: 1\\.0159")
        .contains("[INFO]   actor_critic wins: 100 % of the optimum.")
        .doesNotContain("[stdout]", "[stderr]", "[ERROR]");

    Build recorded = project.mvn("recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    Build check = project.mvn("recsim:check");
    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(check.output())
        .contains("[INFO] quick: 3 agents identical\n")
        .contains("[INFO] recsim:check passed: 1 experiment\n")
        .doesNotContain("[stdout]", "[stderr]", "[ERROR]");
  }

  @Test
  void problemsAreNamedAlsoIfTheBuildIsQuiet() throws Exception {
    Path file = project.path(EXPERIMENT);
    String sound = Files.readString(file);
    Files.writeString(file, sound.replace("actor_critic}", "actor_critic, gama: 0.5}"));
    String problem = file + ":5:38: unknown key \"gama\", did you mean \"gamma\"?\n";

    Build run = project.mvn("recsim:run");
    Build quiet = project.mvn("-q", "recsim:run");
    Files.writeString(file, sound);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("[WARNING] " + problem).doesNotContain("[stderr]");
    assertThat(quiet.exitCode()).isEqualTo(1);
    assertThat(quiet.output()).startsWith("[ERROR] " + problem);
  }

  @Test
  void rawStreamsHaveNoPrefix() throws Exception {
    Build build = project.mvn("--raw-streams", "recsim:validate");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.lines()).anyMatch(line -> line.startsWith("1 experiment is valid"));
  }
}
