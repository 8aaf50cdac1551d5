package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Experiments as tests of JUnit, run by Surefire in two JVMs. {@code ExperimentRunTest} of
 * recsim-junit has their verdicts, and {@link InitIT} runs one by Surefire.
 */
@Tag("nightly")
class ExperimentTestsIT {
  @Test
  void verdictsAreReadableInTheOutputOfSurefire() throws Exception {
    Project project = Project.copy("tests", "tests");
    Build recorded =
        project.mvn("compile", "recsim:run", "recsim:baseline", "-Drecsim.experiment={held,shop}");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    Map<Path, FileTime> stored = project.trials("held");
    assertThat(stored).hasSize(15);
    project.edit("experiments/shop.yaml", "shown: {type: optimal}", "shown: {type: random}");

    Build build = project.mvn("test");

    assertThat(project.trials("held")).isEqualTo(stored);
    assertThat(build.output())
        .contains("Tests run: 10, Failures: 5, Errors: 1, Skipped: 0")
        .contains("ShopTest.regresses:23 shop: 1 agent regressed")
        .containsPattern(
            "shown REGRESSED: [\\d.]+ [a-z ]*a session against [\\d.]+ in the baseline")
        .contains("changed: type optimal -> random")
        .contains("claim \"again beats random\" UNDECIDED", "too few seeds for a test")
        .contains("ShopTest.missingBaseline:38 fresh: no baseline")
        .contains(
            "\"god_sessions\" is neither a claim nor a metric", "did you mean \"good_sessions\"?")
        .containsPattern("brittle: brittle-seed-2 FAILED: .*the glass broke")
        .containsPattern("assertsNothing.* assertThat\\(run\\) without an assertion tests nothing")
        .contains("report: " + project.path("reports/brittle/index.html"))
        .doesNotContain(
            "ShopTest.holds:", "SameRunTest.waits:", "undecidedMayPass:", "assertsWithoutRecsim");
  }
}
