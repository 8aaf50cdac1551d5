package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A project with an agent of its own whose build holds it against its baseline. */
@Tag("nightly")
class GatedBuildIT {
  private static final String AGENT = "src/main/java/example/ClickRate.java";

  /** Real builds of one project, as its owners would run them one after the other. */
  @Test
  void changedCodeIsHeldAgainstTheBaseline() throws Exception {
    Project project = Project.copy("gated", "gated");

    Build first = project.mvn("verify");
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output()).contains("shop: no baseline; 1 claim holds");

    Build recorded = project.mvn("recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    assertThat(recorded.output())
        .containsPattern("click_rate: .* on 10 seeds; with other random numbers, it would be");
    String baseline = project.read("experiments/baselines/shop.json");

    // Another order of the same work.
    project.edit(
        AGENT,
        "    shown[cell]++;\n    accepted[cell] += transition.step().response().clicked() == 0 ? 1 : 0;",
        "    boolean clicked = transition.step().response().clicked() == 0;\n"
            + "    accepted[cell] += clicked ? 1 : 0;\n    shown[cell]++;");
    Build reordered = project.mvn("verify");
    assertThat(reordered.exitCode()).as(reordered.output()).isZero();
    assertThat(reordered.output())
        .contains("shop: run again: gated/target/classes changed", "[20/20] ")
        .contains("shop: 2 agents identical; 1 claim holds");

    // Exploration is broken: what was accepted first is shown ever after.
    project.edit(AGENT, "key.uniform(0) < EPSILON", "key.uniform(0) < 0 * EPSILON");
    Build broken = project.mvn("verify");
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.output())
        .containsPattern(
            "check \\(default\\) on project gated: recsim:check failed: 1 of 1 experiment: shop"
                + " \\(click_rate REGRESSED by \\d\\.\\d+, \\d+\\.\\d %; margin 0\\.\\d+\\)")
        .containsPattern(
            "click_rate REGRESSED: \\d\\.\\d+ [a-z ]*a session against \\d\\.\\d+ in the baseline, a drop"
                + " of \\d\\.\\d+ \\(.*98 % interval .*margin 0\\.\\d+; 10 seeds, paired\\)")
        .contains(
            "fix the agent, or accept the drop: mvn compile recsim:run recsim:baseline"
                + " -Drecsim.experiment=shop -Drecsim.accept=click_rate")
        .doesNotContain("\tat ");
    assertThat(project.read("experiments/baselines/shop.json")).isEqualTo(baseline);
    assertThat(project.read("reports/shop/index.html")).contains("1 agent worse");

    Build refused = project.mvn("recsim:baseline");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).contains("shop: 1 change for the worse needs to be accepted");
    assertThat(project.read("experiments/baselines/shop.json")).isEqualTo(baseline);

    // The owners accept it.
    Build accepted = project.mvn("recsim:baseline", "-Drecsim.accept=click_rate");
    assertThat(accepted.exitCode()).as(accepted.output()).isZero();
    assertThat(project.read("experiments/baselines/shop.json")).isNotEqualTo(baseline);
    assertThat(project.mvn("verify").exitCode()).isZero();
  }
}
