package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two commits with different baselines, compared by revision and by file. */
@Tag("nightly")
class CompareIT {
  private static final String BASELINE = "experiments/baselines/tiny.json";

  @Test
  void baselinesOfTwoCommitsAreCompared() throws Exception {
    Project project = Project.copy("minimal", "compare");
    Path experiment = project.path("experiments/tiny.yaml");
    String five = Files.readString(experiment).replace("0..1", "0..4");
    Files.writeString(experiment, five);
    project.versioned();
    record(project, "Record a baseline");
    Files.copy(project.path(BASELINE), project.path("kept.json"));
    Files.writeString(experiment, five + "seed: 7\n");
    record(project, "Draw other luck");

    Build revisions =
        project.mvn("recsim:compare", "-Drecsim.base=HEAD~1", "-Drecsim.head=main", "-e");
    assertThat(revisions.exitCode()).as(revisions.output()).isZero();
    assertThat(revisions.output())
        .contains("changed: seed: 42 -> 7")
        .containsPattern("Base: HEAD~1 \\([0-9a-f]{10}\\)\\. Head: main \\([0-9a-f]{10}\\)\\.");
    String json = project.read("reports/compare/compare.json");
    assertThat(json).contains("\"key\": \"seed\", \"base\": \"42\", \"head\": \"7\"");
    assertThat(project.read("reports/compare/index.html")).contains("what changed");
    assertThat(project.read("reports/compare/compare.md")).contains("| `seed` | `42` | `7` |");

    Build files = project.mvn("recsim:compare", "-Drecsim.base=kept.json");
    assertThat(files.exitCode()).as(files.output()).isZero();
    assertThat(files.output()).contains("Base: kept.json. Head: the last run.");
    assertThat(agents(project.read("reports/compare/compare.json"))).isEqualTo(agents(json));

    Build same = project.mvn("recsim:compare");
    assertThat(same.exitCode()).as(same.output()).isZero();
    assertThat(same.output()).contains("Nothing changed: all scores are identical.");

    Build trend = project.mvn("recsim:trend", "-Drecsim.commits=10");
    assertThat(trend.exitCode()).as(trend.output()).isZero();
    assertThat(trend.output()).contains("losses were accepted in 2 commits of 1 baseline");
    assertThat(project.read("reports/trend.html")).contains("Draw other luck");

    Build unknown = project.mvn("recsim:compare", "-Drecsim.base=--output=x");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.output())
        .contains("git has no revision --output=x here")
        .doesNotContain("\tat ");
  }

  private static void record(Project project, String message) throws Exception {
    Build build = project.mvn("recsim:run", "recsim:baseline", "-Drecsim.accept=all");
    assertThat(build.exitCode()).as(build.output()).isZero();
    project.commit(message);
  }

  private static String agents(String json) {
    return json.substring(json.indexOf("\"agents\""));
  }
}
