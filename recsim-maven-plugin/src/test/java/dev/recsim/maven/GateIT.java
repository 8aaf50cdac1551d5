package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A changed experiment in a real build. {@code GateTest} of recsim-runtime has its verdicts, {@code
 * PromoteRefusedTest} those of a promotion.
 */
class GateIT {

  @Test
  void regressionFailsTheBuildAndWhatStandsPasses() throws Exception {
    Project project = Project.copy("gated", "gate").versioned();
    Build recorded = project.mvn("compile", "recsim:run", "recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    project.commit("Record the baseline");

    project.edit("experiments/shop.yaml", "warmup_sessions: 150", "warmup_sessions: 50");
    Build worse = project.mvn("recsim:run", "recsim:check");
    project.edit("experiments/shop.yaml", "warmup_sessions: 50", "warmup_sessions: 150");
    Build same =
        project.mvn(
            "recsim:run",
            "recsim:check",
            "recsim:promote",
            "recsim:verify-promoted",
            "-Drecsim.exact",
            "-Drecsim.experiment=shop",
            "-Drecsim.agent=click_rate");

    assertThat(worse.exitCode()).as(worse.output()).isEqualTo(1);
    assertThat(worse.output())
        .contains(
            "recsim:check failed: 1 of 1 experiment: shop (click_rate REGRESSED by 1.5, 16.2 %")
        .containsPattern("click_rate REGRESSED: .*; changed: training.warmup_sessions 150 -> 50")
        .doesNotContain("BUILD SUCCESS", "\tat ");
    assertThat(same.exitCode()).as(same.output()).isZero();
    assertThat(same.output()).contains("shop: 2 agents identical; 1 claim holds");
    isPromoted(project, same);
  }

  /** The agent is the project's own; its provider restores no policies. */
  private static void isPromoted(Project project, Build promoted) throws Exception {
    assertThat(promoted.output())
        .contains("promoted click_rate of shop: seed ")
        .contains("click_rate of shop has its recorded score")
        .doesNotContain("\tat ");
    assertThat(project.read("promoted/shop/click_rate/manifest.json"))
        .contains("\"type\": \"click_rate\"", "\"rule\": \"median\"", "\"dirty\": false");
  }
}
