package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Experiment files, baselines and folders that are not where they were. */
@Tag("nightly")
class MissingIT {
  private static final String TINY = "experiments/tiny.yaml";

  private Project project;

  @BeforeEach
  void record(TestInfo test) throws Exception {
    project = Project.copy("minimal", "missing-" + test.getTestMethod().orElseThrow().getName());
    project.versioned().edit(TINY, "0..1", "0..4");
    Build recorded = project.mvn("recsim:run", "recsim:check", "recsim:baseline");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    assertThat(recorded.output())
        .contains("recsim:check passed: 1 experiment (1 without baseline)");
    project.commit("Record a baseline");
  }

  @Test
  void renamedExperimentsLeaveABaselineWithoutExperiment() throws Exception {
    project.git("mv", TINY, "experiments/small.yaml");

    Build check = project.mvn("recsim:run", "recsim:check");

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output())
        .contains(
            "recsim:check failed: 2 of 2 experiments: small (no baseline), tiny (its baseline has"
                + " no experiment)")
        .contains(
            project.path("experiments/baselines/tiny.json")
                + " is the baseline of an experiment that does not exist")
        .contains("restore the experiment under this name, or delete its baseline with git rm")
        .doesNotContain("\tat ");
    assertThat(project.read("reports/tiny/junit.xml")).contains("NO_EXPERIMENT");

    project.git("mv", "experiments/baselines/tiny.json", "experiments/baselines/small.json");
    Build moved = project.mvn("recsim:check");
    assertThat(moved.exitCode()).isEqualTo(1);
    assertThat(moved.output())
        .contains("small.json is the baseline of the experiment \"tiny\"; put it back");

    project.git("rm", "-f", "experiments/baselines/small.json");
    Build recorded = project.mvn("recsim:baseline", "recsim:check");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
  }

  @Tag("nightly")
  @Test
  void newExperimentsNeedABaselineOnceThereIsAny() throws Exception {
    Files.copy(project.path(TINY), project.path("experiments/new.yaml"));

    Build check = project.mvn("recsim:run", "recsim:check");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output())
        .contains("recsim:check failed: 1 of 2 experiments: new (no baseline)")
        .contains(
            "record a baseline and commit it: mvn recsim:run recsim:baseline"
                + " -Drecsim.experiment=new")
        .doesNotContain("\tat ");

    Build lenient = project.mvn("recsim:check", "-Drecsim.failOnMissingBaseline=false");
    assertThat(lenient.exitCode()).as(lenient.output()).isZero();
    assertThat(lenient.output())
        .contains("recsim:check passed: 2 experiments (1 without baseline)");

    Files.delete(project.path(TINY));
    Build deleted = project.mvn("recsim:check", "-Drecsim.failOnMissingBaseline=false");
    assertThat(deleted.exitCode()).isEqualTo(1);
    assertThat(deleted.output()).contains("tiny (its baseline has no experiment)");
  }

  @Tag("nightly")
  @Test
  void symbolicLinksAreFollowed() throws Exception {
    project.git("mv", "experiments", "simulations");
    Files.createSymbolicLink(project.path("experiments"), Path.of("simulations"));
    Files.createDirectories(project.path("elsewhere"));
    Files.copy(project.path("simulations/tiny.yaml"), project.path("elsewhere/far.yaml"));
    Files.createSymbolicLink(project.path("simulations/papers"), Path.of("../elsewhere"));
    project.edit("simulations/tiny.yaml", "doc_num: 5", "doc_num: 6");

    Build check = project.mvn("recsim:run", "recsim:check", "-Drecsim.experiment=**");

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output())
        .contains("papers/far (no baseline)", "tiny (ARENA CHANGED: environment.doc_num)")
        .contains("the recorded experiment with the current code: 2 agents identical")
        .doesNotContain("\tat ");
  }
}
