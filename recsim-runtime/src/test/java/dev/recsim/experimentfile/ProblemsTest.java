package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.baseline.NewBaseline;
import dev.recsim.io.RunFiles;
import dev.recsim.yaml.binding.Providers;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file in {@code spec/bad} has its problems in the text file beside it. */
@Tag("slow")
class ProblemsTest {
  private static final Path BAD = Path.of("src/test/resources/spec/bad");

  private static final String GOOD =
      "environment: {type: transition_matrix}\nagents: {a: {type: random}}\n";

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
    String environments = String.join(", ", Providers.environments().keySet());
    String agents = String.join(", ", Providers.agents().keySet());
    return problems
            .replace(BAD + BAD.getFileSystem().getSeparator(), "")
            .replace("types: " + environments, "types: <environments>")
            .replace("one of " + environments, "one of <environments>")
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
        .startsWith(odd + ":1:1: name \"(odd) name\" must be")
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

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "con", "CON.yaml", "nul", "\uD83D\uDE00", "-x", "a/b", "x."})
  void nameThatIsNoFileNameIsRefusedInTheFileAndOfTheFile(String name, @TempDir Path folder)
      throws IOException {
    Path file = write(folder, "name: \"" + name + "\"\n" + GOOD);

    assertThat(problems(file)).startsWith(file + ":1:7: name \"" + name + "\" ");
    if (!name.contains("/")) {
      Path named = Files.writeString(folder.resolve(name + ".yaml"), GOOD);
      assertThat(problems(named))
          .startsWith(named + ":1:1: name \"" + name + "\" ")
          .endsWith("give the experiment a \"name:\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {NewBaseline.ALL, NewBaseline.ARENA, NewBaseline.BASELINE, NewBaseline.RULE})
  void agentMayNotBeNamedLikeSomethingElseThatIsAccepted(String name, @TempDir Path folder)
      throws IOException {
    Path file = write(folder, GOOD.replace("{a:", "{" + name + ":"));

    assertThat(problems(file))
        .contains("name \"" + name + "\" has another meaning in recsim.accept; choose another");
  }

  static Stream<String> reservedNames() {
    return RunFiles.RESERVED.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("reservedNames")
  void nameThatARunWritesIsRefusedAtEveryLevel(String reserved, @TempDir Path folder)
      throws IOException {
    String says = "name \"" + reserved + "\" ";
    Path inside = Files.createDirectories(folder.resolve("papers"));
    Path named = Files.writeString(inside.resolve(reserved + ".yaml"), GOOD);
    assertThat(problems(folder, named))
        .startsWith(named + ":1:1: " + says)
        .endsWith("give the experiment a \"name:\"");

    String upper = reserved.toUpperCase(Locale.ROOT);
    Path names = Files.writeString(inside.resolve("x.yaml"), "name: " + upper + "\n" + GOOD);
    assertThat(problems(folder, names)).startsWith(names + ":1:7: name \"" + upper + "\" ");

    Path below = Files.createDirectories(inside.resolve(reserved));
    Path fine = Files.writeString(below.resolve("x.yaml"), GOOD);
    assertThat(problems(folder, fine)).startsWith(fine + ":1:1: its folder's " + says);

    Path member = write(folder, GOOD + "environments: {" + reserved + ": {}}\n");
    assertThat(problems(folder, member)).startsWith(member + ":3:16: " + says);
    assertThat(read(write(folder, GOOD + "environments: {run: {}}\n"))).isNull();
  }

  @Test
  void longNameIsRefusedAndShownInPart(@TempDir Path folder) throws IOException {
    Path file = write(folder, "name: " + "n".repeat(300_000) + "\n" + GOOD);

    assertThat(problems(file)).contains("must be 1 to 64 letters").hasSizeLessThan(1_000);
  }

  @Test
  void textOfTheFileCannotBreakTheLineOfAMessage(@TempDir Path folder) throws IOException {
    Path file = write(folder, "name: \"a\\n::error::b\\e[31m\\u202E\"\n" + GOOD);

    assertThat(problems(file)).contains("\"a\\u000A::error::b\\u001B[31m\\u202E\"").hasLineCount(1);
  }

  @Tag("nightly")
  @Test
  void thousandsOfProblemsAreToldInAHundred(@TempDir Path folder) throws IOException {
    StringBuilder yaml = new StringBuilder(GOOD);
    for (int i = 0; i < 50_000; i++) {
      yaml.append("key").append(i).append(": 1\n");
    }
    Path file = write(folder, yaml.toString());

    assertThat(problems(file).lines())
        .hasSize(101)
        .endsWith(file + ": has more problems; these are the first 100");
  }

  @Test
  void aliasesByTheBillionAreRefusedByTheirAnchors(@TempDir Path folder) throws IOException {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i <= 60; i++) {
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
    }
    Path file = write(folder, yaml.toString());

    assertThat(problems(file)).contains(file + ":2:5: anchors and aliases", ":61:6: anchors");
  }

  @Test
  void agentsAndTrialsHaveALimit(@TempDir Path folder) throws IOException {
    StringBuilder agents = new StringBuilder("environment: {type: transition_matrix}\nagents:\n");
    for (int i = 0; i < 1_000; i++) {
      agents.append("  a%d: {type: random}\n".formatted(i));
    }
    Path trials = write(folder, agents + "trials: {seeds: 0..100}\n");
    assertThat(problems(trials)).contains("1000 agents and 101 seeds are more than 100000 trials");

    Path many = write(folder, agents + "  one_more: {type: random}\n");
    assertThat(problems(many)).isEqualTo(many + ":3:3: agents must be at most 1000, but are 1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void utf16IsTold(String encoding, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), GOOD, Charset.forName(encoding));

    assertThat(problems(file)).isEqualTo(file + ":1:1: is UTF-16 text; save the file as UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"0085", "2028", "2029"})
  void lineBreakThatOnlySomeProgramsSeeIsTold(String code, @TempDir Path folder)
      throws IOException {
    String letter = Character.toString(Integer.parseInt(code, 16));
    Path file = write(folder, "title: a" + letter + "seed: 7\n" + GOOD);

    assertThat(problems(file)).startsWith(file + ":1:9: holds U+" + code);
    assertThat(read(write(folder, "title: \"a\\u" + code + "\"\n" + GOOD))).isNull();
  }

  @Test
  void claimsWithOddKeysAndEndlessBoundsAreTold(@TempDir Path folder) throws IOException {
    Path odd = write(folder, GOOD + "claims:\n  - ? [a]\n    : {beats: a}\n");
    assertThat(problems(odd)).contains(":4:7: a key must be a plain word");
    Path kind = write(folder, GOOD + "claims:\n  - a: {[beats]: a}\n");
    assertThat(problems(kind)).contains(":4:9: a key must be a plain word");
    Path endless = write(folder, GOOD + "claims:\n  - a: {mean_reward: \">= 1e999\"}\n");
    assertThat(problems(endless)).contains(":4:22: mean_reward must be");
  }

  private static Path write(Path folder, String yaml) throws IOException {
    return Files.writeString(folder.resolve("x.yaml"), yaml);
  }

  private static InvalidExperiment read(Path file) {
    return catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.read(file));
  }

  private static String problems(Path home, Path file) {
    return catchThrowableOfType(
            InvalidExperiment.class, () -> ExperimentReader.read(home, file, List.of()))
        .getMessage();
  }

  private static String problems(Path file) {
    return catchThrowableOfType(InvalidExperiment.class, () -> ExperimentReader.read(file))
        .getMessage();
  }
}
