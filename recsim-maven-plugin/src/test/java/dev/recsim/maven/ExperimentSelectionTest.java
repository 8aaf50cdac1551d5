package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.app.project.Experiments;
import dev.recsim.app.project.NothingSelected;
import dev.recsim.app.project.Selection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentSelectionTest {
  private static final String EXPERIMENT =
      """
      environment: {type: transition_matrix, doc_num: 3}
      agents: {random: {type: random}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeExperiments() throws Exception {
    for (String name : List.of("top.yaml", "other.yml", "papers/one.yaml", "papers/old/two.yaml")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, EXPERIMENT);
    }
    Files.writeString(folder.resolve("top.txt"), "no experiment");
  }

  /** The plugin and the runtime decide alike. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "top|true",
        "top.yaml|true",
        "typo, o?her|true",
        "typo,top.txt|false",
        "one|false",
        "papers/*|true",
        "papers/t*|false",
        "papers/**|true",
        "{typo,top}|true",
        "papers/{one,two}|true",
        "papers/{two,typo},{typo,papers/tw*}|false",
      })
  void selectsAsTheRuntimeDoes(String globs, boolean selects) throws Exception {
    assertThat(ExperimentSelection.of(globs).selectsIn(folder)).isEqualTo(selects);
    assertThat(runtimeSelects(globs)).isEqualTo(selects);
  }

  private boolean runtimeSelects(String globs) throws Exception {
    try {
      return !new Experiments(folder, Selection.of(globs), List.of()).contents().isEmpty();
    } catch (NothingSelected e) {
      return false;
    }
  }

  @Test
  void withoutGlobsFilesDirectlyInTheFolderAreSelected() throws Exception {
    assertThat(ExperimentSelection.of("").selectsIn(folder)).isTrue();
    assertThat(ExperimentSelection.of(" ").selectsIn(folder.resolve("papers"))).isTrue();
    Files.delete(folder.resolve("papers/one.yaml"));
    assertThat(ExperimentSelection.of("").selectsIn(folder.resolve("papers"))).isFalse();
    assertThat(ExperimentSelection.of("").nothingIn(List.of(folder.resolve("papers"))))
        .contains("directly in " + folder.resolve("papers"), "[old/two]");
    assertThat(ExperimentSelection.FOLDER.selectsIn(folder.resolve("papers"))).isTrue();
  }

  @Test
  void baselinesAreSelectedByTheNamesOfTheirExperiments() throws Exception {
    assertThat(ExperimentSelection.of("gone").selectsBaselineIn(folder)).isFalse();
    Files.createDirectories(folder.resolve("baselines/papers"));
    Files.writeString(folder.resolve("baselines/gone.json"), "{}");
    Files.writeString(folder.resolve("baselines/papers/one.json"), "{}");
    assertThat(ExperimentSelection.of("gone").selectsBaselineIn(folder)).isTrue();
    assertThat(ExperimentSelection.of("papers/o*").selectsBaselineIn(folder)).isTrue();
    assertThat(ExperimentSelection.of("top").selectsBaselineIn(folder)).isFalse();
    assertThat(ExperimentSelection.of("gone").selectsIn(folder)).isFalse();
  }

  @Test
  void sweepMayDefineWhatItsNameBeginsWith() throws Exception {
    assertThat(ExperimentSelection.of("top/rate=0.1").selectsIn(folder)).isTrue();
    assertThat(ExperimentSelection.of("to/rate=0.1").selectsIn(folder)).isFalse();
  }

  @Test
  void foldersThatAreLinksAreFollowed() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("papers"));

    assertThat(ExperimentSelection.of("one").selectsIn(link)).isTrue();
    assertThat(ExperimentSelection.of("link/one").selectsIn(folder)).isTrue();
  }

  @Test
  void whatThereIsIsNamed() throws Exception {
    assertThat(ExperimentSelection.of("typo").nothingIn(List.of(folder, folder.resolve("papers"))))
        .isEqualTo(
            "No experiment in %s or %s/papers matches recsim.experiment=typo. There are [old/two, one, other, papers/old/two, papers/one, top]"
                .formatted(folder, folder));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(ExperimentSelection.of("typo").nothingIn(List.of(empty)))
        .isEqualTo("There is no experiment (*.yaml) in " + empty + ".");
  }

  @ParameterizedTest
  @CsvSource({"[", "'top,{a'", "'{a,{b}}'"})
  void textThatIsNoGlobIsRefused(String text) {
    assertThatThrownBy(() -> ExperimentSelection.of(text))
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageStartingWith("recsim.experiment=" + text + " is not a list of globs (");
  }
}
