package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserWordsTest {
  private static final List<String> KNOWN = List.of("experiment", "reports", "force");

  @TempDir Path folder;

  @Test
  void optionsHaveAValueOrNone() throws Exception {
    UserWords words = UserWords.parse("run", KNOWN, List.of("--experiment=a=b,c", "--force"));

    assertThat(words.options()).isEqualTo(Map.of("experiment", "a=b,c", "force", "true"));
    assertThat(words.classPath()).isEmpty();
  }

  @Test
  void classPathHasJarsAndFoldersAndAllJarsOfAFolder() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Files.createFile(lib.resolve("b.jar"));
    Files.createFile(lib.resolve("a.jar"));
    Files.createFile(lib.resolve("a.txt"));
    String path = classes + File.pathSeparator + lib + "/*";

    assertThat(UserWords.parse("run", KNOWN, List.of("--classpath=" + path)).classPath())
        .containsExactly(classes, lib.resolve("a.jar"), lib.resolve("b.jar"));
  }

  @Test
  void aCommandRepeatsWhereThingsAre() throws Exception {
    UserWords words =
        UserWords.parse(
            "run",
            KNOWN,
            List.of("--force", "--reports=r", "--classpath=" + folder, "--experiment=x"));

    assertThat(words.places()).containsExactly("--classpath=" + folder, "--reports=r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "quick|run takes options as --name=value, not \"quick\"; did you mean --experiment=quick?",
        "-Drecsim.force|run takes options as --name=value, not \"-Drecsim.force\"; did you mean"
            + " --experiment=-Drecsim.force?",
        "--experimnt=x|run has no option --experimnt, did you mean --experiment?",
        "--select=x|run has no option --select; recsim run --help lists them",
        "--reports|--reports needs a value: --reports=...",
        "--classpath=no/such|--classpath names no/such, which does not exist; compile first, or"
            + " correct it",
      })
  void wrongWordsAreSaid(String word, String message) {
    assertThatThrownBy(() -> UserWords.parse("run", KNOWN, List.of(word)))
        .isInstanceOf(Refused.class)
        .hasMessage(message);
  }

  @Test
  void unknownVerbHasTheNearest() {
    assertThat(UserWords.unknown("chekc"))
        .hasMessage("recsim has no verb chekc, did you mean check?");
    assertThat(UserWords.unknown("dance"))
        .hasMessage("recsim has no verb dance; recsim --help lists them");
  }
}
