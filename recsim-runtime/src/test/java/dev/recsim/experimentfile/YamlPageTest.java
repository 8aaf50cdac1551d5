package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.learn.actorcritic.ActorCriticOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the page on YAML, row by row. */
class YamlPageTest {
  private static final String GOOD =
      "environment: {type: transition_matrix}\nagents: {a: {type: actor_critic}}\n";

  @TempDir Path folder;

  static Stream<List<String>> values() throws IOException {
    return rows("## Values");
  }

  static Stream<List<String>> files() throws IOException {
    return rows("## Files");
  }

  @Test
  void tablesAreFound() throws IOException {
    assertThat(values()).hasSizeGreaterThan(20);
    assertThat(files()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("values")
  void valueMeansWhatThePageSays(List<String> row) throws Exception {
    String value = code(row.get(0));
    String title = GOOD + "title: " + value + "\n";
    String scale = GOOD.replace("actor_critic", "actor_critic, value_scale: " + value);
    if (row.get(1).equals("text")) {
      assertThat(read(title).title()).isEqualTo(value.replace("\"", ""));
    } else {
      assertThat(row.get(1)).isEqualTo("refused");
      assertThat(problems(title)).contains(":3:8: title must be text");
    }
    if (row.get(2).equals("refused")) {
      assertThat(problems(scale)).contains(":2:47: value_scale must be");
    } else {
      ActorCriticOptions options = (ActorCriticOptions) read(scale).agents().get(0).options();
      assertThat(options.valueScale()).isEqualTo(Double.parseDouble(row.get(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileIsRefusedInTheWordsOfThePage(List<String> row) throws IOException {
    String lines = code(row.get(0)).replace("\\n", "\n").replace("\\t", "\t");
    assertThat(problems(GOOD + lines + "\n"))
        .contains(code(row.get(1)))
        .containsPattern(":\\d+:\\d+: ");
  }

  private ExperimentSpec read(String yaml) throws Exception {
    return ExperimentReader.read(write(yaml));
  }

  private String problems(String yaml) throws IOException {
    Path file = write(yaml);
    return catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.read(file))
        .getMessage();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("experiment.yaml"), yaml);
  }

  /** Cells of the table below a heading. */
  private static Stream<List<String>> rows(String heading) throws IOException {
    String page = Files.readString(Path.of("src/test/resources/yaml.md")).replace("\r\n", "\n");
    return page.split("\n" + heading + "\n", 2)[1]
        .split("\n## ", 2)[0]
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList());
  }

  private static String code(String cell) {
    return cell.substring(1, cell.length() - 1);
  }
}
