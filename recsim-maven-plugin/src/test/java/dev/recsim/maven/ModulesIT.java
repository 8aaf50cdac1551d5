package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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

  @Tag("nightly")
  @Test
  void folderNamedOnTheCommandLineIsNotRunOnceAModule() throws Exception {
    Project project = Project.copy("modules", "modules-named");

    Build build =
        project.mvn("recsim:run", "-Drecsim.experimentsDirectory=" + project.path("experiments"));

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.count("report: ")).isEqualTo(1);
    assertThat(project.path("a/reports")).doesNotExist();
  }

  @Tag("nightly")
  @Test
  void selectionThatOnlyOneModuleHasRunsThere() throws Exception {
    Project project = Project.copy("modules", "modules-selected");

    Build build = project.mvn("recsim:run", "-Drecsim.experiment=in-*");

    assertThat(build.exitCode()).as(build.output()).isZero();
    assertThat(build.count("report: ")).isEqualTo(2);
    assertThat(project.path("reports/at-root")).doesNotExist();
  }

  @Tag("nightly")
  @Test
  void selectionThatNoModuleHasFailsBeforeAnythingRuns() throws Exception {
    Project project = Project.copy("modules", "modules-typo");

    for (String[] more : new String[][] {{}, {"-T", "2"}, {"-pl", "a"}, {"-f", "c/pom.xml"}}) {
      Build build = project.mvn(with(more, "recsim:run", "-Drecsim.experiment=typo"));

      assertThat(build.exitCode()).as(build.output()).isEqualTo(1);
      assertThat(build.output())
          .contains("matches recsim.experiment=typo. There are [at-root, in-a, in-b]")
          .doesNotContain("BUILD SUCCESS", "\tat ");
    }
    Build some = project.mvn("recsim:run", "-Drecsim.experiment=in-b/typo");
    assertThat(some.exitCode()).as(some.output()).isEqualTo(1);
    assertThat(project.path("b/reports")).doesNotExist();
  }

  @Tag("nightly")
  @Test
  void comparisonFailsIfNoModuleHasWhatIsSelected() throws Exception {
    Project project = Project.copy("modules", "modules-compared");

    Build typo = project.mvn("recsim:compare", "-Drecsim.experiment=typo");
    assertThat(typo.exitCode()).as(typo.output()).isEqualTo(1);
    assertThat(typo.output())
        .contains("there is no baseline of typo to compare with; record one with recsim:baseline")
        .doesNotContain("BUILD SUCCESS", "\tat ");

    Path inB = project.path("b/experiments/in-b.yaml");
    Files.writeString(inB, Files.readString(inB).replaceFirst("seeds: .*\\}", "seeds: 0..4}"));
    Build recorded =
        project.mvn("recsim:run", "recsim:baseline", "recsim:compare", "-Drecsim.experiment=in-b");
    assertThat(recorded.exitCode()).as(recorded.output()).isZero();
    assertThat(project.path("b/reports/compare/compare.json")).isNotEmptyFile();

    // The baseline of a module without experiments, while other modules pass.
    Files.move(
        inB, Files.createDirectories(project.path("b/experiments/old")).resolve("in-b.yaml"));
    Build left = project.mvn("recsim:run", "recsim:check");
    assertThat(left.exitCode()).as(left.output()).isEqualTo(1);
    assertThat(left.output())
        .contains("in-b.json is the baseline of an experiment that does not exist")
        .doesNotContain("BUILD SUCCESS", "\tat ");
  }

  @Tag("nightly")
  @Test
  void modulesThatAreLeftOutCount() throws Exception {
    Project project = Project.copy("modules", "modules-part");
    String[][] parts = {
      {"-pl", "c"}, {"-rf", ":c"}, {"-f", "c/pom.xml"}, {"-pl", "a", "-Drecsim.experiment=in-b"}
    };

    for (String[] part : parts) {
      Build build = project.mvn(with(part, "recsim:run"));

      assertThat(build.exitCode()).as(build.output()).isZero();
      assertThat(build.count("report: ")).isZero();
    }
  }

  @Tag("nightly")
  @Test
  void buildWithoutExperimentsFails() throws Exception {
    Project project = Project.copy("modules", "modules-empty");
    for (String folder : List.of("", "a/", "b/")) {
      Files.move(project.path(folder + "experiments"), project.path(folder + "experimentz"));
    }

    for (String[] more : new String[][] {{"-T", "2"}, {"-pl", "c"}, {"-f", "c/pom.xml"}}) {
      Build build = project.mvn(with(more, "recsim:run", "recsim:check"));

      assertThat(build.exitCode()).as(build.output()).isEqualTo(1);
      assertThat(build.output())
          .containsPattern("There is no folder .*experiments, nor one in another module")
          .contains("or set recsim.experimentsDirectory")
          .doesNotContain("BUILD SUCCESS", "\tat ");
    }
  }

  private static String[] with(String[] more, String... arguments) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
