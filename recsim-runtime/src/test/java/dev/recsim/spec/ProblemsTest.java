package dev.recsim.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code spec/bad} has its problems in the text file beside it. */
class ProblemsTest {
  private static final Path BAD = Path.of("src/test/resources/spec/bad");

  static Stream<Path> badFiles() throws IOException {
    return Files.list(BAD).filter(file -> file.toString().endsWith(".yaml")).sorted();
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void badFileHasTheProblemsBesideIt(Path file) throws IOException {
    String golden = file.toString().replace(".yaml", ".txt");

    assertThat(portable(problems(file))).isEqualTo(Files.readString(Path.of(golden)));
  }

  /** Without folders, and with the components of this class path for those of any. */
  private static String portable(String problems) {
    String worlds = String.join(", ", Providers.environments().keySet());
    String agents = String.join(", ", Providers.agents().keySet());
    return problems
            .replace(BAD + BAD.getFileSystem().getSeparator(), "")
            .replace("types: " + worlds, "types: <worlds>")
            .replace("one of " + worlds, "one of <worlds>")
            .replace("types: " + agents, "types: <agents>")
            .replace("one of " + agents, "one of <agents>")
        + "\n";
  }

  @Test
  void missingFileFolderAndHugeFileAreProblemsToo(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.yaml");
    Path huge = Files.writeString(folder.resolve("huge.yaml"), "#".repeat((1 << 20) + 1));

    assertThat(problems(missing)).isEqualTo(missing + ": there is no such file");
    assertThat(problems(folder)).isEqualTo(folder + ": is a folder; expected an experiment file");
    assertThat(problems(huge)).startsWith(huge + ": is larger than 1 MiB");
  }

  @Test
  void nameOfTheFileMustDoForAName(@TempDir Path folder) throws IOException {
    Path odd = folder.resolve("(odd) name.yaml");
    String yaml = "environment: {type: transition_matrix}\nagents: {a: {type: random}}\n";
    Files.writeString(odd, yaml);

    assertThat(problems(odd))
        .startsWith(odd + ": name \"(odd) name\" must be")
        .endsWith("give the experiment a \"name:\"");
    Files.writeString(odd, yaml + "name: even\n");
    assertThat(catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.read(odd)))
        .isNull();
  }

  @Test
  void hostileSizesAreToldInNoTime(@TempDir Path folder) throws IOException {
    String digits = "9".repeat(500_000);
    String key = "k".repeat(300_000);
    Path file =
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            environment: {type: transition_matrix, p_exit_accepted: 1e999999999}
            agents: {a: {type: actor_critic, gamma: %s, topk: 1e999999999}}
            ? %s
            : 1
            """
                .formatted(digits, key));

    assertThat(problems(file).lines())
        .hasSize(4)
        .allMatch(problem -> problem.startsWith(file.toString()));
  }

  private static String problems(Path file) {
    return catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.read(file))
        .getMessage();
  }
}
