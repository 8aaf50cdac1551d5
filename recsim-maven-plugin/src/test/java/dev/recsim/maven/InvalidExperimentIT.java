package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link InitIT} runs a file with problems in the usual build. */
@Tag("nightly")
class InvalidExperimentIT {

  @ParameterizedTest
  @ValueSource(strings = {"validate", "run"})
  void everyProblemOfEveryFileIsNamedAndNothingRuns(String goal) throws Exception {
    Project project = Project.copy("invalid", "invalid-" + goal);

    Build build = project.mvn("recsim:" + goal);

    assertThat(build.exitCode()).isEqualTo(1);
    assertThat(build.output())
        .contains("experiments/first.yaml:3:26: unknown key \"trainin\"")
        .contains("did you mean \"training\"?")
        .contains("experiments/first.yaml:4:19: unknown agent type \"optimmal\"")
        .contains("did you mean \"optimal\"?")
        .contains("experiments/first.yaml:5:24: sessions must be")
        .contains("experiments/second.yaml:4:17: ")
        .contains("The experiment files are not valid, nothing was run.")
        .doesNotContain("valid.yaml:", "\tat ", "Exception:");
    assertThat(build.count(".yaml:")).isEqualTo(4);
    assertThat(Project.files(project.path("reports"))).isEmpty();
  }
}
