package dev.recsim.app.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.SmallProject;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentsTest {
  @TempDir Path folder;
  private SmallProject project;

  @BeforeEach
  void writeExperiments() throws Exception {
    project = new SmallProject(folder);
    for (String name : List.of("top", "papers/one", "papers/two", "papers/old/three")) {
      project.write(name, SmallProject.EXPERIMENT);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*|top",
        "papers/*|papers/one papers/two",
        "papers/t*|papers/two",
        "papers/two.yaml|papers/two",
        "top,papers/one|papers/one top",
        "{top,papers/one}|papers/one top",
        "**|papers/old/three papers/one papers/two top",
        "papers/**|papers/old/three papers/one papers/two"
      })
  void globsChooseInFoldersOnlyWhereTheyNameThem(String globs, String names) throws Exception {
    assertThat(project.select(globs))
        .extracting(ExperimentSpec::name)
        .containsExactly(names.split(" "));
  }

  @Test
  void nothingChosenTellsOfTheFoldersBelow() throws Exception {
    assertThatThrownBy(() -> project.select("one"))
        .isInstanceOf(NothingSelected.class)
        .hasMessageContaining("there are [papers/old/three, papers/one, papers/two, top]");
    Files.delete(project.experiments().resolve("top.yaml"));
    assertThatThrownBy(() -> project.select("*"))
        .isInstanceOf(NothingSelected.class)
        .hasMessageContaining("such as 'papers/*': [papers/old/three");
  }

  @Test
  void folderThatIsNoNameIsTold() throws Exception {
    project.write("compare/trials/x", SmallProject.EXPERIMENT);
    assertThatThrownBy(() -> project.select("**"))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining("its folder's name \"compare\" is reserved")
        .hasMessageContaining("its folder's name \"trials\" is reserved");
  }

  @Test
  void problemsOfAllFilesAreReportedAtOnce() throws Exception {
    project.write("a", "agents: {}\n").write("b", SmallProject.EXPERIMENT + "odd: 1\n");
    assertThatThrownBy(() -> project.select("*"))
        .isInstanceOfSatisfying(
            InvalidExperiment.class,
            e ->
                assertThat(e.problems())
                    .extracting(it -> it.file().getFileName().toString())
                    .contains("a.yaml", "b.yaml"));
  }
}
