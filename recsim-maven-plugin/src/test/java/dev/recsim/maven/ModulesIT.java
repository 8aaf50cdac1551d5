package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A root and the modules a and b with experiments, and the module c without. */
class ModulesIT {

  @Test
  void everyExperimentRunsOnceWhereItIsAlsoInParallel() throws Exception {
    Project project = Project.copy("modules", "modules");

    Build build = project.mvn("recsim:run", "-T", "2");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.count("report: ")).isEqualTo(3);
    assertThat(build.output()).doesNotContain("Nothing to do", "[ERROR]");
    assertThat(project.path("reports/at-root/index.html")).isNotEmptyFile();
    assertThat(project.path("a/reports/in-a/index.html")).isNotEmptyFile();
    assertThat(project.path("b/reports/in-b/index.html")).isNotEmptyFile();
    assertThat(project.path("c/reports")).doesNotExist();
  }

  @Test
  void folderNamedOnTheCommandLineIsNotRunOnceAModule() throws Exception {
    Project project = Project.copy("modules", "modules-named");

    Build build =
        project.mvn("recsim:run", "-Drecsim.experimentsDirectory=" + project.path("experiments"));

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.count("report: ")).isEqualTo(1);
    assertThat(project.path("a/reports")).doesNotExist();
  }

  @Test
  void selectionThatOnlyOneModuleHasRunsThere() throws Exception {
    Project project = Project.copy("modules", "modules-selected");

    Build build = project.mvn("recsim:run", "-Drecsim.experiment=in-*");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.count("report: ")).isEqualTo(2);
    assertThat(project.path("reports/at-root")).doesNotExist();
  }
}
