package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A project with an agent of its own whose build holds it against its baseline. */
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
    assertThat(recorded.output()).containsPattern("click_rate: .* can see a drop of");
    String baseline = project.read("experiments/baselines/shop.json");

    // Another order of the same work.
    edit(
        project,
        "    shown[cell]++;\n    accepted[cell] += transition.step().response().clicked() == 0 ? 1 : 0;",
        "    boolean clicked = transition.step().response().clicked() == 0;\n"
            + "    accepted[cell] += clicked ? 1 : 0;\n    shown[cell]++;");
    Build reordered = project.mvn("verify");
    assertThat(reordered.exitCode()).as(reordered.output()).isZero();
    assertThat(reordered.output())
        .contains("[10/10] click_rate")
        .contains("shop: 2 agents identical; 1 claim holds");

    // Exploration is broken: what was accepted first is shown ever after.
    edit(project, "key.uniform(0) < EPSILON", "key.uniform(0) < 0 * EPSILON");
    Build broken = project.mvn("verify");
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(broken.output())
        .containsPattern(
            "check \\(default\\) on project gated: recsim:check failed: 1 of 1 experiment: shop"
                + " \\(click_rate REGRESSED by \\d\\.\\d+, \\d+\\.\\d %; margin 0\\.\\d+\\)")
        .containsPattern(
            "click_rate REGRESSED: \\d\\.\\d+ a session against \\d\\.\\d+ in the baseline, a drop"
                + " of \\d\\.\\d+ \\(.*98 % interval .*margin 0\\.\\d+; 10 seeds, paired\\)")
        .contains("mvn recsim:run recsim:baseline -Drecsim.experiment=shop")
        .doesNotContain("\tat ");
    assertThat(project.read("experiments/baselines/shop.json")).isEqualTo(baseline);
    assertThat(project.read("reports/shop/index.html")).contains("REGRESSED");

    // The owners accept it.
    assertThat(project.mvn("recsim:baseline").exitCode()).isZero();
    assertThat(project.read("experiments/baselines/shop.json")).isNotEqualTo(baseline);
    assertThat(project.mvn("verify").exitCode()).isZero();
  }

  private static void edit(Project project, String from, String to) throws IOException {
    Path file = project.path(AGENT);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }
}
