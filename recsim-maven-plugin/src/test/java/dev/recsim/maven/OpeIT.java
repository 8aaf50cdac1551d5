package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Policies evaluated on a log in a real build. */
class OpeIT {
  private static final String SHOP =
      """
      logs:
        file: ../shop.csv
        columns: {session: visit, action: item, reward: click, propensity: p}
      evaluate:
        policies: {better: {column: p_better}}
      claims:
        - better: {beats: logged, by: ope}
      """;

  private static Project shop(String place, double propensity) throws Exception {
    Project project = Project.copy("minimal", place);
    StringBuilder log = new StringBuilder("visit,item,click,p,p_better\n");
    for (int i = 0; i < 2_000; i++) {
      int item = i % 2;
      int click = i % 10 < (item == 0 ? 2 : 8) ? 1 : 0;
      log.append(
          i + "," + item + "," + click + "," + propensity + "," + (item == 0 ? 0.2 : 0.8) + "\n");
    }
    Files.writeString(project.path("shop.csv"), log);
    Files.createDirectories(project.path("experiments"));
    Files.writeString(project.path("experiments/shop.yaml"), SHOP);
    return project;
  }

  @Tag("nightly")
  @Test
  void claimOnALogGatesTheBuild() throws Exception {
    Project project = shop("ope", 0.5);

    Build passed = project.mvn("recsim:ope", "recsim:check", "-Drecsim.experiment=shop");
    assertThat(passed.exitCode()).as(passed.output()).isZero();
    assertThat(passed.output())
        .contains("claim \"better beats logged\" HOLDS: ", "2,000 of 2,000 rows used");
    assertThat(passed.output())
        .contains("shop: 1 claim holds", "recsim:check passed: 1 experiment");
    assertThat(project.path("reports/shop/ope.html")).exists();
    assertThat(project.read("reports/index.html")).contains("shop/ope.html");
  }

  /** {@code OpeVerbTest} of recsim-runtime has more verdicts. */
  @Tag("nightly")
  @Test
  void refusedEstimateFailsTheBuild() throws Exception {
    Project project = shop("ope-refused", 0.9);

    Build refused = project.mvn("recsim:check", "-Drecsim.experiment=shop");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output())
        .contains("recsim:check failed: 1 of 1 experiment: shop (\"better beats logged\" REFUSED)")
        .contains("the propensities are wrong");
    assertThat(project.read("reports/shop/junit.xml"))
        .contains("failures=\"1\"", "type=\"REFUSED\"", "shop.yaml:7");
  }
}
